"""Two Rasa servers with the same model: one launched lean, one as its makers ship it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from bot.dialogue.command import QUIET
from bot.paths import PROJECT
from bot.processes import free_port

_SECRET = "a-secret-of-this-test"
_STOCK_ENDPOINTS = """
action_endpoint:
  url: "http://127.0.0.1:{actions}/webhook"
  headers: {{X-Gateway-Secret: {secret}}}
  enable_selective_domain: true
nlg: {{type: bot.dialogue.nlg.VettedScripts}}
"""
# What can be switched off where TensorFlow is not installed.
SWITCHED = "validator,payloads,runner,events,store"


@dataclass(frozen=True)
class Rasa:
    """A running server."""

    url: str

    def say(self, sender: str, text: str, metadata: Mapping[str, Any]) -> Any:
        """What the channel gives back."""
        body = {"sender": sender, "message": text, "metadata": metadata}
        answer = requests.post(f"{self.url}/webhooks/gateway/webhook", json=body, timeout=60,
                               headers={"X-Gateway-Secret": _SECRET})
        return answer.json()

    def tracker(self, sender: str) -> dict[str, Any]:
        """All that the server knows of a conversation."""
        found: dict[str, Any] = requests.get(f"{self.url}/conversations/{sender}/tracker?include_events=ALL",
                                             timeout=60).json()
        return found


@contextmanager
def both(model: Path, folder: Path, stock_python: str | None = None) -> Iterator[tuple[Rasa, Rasa]]:
    """(stock, ours). Without `stock_python`, stock is this environment's Rasa with our measures switched off."""
    endpoints, actions = folder / "endpoints.yml", free_port()
    endpoints.write_text(_STOCK_ENDPOINTS.format(actions=actions, secret=_SECRET), encoding="utf-8")
    environment = {"ACTIONS_PORT": str(actions), "RASA_SECRET": _SECRET, "LOG_LEVEL": "WARNING", **QUIET,
                   "DATABASE_URL": f"sqlite:///{folder / 'directory.db'}"}
    rasa = [stock_python, "-m", "rasa"] if stock_python else [sys.executable, "-m", "bot.dialogue.command"]
    off = {} if stock_python else {"STOCK_RASA": SWITCHED, "ACTIONS": "server"}
    with ExitStack() as started:
        started.enter_context(_running([sys.executable, "-m", "actions"], environment, folder / "actions.txt"))
        servers = [started.enter_context(_serving(rasa, model, str(endpoints), {**environment, **off}, folder)),
                   started.enter_context(_serving([sys.executable, "-m", "bot.dialogue.command"], model,
                                                  "endpoints.yml", environment, folder))]
        _wait(lambda: requests.get(f"http://127.0.0.1:{actions}/health", timeout=5).ok, folder)
        for server in servers:
            _wait(lambda server=server: requests.get(f"{server.url}/webhooks/gateway/", timeout=5).ok  # type: ignore[misc]
                  and requests.get(f"{server.url}/status", timeout=5).ok, folder)
        yield servers[0], servers[1]


@contextmanager
def _serving(rasa: Sequence[str], model: Path, endpoints: str, environment: Mapping[str, str],
             folder: Path) -> Iterator[Rasa]:
    port = free_port()
    command = [*rasa, "run", "--quiet", "--enable-api", "--model", str(model), "--interface", "127.0.0.1", "--port",
               str(port), "--endpoints", endpoints, "--credentials", "credentials.yml"]
    with _running(command, environment, folder / f"rasa-{port}.txt"):
        yield Rasa(f"http://127.0.0.1:{port}")


@contextmanager
def _running(command: Sequence[str], environment: Mapping[str, str], output: Path) -> Iterator[None]:
    with output.open("wb") as file:
        process = subprocess.Popen(command, cwd=PROJECT, env={**os.environ, **environment}, stdout=file,
                                   stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(claim: Any, folder: Path, seconds: float = 300) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            if claim():
                return
        except requests.RequestException:
            pass
        if time.monotonic() > until:
            said = "\n".join(file.read_text(errors="replace")[-1000:] for file in folder.glob("*.txt"))
            raise AssertionError(f"a server did not start: {said}")
        time.sleep(0.5)
