"""The bot that `rasa init` makes, on stock Rasa with TensorFlow, trained afresh and served over Rasa's REST channel."""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp

from bench.measure import Kind, Send, figures
from bench.server import Server, running
from bot.paths import PROJECT
from bot.processes import free_port

STOCK = PROJECT / ".venv-tensorflow"
_PYTHON = str(STOCK / "bin" / "python")
_QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
# Which row each message stands in, and what must be in its answer.
MESSAGES = {"text": ("hello", "Hey!"), "button": ("/mood_great", "Great"), "action": ("are you a bot?", "Hello World!"),
            "look_up": ("/bot_challenge", "Hello World!")}
_MAKE = "import sys; from rasa.cli.scaffold import create_initial_project; create_initial_project(sys.argv[1])"
# The example action that `rasa init` leaves as comments, in place of the utterance that answers “are you a bot?”.
_ACTION = '''
from rasa_sdk import Action


class ActionHelloWorld(Action):
    def name(self):
        return "action_hello_world"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Hello World!")
        return []
'''


class RasaInitFailed(RuntimeError):
    """`rasa init` did not leave a model; the text is what it said."""


def measure(folder: Path) -> dict[str, float]:
    """Figures of that bot and its action server; `folder` takes the project and is the caller's to remove."""
    with serving(folder) as server:
        kinds = {name: kind(server.url, text, said) for name, (text, said) in MESSAGES.items()}
        return figures(server, kinds, {"start_seconds": "action"})


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """That bot, started and perhaps not ready yet."""
    project = folder / "rasa-init"
    port, actions = free_port(), free_port()
    _make(project, actions)
    # One tree of processes, so that both are measured and both are stopped.
    both = (f"{_PYTHON} -m rasa run actions --port {actions} & "
            f"exec {_PYTHON} -m rasa run --interface 127.0.0.1 --port {port}")
    with running(["sh", "-c", both], port, project, folder / "rasa-init.txt", _QUIET) as server:
        yield server


def _make(project: Path, actions_port: int) -> None:
    project.mkdir()
    _rasa(["-c", _MAKE, str(project)], project)
    (project / "actions" / "actions.py").write_text(_ACTION, encoding="utf-8")
    (project / "endpoints.yml").write_text(f"action_endpoint: {{url: 'http://127.0.0.1:{actions_port}/webhook'}}\n")
    rules, domain = project / "data" / "rules.yml", project / "domain.yml"
    rules.write_text(rules.read_text().replace("utter_iamabot", "action_hello_world"))
    domain.write_text(f"{domain.read_text()}\nactions:\n  - action_hello_world\n")
    said = _rasa(["-m", "rasa", "train"], project)
    if not list(project.glob("models/*.tar.gz")):
        raise RasaInitFailed(said)


def _rasa(arguments: list[str], project: Path) -> str:
    done = subprocess.run([_PYTHON, *arguments], cwd=project, env={**os.environ, **_QUIET}, capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        raise RasaInitFailed((done.stderr or done.stdout)[-4000:])
    return done.stdout[-4000:]


def kind(url: str, text: str, said: str) -> Kind:
    """A message whose answer must hold these words."""
    async def open_conversation(http: aiohttp.ClientSession) -> Send:
        body = {"sender": uuid.uuid4().hex, "message": text}

        async def send() -> Any:
            async with http.post(f"{url}/webhooks/rest/webhook", json=body) as answer:
                return await answer.json()
        return send
    return Kind(open_conversation, lambda answer: any(said in part.get("text", "") for part in answer))
