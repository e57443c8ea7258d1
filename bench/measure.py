"""Times messages as a visitor's browser sends them: over a kept connection, in conversations of ten turns."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from bench.server import Server

TURNS = 10
WARM_UP = 20
MESSAGES = 200
CLIENTS = 8
_START_DEADLINE = 300  # seconds
_SHORTEST_LOAD = 5.0  # seconds; a fast server's figure would otherwise rest on a blink
Send = Callable[[], Awaitable[Any]]


class WrongAnswer(RuntimeError):
    """An answer that was quick perhaps, but not the one that was to be timed."""


@dataclass(frozen=True)
class Kind:
    """A kind of message: `open` begins a conversation and gives what sends it once; `is_right` knows the answer."""

    open: Callable[[aiohttp.ClientSession], Awaitable[Send]]
    is_right: Callable[[Any], bool]

    async def time(self, send: Send) -> float:
        """Milliseconds from request to decoded answer; raises WrongAnswer."""
        begun = time.perf_counter()
        answer = await send()
        took = (time.perf_counter() - begun) * 1000
        if not self.is_right(answer):
            raise WrongAnswer(f"This is not the answer that was to be timed: {answer!r:.500}")
        return took


def figures(server: Server, kinds: Mapping[str, Kind], starts: Mapping[str, str]) -> dict[str, float]:
    """Start-up (row → kind whose first right answer ends it), memory, times of all kinds, throughput of the first."""
    found: dict[str, float] = {}
    for row, name in starts.items():
        found[row] = asyncio.run(start_seconds(server, kinds[name]))
    found["memory_idle_mb"] = server.memory_mb()
    for name, kind in kinds.items():
        times = asyncio.run(message_times(kind))
        found[f"{name}_p50_ms"], found[f"{name}_p95_ms"] = percentile(times, 50), percentile(times, 95)
    for name in ("text", "button"):
        if name in kinds:
            found[f"{name}_per_second"] = asyncio.run(requests_per_second(kinds[name]))
    found["memory_used_mb"] = server.memory_mb()
    found.update({f"memory of {name}": size for name, size in server.memory_of_parts_mb().items()})
    return found


def percentile(times: list[float], percent: int) -> float:
    """The time within which `percent` of the messages were answered."""
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


async def start_seconds(server: Server, kind: Kind) -> float:
    """From the start of the process to the first right answer, a fallback not counted."""
    while True:
        server.check_alive()
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as http:
                await kind.time(await kind.open(http))
            return server.seconds()
        except (aiohttp.ClientError, TimeoutError, ValueError, WrongAnswer) as error:
            if server.seconds() > _START_DEADLINE:
                raise server.failure() from error
            await asyncio.sleep(0.1)


async def message_times(kind: Kind, count: int = MESSAGES) -> list[float]:
    """Milliseconds from request to decoded answer, for `count` messages after a warm-up; opening is not counted."""
    async with aiohttp.ClientSession() as http:
        sends = [await kind.open(http) for _ in range(-(-(WARM_UP + count) // TURNS))]
        times = [await kind.time(send) for send in sends for _ in range(TURNS)]
    return times[WARM_UP:][:count]


async def requests_per_second(kind: Kind) -> float:
    """Messages answered each second when CLIENTS talk at once; in rounds, because opening is not counted."""
    answered, took = 0, 0.0
    async with aiohttp.ClientSession() as http:
        while took < _SHORTEST_LOAD:
            sends = [[await kind.open(http) for _ in range(TURNS)] for _ in range(CLIENTS)]
            begun = time.perf_counter()
            answered += sum(await asyncio.gather(*(_talk(kind, own) for own in sends)))
            took += time.perf_counter() - begun
    return answered / took


async def _talk(kind: Kind, sends: list[Send]) -> int:
    return len([await kind.time(send) for send in sends for _ in range(TURNS)])
