"""Serves the pages: demo, chat, widget frame and its files, help without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from aiohttp import web
from babel import Locale
from yarl import URL

from bot.content.sites import Site
from bot.gateway.assets import Asset
from bot.gateway.conversations import IDLE_SECONDS, Conversation
from bot.gateway.headers import FRAMED_BY, frame_ancestors
from bot.gateway.kept_pages import kept_page
from bot.gateway.parts import PARTS, Parts
from bot.gateway.problems import Problem
from bot.help_only import is_help_only
from bot.recognition import country_codes, country_name, flag

routes = web.RouteTableDef()


@routes.get("/")
async def demo(request: web.Request) -> web.Response:
    """A page that shows how an embedding page looks."""
    parts = request.app[PARTS]
    if is_help_only(parts.settings):
        return _help(request)
    return html(parts.pages.demo({**page_config(parts, "default", request), "preview": None}))


@routes.get("/chat")
async def chat(request: web.Request) -> web.Response:
    """The chat as a page of its own."""
    parts = request.app[PARTS]
    if is_help_only(parts.settings):
        return _help(request)
    return _frame(request)


@routes.get("/widget")
async def frame(request: web.Request) -> web.Response:
    """The chat as the iframe that embed.js opens; only the site's own pages may frame it."""
    parts = request.app[PARTS]
    _let_the_site_frame(request)
    if is_help_only(parts.settings):
        return _help(request)
    return _frame(request)


@routes.get("/help")
@routes.get("/help/{country}")
async def help_page(request: web.Request) -> web.Response:
    """Emergency numbers and helplines, without JavaScript, with Rasa and actions down."""
    parts = request.app[PARTS]
    code = (request.match_info.get("country") or request.query.get("country") or "").upper() or None
    if code and code in country_codes() and code not in parts.library.helplines:
        own = {name: value for name, value in request.query.items() if name != "country"}
        raise web.HTTPFound(URL("/help").with_query(own))  # a country without a file: what helps everywhere
    if code and (code not in parts.library.helplines or code == "INT"):
        raise Problem(404, "There is no help page for this country; /help lists all.")
    return _help(request, code)


@routes.get("/privacy")
async def privacy(request: web.Request) -> web.Response:
    """What happens to what is written (safeguarding.md K-1 #4)."""
    parts = request.app[PARTS]
    name, _ = _site(parts, request)
    return html(parts.pages.privacy({
        **page_config(parts, name, request), "has_chat": not is_help_only(parts.settings), "query": _query(name),
        "counts": parts.settings.counts, "idle_minutes": IDLE_SECONDS // 60}))


@routes.get("/widget/{name}")
async def widget_file(request: web.Request) -> web.Response:
    """The frame's scripts, styles and icon."""
    asset = request.app[PARTS].assets.get(request.match_info["name"])
    if asset is None:
        raise Problem(404, "There is no such file.")
    return send_asset(request, asset)


def send_asset(request: web.Request, asset: Asset) -> web.Response:
    """A file, compressed for those who accept it; 304 for those who have it."""
    headers = {"Content-Type": asset.content_type, "Cache-Control": "no-cache", "ETag": f'"{asset.tag}"',
               "Vary": "Accept-Encoding"}
    if request.if_none_match and any(known.value == asset.tag for known in request.if_none_match):
        return web.Response(status=304, headers=headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=asset.zipped, headers={**headers, "Content-Encoding": "gzip"})
    return web.Response(body=asset.body, headers=headers)


def html(text: str) -> web.Response:
    """A page, compressed for those who accept it."""
    page = web.Response(text=text, content_type="text/html", charset="utf-8")
    page.enable_compression()
    return page


def _frame(request: web.Request) -> web.Response:
    parts = request.app[PARTS]
    name, site = _site(parts, request)
    return _send_kept(request, ("frame", name, _language(parts, site, request)),
                      lambda: parts.pages.frame(_frame_config(parts, request)))


def _send_kept(request: web.Request, key: Hashable, make: Callable[[], str]) -> web.Response:
    """A page that is made once a minute; like every page it leaves no copy in a shared computer's cache (no-store)."""
    page = kept_page(request.app[PARTS].speaker, key, "text/html", make)
    headers = {"Content-Type": page.content_type, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=page.zipped, headers={**headers, "Content-Encoding": "gzip"})
    return web.Response(body=page.body, headers=headers)


def _help(request: web.Request, code: str | None = None) -> web.Response:
    """The help page of a country, or of the site's own where it stands in for the chat, in the site's pages too."""
    parts = request.app[PARTS]
    if is_help_only(parts.settings):
        _let_the_site_frame(request)
        if not request.path.startswith("/help"):
            code = _site(parts, request)[1].country
    name, site = _site(parts, request)
    key = ("help", name, _language(parts, site, request), code, is_help_only(parts.settings))
    return _send_kept(request, key, lambda: parts.pages.help_page(_help_config(parts, code, request)))


def _let_the_site_frame(request: web.Request) -> None:
    name, site = _site(request.app[PARTS], request)
    request[FRAMED_BY] = frame_ancestors(site.origins, name == "default")


def _site(parts: Parts, request: web.Request) -> tuple[str, Site]:
    name = request.query.get("site") or "default"
    if name not in parts.library.sites:
        raise Problem(404, "There is no such site.")
    return name, parts.library.sites[name]


def page_config(parts: Parts, site: str, request: web.Request) -> dict[str, Any]:
    """What every page needs: site, words in the language asked for, exit, and whether these are drafts."""
    language = _language(parts, parts.library.sites[site], request)
    return {
        "site": {"id": site, **_look(parts.library.sites[site])}, "lang": language,
        "dir": Locale.parse(language).text_direction,
        "interface": parts.library.interface[language], "exit_url": parts.library.exit_page(parts.library.sites[site]),
        "draft": not parts.vetting.required,
    }


def _language(parts: Parts, site: Site, request: web.Request) -> str:
    spoken = [language for language in site.languages if language in parts.library.interface]
    asked = request.query.get("lang")
    return asked if asked in spoken else (spoken or ["en"])[0]


def language_names(site: Site) -> list[list[str]]:
    """[code, the language's own name for itself] of what a site offers."""
    return [[code, Locale.parse(code).get_display_name()] for code in site.languages]


def _look(site: Site) -> dict[str, Any]:
    return {"name": site.name, "colour": site.colour, "country": site.country, "opens_with": site.opens_with,
            "lead": site.safeguarding_lead, "complaints": site.complaints, "network_notice": site.network_notice}


def _frame_config(parts: Parts, request: web.Request) -> dict[str, Any]:
    name, site = _site(parts, request)
    config = page_config(parts, name, request)
    return {
        **config,
        "countries": " ".join(sorted(code for code in parts.library.helplines if code != "INT")),
        "languages": language_names(site),
        "help": _cards(parts, name, config["lang"], site.country),
        "safe_word": parts.library.safe_word, "query": _query(name),
        "parent_origins": list(site.origins), "idle_minutes": IDLE_SECONDS // 60,
    }


def _help_config(parts: Parts, code: str | None, request: web.Request) -> dict[str, Any]:
    name, _ = _site(parts, request)
    config = page_config(parts, name, request)
    cards = _cards(parts, name, config["lang"], code)
    known = {service["id"] for service in cards["services"]}
    more = [service for extra in (_reports(parts, config["lang"], code), _for_parents(parts, config["lang"], code))
            for service in extra if service["id"] not in known]
    cards["services"] += list({service["id"]: service for service in more}.values())
    return {**config, "country": code, "has_chat": not is_help_only(parts.settings),
            "country_name": country_name(code, config["lang"]) if code else None, "emergency": cards["emergency"],
            "services": cards["services"],
            "countries": countries(parts, config["lang"]), "query": _query(name)}


def _query(site: str) -> str:
    return "" if site == "default" else f"?site={site}"


def _cards(parts: Parts, site: str, language: str, country: str | None) -> dict[str, Any]:
    asker = Conversation(site=site, language=language, country=country)
    return parts.speaker.show_helplines(asker, "crisis", danger="immediate_danger", script="utter_danger_cards", most=8)


def _reports(parts: Parts, language: str, country: str | None) -> list[dict[str, Any]]:
    """The first way to report, so that the page has one whatever else stands first."""
    asker = Conversation(site="default", language=language, country=country)
    found = parts.speaker.show_helplines(asker, "report", most=8)["services"]
    return [service for service in found if service["kind"] == "report_csam"][:1]


def _for_parents(parts: Parts, language: str, country: str | None) -> list[dict[str, Any]]:
    """The parents' line of the country, if there is one."""
    asker = Conversation(site="default", language=language, country=country, audience="parent")
    found = parts.speaker.show_helplines(asker, "parent", most=8)["services"]
    return [service for service in found if service["kind"] == "parent_support"][:1]


def countries(parts: Parts, language: str) -> list[list[str]]:
    """[code, name, flag] of every country we have, by name."""
    return _countries(tuple(sorted(parts.library.helplines)), language)


@lru_cache(maxsize=64)
def _countries(codes: tuple[str, ...], language: str) -> list[list[str]]:
    named = [[code, country_name(code, language), flag(code)] for code in codes if code != "INT"]
    return sorted(named, key=lambda entry: entry[1])
