"""Keeps a slow, frozen or dead Rasa from holding people up: few in flight, a short queue, a circuit breaker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from circuitbreaker import STATE_HALF_OPEN, CircuitBreaker

IN_FLIGHT = 8  # Rasa answers one after the other; more at once would only wait inside it
WAITING = 56  # about what Rasa answers within the deadline; whoever comes after them would wait in vain
FAILURES = 5  # in a row, before nobody is sent there any more
OPEN_SECONDS = 2


class RasaUnavailable(Exception):
    """Rasa gave no usable answer in time."""


class Absent(RasaUnavailable):
    """Rasa did not answer at all: a time-out or a broken connection, which is what opens the circuit.

    A wrong or empty answer does not: it may be that of one topic only, and it costs nobody time.
    """


class Crowded(RasaUnavailable):
    """More messages wait for Rasa than it can answer in time, so this one does not even wait."""


class Circuit:
    """Lets messages through to Rasa, and says at once when one would wait in vain.

    While the circuit is half open, one message at a time tries, and only after `probe` was answered.
    """

    def __init__(self, probe: Callable[[], Awaitable[bool]], open_seconds: float = OPEN_SECONDS) -> None:
        self._probe = probe
        self._breaker = CircuitBreaker(FAILURES, open_seconds, Absent, "rasa")
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._waiting = 0
        self._trying = False

    @property
    def state(self) -> str:
        """`closed` (messages go through), `open` (none does) or `half_open` (one tries)."""
        return str(self._breaker.state)

    @asynccontextmanager
    async def passage(self, seconds: float) -> AsyncIterator[float]:
        """Room for one message; gives what is left of its `seconds`. Raises RasaUnavailable, at once where it can tell.

        Counts what happens inside. At most half of the time is spent waiting for room: with less left, a crowd would
        look like an absent Rasa.
        """
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        self._refuse_while_open()
        async with self._queued(until - seconds / 2), self._alone_while_half_open():
            try:
                yield max(until - clock(), 0.001)
            except Absent:
                self._count(absent=True)
                raise
            self._count(absent=False)

    @asynccontextmanager
    async def _queued(self, until: float) -> AsyncIterator[None]:
        if self._waiting >= WAITING:
            raise Crowded("too many messages wait already")
        self._waiting += 1
        try:
            async with asyncio.timeout_at(until):
                await self._room.acquire()
        except TimeoutError as error:
            raise RasaUnavailable("no room in time") from error
        finally:
            self._waiting -= 1
        try:
            self._refuse_while_open()
            yield
        finally:
            self._room.release()

    @asynccontextmanager
    async def _alone_while_half_open(self) -> AsyncIterator[None]:
        if self._breaker.state != STATE_HALF_OPEN:
            yield
            return
        if self._trying:
            raise RasaUnavailable("another message tries already")
        self._trying = True
        try:
            if not await self._probe():
                self._count(absent=True)
                raise RasaUnavailable("still away")
            yield
        finally:
            self._trying = False

    def _refuse_while_open(self) -> None:
        if self._breaker.opened:
            raise RasaUnavailable("the circuit is open")

    def _count(self, absent: bool) -> None:
        # Told by type alone: the library would keep an error with its frames, and in them the words of a message.
        self._breaker.__exit__(Absent if absent else None, None, None)
