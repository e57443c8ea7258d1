"""Rasa's memory of conversations when several workers share it: in Redis, without their words, forgotten when idle."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.tracker_store import IDLE_SECONDS, ForgettingTrackerStore
from bot.settings import read_settings
from bot.shared_memory import SharedMemory, SharedMemoryGone, WritesToDisk, refuse_disk_at_start

_KEY, _READ = "tracker:", "_read_from_redis"
# Kept only where nothing has changed since it was read: a turn that took too long must not undo the one that overtook
# it, nor bring back a conversation that was deleted meanwhile.
_KEEP = """local now = redis.call('GET', KEYS[1]) or ''
if now ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1"""


def shared_memory() -> SharedMemory | None:
    """The Redis of REDIS_URL; None where one worker remembers by itself."""
    url = read_settings(os.environ).redis_url
    return SharedMemory(url) if url else None


class SharedTrackerStore(ForgettingTrackerStore):
    """With REDIS_URL in Redis, else in this process; also while Redis is gone, so that a conversation goes on."""

    def __init__(self, domain: Any, event_broker: Any = None, **others: Any) -> None:
        super().__init__(domain, event_broker, **others)
        self._shared = shared_memory()
        try:
            refuse_disk_at_start(read_settings(os.environ).redis_url)
        except WritesToDisk as error:
            sys.exit(str(error))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the tracker without a word of what was written."""
        await super().save(tracker)  # blanks it
        if self._shared is None:
            return
        text, read = self.serialise_tracker(tracker), tracker.__dict__.pop(_READ, "")
        values = (_KEY + tracker.sender_id, read, text, IDLE_SECONDS)
        try:
            await self._shared.ask(lambda redis: redis.eval(_KEEP, 1, *values))
        except SharedMemoryGone:
            return
        tracker.__dict__[_READ] = text
        await super().forget(tracker.sender_id)

    async def _retrieve(self, sender_id: str, fetch_all_sessions: bool) -> DialogueStateTracker | None:
        if self._shared:
            with suppress(SharedMemoryGone):
                text = await self._shared.ask(lambda redis: redis.get(_KEY + sender_id))
                if text is not None and (tracker := self.deserialise_tracker(sender_id, text)):
                    tracker.__dict__[_READ] = text
                    return tracker
        return await super()._retrieve(sender_id, fetch_all_sessions)

    async def forget(self, sender_id: str) -> None:
        """The person asked for it, or left."""
        await super().forget(sender_id)
        if self._shared:
            await self._shared.ask(lambda redis: redis.delete(_KEY + sender_id))
