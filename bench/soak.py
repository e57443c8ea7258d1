"""Whether memory stays flat and a long conversation stays quick: `python -m bench.soak --messages 100000`.

Visitors write to the whole product; the memory of every process is looked at as it goes, and conversations of 200 turns
are timed at their beginning and at their end. Writes bench/results/soak.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import string
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np

from bench.server import Server, running
from bot.paths import PROJECT
from bot.processes import free_port

RESULTS = PROJECT / "bench" / "results" / "soak.md"
CLIENTS, TURNS, LOOKS = 12, 10, 60
LONG_TURNS, LONG_CONVERSATIONS = 200, 5
SAYS = ("what is a deepfake", "i live in lahore", "who can i call", "someone made a fake nude of me", "is it my fault",
        "i want to die", "how do i report it", "{}", "my friend {} sent it to {}", "{} {} {}")


@dataclass
class Soak:
    """What was seen: memory of each process in MB by messages sent, and how long turns took in milliseconds."""

    seconds: float = 0
    sent: list[int] = field(default_factory=list)
    memory: dict[str, list[float]] = field(default_factory=dict)
    early: float = 0
    late: float = 0
    unanswered: int = 0

    def look(self, sent: int, parts: Mapping[str, float]) -> None:
        """Notes the memory after so many messages."""
        self.sent.append(sent)
        for name, size in parts.items():
            self.memory.setdefault(name, []).append(size)

    def growth(self, part: str) -> tuple[float, float]:
        """MB in the second half by the straight line through it, and the noise around that line (two deviations)."""
        half = len(self.sent) // 2
        x, y = np.array(self.sent[half:], float), np.array(self.memory[part][half:])
        line = np.polyfit(x, y, 1)
        return float(line[0] * (x[-1] - x[0])), float(2 * np.std(y - np.polyval(line, x)))


async def soak(server: Server, messages: int) -> Soak:
    """Sends so many messages, looking LOOKS times; the long conversations come first, on a fresh product."""
    found = Soak()
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as http:
        await _ready(http, server)
        found.early, found.late = await long_conversations(http, server.url)
        begun, sent = time.monotonic(), 0
        while sent < messages:
            found.look(sent, server.memory_of_parts_mb())
            each = max(TURNS, messages // LOOKS // CLIENTS)
            done = await asyncio.gather(*(_visits(http, server.url, each) for _ in range(CLIENTS)))
            sent, found.unanswered = sent + sum(count for count, _ in done), found.unanswered + sum(n for _, n in done)
            print(f"{sent} messages, {time.monotonic() - begun:.0f} s", file=sys.stderr)
        found.look(sent, server.memory_of_parts_mb())
        found.seconds = time.monotonic() - begun
    return found


async def long_conversations(http: aiohttp.ClientSession, url: str, turns: int = LONG_TURNS) -> tuple[float, float]:
    """Milliseconds (median) of turns 2 to 6 and of the last five, of some conversations of so many turns."""
    early: list[float] = []
    late: list[float] = []
    for _ in range(LONG_CONVERSATIONS):
        bearer = await _open(http, url)
        times = [await _timed(http, url, bearer, SAYS[0]) for _ in range(turns)]
        early, late = early + times[1:6], late + times[-5:]
    return statistics.median(early), statistics.median(late)


async def _ready(http: aiohttp.ClientSession, server: Server) -> None:
    while True:
        server.check_alive()
        try:
            async with http.get(f"{server.url}/readyz") as answer:
                if answer.status == 200:
                    return
        except (aiohttp.ClientError, TimeoutError):
            pass
        await asyncio.sleep(0.3)


async def _visits(http: aiohttp.ClientSession, url: str, messages: int) -> tuple[int, int]:
    """(messages sent, answers that were the fallback). Everybody deletes the chat at the end, as closing it does: what
    chats left open hold is given back after 15 minutes, and would hide in this time what is never given back."""
    sent = unanswered = 0
    while sent < messages:
        bearer = await _open(http, url)
        for _ in range(TURNS):
            answer = await _say(http, url, bearer, _words(random.choice(SAYS)))
            unanswered += any(message["script"] == "utter_unavailable" for message in answer["messages"])
            sent += 1
        async with http.delete(f"{url}/api/conversations", headers=bearer):
            pass
    return sent, unanswered


def _words(text: str) -> str:
    """Blanks filled with words nobody has ever written: whatever remembers words grows by them."""
    while "{}" in text:
        text = text.replace("{}", "".join(random.choices(string.ascii_lowercase, k=random.randint(4, 10))), 1)
    return text


async def _open(http: aiohttp.ClientSession, url: str) -> dict[str, str]:
    async with http.post(f"{url}/api/conversations", json={"country": "PK"}) as answer:
        return {"Authorization": f"Bearer {(await answer.json())['token']}"}


async def _say(http: aiohttp.ClientSession, url: str, bearer: Mapping[str, str], text: str) -> dict[str, Any]:
    async with http.post(f"{url}/api/messages", json={"text": text}, headers=bearer) as answer:
        answer.raise_for_status()
        found: dict[str, Any] = await answer.json()
        return found


async def _timed(http: aiohttp.ClientSession, url: str, bearer: Mapping[str, str], text: str) -> float:
    begun = time.perf_counter()
    await _say(http, url, bearer, text)
    return (time.perf_counter() - begun) * 1000


def report(found: Soak) -> str:
    """As Markdown: one row for each process, and a look at every tenth part of the way."""
    shown = range(0, len(found.sent), max(1, len(found.sent) // 10))
    rows = [f"| {part} | {sizes[0]:.0f} | {max(sizes):.0f} | {sizes[-1]:.0f} | {found.growth(part)[0]:+.1f} "
            f"| ± {found.growth(part)[1]:.1f} |" for part, sizes in sorted(found.memory.items())]
    parts = sorted(found.memory)
    way = [f"| {found.sent[at]} | {' | '.join(f'{found.memory[part][at]:.0f}' for part in parts)} |" for at in shown]
    return "\n".join([
        "# Soak", "",
        f"{datetime.now(timezone.utc):%Y-%m-%d %H:%M} UTC · {found.sent[-1]} messages in {found.seconds:.0f} s "
        f"({found.sent[-1] / found.seconds:.0f} a second) · load {os.getloadavg()[0]:.1f} after · "
        f"{found.unanswered} answered by the fallback", "",
        f"`python -m bench.soak --messages {found.sent[-1]}` (`make soak`: 100000)", "",
        "| process | start, MB | most, MB | end, MB | growth in the second half, MB | noise, MB |",
        "|---|---|---|---|---|---|", *rows, "",
        f"A turn of a conversation of {LONG_TURNS}: {found.early:.1f} ms at the 2nd, {found.late:.1f} ms at the last: "
        f"{found.late / found.early:.2f} times as long (at most 1.5 is wanted; medians).", "",
        "Memory is the proportional set size; every chat of ten turns is deleted at its end. Growth is that of the "
        "straight line through the second half, noise twice the deviation from it.", "",
        "| messages | " + " | ".join(parts) + " |", "|---" * (len(parts) + 1) + "|", *way, ""])


def main(arguments: Sequence[str] | None = None) -> None:
    """Soaks the product as `python -m bot run` starts it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    messages = parser.parse_args(arguments).messages
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        port = free_port()
        settings = {"PORT": str(port), "DATABASE_URL": f"sqlite:///{folder}/directory.db", "RATE_LIMIT": "off"}
        command = [sys.executable, "-m", "bot", "run"]
        with running(command, port, PROJECT, Path(folder) / "output.txt", settings) as server:
            found = asyncio.run(soak(server, messages))
    RESULTS.write_text(report(found), encoding="utf-8")
    print(report(found))


if __name__ == "__main__":
    main()
