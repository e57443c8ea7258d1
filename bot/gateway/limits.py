"""Limits that stop a flood and never a child: per conversation first, per address widely."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection

from aiohttp import web
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

# A year group behind one router at 9:05: the address limits are counted over five minutes, so that three hundred
# pupils may come in the same one (60 conversations and 600 messages a minute on average).
PER_CONVERSATION: RateLimitItem = RateLimitItemPerMinute(30)
OPENED_PER_ADDRESS: RateLimitItem = RateLimitItemPerMinute(300, 5)
SENT_PER_ADDRESS: RateLimitItem = RateLimitItemPerMinute(3000, 5)


class Limits:
    """Counts in memory. Addresses are hashed with a key that lives as long as the process."""

    def __init__(self, enabled: bool, trusted_proxies: Collection[str] = ()) -> None:
        self._enabled = enabled
        self._trusted = frozenset(trusted_proxies)
        self._key = secrets.token_bytes(32)
        self._window = MovingWindowRateLimiter(MemoryStorage())

    async def may_open(self, request: web.Request) -> bool:
        """Whether this address may open one more conversation."""
        return await self._hit(OPENED_PER_ADDRESS, "open", self._address(request))

    async def may_send(self, request: web.Request, conversation: str) -> bool:
        """Whether this conversation, and then this address, may send one more message."""
        return (await self._hit(PER_CONVERSATION, "conversation", conversation)
                and await self._hit(SENT_PER_ADDRESS, "send", self._address(request)))

    async def _hit(self, limit: RateLimitItem, kind: str, key: str) -> bool:
        return not self._enabled or await self._window.hit(limit, kind, key)

    def _address(self, request: web.Request) -> str:
        remote = request.remote or ""
        forwarded = ",".join(request.headers.getall("X-Forwarded-For", []))
        if remote in self._trusted and forwarded:
            remote = forwarded.split(",")[-1].strip()
        return hmac.new(self._key, remote.encode(), hashlib.sha256).hexdigest()
