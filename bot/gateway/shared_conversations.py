"""Conversations that several web processes share through Redis: no word of what was said, gone when idle."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, cast

from cachetools import TLRUCache, TTLCache
from pydantic import parse_obj_as

from bot.gateway.conversations import IDLE_SECONDS, LONGEST_SECONDS, MOST_CONVERSATIONS, Conversation, Conversations
from bot.shared_memory import SharedMemory, SharedMemoryGone

if TYPE_CHECKING:
    from redis.asyncio import Redis

COPY_SECONDS = 120  # how long a process remembers by itself what Redis has too, should Redis go
_KEY, _FORGOTTEN, _ALONE = "conversation:", "forgotten:", "alone"
_NEVER = float("inf")
_SINCE = "remembers-since"  # by the clock of Redis; a younger one than a conversation means that Redis was emptied
_BEGUN = "if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('SET', KEYS[1], redis.call('TIME')[1]) end " \
         "return redis.call('GET', KEYS[1])"
# Only what changed is written, so that two messages at once lose nothing of each other, and nothing after a deletion.
# What is in doubt is written whole where Redis knows it not. ARGV: life, changed parts, what to do else, all parts.
_WRITE = "local some, all = cjson.decode(ARGV[2]), cjson.decode(ARGV[4]) " \
         "local known = redis.call('EXISTS', KEYS[1]) == 1 " \
         "local write = known and some or (ARGV[3] == 'create' and all or {}) " \
         "if #write > 0 then redis.call('HSET', KEYS[1], unpack(write)) end " \
         "redis.call('EXPIRE', KEYS[1], ARGV[1])"


@dataclass
class _Copy:
    conversation: Conversation
    is_only_here: bool


class SharedConversations(Conversations):
    """Redis first. While it is gone: this process's own copy, else what the token says of its opening."""

    def __init__(self, secret: str, shared: SharedMemory) -> None:
        super().__init__(secret)
        self._shared = shared
        self._copies: TLRUCache[str, _Copy] = TLRUCache(MOST_CONVERSATIONS, _keep_until)
        self._to_forget: TTLCache[str, None] = TTLCache(MOST_CONVERSATIONS, IDLE_SECONDS)

    async def keep(self, conversation: Conversation) -> None:
        """Writes what changed; here alone while Redis is gone."""
        now = as_fields(conversation)
        changed = {name: value for name, value in now.items() if conversation.stored.get(name) != value
                   and not (conversation.in_doubt and name == "turns")}
        is_new = conversation.in_doubt or not conversation.stored
        try:
            await self._shared.ask(lambda redis: _run(redis, _WRITE, _KEY + conversation.id, IDLE_SECONDS,
                                                      _flat(changed), "create" if is_new else "leave", _flat(now)))
            conversation.stored, conversation.in_doubt = now, False
            self._copies[conversation.id] = _Copy(conversation, is_only_here=False)
        except SharedMemoryGone:
            self._copies[conversation.id] = _Copy(conversation, is_only_here=True)

    async def forget(self, conversation: Conversation) -> None:
        """Here and in Redis; as soon as it is back, should it be gone."""
        self._copies.pop(conversation.id, None)
        try:
            await self._shared.ask(lambda redis: _forget(redis, [conversation.id]))
        except SharedMemoryGone:
            self._to_forget[conversation.id] = None

    def _said(self, conversation: Conversation) -> Mapping[str, bool]:
        """That Redis may never have known it, which another process that reaches Redis cannot see otherwise."""
        return {_ALONE: True} if self._copies[conversation.id].is_only_here else {}

    async def _find(self, opened: Mapping[str, Any], at: float) -> Conversation | None:
        id = opened["id"]
        if id in self._to_forget:
            return None
        copy = self._copies.get(id)
        try:
            found, since = await self._shared.ask(lambda redis: self._read(redis, id))
        except SharedMemoryGone:
            return _from_here(copy, opened)
        if since == _NEVER:
            self._copies.pop(id, None)
            return None
        if copy and copy.is_only_here and (found is None or copy.conversation.turns > found.turns):
            return _from_here(copy, opened)
        if found or (at >= max(since, self._shared.last_gone) and _ALONE not in opened):
            return found
        return _from_here(copy, opened)

    async def _read(self, redis: Redis, id: str) -> tuple[Conversation | None, float]:
        """The conversation, and since when Redis remembers; since `_NEVER` where it was deleted on request."""
        if self._to_forget:
            await _forget(redis, list(self._to_forget))
            self._to_forget.clear()
        pipe = redis.pipeline(transaction=False)
        pipe.hgetall(_KEY + id)
        pipe.expire(_KEY + id, IDLE_SECONDS)
        pipe.eval(_BEGUN, 1, _SINCE)
        pipe.exists(_FORGOTTEN + id)
        stored, _, since, is_forgotten = await pipe.execute()
        return (None, _NEVER) if is_forgotten else (from_fields(stored), float(since))


def as_fields(conversation: Conversation) -> dict[str, str]:
    """The context as Redis holds it, field by field."""
    return {part.name: json.dumps(getattr(conversation, part.name), default=sorted) for part in fields(conversation)
            if part.init}


def from_fields(stored: Mapping[str, str]) -> Conversation | None:
    """The other way round; None for what is no whole conversation."""
    known = {part.name for part in fields(Conversation) if part.init}
    if not {"id", "site", "language"} <= stored.keys():
        return None
    said = {name: json.loads(value) for name, value in stored.items() if name in known}
    conversation: Conversation = parse_obj_as(Conversation, said)
    conversation.stored = dict(stored)
    return conversation


def _from_here(copy: _Copy | None, opened: Mapping[str, Any]) -> Conversation:
    """Without a copy what was said since is lost here; it may have been of harm, so no lesson follows."""
    if copy:
        copy.conversation.in_doubt = True
        return copy.conversation
    rebuilt = Conversation(opened["site"], opened["language"], opened["country"], opened["audience"], disclosed=True,
                           id=opened["id"])
    rebuilt.stored, rebuilt.in_doubt = as_fields(rebuilt), True
    return rebuilt


def _flat(parts: Mapping[str, str]) -> str:
    return json.dumps([part for field in parts.items() for part in field])


def _keep_until(_: str, copy: _Copy, now: float) -> float:
    return now + (IDLE_SECONDS if copy.is_only_here else COPY_SECONDS)


async def _forget(redis: Redis, ids: list[str]) -> None:
    """Their ids stay for as long as their tokens could be shown again: a Redis that was emptied meanwhile knows no
    conversation of before, and would take a deleted one for one that it lost."""
    pipe = redis.pipeline(transaction=False)
    pipe.delete(*(_KEY + id for id in ids))
    for id in ids:
        pipe.set(_FORGOTTEN + id, "", ex=LONGEST_SECONDS)
    await pipe.execute()


async def _run(redis: Redis, script: str, key: str, *arguments: Any) -> Any:
    return await cast(Awaitable[Any], redis.eval(script, 1, key, *map(str, arguments)))
