"""/readyz tells the truth part by part, and soon, whatever hangs."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from bot.gateway import surroundings
from bot.gateway.surroundings import Surroundings
from tests.fakes import FakeRasa
from tests.gateway.conftest import Client, Start


async def parts(client: Client) -> dict[str, bool]:
    body = await (await client.http.get("/readyz")).json()
    found: dict[str, bool] = body["parts"]
    return found


async def test_a_database_that_is_gone_or_broken_is_named(start: Start, tmp_path: Path) -> None:
    client = await start()
    assert (await parts(client))["database"] is True
    (tmp_path / "directory.db").write_bytes(b"nonsense" * 999)
    assert (await parts(client))["database"] is False
    (tmp_path / "directory.db").unlink()
    assert (await parts(client))["database"] is False
    assert not (tmp_path / "directory.db").exists()  # looking makes none
    assert (await parts(client))["directory"] is True  # what was read from it is in memory


async def test_a_full_disk_is_named(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    client = await start()
    monkeypatch.setattr(surroundings, "LEAST_FREE", 1 << 62)
    assert (await parts(client))["disk"] is False


async def test_a_database_that_hangs_holds_up_nobody_and_no_looks_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    hangs, looks = threading.Event(), 0

    def look(_: str) -> bool:
        nonlocal looks
        looks += 1
        return hangs.wait(60)

    monkeypatch.setattr(surroundings, "is_readable", look)
    around = Surroundings("sqlite://")
    async with asyncio.timeout(10):
        assert [(await around.parts())["database"] for _ in range(3)] == [False] * 3
    assert looks == 1
    hangs.set()


async def test_many_may_ask_at_once(start: Start) -> None:
    client = await start()
    for _ in range(5):
        answers = await asyncio.gather(*(client.http.get("/readyz") for _ in range(5)))
        assert all((await answer.json())["parts"]["database"] for answer in answers)


async def test_a_frozen_rasa_is_named_within_a_moment(start: Start, rasa: FakeRasa) -> None:
    client = await start()
    rasa.frozen = True
    async with asyncio.timeout(10):
        assert (await parts(client))["rasa"] is False


async def test_the_state_of_the_circuit_is_told(start: Start, rasa: FakeRasa) -> None:
    client = await start()
    await client.open()
    assert (await (await client.http.get("/readyz")).json())["circuit"] == "closed"
