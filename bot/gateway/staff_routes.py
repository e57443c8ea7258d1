"""The page of weekly counts for staff, behind a token that is sent in a form, never in an address or a cookie."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.counts.page import STYLE, form_page, names_of, report_page
from bot.counts.report import WEEKS, as_csv, read_report
from bot.counts.store import FAILURES, KEPT_WEEKS
from bot.gateway.page_routes import html
from bot.gateway.parts import PARTS
from bot.gateway.problems import Problem
from bot.gateway.staff_token import has_token

routes = web.RouteTableDef()
_OFF = "Nothing is counted here: COUNTS is off."


@routes.get("/staff/report")
async def ask_for_token(request: web.Request) -> web.Response:
    """A small form; no page at all where no token is set."""
    _refuse_without_token_set(request)
    return html(form_page("" if request.app[PARTS].ledger else _OFF))


@routes.post("/staff/report")
async def show_report(request: web.Request) -> web.Response:
    """One view of the report for whoever has the token, as a page or as CSV."""
    _refuse_without_token_set(request)
    parts, form = request.app[PARTS], await request.post()
    if not has_token(request, str(form.get("token", ""))):
        return _form("This is not the token.", 403)
    if parts.ledger is None:
        return _form(_OFF)
    try:
        report = await asyncio.to_thread(read_report, parts.settings.database_url, _weeks(form.get("weeks")))
    except FAILURES:
        return _form("The database cannot be read now.", 503)
    if form.get("as") == "csv":
        return web.Response(text=as_csv(report), content_type="text/csv", charset="utf-8",
                            headers={"Content-Disposition": 'attachment; filename="weekly-counts.csv"'})
    return html(report_page(report, names_of(parts.library)))


@routes.get("/staff/report.css")
async def style(request: web.Request) -> web.Response:
    """How the page looks."""
    _refuse_without_token_set(request)
    return web.Response(text=STYLE.read_text(encoding="utf-8"), content_type="text/css", charset="utf-8")


def _refuse_without_token_set(request: web.Request) -> None:
    if not request.app[PARTS].settings.report_token:
        raise Problem(404, "Not Found")


def _weeks(given: object) -> int:
    text = str(given or WEEKS)
    return min(max(int(text), 1), KEPT_WEEKS) if text.isdecimal() and len(text) < 5 else WEEKS


def _form(said: str, status: int = 200) -> web.Response:
    answer = html(form_page(said))
    answer.set_status(status)
    return answer
