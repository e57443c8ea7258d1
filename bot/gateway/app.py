"""Builds the web process: content, directory, screen and Rasa behind the routes."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

from aiohttp import web

from bot.content.helplines import INTERNATIONAL
from bot.content.library import Library
from bot.content.vetting import Vetting, refuse_unsigned
from bot.directory import open_directory
from bot.gateway import api, embed_routes, page_routes, readiness
from bot.gateway.answer import Answerer
from bot.gateway.assets import load_assets
from bot.gateway.conversations import Conversations
from bot.gateway.headers import add_headers
from bot.gateway.limits import Limits
from bot.gateway.loaders import load_loaders
from bot.gateway.pages import Pages
from bot.gateway.parts import PARTS, Parts
from bot.gateway.payloads import Payloads
from bot.gateway.problems import problems
from bot.gateway.rasa_client import RasaClient
from bot.gateway.released import read_released
from bot.gateway.speaker import Speaker
from bot.recognition import Recogniser
from bot.safety.screen import Screen
from bot.settings import Settings

log = logging.getLogger("gateway")


def make_app(settings: Settings, library: Library, screen: Screen | None = None,
             recogniser: Recogniser | None = None) -> web.Application:
    """The gateway, ready to serve; raises BadSetting or NotVetted when it may not be started like this.

    `screen` and `recogniser` take seconds to make; who starts several gateways may hand them in.
    """
    app = web.Application(middlewares=[problems], client_max_size=api.MOST_BYTES)
    app[PARTS] = build_parts(settings, library, screen or Screen(library.folder / "danger"),
                             recogniser or Recogniser(countries_of(library)))
    app.add_routes([*api.routes, *page_routes.routes, *embed_routes.routes, *readiness.routes])
    app.on_response_prepare.append(add_headers)
    app.cleanup_ctx.append(_keep_rasa_session)
    return app


def build_parts(settings: Settings, library: Library, screen: Screen, recogniser: Recogniser) -> Parts:
    """Everything the handlers need; refuses to serve drafts or weak secrets in public."""
    public = any(site.is_public() for site in library.sites.values())
    vetting = Vetting(library, settings.serves_vetted_only(public))
    refuse_unsigned(vetting)
    if settings.is_public(public) and not vetting.required:
        log.warning("drafts are served in public for a supervised trial (SERVE_DRAFTS)")
    if settings.is_public(public) and not library.sites["default"].complaints:
        log.warning("content/sites/default.yml names no safeguarding_lead and no complaints; visitors need both")
    secret = settings.secret(settings.is_public(public))
    directory = open_directory(settings.database_url, library.helplines)
    payloads = Payloads(library, secret)
    speaker = Speaker(library, vetting, directory, payloads)
    rasa = RasaClient(settings.rasa_url, settings.rasa_secret)
    answerer = Answerer(library, speaker, screen, recogniser, rasa)
    pages = Pages()
    return Parts(settings, library, vetting, directory, Conversations(secret), payloads, speaker, answerer, rasa,
                 Limits(settings.rate_limit, settings.trusted_proxies), pages,
                 load_loaders(library, pages, speaker), load_assets(), read_released())


def countries_of(library: Library) -> frozenset[str]:
    """The countries whose emergency numbers we have; whoever is elsewhere is helped as if the country were unknown."""
    return frozenset(library.helplines) - {INTERNATIONAL}


async def _keep_rasa_session(app: web.Application) -> AsyncIterator[None]:
    await app[PARTS].rasa.open()
    yield
    await app[PARTS].rasa.close()
