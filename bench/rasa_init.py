"""The bot that `rasa init` makes, with its stock configuration, trained afresh and served over Rasa's REST channel."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from pathlib import Path

import aiohttp

from bench.measure import Kind, Send, figures
from bench.server import running
from bot.processes import free_port

_QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
# Which row each message stands in. "I am sad" gets two utterances, as a question for helplines gets two from us.
MESSAGES = {"text": "hello", "action": "I am sad", "button": "/mood_great"}


class RasaInitFailed(RuntimeError):
    """`rasa init` did not leave a model; the text is what it said."""


def measure(folder: Path) -> dict[str, float]:
    """Figures of that bot; `folder` takes the project and is the caller's to remove."""
    project = folder / "rasa-init"
    _make(project)
    port = free_port()
    command = [sys.executable, "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(port)]
    with running(command, port, project, folder / "rasa-init.txt", _QUIET) as server:
        kinds = {name: _kind(server.url, text) for name, text in MESSAGES.items()}
        return figures(server, kinds, {"start_seconds": "text"})


def _make(project: Path) -> None:
    project.mkdir()
    done = subprocess.run([sys.executable, "-m", "rasa", "init", "--no-prompt", "--init-dir", str(project)],
                          env={**os.environ, **_QUIET}, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not list(project.glob("models/*.tar.gz")):
        raise RasaInitFailed((done.stderr or done.stdout)[-4000:])


def _kind(url: str, text: str) -> Kind:
    async def open_conversation(http: aiohttp.ClientSession) -> Send:
        body = {"sender": uuid.uuid4().hex, "message": text}

        async def send() -> object:
            async with http.post(f"{url}/webhooks/rest/webhook", json=body) as answer:
                return await answer.json()
        return send
    return Kind(open_conversation, bool)  # Rasa answers an error with an empty list
