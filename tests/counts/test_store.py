"""Counts in a real database: added up by several processes, one thing in a row, gone in time."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import date, timedelta

from sqlalchemy import inspect, text

from bot.counts.hiding import SMALLEST
from bot.counts.store import FAILURES, KEPT_WEEKS, read, write
from bot.counts.tables import COUNTED, METADATA
from bot.directory.store import connect

MONDAY = date(2026, 3, 2)
NEXT = MONDAY + timedelta(weeks=1)


def all_rows(url: str, table: str) -> list[tuple[object, ...]]:
    """What a table holds."""
    with connect(url).begin() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY value"))]


def write_until_done(url: str, counts: dict[tuple[str, str], int], times: int) -> None:
    """As the ledger does: what a busy database did not take in time is written again."""
    while times:
        with suppress(*FAILURES):
            write(url, MONDAY, counts)
            times -= 1


def test_no_row_has_room_for_two_things_a_text_an_id_or_an_hour() -> None:
    assert {table.name for table in METADATA.sorted_tables} == {f"weekly_{name}" for name in COUNTED}
    for table in METADATA.sorted_tables:
        assert [(column.name, str(column.type)) for column in table.columns] == [
            ("week", "DATE"), ("value", "VARCHAR(100)"), ("count", "INTEGER")]


def test_counts_are_added_to_what_is_there(url: str) -> None:
    write(url, MONDAY, {("site", "default"): 12, ("topic", "law"): 30})
    write(url, MONDAY, {("site", "default"): 3})
    assert read(url, NEXT, 4) == {**{name: {} for name in COUNTED}, "site": {MONDAY: {"default": 15}},
                                  "topic": {MONDAY: {"law": 30}}}


def test_several_processes_lose_no_count(url: str) -> None:
    counts = {(name, f"value {number}"): 1 for name in ("site", "topic") for number in range(20)}
    write(url, MONDAY, {})
    threads = [threading.Thread(target=write_until_done, args=(url, counts, 5)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {row[2] for row in all_rows(url, "weekly_site") + all_rows(url, "weekly_topic")} == {20}


def test_the_present_week_is_not_read(url: str) -> None:
    write(url, MONDAY, {("chats", "all"): 50})
    assert read(url, MONDAY, 4)["chats"] == {}


def test_once_a_week_is_over_the_database_itself_forgets_what_is_hidden(url: str) -> None:
    write(url, MONDAY, {("country", "PK"): 50, ("country", "GB"): 20, ("country", "FJ"): 2})
    before = read(url, NEXT, 4)
    write(url, NEXT, {}, tidy=True)
    assert all_rows(url, "weekly_country") in ([(MONDAY, "PK", 50)], [(str(MONDAY), "PK", 50)])
    assert read(url, NEXT, 4) == before


def test_weeks_of_two_years_ago_are_deleted_and_the_present_one_is_whole(url: str) -> None:
    write(url, MONDAY - timedelta(weeks=KEPT_WEEKS + 1), {("topic", "law"): 500})
    write(url, MONDAY - timedelta(weeks=KEPT_WEEKS), {("topic", "facts"): 500})
    write(url, MONDAY, {("topic", "support"): SMALLEST - 9}, tidy=True)
    assert [row[1] for row in all_rows(url, "weekly_topic")] == ["facts", "support"]


def test_a_database_where_nothing_was_counted_has_nothing_to_read_and_gets_no_tables(url: str) -> None:
    assert read(url, NEXT, 4) == {}
    assert inspect(connect(url)).get_table_names() == []
