"""The counts in memory: written in the background, bounded, and never in anybody's way."""

from __future__ import annotations

import logging
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.counts import Ledger
from bot.counts.store import _PATIENCE, read
from bot.directory.store import connect

MONDAY = date(2026, 3, 2)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The present week, to be changed."""
    now = [MONDAY]
    monkeypatch.setattr("bot.counts.ledger.this_week", lambda: now[0])
    return now


async def test_what_was_added_is_written_once(tmp_path: Path, clock: list[date]) -> None:
    url = f"sqlite:///{tmp_path}/counts.db"
    counting = Ledger(url)
    for _ in range(12):
        counting.add("topic", "law")
    await counting.write()
    await counting.write()
    assert read(url, MONDAY + timedelta(weeks=1), 2)["topic"] == {MONDAY: {"law": 12}}


@pytest.mark.parametrize("broken", ["postgresql://somebody:hunter2@127.0.0.1:1/nothing", "no url hunter2",
                                    "sqlite:////proc/nowhere/counts.db", "mysql://somebody:hunter2@127.0.0.1/x"])
async def test_without_a_database_counts_wait_and_one_line_says_so(broken: str, clock: list[date],
                                                                   caplog: pytest.LogCaptureFixture) -> None:
    counting = Ledger(broken)
    with caplog.at_level(logging.DEBUG):
        for _ in range(3):
            counting.add("country", "PK")
            await counting.write()
    assert len(caplog.records) == 1 and "hunter2" not in caplog.text and "PK" not in caplog.text
    assert counting._pending == {("country", "PK"): 3}


async def test_a_locked_database_gets_them_when_it_is_free_again(tmp_path: Path, clock: list[date],
                                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/counts.db"
    monkeypatch.setitem(_PATIENCE, "sqlite", {"timeout": 0.1})
    counting = Ledger(url)
    await counting.write()
    for _ in range(11):
        counting.add("topic", "law")
    with connect(url).begin():
        await counting.write()
    assert read(url, MONDAY + timedelta(weeks=1), 2)["topic"] == {}
    await counting.write()
    assert read(url, MONDAY + timedelta(weeks=1), 2)["topic"] == {MONDAY: {"law": 11}}


async def test_a_damaged_file_stops_nothing(tmp_path: Path, clock: list[date]) -> None:
    file = tmp_path / "counts.db"
    file.write_bytes(b"this is no database at all, but long enough to look at" * 100)
    counting = Ledger(f"sqlite:///{file}")
    counting.add("topic", "law")
    await counting.write()
    assert counting._pending == {("topic", "law"): 1}


async def test_a_full_disk_stops_nothing(clock: list[date], tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/counts.db"
    counting = Ledger(url)
    await counting.write()
    with connect(url).begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def allow_no_more(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")  # one more is "database or disk is full"

    event.listen(Engine, "connect", allow_no_more)
    try:
        for number in range(100):
            counting.add("helpline", f"a helpline with a name as long as a name may ever be, {number:045}")
        await counting.write()
        assert sum(counting._pending.values()) == 100
    finally:
        event.remove(Engine, "connect", allow_no_more)
    await counting.write()
    assert not counting._pending


async def test_a_week_that_is_over_gets_nothing_more(tmp_path: Path, clock: list[date]) -> None:
    url = f"sqlite:///{tmp_path}/counts.db"
    counting = Ledger(url)
    for _ in range(20):
        counting.add("topic", "law")
    clock[0] = MONDAY + timedelta(weeks=1)
    await counting.write()
    assert read(url, MONDAY + timedelta(weeks=2), 4)["topic"] == {}
