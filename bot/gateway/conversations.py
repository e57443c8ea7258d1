"""What the gateway knows of a conversation: no word of it, and all of it gone when idle."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cachetools import TTLCache
from itsdangerous import BadSignature, URLSafeTimedSerializer

IDLE_SECONDS = 15 * 60
MOST_CONVERSATIONS = 50_000
LONGEST_SECONDS = 6 * 60 * 60


@dataclass
class Conversation:
    """The context of one conversation; `disclosed` once it was about harm, so that no lesson follows (D5)."""

    site: str
    language: str
    country: str | None = None
    audience: str | None = None
    age: int | None = None
    platform: str | None = None
    disclosed: bool = False
    danger: str | None = None  # the class of the danger flow that was opened
    told_of_redaction: bool = False
    on_path: bool = False  # a guided path was left open
    offered: dict[str, str] = field(default_factory=dict)  # titles of the buttons on screen, and their payloads
    turns: int = 0
    denied: set[str] = field(default_factory=set)  # classes of danger of which the person said that all is well
    simplified: tuple[str, str] | None = None  # the script that was last said in easier words, and in which wording
    explained: set[str] = field(default_factory=set)  # taught words whose meaning was told
    counted: set[str] = field(default_factory=set)  # what of it stands in the weekly counts, each once
    danger_step: str | None = None  # the step of it that was said last
    danger_about: str = "me"  # or "other"
    told: set[str] = field(default_factory=set)  # first answers about what happened, with the country of their help
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    stored: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)  # as Redis holds it
    in_doubt: bool = field(default=False, init=False, repr=False, compare=False)  # Redis may know it better

    def context(self) -> dict[str, str | None]:
        """What the contract calls `context`."""
        return {"site": self.site, "language": self.language, "country": self.country, "audience": self.audience}


class Conversations:
    """Live conversations by token, in this process; a token is worth nothing once its conversation is gone."""

    def __init__(self, secret: str) -> None:
        self._live: TTLCache[str, Conversation] = TTLCache(MOST_CONVERSATIONS, IDLE_SECONDS)
        self._deleted: TTLCache[str, None] = TTLCache(MOST_CONVERSATIONS, IDLE_SECONDS)  # a message may be in flight
        self._tokens = URLSafeTimedSerializer(secret, salt="conversation")

    async def open(self, conversation: Conversation) -> str:
        """Keeps a new conversation and gives its token, which says how it was opened and no more."""
        await self.keep(conversation)
        return str(self._tokens.dumps({"id": conversation.id, **conversation.context(), **self._said(conversation)}))

    async def find(self, token: str) -> Conversation | None:
        """The live conversation of a token, kept for another quarter of an hour; None if there is none."""
        try:
            opened, at = self._tokens.loads(token, max_age=LONGEST_SECONDS, return_timestamp=True)
            return await self._find(opened, at.timestamp())
        except (BadSignature, ValueError, TypeError, KeyError):
            return None

    async def keep(self, conversation: Conversation) -> None:
        """To be called once a message is answered, so that the next one finds what this one changed."""
        if conversation.id not in self._deleted:
            self._live[conversation.id] = conversation

    async def forget(self, conversation: Conversation) -> None:
        """Drops everything about it."""
        self._live.pop(conversation.id, None)
        self._deleted[conversation.id] = None

    def _said(self, _: Conversation) -> Mapping[str, bool]:
        """What else the token of a new conversation says."""
        return {}

    async def _find(self, opened: Mapping[str, Any], at: float) -> Conversation | None:
        """By what its token says; `at`: when it was opened."""
        conversation = self._live.get(opened["id"])
        if conversation is not None:
            self._live[conversation.id] = conversation
        return conversation


def metadata(conversation: Conversation, entities: list[dict[str, Any]]) -> Mapping[str, Any]:
    """What Rasa is told with every message, because metadata lasts for one message only."""
    return {"context": conversation.context(), "entities": entities}
