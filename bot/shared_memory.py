"""What several processes remember together: Redis, held to memory alone, and never waited for once it is gone."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

# Redis' client is imported where it is used: one web process alone never does, and keeps 8 MB.
if TYPE_CHECKING:
    from redis.asyncio import Redis

log = logging.getLogger(__name__)
TIMEOUT_SECONDS = 1.0  # of one command: a message waits at most so long for a Redis that hangs
PAUSE_SECONDS = 1.0  # how long a Redis that failed is left alone before one message tries it again
Found = TypeVar("Found")


class SharedMemoryGone(Exception):
    """Redis does not answer, or may not be used; what this process knows must do."""


class WritesToDisk(SharedMemoryGone):
    """This Redis would keep conversations on a disk."""


class SharedMemory:
    """One Redis for all processes. A failure is felt by the messages that met it; the next ones do not wait."""

    def __init__(self, url: str) -> None:
        from redis.asyncio import Redis

        self.timeout = TIMEOUT_SECONDS
        self.redis: Redis = Redis.from_url(url, decode_responses=True, socket_timeout=self.timeout,
                                           socket_connect_timeout=self.timeout)
        self.last_gone = 0.0  # seconds since 1970; what was to be remembered about then may be missing
        self._not_before = 0.0
        self._is_known = False  # whether it was looked at since it last failed

    async def ask(self, question: Callable[[Redis], Awaitable[Found]]) -> Found:
        """What Redis answers; raises SharedMemoryGone, at once while it is known to be gone."""
        from redis.exceptions import RedisError

        if not self._is_known and self.last_gone:
            if time.monotonic() < self._not_before:
                raise SharedMemoryGone("left alone for a moment")
            self._not_before = time.monotonic() + PAUSE_SECONDS  # the others go on without while this one tries
        try:
            if not self._is_known:
                await refuse_disk(self.redis)
            answer = await question(self.redis)
        except (RedisError, OSError, TimeoutError, WritesToDisk) as error:
            self._is_known, self.last_gone = False, time.time()
            self._not_before = time.monotonic() + PAUSE_SECONDS
            raise error if isinstance(error, SharedMemoryGone) else SharedMemoryGone(type(error).__name__) from error
        self._is_known = True
        return answer

    async def is_ready(self) -> bool:
        """Whether it answers and writes nothing to disk."""
        try:
            await self.ask(refuse_disk)
        except SharedMemoryGone:
            return False
        return True

    async def close(self) -> None:
        """Ends the connections."""
        await self.redis.close()


def refuse_disk_at_start(url: str) -> None:
    """Raises WritesToDisk; one that does not answer yet is looked at when it does, before anything is put into it."""
    async def look() -> None:
        shared = SharedMemory(url)
        try:
            await shared.ask(refuse_disk)
        finally:
            await shared.close()

    if not url:
        return
    try:
        with ThreadPoolExecutor(1) as beside:  # Rasa makes its stores inside a running event loop
            beside.submit(asyncio.run, look()).result()
    except WritesToDisk:
        raise
    except SharedMemoryGone as error:
        log.warning("the Redis of REDIS_URL does not answer (%s); until it does each process remembers alone", error)


async def refuse_disk(redis: Redis) -> None:
    """Raises WritesToDisk when this Redis has RDB or AOF on, RedisError when it does not answer."""
    from redis.exceptions import NoPermissionError, ResponseError

    try:
        on = _written_by_config({**await redis.config_get("save"), **await redis.config_get("appendonly")})
    except (NoPermissionError, ResponseError):  # CONFIG is forbidden, as hosted ones do
        on = _written_by_now(await redis.info("persistence"))
    if on:
        raise WritesToDisk(f"The Redis of REDIS_URL writes to disk ({on}), and conversations may only be in memory. "
                           "Start it with: redis-server --save '' --appendonly no")


def _written_by_config(config: Mapping[str, str]) -> str:
    named = {"save": "RDB snapshots", "appendonly": "the append-only file"}
    return " and ".join(named[name] for name, value in sorted(config.items()) if value not in ("", "no"))


def _written_by_now(info: Mapping[str, Any]) -> str:
    """INFO knows whether AOF is on, and of snapshots only whether one was made since the start."""
    snapshots = info.get("rdb_bgsave_in_progress") or info.get("rdb_last_bgsave_time_sec", -1) != -1
    return "the append-only file" if info.get("aof_enabled") else "RDB snapshots" if snapshots else ""
