"""One turn of a conversation at a time, also when its messages reach several Rasa workers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore

from bot.dialogue.shared_tracker_store import shared_memory
from bot.shared_memory import SharedMemoryGone

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.lock import Lock

LIFETIME_SECONDS = 3.0  # of a lock whose worker was killed; no turn takes so long, the gateway does not wait for it
PATIENCE_SECONDS = 1.0  # then the message is answered without the lock: an answer is worth more than an order


class SharedLocks(InMemoryLockStore):
    """Within a worker as Rasa does it, between workers by the Redis of REDIS_URL.

    Rasa's own RedisLockStore keeps locks of killed workers for ever, holds up the whole worker while it asks Redis,
    and looks once a second only.
    """

    def __init__(self, endpoint_config: Any = None) -> None:
        super().__init__()
        self._shared = shared_memory()

    @asynccontextmanager
    async def lock(self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME,
                   wait_time_in_seconds: float = 1) -> AsyncIterator[TicketLock]:
        """Holds back other messages of the conversation."""
        async with super().lock(conversation_id, lock_lifetime, wait_time_in_seconds) as ticket:
            held = await self._take(conversation_id)
            try:
                yield ticket
            finally:
                if held:
                    await self._release(held)

    async def _take(self, conversation_id: str) -> Lock | None:
        async def take(redis: Redis) -> Lock | None:
            lock = redis.lock(f"turn:{conversation_id}", LIFETIME_SECONDS, sleep=0.02, thread_local=False,
                              blocking_timeout=PATIENCE_SECONDS)
            return lock if await lock.acquire() else None

        if self._shared:
            with suppress(SharedMemoryGone):
                return await self._shared.ask(take)
        return None

    async def _release(self, held: Lock) -> None:
        from redis.exceptions import LockError

        async def release(_: Redis) -> None:
            with suppress(LockError):  # it was held too long and is another's now
                await held.release()

        if self._shared:
            with suppress(SharedMemoryGone):
                await self._shared.ask(release)
