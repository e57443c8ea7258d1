"""Writes counts to the database and reads the finished weeks, in SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, delete, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from bot.counts.hiding import shown
from bot.counts.tables import METADATA, TABLES

FAILURES = (SQLAlchemyError, OSError, ValueError, ImportError)
KEPT_WEEKS = 104
SECONDS = 3  # the longest wait for a database that is gone, locked or frozen
_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_PATIENCE: Mapping[str, dict[str, Any]] = {
    "sqlite": {"timeout": SECONDS},
    "postgresql": {"connect_timeout": SECONDS, "tcp_user_timeout": SECONDS * 1000,
                   "options": f"-c statement_timeout={SECONDS}s -c lock_timeout={SECONDS}s"},
}

Cells = dict[str, dict[date, dict[str, int]]]


def write(database_url: str, week: date, counts: Mapping[tuple[str, str], int], tidy: bool = False) -> None:
    """Adds counts to a week, all or none; other processes may add to the same rows at the same time."""
    engine = _connect(database_url)
    insert = _INSERT[engine.dialect.name]
    with engine.begin() as connection:
        METADATA.create_all(connection)
        for name, table in TABLES.items():  # tables and rows in one order everywhere: no deadlock
            rows = [{"week": week, "value": value, "count": count}
                    for (counted, value), count in sorted(counts.items()) if counted == name]
            if rows:
                added = insert(table).values(rows)
                connection.execute(added.on_conflict_do_update(
                    index_elements=["week", "value"], set_={"count": table.c.count + added.excluded.count}))
        if tidy:
            _tidy(connection, week)


def read(database_url: str, before: date, weeks: int) -> Cells:
    """What may be seen of the weeks that ended before a Monday; nothing where nothing was ever counted."""
    engine = _connect(database_url)
    with engine.connect() as connection:
        known = inspect(connection).get_table_names()
        return {name: {week: seen for week, cells in _weeks(connection, name, before).items()
                       if week >= before - timedelta(weeks=weeks) and (seen := shown(cells))}
                for name, table in TABLES.items() if table.name in known}


def _tidy(connection: Connection, this_week: date) -> None:
    """Of a finished week only what may be seen is kept, and of an old one nothing."""
    for name, table in TABLES.items():
        connection.execute(delete(table).where(table.c.week < this_week - timedelta(weeks=KEPT_WEEKS)))
        for week, cells in _weeks(connection, name, this_week).items():
            hidden = cells.keys() - shown(cells).keys()
            connection.execute(delete(table).where(table.c.week == week, table.c.value.in_(sorted(hidden))))


def _weeks(connection: Connection, name: str, before: date) -> dict[date, dict[str, int]]:
    table = TABLES[name]
    found: dict[date, dict[str, int]] = {}
    for week, value, count in connection.execute(select(table).where(table.c.week < before)):
        found.setdefault(week, {})[value] = count
    return found


def _connect(database_url: str) -> Engine:
    """Nothing stays open between two writes, so a database that went away needs no care."""
    url = make_url(database_url)
    if url.get_backend_name() not in _INSERT:
        raise ValueError("counts are kept in SQLite or PostgreSQL")
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    return create_engine(url, future=True, poolclass=NullPool, connect_args=_PATIENCE[url.get_backend_name()])
