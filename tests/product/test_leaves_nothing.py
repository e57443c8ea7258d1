"""No word of a conversation is found in what the processes leave behind."""

from __future__ import annotations

import signal
import socket
import sqlite3
from pathlib import Path

from bot.paths import PROJECT
from tests.running import start_product, stop_product
from tests.talk import Talk

PLANTED = "xylocarpine"


def test_a_planted_word_is_in_no_log_file_or_database(tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in changed_files({})}
    product = start_product(tmp_path, LOG_LEVEL="DEBUG")
    try:
        talk = Talk(product.url)
        for text in (f"my name is {PLANTED} and someone made a fake nude of me", f"what is a {PLANTED}",
                     f"i want to die {PLANTED}", f"who can i call {PLANTED}", f"/{PLANTED}", PLANTED):
            talk.say(text)
        talk.post({"payload": f"/{PLANTED}"})
        for broken in (f"GET /{PLANTED}\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
                       f"POST /api/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{PLANTED}\r\n"):
            send_raw(product.url, broken)
        product.kill("actions")
        talk.say(f"who can i call {PLANTED}")
        assert PLANTED not in product.output()
    finally:
        stop_product(product, signal.SIGHUP)
    assert product.process.returncode == 0 and not product.parts()
    assert PLANTED not in product.output()
    with sqlite3.connect(tmp_path / "directory.db") as database:
        assert PLANTED not in "\n".join(database.iterdump())
    for path in changed_files(before):
        assert PLANTED.encode() not in path.read_bytes(), path


def send_raw(url: str, request: str) -> None:
    """Bytes that are no HTTP: what an odd proxy or an attacker sends."""
    with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), timeout=5) as connection:
        connection.sendall(request.encode())
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass


def changed_files(before: dict[Path, int]) -> list[Path]:
    """Files of the project folder, the environment apart, that are new or changed."""
    folders = (".git", ".venv", "tests", ".mypy_cache", ".ruff_cache", ".pytest_cache")
    files = (path for path in PROJECT.rglob("*") if path.relative_to(PROJECT).parts[0] not in folders)
    return [path for path in files if path.is_file() and before.get(path) != path.stat().st_mtime_ns]
