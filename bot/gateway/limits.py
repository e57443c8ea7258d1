"""Limits that stop a flood and never a child: per conversation first, per address widely."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime, timezone
from ipaddress import ip_address, ip_network

from aiohttp import web
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.gateway.counted_together import CountedTogether
from bot.shared_memory import SharedMemoryGone

# A year group behind one router at 9:05: the address limits are counted over five minutes, so that three hundred
# pupils may come in the same one (60 conversations and 600 messages a minute on average).
PER_CONVERSATION: RateLimitItem = RateLimitItemPerMinute(30)
OPENED_PER_ADDRESS: RateLimitItem = RateLimitItemPerMinute(300, 5)
SENT_PER_ADDRESS: RateLimitItem = RateLimitItemPerMinute(3000, 5)
_SET_BACK = 5.0  # seconds: more than clocks are corrected by in passing


class Limits:
    """Counts in memory, or in Redis for all processes. Addresses are hashed with a key of the day."""

    def __init__(self, enabled: bool, secret: str, trusted_proxies: Collection[str] = (),
                 together: CountedTogether | None = None) -> None:
        self._enabled = enabled
        self._secret = secret.encode()
        self._trusted = [ip_network(proxy, strict=False) for proxy in trusted_proxies]
        self._counted = MemoryStorage()
        self._window = MovingWindowRateLimiter(self._counted)
        self._latest = time.time()
        self._together = together

    async def may_open(self, request: web.Request) -> bool:
        """Whether this address may open one more conversation."""
        return await self._hit(OPENED_PER_ADDRESS, "open", self._address(request))

    async def may_send(self, request: web.Request, conversation: str) -> bool:
        """Whether this conversation, and then this address, may send one more message."""
        return (await self._hit(PER_CONVERSATION, "conversation", conversation)
                and await self._hit(SENT_PER_ADDRESS, "send", self._address(request)))

    async def _hit(self, limit: RateLimitItem, kind: str, key: str) -> bool:
        if not self._enabled:
            return True
        if self._together:
            with suppress(SharedMemoryGone):
                return await self._together.hit(limit, kind, key)
        await self._forget_the_future()
        return await self._window.hit(limit, kind, key)

    async def _forget_the_future(self) -> None:
        """A clock set back by a day would make what was counted before it count for a day."""
        now = time.time()
        if now < self._latest - _SET_BACK:
            await self._counted.reset()
        self._latest = now

    def _address(self, request: web.Request) -> str:
        remote = request.remote or ""
        forwarded = ",".join(request.headers.getall("X-Forwarded-For", []))
        if forwarded and self._is_trusted(remote):
            remote = forwarded.split(",")[-1].strip()
        return hmac.new(key_of_the_day(self._secret), remote.encode(), hashlib.sha256).hexdigest()

    def _is_trusted(self, remote: str) -> bool:
        if not remote or not self._trusted:
            return False
        return any(ip_address(remote) in network for network in self._trusted)


def key_of_the_day(secret: bytes, day: date | None = None) -> bytes:
    """What addresses are hashed with: the same in all processes, another one tomorrow, written down nowhere."""
    day = day or datetime.now(timezone.utc).date()
    return hmac.new(secret, f"addresses of {day.isoformat()}".encode(), hashlib.sha256).digest()
