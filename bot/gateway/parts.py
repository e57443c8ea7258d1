"""What the gateway is made of, built once at start and reached by typed keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.content.library import Library
from bot.content.vetting import Vetting
from bot.directory import Directory
from bot.gateway.answer import Answerer
from bot.gateway.assets import Asset
from bot.gateway.conversations import Conversations
from bot.gateway.limits import Limits
from bot.gateway.pages import Pages
from bot.gateway.payloads import Payloads
from bot.gateway.rasa_client import RasaClient
from bot.gateway.speaker import Speaker
from bot.settings import Settings


@dataclass(frozen=True)
class Parts:
    """Everything a handler may need."""

    settings: Settings
    library: Library
    vetting: Vetting
    directory: Directory
    conversations: Conversations
    payloads: Payloads
    speaker: Speaker
    answerer: Answerer
    rasa: RasaClient
    limits: Limits
    pages: Pages
    loaders: Mapping[str, Asset]
    assets: Mapping[str, Asset]
    released: Mapping[str, Asset]


PARTS = web.AppKey("parts", Parts)
