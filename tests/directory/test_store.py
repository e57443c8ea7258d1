"""The database holds exactly the content, or the content is served without it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.content.helplines import CountryHelplines
from bot.directory import open_directory
from bot.directory.store import connect, fill, read

Helplines = Mapping[str, CountryHelplines]


def test_what_is_read_is_what_was_filled(url: str, helplines: Helplines) -> None:
    directory = open_directory(url, helplines)
    assert directory.from_database and dict(directory.countries) == dict(helplines)


def test_filling_again_changes_nothing_and_new_content_replaces_the_old(url: str, helplines: Helplines) -> None:
    engine = connect(url)
    fill(engine, helplines)
    with engine.begin() as connection:
        connection.execute(text("UPDATE directory_country SET name = 'touched' WHERE country = 'GB'"))
    fill(engine, helplines)
    assert read(engine).countries["GB"].name == "touched"
    fewer = {code: helplines[code] for code in ("GB", "INT")}
    fill(engine, fewer)
    assert dict(read(engine).countries) == fewer


def test_a_fill_that_fails_half_way_leaves_the_old_directory(url: str, helplines: Helplines) -> None:
    engine = connect(url)
    old = {code: helplines[code] for code in ("GB", "INT")}
    fill(engine, old)
    twice = {"GB": helplines["GB"], "XA": helplines["GB"].copy(update={"country": "XA"})}
    with pytest.raises(SQLAlchemyError):
        fill(engine, twice)
    assert dict(read(engine).countries) == old


def test_tables_of_another_shape_are_replaced_and_strangers_tables_stay(url: str, helplines: Helplines) -> None:
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE directory_meta (digest VARCHAR(64), more TEXT)"))
        connection.execute(text("CREATE TABLE events (id INTEGER)"))
    assert open_directory(url, helplines).from_database
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM events")).scalar() == 0


def test_several_processes_may_start_at_once(url: str, helplines: Helplines) -> None:
    few = {code: helplines[code] for code in ("GB", "PK", "INT")}
    found: list[bool] = []
    threads = [threading.Thread(target=lambda: found.append(open_directory(url, few).from_database)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4


@pytest.mark.parametrize("broken", [
    "postgresql://somebody:hunter2@127.0.0.1:1/nothing", "sqlite:////proc/nowhere/directory.db",
    "mongodb://somebody:hunter2@127.0.0.1/x", "no url hunter2",
])
def test_without_a_database_the_content_is_served_and_one_line_logged(
        broken: str, helplines: Helplines, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        directory = open_directory(broken, helplines)
    assert not directory.from_database and dict(directory.countries) == dict(helplines)
    assert len(caplog.records) == 1 and "hunter2" not in caplog.text


def test_a_damaged_database_file_is_not_the_end(tmp_path: Path, helplines: Helplines) -> None:
    file = tmp_path / "directory.db"
    file.write_bytes(b"this is no database at all, but long enough to look at" * 100)
    assert dict(open_directory(f"sqlite:///{file}", helplines).countries) == dict(helplines)
