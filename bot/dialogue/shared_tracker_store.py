"""Rasa's memory of conversations when several workers share it: in Redis, without their words, forgotten when idle."""

from __future__ import annotations

import os
import sys
from typing import Any

from cachetools import TTLCache
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.tracker_store import IDLE_SECONDS, MOST_CONVERSATIONS, ForgettingTrackerStore
from bot.settings import read_settings
from bot.shared_memory import SharedMemory, SharedMemoryGone, WritesToDisk, refuse_disk_at_start

_KEY = "tracker:"


def shared_memory() -> SharedMemory | None:
    """The Redis of REDIS_URL; None where one worker remembers by itself."""
    url = read_settings(os.environ).redis_url
    return SharedMemory(url) if url else None


class SharedTrackerStore(ForgettingTrackerStore):
    """With REDIS_URL in Redis, else in this process; also while Redis is gone, so that a conversation goes on."""

    def __init__(self, domain: Any, event_broker: Any = None, **others: Any) -> None:
        super().__init__(domain, event_broker, **others)
        self._shared = shared_memory()
        self._in_doubt: TTLCache[str, bool] = TTLCache(MOST_CONVERSATIONS, IDLE_SECONDS)  # Redis may know them better
        try:
            refuse_disk_at_start(read_settings(os.environ).redis_url)
        except WritesToDisk as error:
            sys.exit(str(error))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the tracker without a word of what was written."""
        await super().save(tracker)  # blanks it
        if self._shared is None:
            return
        text, is_in_doubt = self.serialise_tracker(tracker), tracker.sender_id in self._in_doubt
        try:
            await self._shared.ask(lambda redis: redis.set(_KEY + tracker.sender_id, text, ex=IDLE_SECONDS,
                                                           nx=is_in_doubt))
        except SharedMemoryGone:
            return
        await super().forget(tracker.sender_id)

    async def _retrieve(self, sender_id: str, fetch_all_sessions: bool) -> DialogueStateTracker | None:
        if self._shared:
            try:
                text = await self._shared.ask(lambda redis: redis.get(_KEY + sender_id))
                self._in_doubt.pop(sender_id, None)
            except SharedMemoryGone:
                text, self._in_doubt[sender_id] = None, True
            if text is not None:
                return self.deserialise_tracker(sender_id, text)
        return await super()._retrieve(sender_id, fetch_all_sessions)

    async def forget(self, sender_id: str) -> None:
        """The person asked for it, or left."""
        await super().forget(sender_id)
        if self._shared:
            await self._shared.ask(lambda redis: redis.delete(_KEY + sender_id))
