"""What of an answer is counted: each chat once for each thing, and nothing of what was said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress

from aiohttp import web

from bot.counts import Ledger
from bot.counts.report import UNANSWERED
from bot.counts.tables import ALL
from bot.gateway.conversations import Conversation
from bot.gateway.parts import PARTS
from bot.gateway.speaker import UNSIGNED, Message

_NO_ANSWER = frozenset({"utter_fallback", "utter_fallback_again", "utter_unavailable", UNSIGNED})
_REMARKS = "chat"  # greetings and remarks stand in nearly every chat: no topic


def count_answer(ledger: Ledger | None, topics: dict[str, str], conversation: Conversation,
                 messages: Sequence[Message], kind: str) -> None:
    """Counts what is new in this conversation, which remembers it as long as it lives; `topics` of the scripts."""
    if ledger is None:
        return
    scripts = [message["script"] for message in messages]
    how = UNANSWERED if kind == "fallback" or _NO_ANSWER.intersection(scripts) else kind
    for name, value in {*_of_conversation(conversation, kind), ("outcome", how), *_of_messages(messages, topics)}:
        mark = f"{name}:{value}"
        if mark not in conversation.counted:
            conversation.counted.add(mark)
            ledger.add(name, value)


def count_end(ledger: Ledger | None, conversation: Conversation) -> None:
    """The visitor ended it: Exit, close, start again or delete. One in which nothing was said is none."""
    if ledger is not None and conversation.turns:
        ledger.add("ended", ALL)


def _of_conversation(conversation: Conversation, kind: str) -> Iterator[tuple[str, str]]:
    yield "chats", ALL
    yield "site", conversation.site
    yield "language", conversation.language
    if conversation.country:
        yield "country", conversation.country
    if conversation.audience:
        yield "audience", conversation.audience
    if kind == "danger" and conversation.danger:
        yield "danger", conversation.danger


def _of_messages(messages: Sequence[Message], topics: dict[str, str]) -> Iterator[tuple[str, str]]:
    for message in messages:
        if message["type"] == "helplines":
            yield from (("helpline", service["id"]) for service in message["services"])
        elif not _is_remark(message["script"], topics):
            yield "topic", topics[message["script"]]


def _is_remark(script: str, topics: dict[str, str]) -> bool:
    return topics.get(script, _REMARKS) == _REMARKS or script.startswith("utter_noted_")


async def keep_counts(app: web.Application) -> AsyncIterator[None]:
    """Writes in the background as long as the process serves, and a last time when it stops."""
    ledger = app[PARTS].ledger
    writing = asyncio.create_task(ledger.keep_writing()) if ledger else None
    yield
    if ledger and writing:
        writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing
        await ledger.write()
