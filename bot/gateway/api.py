"""The API: conversations, messages, helplines; the contract is served at /api/openapi.json."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.content.helplines import INTERNATIONAL
from bot.content.scripts import AUDIENCES
from bot.gateway.conversations import IDLE_SECONDS, Conversation
from bot.gateway.counters import count_message
from bot.gateway.counting import count_answer, count_end
from bot.gateway.offers import keep_offers, offer_to_go_on, typed_button
from bot.gateway.parts import PARTS, Parts
from bot.gateway.payloads import BadPayload
from bot.gateway.problems import Problem
from bot.help_only import is_help_only
from bot.safety.screen import Danger

MOST_CHARACTERS = 16_000
MOST_BYTES = 256 * 1024
_OPENAPI = Path(__file__).with_name("openapi.json")
NEEDS = ("talk", "removal", "report", "police", "crisis", "parent", "behaviour")

log = logging.getLogger("gateway")
routes = web.RouteTableDef()


@routes.post("/api/conversations")
async def open_conversation(request: web.Request) -> web.Response:
    """201 with token and the welcome; 429 with help when one address opens too many."""
    parts = request.app[PARTS]
    body = await _body(request, {"site", "language", "country", "audience"})
    conversation = _conversation(parts, body)
    if not await parts.limits.may_open(request):
        raise _too_fast(parts, conversation)
    helps_only = is_help_only(parts.settings)
    messages = parts.answerer.only_help(conversation) if helps_only else parts.answerer.welcome(conversation)
    keep_offers(messages, conversation)
    token = await parts.conversations.open(conversation)
    answer = web.json_response({"token": token, "expires_in": IDLE_SECONDS, "context": conversation.context(),
                                "messages": messages}, status=201)
    answer.enable_compression()  # half the size on a slow line; each token is new, so its length tells nothing
    return answer


@routes.post("/api/messages")
async def send_message(request: web.Request) -> web.Response:
    """200 with messages; a danger is answered even when the limit is reached."""
    parts = request.app[PARTS]
    conversation = await _bearer(request)
    try:
        body = await _body(request, {"text", "payload"})
    except web.HTTPRequestEntityTooLarge as error:
        raise _too_long(parts, conversation) from error
    may_send = await parts.limits.may_send(request, conversation.id)
    if sorted(body) not in (["text"], ["payload"]) or not all(isinstance(value, str) for value in body.values()):
        raise Problem(400, "Send either {\"text\": \"…\"} or {\"payload\": \"…\"}.")
    if is_help_only(parts.settings):
        answering = _answer_with_help_only(parts, conversation, body)
    elif "text" in body:
        answering = _answer_text(parts, conversation, body["text"], may_send)
    else:
        answering = _answer_tap(parts, conversation, body["payload"], may_send)
    try:
        messages, kind = await answering
    except Problem:
        raise
    except Exception as error:  # whatever broke here, a child gets people to turn to
        log.error("a message failed: %s", type(error).__name__)
        messages, kind = parts.answerer.unavailable(conversation), "fallback"
    is_crowded, kind = kind == "crowded", "fallback" if kind == "crowded" else kind
    messages = offer_to_go_on(messages, conversation, parts.speaker)
    keep_offers(messages, conversation)
    count_answer(parts.ledger, parts.library.scripts.topics, conversation, messages, kind)
    await parts.conversations.keep(conversation)
    count_message(kind)
    if is_crowded:
        raise Problem(429, "More people are writing than can be answered at once.", messages, {"Retry-After": "5"})
    return web.json_response({"context": conversation.context(), "messages": messages})


@routes.delete("/api/conversations")
async def delete_conversation(request: web.Request) -> web.Response:
    """204: everything about it is gone, in Rasa too."""
    parts = request.app[PARTS]
    conversation = await _bearer(request)
    await parts.conversations.forget(conversation)
    count_end(parts.ledger, conversation)
    await parts.rasa.forget(conversation.id)
    return web.Response(status=204)


@routes.get("/api/helplines")
async def list_helplines(request: web.Request) -> web.Response:
    """Emergency numbers and ranked services for ?country, ?audience, ?language, ?need and ?site."""
    parts = request.app[PARTS]
    unknown = set(request.query) - {"country", "audience", "language", "need", "site"}
    if unknown:
        raise Problem(400, f"“{sorted(unknown)[0]}” is not known here; use country, audience, language, need, site.")
    country = _country(parts, request.query.get("country"))
    audience = _one_of(request.query.get("audience"), AUDIENCES, "audience")
    need = _one_of(request.query.get("need"), NEEDS, "need")
    site = _one_of(request.query.get("site"), tuple(parts.library.sites), "site") or "default"
    asker = Conversation(site=site, language=request.query.get("language", "en"), country=country, audience=audience)
    danger = "self_harm" if need == "crisis" else None
    cards = parts.speaker.show_helplines(asker, need, danger=danger, most=50)
    return web.json_response({key: cards[key] for key in ("country", "emergency", "services")})


@routes.get("/api/openapi.json")
async def openapi(_: web.Request) -> web.FileResponse:
    """The contract."""
    return web.FileResponse(_OPENAPI, headers={"Content-Type": "application/json"})


async def _answer_text(parts: Parts, conversation: Conversation, text: str,
                       may_send: bool) -> tuple[list[dict[str, Any]], str]:
    text = without_halves(text)
    if not text.strip():
        raise Problem(400, "The text is empty.")
    button = typed_button(text, conversation)
    if button and not _is_danger(parts.answerer.screen(text, conversation)):
        return await _answer_tap(parts, conversation, button, may_send)
    if may_send and len(text) <= MOST_CHARACTERS:
        messages, outcome = await parts.answerer.answer_text(text, conversation)
        return messages, outcome.kind
    danger = parts.answerer.screen(text[:MOST_CHARACTERS], conversation)
    if danger and _is_danger(danger):
        messages, outcome = parts.answerer.answer_danger(danger, conversation)
        return messages, outcome.kind
    if len(text) > MOST_CHARACTERS:
        raise _too_long(parts, conversation)
    raise _too_fast(parts, conversation)


async def _answer_tap(parts: Parts, conversation: Conversation, payload: str,
                      may_send: bool) -> tuple[list[dict[str, Any]], str]:
    try:
        tap = parts.payloads.read(payload)
    except BadPayload as error:
        raise Problem(400, f"{error}. Send what was typed as \"text\".".capitalize()) from error
    if not may_send and not tap.step:
        raise _too_fast(parts, conversation)
    messages, outcome = await parts.answerer.answer_tap(tap, conversation)
    return messages, outcome.kind


async def _answer_with_help_only(parts: Parts, conversation: Conversation,
                                 body: dict[str, str]) -> tuple[list[dict[str, Any]], str]:
    """Nothing is refused while only help is served; of a button, only where the person is counts."""
    slots: dict[str, str] = {}
    with suppress(BadPayload):
        slots = dict(parts.payloads.read(body["payload"]).slots) if "payload" in body else {}
    text = without_halves(body.get("text", ""))[:MOST_CHARACTERS]
    return parts.answerer.only_help(conversation, text, slots), "fallback"


def _is_danger(seen: Danger | None) -> bool:
    return seen is not None and seen.level != "note"


def without_halves(text: str) -> str:
    """Half an emoji, as a client sends that cuts a text in the middle of one, becomes a replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _too_fast(parts: Parts, conversation: Conversation) -> Problem:
    return Problem(429, "Too many messages at once.", parts.answerer.busy("utter_busy", conversation),
                   {"Retry-After": "20"})


def _too_long(parts: Parts, conversation: Conversation) -> Problem:
    return Problem(413, f"Please write less than {MOST_CHARACTERS} characters.",
                   parts.answerer.busy("utter_too_long", conversation))


async def _bearer(request: web.Request) -> Conversation:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = await request.app[PARTS].conversations.find(token) if scheme.lower() == "bearer" else None
    if found is None:
        raise Problem(401, "This conversation is over; open a new one at /api/conversations.",
                      headers={"WWW-Authenticate": "Bearer"})
    return found


async def _body(request: web.Request, known: set[str]) -> dict[str, Any]:
    try:
        body = await request.json()
    except (ValueError, LookupError, RecursionError, web.RequestPayloadError) as error:
        raise Problem(400, "The body is not JSON in UTF-8.") from error
    if not isinstance(body, dict):
        raise Problem(400, "The body is not a JSON object.")
    if set(body) - known:
        raise Problem(400, f"“{sorted(set(body) - known)[0]}” is not known here; use {', '.join(sorted(known))}.")
    return body


def _conversation(parts: Parts, body: dict[str, Any]) -> Conversation:
    name = body.get("site")
    name = "default" if name in (None, "") else name
    site = parts.library.sites.get(name) if isinstance(name, str) else None
    if site is None:
        raise Problem(400, "There is no such site.")
    language = body.get("language")
    if not isinstance(language, str | None):
        raise Problem(400, "“language” must be a code such as en.")
    if language not in parts.library.scripts.by_language:
        language = site.languages[0]
    country = _country(parts, body.get("country")) or site.country
    return Conversation(name, language, country, _one_of(body.get("audience"), AUDIENCES, "audience"))


def _country(parts: Parts, code: Any) -> str | None:
    if code in (None, ""):
        return None
    if not isinstance(code, str) or len(code) != 2 or not code.isalpha():
        raise Problem(400, "“country” must be a two-letter code such as PK.")
    known = code.upper() in parts.library.helplines and code.upper() != INTERNATIONAL
    return code.upper() if known else None


def _one_of(value: Any, known: tuple[str, ...], name: str) -> str | None:
    if value in (None, ""):
        return None
    if value not in known:
        raise Problem(400, f"“{name}” must be one of {', '.join(known)}.")
    return str(value)
