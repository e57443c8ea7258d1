"""A real PostgreSQL of its own for tests, on a free port of 127.0.0.1, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.directory.store import connect
from bot.processes import free_port


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    assert on_path, "PostgreSQL is missing: run `make test`, which installs it, or apt-get install postgresql"
    return Path(on_path).parent


@dataclass(frozen=True)
class Postgres:
    """A running one; `stop` as when its machine dies."""

    url: str
    stop: Callable[[], object]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The DATABASE_URL of an empty database."""
    with own_postgres() as database:
        yield database.url


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


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """One that nobody else uses, gone afterwards."""
    folder, port = Path(tempfile.mkdtemp(prefix="pg-")), free_port()
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = "postgres" if _has_user("postgres") else "nobody"
        shutil.chown(folder, user)
        as_user = ["setpriv", f"--reuid={user}", "--clear-groups", "--"]
    data = folder / "data"
    binaries = _binaries()
    subprocess.run([*as_user, str(binaries / "initdb"), "-D", str(data), "-U", "test", "-A", "trust", "--no-sync"],
                   check=True, capture_output=True, cwd=folder)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control = [*as_user, str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "start"], check=True, capture_output=True,
                   cwd=folder)
    def stop() -> object:
        return subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd=folder)

    try:
        yield Postgres(f"postgresql://test@127.0.0.1:{port}/postgres", stop)
    finally:
        stop()  # a second time does no harm
        shutil.rmtree(folder, ignore_errors=True)


def _has_user(name: str) -> bool:
    return any(entry.pw_name == name for entry in pwd.getpwall())
