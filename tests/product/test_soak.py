"""The short form of `make soak`: memory of every process stays where it was, and turn 60 is as quick as turn 2."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import aiohttp

from bench.server import Server
from bench.soak import Soak, long_conversations, report, soak
from tests.running import Product

MESSAGES = 1_500
MOST_GROWTH = 40  # MB in the second half: what each message would leave behind is ten times that in the long form


def test_memory_does_not_grow_with_messages(product: Product, tmp_path: Path) -> None:
    server = Server(product.url, product.process, time.perf_counter(), tmp_path / "none.txt")
    found = asyncio.run(soak(server, MESSAGES))
    assert {"bot.gateway", "bot.dialogue.command"} <= set(found.memory)
    for part in found.memory:
        growth, _ = found.growth(part)
        assert growth < MOST_GROWTH, (part, growth)
    assert "| bot.gateway |" in report(found)


def test_a_long_conversation_does_not_slow_down(product: Product) -> None:
    async def timed() -> tuple[float, float]:
        async with aiohttp.ClientSession() as http:
            return await long_conversations(http, product.url, turns=60)

    early, late = asyncio.run(timed())
    assert late < 3 * early  # the long form, on a quiet machine, wants 1.5 for turn 200


def test_a_leak_would_be_seen() -> None:
    leaking = Soak()
    for look in range(60):
        leaking.look(look * 1000, {"steady": 200 + look % 3, "leaking": 200 + look})
    assert leaking.growth("leaking")[0] > 25 and abs(leaking.growth("steady")[0]) < 3
