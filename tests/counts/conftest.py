"""Databases to count in."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.directory.store import connect
from tests.postgres import postgres_url

__all__ = ["postgres_url"]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty SQLite file, or a PostgreSQL database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'run' / 'directory.db'}"
    found: str = request.getfixturevalue("postgres_url")
    with connect(found).begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return found
