"""Fills the database from content/ and reads the directory from it; content itself when the database fails."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, inspect, select
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from bot.content.helplines import CountryHelplines
from bot.directory.directory import Directory
from bot.directory.tables import CHANNEL, COUNTRY, EMERGENCY, META, METADATA, SERVICE

logger = logging.getLogger(__name__)
_TRIES = 3  # several processes start at once and may fill at the same moment


def open_directory(database_url: str, helplines: Mapping[str, CountryHelplines]) -> Directory:
    """The directory by way of the database; when that fails, one log line and the content as it is."""
    try:
        engine = connect(database_url)
        try:
            fill(engine, helplines)
            return read(engine)
        finally:
            engine.dispose()
    except (SQLAlchemyError, OSError, ValueError, ImportError) as error:
        logger.error("The helpline database cannot be used (%s); serving helplines from content.", _reason(error))
        return Directory(helplines)


def connect(database_url: str) -> Engine:
    """An engine whose transactions cover everything, tables included, on SQLite and PostgreSQL alike."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        patience = {"connect_timeout": 5} if url.get_backend_name() == "postgresql" else {}
        return create_engine(url, future=True, isolation_level="REPEATABLE READ", connect_args=patience)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, future=True)
    # pysqlite begins late and commits around CREATE; with these two, all or nothing holds for tables too.
    event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def is_readable(database_url: str) -> bool:
    """Whether the database can be read now; creates nothing, and takes some seconds at most."""
    try:
        url = make_url(database_url)
        is_file = url.get_backend_name() == "sqlite" and url.database
        if is_file and not Path(str(url.database)).is_file():
            return False
        patience = {"timeout": 0.5} if is_file else {"connect_timeout": 2}
        engine = create_engine(url, future=True, connect_args=patience)
        try:
            with engine.connect() as connection:
                return connection.execute(select(META.c.digest)).scalar() is not None
        finally:
            engine.dispose()
    except (SQLAlchemyError, OSError, ValueError, ImportError):
        return False


def fill(engine: Engine, helplines: Mapping[str, CountryHelplines]) -> None:
    """Makes the database hold exactly these helplines, in one transaction; does nothing when it already does."""
    digest = _digest(helplines)
    for attempt in range(1, _TRIES + 1):
        try:
            with engine.begin() as connection:
                if _stored_digest(connection) != digest:
                    _replace(connection, helplines, digest)
            return
        except DBAPIError:
            if attempt == _TRIES:
                raise


def read(engine: Engine) -> Directory:
    """The directory as the database holds it."""
    with engine.begin() as connection:
        countries = [dict(row) for row in _rows(connection, COUNTRY)]
        emergency = _grouped(_rows(connection, EMERGENCY), "country")
        services = _grouped(_rows(connection, SERVICE), "country")
        channels = _grouped(_rows(connection, CHANNEL), "service")
    for rows in services.values():
        for row in rows:
            row["channels"] = channels.get(row["id"], [])
    whole = [{**row, "emergency": emergency.get(row["country"], []), "services": services.get(row["country"], [])}
             for row in countries]
    return Directory({row["country"]: CountryHelplines.parse_obj(row) for row in whole}, from_database=True)


def _reason(error: Exception) -> str:
    """What an operator needs, never the URL: it may hold a password."""
    cause = str(error.orig).strip().splitlines() if isinstance(error, DBAPIError) else []
    return ": ".join([type(error).__name__, *cause[:1]])


def _digest(helplines: Mapping[str, CountryHelplines]) -> str:
    """Of the helplines and of the tables, so that a new release replaces tables of an older shape."""
    shape = [str(CreateTable(table)) for table in METADATA.sorted_tables]
    values = {code: json.loads(country.json()) for code, country in helplines.items()}
    return hashlib.sha256(json.dumps([shape, values], sort_keys=True).encode()).hexdigest()


def _stored_digest(connection: Connection) -> str | None:
    if not inspect(connection).has_table(META.name):
        return None
    return connection.execute(select(META.c.digest)).scalar()


def _replace(connection: Connection, helplines: Mapping[str, CountryHelplines], digest: str) -> None:
    METADATA.drop_all(connection)
    METADATA.create_all(connection)
    values = {code: country.dict() for code, country in helplines.items()}
    services = [service for country in values.values() for service in _numbered(country, "services")]
    _insert(connection, COUNTRY, values.values())
    _insert(connection, EMERGENCY, (line for country in values.values() for line in _numbered(country, "emergency")))
    _insert(connection, SERVICE, services)
    _insert(connection, CHANNEL, ({**channel, "service": service["id"], "position": place}
                                  for service in services for place, channel in enumerate(service["channels"])))
    connection.execute(META.insert(), {"digest": digest})


def _numbered(country: dict[str, Any], part: str) -> list[dict[str, Any]]:
    return [{**row, "country": country["country"], "position": place} for place, row in enumerate(country[part])]


def _insert(connection: Connection, table: Any, rows: Any) -> None:
    values = [{column.name: row[column.name] for column in table.columns} for row in rows]
    if values:
        connection.execute(table.insert(), values)


def _rows(connection: Connection, table: Any) -> list[dict[str, Any]]:
    query = select(table)
    if "position" in table.columns:
        query = query.order_by(table.c.position)
    return [dict(row._mapping) for row in connection.execute(query)]


def _grouped(rows: list[dict[str, Any]], key: str) -> dict[str, list[dict[str, Any]]]:
    """Rows by the value of `key`, without what only orders and joins them."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        group = row.pop(key)
        row.pop("position")
        groups.setdefault(group, []).append(row)
    return groups
