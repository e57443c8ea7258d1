"""Rate limits that all web processes count together, in Redis."""

from __future__ import annotations

import asyncio

from limits import RateLimitItem
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter

from bot.shared_memory import SharedMemory


class CountedTogether:
    """The library's Redis storage in a thread: its asynchronous one asks for a newer client than Rasa allows."""

    def __init__(self, url: str, shared: SharedMemory) -> None:
        self._shared = shared
        self._window = MovingWindowRateLimiter(RedisStorage(url, socket_timeout=shared.timeout,
                                                            socket_connect_timeout=shared.timeout))

    async def hit(self, limit: RateLimitItem, kind: str, key: str) -> bool:
        """Counts one; whether it was within the limit. Raises SharedMemoryGone."""
        return await self._shared.ask(lambda _: asyncio.to_thread(self._window.hit, limit, kind, key))
