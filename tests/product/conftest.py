"""The product that is broken in every way, and what a test needs to break it and to look into it."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

from bot.paths import CONTENT, PROJECT
from tests.product.between import Between, between
from tests.product.crowd import PLANTED, Crowd
from tests.running import Product, is_ready, start_product, stop_product, wait_until

INSIDE = PROJECT / "tests" / "product" / "inside"


@dataclass
class Battered:
    """A running bot whose parts can be broken; `conversations` counts all that were held with it."""

    product: Product
    folder: Path
    between: Between
    conversations: int = 0
    opened: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Of its gateway."""
        return self.product.url

    @contextmanager
    def crowd(self) -> Iterator[Crowd]:
        """Fifty visitors, of whom each has been answered before anything breaks."""
        crowd = Crowd(self.url)
        try:
            with crowd:
                crowd.each_is_answered()
                self.note_files()
                yield crowd
                self.note_files()
        finally:
            self.conversations += crowd.opened

    def pid(self, name: str) -> int:
        """Of a part."""
        return int(str(self.product.parts()[name]["pid"]))

    def processes(self) -> list[psutil.Process]:
        """All that belong to it."""
        first = psutil.Process(self.product.process.pid)
        return [first, *first.children(recursive=True)]

    def ready(self) -> dict[str, Any]:
        """What /readyz says, however ready."""
        body: dict[str, Any] = requests.get(f"{self.url}/readyz", timeout=30).json()
        return body

    def heals(self) -> None:
        """Waits until every part is ready again."""
        wait_until(lambda: is_ready(self.product), 400)

    @contextmanager
    def frozen(self, name: str) -> Iterator[int]:
        """SIGSTOP, and SIGCONT afterwards."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGSTOP)
        try:
            yield pid
        finally:
            os.kill(pid, signal.SIGCONT)

    @contextmanager
    def without_disk(self) -> Iterator[None]:
        """No process can write a byte to any file, as on a full disk; those it starts cannot either."""
        limits = {process.pid: resource.prlimit(process.pid, resource.RLIMIT_FSIZE) for process in self.processes()}
        for pid, (_, hard) in limits.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
        try:
            yield
        finally:
            usual = next(iter(limits.values()))
            for process in self.processes():
                resource.prlimit(process.pid, resource.RLIMIT_FSIZE, limits.get(process.pid, usual))

    def set_clock(self, seconds: int) -> None:
        """Moves the wall clock that all processes see."""
        (self.folder / "clock").write_text(str(seconds))

    def note_files(self) -> None:
        """Remembers every file that a process has open."""
        for process in self.processes():
            for link in Path(f"/proc/{process.pid}/fd").iterdir():
                try:
                    self.opened.add(str(link.readlink()))
                except OSError:
                    continue

    def look_inside(self, name: str, word: str = PLANTED) -> dict[str, int]:
        """How many live objects of a part hold the word; tests/product/inside."""
        pid = self.pid(name)
        asked = self.folder / "look-for"
        found = asked.with_name(f"{asked.name}.{pid}")
        asked.write_text(word[::-1])
        os.kill(pid, signal.SIGUSR2)
        wait_until(found.exists, 120)
        counts: dict[str, int] = json.loads(found.read_text())
        found.unlink()
        return counts


@pytest.fixture(scope="package")
def battered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Battered]:
    """One product for all faults, at the most talkative log level, with a clock that can be moved."""
    folder = tmp_path_factory.mktemp("battered")
    shutil.copytree(CONTENT, folder / "content")
    with between() as server:
        settings = {"RASA_URL": server.url, "CONTENT": str(folder / "content"), "LOG_LEVEL": "DEBUG",
                    "ACTIONS": "server", "HELP_ONLY_FILE": str(folder / "help-only"), "PYTHONPATH": str(INSIDE),
                    "LOOK_FOR": str(folder / "look-for"), "CLOCK": str(folder / "clock")}
        product = start_product(folder, lambda started: _lead(server, started), **settings)
        yield Battered(product, folder, server)
        stop_product(product)


def _lead(server: Between, product: Product) -> None:
    """Tells the server between where Rasa is, as soon as it is anywhere."""
    def rasa() -> str:
        port = product.parts().get("rasa", {}).get("port")
        if port:
            server.rasa = lambda: f"http://127.0.0.1:{port}"
        return f"http://127.0.0.1:{port}"

    server.rasa = rasa
