"""What the gateway is made of, reached by typed keys; what depends on content is replaced together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.content.library import Library
from bot.content.vetting import Vetting
from bot.counts import Ledger
from bot.directory import Directory
from bot.gateway.answer import Answerer
from bot.gateway.assets import Asset
from bot.gateway.conversations import Conversations
from bot.gateway.limits import Limits
from bot.gateway.pages import Pages
from bot.gateway.payloads import Payloads
from bot.gateway.rasa_client import RasaClient
from bot.gateway.speaker import Speaker
from bot.gateway.surroundings import Surroundings
from bot.manifest import Manifest
from bot.recognition import Recogniser
from bot.safety.screen import Screen
from bot.settings import Settings
from bot.shared_memory import SharedMemory


@dataclass
class Parts:
    """Everything a handler may need; `refused` says why the content as it now is on disk is not served."""

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
    surroundings: Surroundings
    pages: Pages
    loaders: Mapping[str, Asset]
    assets: Mapping[str, Asset]
    released: Mapping[str, Asset]
    manifest: Manifest
    screen: Screen
    recogniser: Recogniser
    ledger: Ledger | None  # None: nothing is counted
    shared: SharedMemory | None = None  # None: one web process, which remembers by itself
    refused: list[str] = field(default_factory=list)

    def take(self, fresh: Mapping[str, Any]) -> None:
        """Replaces what depends on content; no message is answered half with the old and half with the new."""
        for name, part in fresh.items():
            setattr(self, name, part)
        self.refused = []


PARTS = web.AppKey("parts", Parts)
