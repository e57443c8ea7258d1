"""Builds the web process: content, directory, screen and Rasa behind the routes."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web

from bot.content.helplines import INTERNATIONAL
from bot.content.library import Library
from bot.content.vetting import Vetting, refuse_unsigned
from bot.counts import Ledger
from bot.directory import Directory, open_directory
from bot.gateway import api, embed_routes, page_routes, readiness, staff_routes
from bot.gateway.answer import Answerer
from bot.gateway.assets import load_assets
from bot.gateway.conversations import Conversations
from bot.gateway.counted_together import CountedTogether
from bot.gateway.counting import keep_counts
from bot.gateway.headers import add_headers
from bot.gateway.limits import Limits
from bot.gateway.loaders import load_loaders
from bot.gateway.pages import Pages
from bot.gateway.parts import PARTS, Parts
from bot.gateway.payloads import Payloads
from bot.gateway.problems import problems
from bot.gateway.rasa_client import RasaClient
from bot.gateway.released import read_released
from bot.gateway.reload import watching
from bot.gateway.shared_conversations import SharedConversations
from bot.gateway.speaker import Speaker
from bot.gateway.surroundings import Surroundings
from bot.manifest import manifest, refuse_unreleased
from bot.recognition import Recogniser
from bot.safety.screen import Screen
from bot.settings import Settings
from bot.shared_memory import SharedMemory

log = logging.getLogger("gateway")


def make_app(settings: Settings, library: Library, screen: Screen | None = None,
             recogniser: Recogniser | None = None) -> web.Application:
    """The gateway, ready to serve; raises BadSetting or NotVetted when it may not be started like this.

    `screen` and `recogniser` take seconds to make; who starts several gateways may hand them in.
    """
    app = web.Application(middlewares=[problems], client_max_size=api.MOST_BYTES)
    app[PARTS] = build_parts(settings, library, screen or Screen(library.folder / "danger"),
                             recogniser or Recogniser(countries_of(library)))
    app.add_routes([*api.routes, *page_routes.routes, *embed_routes.routes, *readiness.routes, *staff_routes.routes])
    app.on_response_prepare.append(add_headers)
    app.cleanup_ctx.append(_keep_rasa_session)
    app.cleanup_ctx.append(_keep_shared_memory)
    app.cleanup_ctx.append(keep_counts)
    app.cleanup_ctx.append(watching(rebuild))
    return app


def build_parts(settings: Settings, library: Library, screen: Screen, recogniser: Recogniser) -> Parts:
    """Everything the handlers need; refuses to serve drafts or weak secrets in public."""
    public = any(site.is_public() for site in library.sites.values())
    secret, pages = settings.secret(settings.is_public(public)), Pages()
    rasa = RasaClient(settings.rasa_url, settings.rasa_secret)
    spoken = _of_content(settings, library, Payloads(library, secret), rasa, pages, screen, recogniser)
    if settings.is_public(public) and not spoken["vetting"].required:
        log.warning("drafts are served in public for a supervised trial (SERVE_DRAFTS)")
    if settings.is_public(public) and not library.sites["default"].complaints:
        log.warning("content/sites/default.yml names no safeguarding_lead and no complaints; visitors need both")
    shared = SharedMemory(settings.redis_url) if settings.redis_url else None
    return Parts(settings=settings, shared=shared, rasa=rasa, pages=pages, assets=load_assets(),
                 surroundings=Surroundings(settings.database_url),
                 ledger=Ledger(settings.database_url) if settings.counts else None,
                 conversations=SharedConversations(secret, shared) if shared else Conversations(secret),
                 limits=Limits(settings.rate_limit, secret, settings.trusted_proxies,
                               CountedTogether(settings.redis_url, shared) if shared else None),
                 released=read_released(), **spoken)


def rebuild(library: Library, parts: Parts, danger_changed: bool) -> dict[str, Any]:
    """What of the parts depends on content, made from edited content; raises what a start with it would raise."""
    settings = parts.settings
    public = any(site.is_public() for site in library.sites.values())
    settings.secret(settings.is_public(public))
    screen = Screen(library.folder / "danger") if danger_changed else parts.screen
    same_countries = countries_of(library) == countries_of(parts.library)
    recogniser = parts.recogniser if same_countries else Recogniser(countries_of(library))
    same_helplines = parts.directory.from_database and library.helplines == parts.library.helplines
    spoken = _of_content(settings, library, parts.payloads.after(library), parts.rasa, parts.pages, screen, recogniser,
                         parts.directory if same_helplines else None)
    if settings.is_public(public) and spoken["vetting"].required:
        refuse_unreleased(library.folder, spoken["manifest"])
    return spoken


def refuse_another_than_released(parts: Parts) -> None:
    """A vetted-only public process starts on exactly what was released (safeguarding.md A3); raises NotReleased."""
    public = any(site.is_public() for site in parts.library.sites.values())
    if parts.settings.is_public(public) and parts.vetting.required:
        refuse_unreleased(parts.library.folder, parts.manifest)


def _of_content(settings: Settings, library: Library, payloads: Payloads, rasa: RasaClient, pages: Pages,
                screen: Screen, recogniser: Recogniser, directory: Directory | None = None) -> dict[str, Any]:
    public = any(site.is_public() for site in library.sites.values())
    vetting = Vetting(library, settings.serves_vetted_only(public))
    refuse_unsigned(vetting)
    directory = directory or open_directory(settings.database_url, library.helplines)
    speaker = Speaker(library, vetting, directory, payloads)
    return {
        "library": library, "vetting": vetting, "directory": directory, "payloads": payloads, "speaker": speaker,
        "answerer": Answerer(library, speaker, screen, recogniser, rasa), "screen": screen, "recogniser": recogniser,
        "loaders": load_loaders(library, pages, speaker),
        "manifest": manifest(library.folder, settings.model),
    }


def countries_of(library: Library) -> frozenset[str]:
    """The countries whose emergency numbers we have; whoever is elsewhere is helped as if the country were unknown."""
    return frozenset(library.helplines) - {INTERNATIONAL}


async def _keep_rasa_session(app: web.Application) -> AsyncIterator[None]:
    await app[PARTS].rasa.open()
    yield
    await app[PARTS].rasa.close()


async def _keep_shared_memory(app: web.Application) -> AsyncIterator[None]:
    shared = app[PARTS].shared
    yield
    if shared:
        await shared.close()
