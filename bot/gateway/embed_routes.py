"""Serves what embedding pages need: the loader, its released versions, and the page that makes the snippet."""

from __future__ import annotations

from urllib.parse import urlencode

from aiohttp import web

from bot.gateway.embedding import lines_to_copy, read_embedding
from bot.gateway.headers import FRAMED_BY
from bot.gateway.page_routes import html, language_names, page_config, send_asset
from bot.gateway.parts import PARTS
from bot.gateway.problems import Problem
from bot.gateway.released import integrity

routes = web.RouteTableDef()
FOR_EVER = "public, max-age=31536000, immutable"


@routes.get("/embed.js")
async def loader(request: web.Request) -> web.Response:
    """The loader a school's page carries; ?site= brings the numbers of the site's country along."""
    loaders = request.app[PARTS].loaders
    return send_asset(request, loaders.get(request.query.get("site", ""), loaders["default"]))


@routes.get("/embed/{digest}.js")
async def released_loader(request: web.Request) -> web.Response:
    """A released loader, for pages that pin it: the one answer with a CORS header, without which a browser cannot
    check `integrity`. It is public, and the same for everybody (docs/decisions/0015)."""
    asset = request.app[PARTS].released.get(request.match_info["digest"])
    if asset is None:
        raise Problem(404, "No loader of this digest was released; /embed shows the newest.")
    answer = send_asset(request, asset)
    answer.headers["Cache-Control"] = FOR_EVER
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@routes.get("/embed")
async def snippet(request: web.Request) -> web.Response:
    """The line of HTML to copy, with a live preview; a bad origin, colour, site or language is named."""
    parts = request.app[PARTS]
    chosen = read_embedding(request.query, parts.library)
    config = page_config(parts, chosen.site_id, request)
    newest = next(reversed(list(parts.released.items())), None)
    pinned = (newest[0], integrity(newest[1])) if newest else None
    return html(parts.pages.snippet({
        **config, "chosen": chosen, "origin": _origin(request), "languages": language_names(chosen.site),
        "asked": {key: request.query.get(key, "") for key in ("site", "origin", "colour")},
        "lines": lines_to_copy(chosen, _origin(request), config["interface"]["title"], pinned),
        "preview_query": urlencode({"site": chosen.site_id, "colour": chosen.colour, "lang": chosen.language}),
    }))


@routes.get("/embed/preview")
async def preview(request: web.Request) -> web.Response:
    """A page as a school might have it, in the choice's colour and language; only /embed may frame it."""
    parts = request.app[PARTS]
    chosen = read_embedding(request.query, parts.library)
    request[FRAMED_BY] = "'self'"
    return html(parts.pages.demo({**page_config(parts, chosen.site_id, request), "preview": chosen}))


def _origin(request: web.Request) -> str:
    try:
        return str(request.url.origin())
    except ValueError as error:
        raise Problem(400, "The Host header is not a host.") from error
