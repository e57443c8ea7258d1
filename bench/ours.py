"""Our bot as `make run` starts it, all processes, asked through the gateway's API as the widget asks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp

from bench.measure import Kind, Send, figures
from bench.server import running
from bot.paths import PROJECT
from bot.processes import free_port

_OPENING = {"country": "PK", "audience": "child"}
# Each with the scripts that must be in the answer: what falls back is not timed as if it were understood.
MESSAGES: Mapping[str, tuple[dict[str, str], set[str]]] = {
    "text": ({"text": "what is a deepfake"}, {"utter_ask_deepfake"}),
    "action": ({"text": "who can i call for help"}, {"utter_ask_helpline", "utter_helplines"}),
    "button": ({"payload": "/ask_deepfake"}, {"utter_ask_deepfake"}),
    "look_up": ({"payload": "/ask_helpline"}, {"utter_ask_helpline", "utter_helplines"}),
    "danger": ({"text": "i want to die"}, {"utter_danger_self_harm_open", "utter_danger_cards"}),
}
# The danger flow needs the gateway alone; helplines after a typed message need all three processes.
_STARTS = {"start_danger_seconds": "danger", "start_seconds": "action"}


def measure(folder: Path) -> dict[str, float]:
    """Figures of our bot with a database of its own in `folder`; trains before the clock starts if no model fits."""
    subprocess.run([sys.executable, "-m", "bot", "train"], cwd=PROJECT, stdout=subprocess.DEVNULL, check=True)
    port = free_port()
    settings = {"PORT": str(port), "DATABASE_URL": f"sqlite:///{folder / 'directory.db'}", "RATE_LIMIT": "off"}
    with running([sys.executable, "-m", "bot", "run"], port, PROJECT, folder / "ours.txt", settings) as server:
        kinds = {name: message_kind(server.url, body, scripts) for name, (body, scripts) in MESSAGES.items()}
        return figures(server, {**kinds, "directory": _directory(server.url)}, _STARTS)


def message_kind(url: str, body: dict[str, str], scripts: set[str]) -> Kind:
    """A message whose answer must hold these scripts."""
    async def open_conversation(http: aiohttp.ClientSession) -> Send:
        async with http.post(f"{url}/api/conversations", json=_OPENING) as opened:
            token = (await opened.json())["token"]

        bearer = {"Authorization": f"Bearer {token}"}

        async def send() -> Any:
            async with http.post(f"{url}/api/messages", json=body, headers=bearer) as answer:
                return await answer.json()
        return send
    return Kind(open_conversation, lambda answer: scripts <= {part["script"] for part in answer.get("messages", ())})


def _directory(url: str) -> Kind:
    async def open_conversation(http: aiohttp.ClientSession) -> Send:
        async def send() -> Any:
            async with http.get(f"{url}/api/helplines", params=_OPENING) as answer:
                return await answer.json()
        return send
    return Kind(open_conversation, lambda answer: bool(answer.get("services")))
