"""Serves the preview on this machine alone and makes it anew as files are saved."""

from __future__ import annotations

import hashlib
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

from bot.content.check import check
from bot.content.freshness import stamp
from bot.content.library import examine
from bot.preview.page import broken_page, page


class Preview:
    """The page of a content folder as it now is."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._lock = Lock()
        self._made = ("", "")

    def stamp(self) -> str:
        """Changes whenever a file is saved."""
        return hashlib.sha256(repr(sorted(stamp(self._content))).encode()).hexdigest()[:16]

    def page(self) -> str:
        """The HTML, made anew only when something was saved."""
        with self._lock:
            now = self.stamp()
            if now != self._made[0]:
                self._made = (now, render(self._content, now))
            return self._made[1]


def render(content: Path, stamp: str = "") -> str:
    """The page of a folder; of one that cannot be read, the page of its faults."""
    library, problems = check(content)
    _, unreadable = examine(content)
    if library is None or unreadable:
        return broken_page(unreadable or problems, stamp)
    return page(library, problems, date.today(), stamp)


def make_server(content: Path, port: int) -> ThreadingHTTPServer:
    """A server on 127.0.0.1; port 0 takes a free one."""
    preview = Preview(content)

    class Answers(BaseHTTPRequestHandler):
        """Two addresses: the page, and its stamp."""

        def do_GET(self) -> None:  # the name http.server asks for
            if self.headers.get("Host", "").rsplit(":", 1)[0] not in ("127.0.0.1", "localhost"):
                self.send_error(HTTPStatus.FORBIDDEN)
            elif self.path == "/stamp":
                self._send(preview.stamp(), "text/plain")
            elif self.path.split("?")[0] == "/":
                self._send(preview.page(), "text/html")
            else:
                self.send_error(HTTPStatus.NOT_FOUND)

        def _send(self, text: str, kind: str) -> None:
            body = text.encode()
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing to log."""

    return ThreadingHTTPServer(("127.0.0.1", port), Answers)
