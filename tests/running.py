"""The whole product as a user starts it: real Rasa, real action server, real database, on free ports of 127.0.0.1."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from bot.paths import PROJECT
from bot.processes import free_port


@dataclass
class Product:
    """A running bot."""

    url: str
    process: subprocess.Popen[bytes]
    folder: Path

    def parts(self) -> dict[str, dict[str, object]]:
        """What `python -m bot status --json` says, by name of the part."""
        done = subprocess.run([sys.executable, "-m", "bot", "status", "--json"], cwd=PROJECT, capture_output=True,
                              check=False)
        port = int(self.url.rsplit(":", 1)[1])
        groups = _grouped(json.loads(done.stdout or b"[]"))
        return next((group for group in groups if group["gateway"]["port"] == port), {})

    def kill(self, name: str) -> int:
        """`kill -9` of one part; gives the pid that died."""
        pid = int(str(self.parts()[name]["pid"]))
        os.kill(pid, signal.SIGKILL)
        return pid

    def output(self) -> str:
        """Everything any process printed so far."""
        return (self.folder / "output.txt").read_text(errors="replace")


def _grouped(parts: list[dict[str, object]]) -> list[dict[str, dict[str, object]]]:
    groups: list[dict[str, dict[str, object]]] = []
    for part in parts:
        if not groups or str(part["name"]) in groups[-1]:
            groups.append({})
        groups[-1][str(part["name"])] = part
    return groups


def start_product(folder: Path, before_ready: Callable[[Product], None] = lambda _: None,
                  **environment: str) -> Product:
    """Starts the bot with its own database in `folder` and waits until every part is ready."""
    port = free_port()
    # Some hundred visitors of the tests come from one address within minutes; limits are tried in tests/gateway.
    settings = {"PORT": str(port), "DATABASE_URL": f"sqlite:///{folder / 'directory.db'}", "RATE_LIMIT": "off",
                **environment}
    with (folder / "output.txt").open("ab") as output:
        process = subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=PROJECT, env={**os.environ, **settings},
                                   stdout=output, stderr=subprocess.STDOUT)
    product = Product(f"http://127.0.0.1:{port}", process, folder)
    before_ready(product)
    wait_until(lambda: is_ready(product) or process.poll() is not None, 600)
    assert process.poll() is None, product.output()
    return product


def stop_product(product: Product, how: signal.Signals = signal.SIGINT) -> None:
    """Ctrl-C, as an operator would; or the terminal closes (SIGHUP)."""
    product.process.send_signal(how)
    product.process.wait(40)


def is_ready(product: Product) -> bool:
    """Whether /readyz says that every part is ready."""
    try:
        return requests.get(f"{product.url}/readyz", timeout=3).status_code == 200
    except requests.RequestException:
        return False


def wait_until(claim: Callable[[], bool], seconds: float) -> None:
    """Looks a few times a second; fails when `claim` has not come true."""
    until = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.2)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """One running bot for all tests that do not break it."""
    running = start_product(tmp_path_factory.mktemp("product"))
    yield running
    stop_product(running)
