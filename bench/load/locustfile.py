"""What a visitor does, as Locust plays it: opens a chat, types, taps, is in danger once in ten times, leaves.

Runs in an environment of its own (locks/load.lock) and imports nothing of the bot.
"""

from __future__ import annotations

import json
import os
import random
import uuid
from typing import Any

import gevent
from locust import FastHttpUser, constant, task

TYPED = ("what is a deepfake", "someone made a fake nude of me", "who can i call", "i live in lahore",
         "how do i report it on instagram", "my parents will be angry", "is it illegal", "thanks")
DANGER = "i want to die"
FALLBACK = "utter_unavailable"
TURNS = 6
PLAYED = os.environ.get("PLAYED", "ours")  # or: echo, rasa init
gevent.get_hub().loop.update_now()  # else the seconds that importing took count as seconds of the test


class Visitor(FastHttpUser):
    """Sends the next message as soon as the last one is answered: as many users are as many messages at once."""

    wait_time = constant(0)
    network_timeout = 30.0

    @task
    def talk(self) -> None:
        """One conversation."""
        if PLAYED != "ours":
            self._talk_to_another()
            return
        opened = self._send("open", "/api/conversations", {"country": "PK"})
        if not opened:
            return
        self.token, answer = opened["token"], opened
        for turn in range(TURNS):
            if turn == TURNS - 1 and random.random() < 0.6:
                answer = self._send("danger", "/api/messages", {"text": DANGER})
            elif turn % 3 == 2 and (payload := _button(answer)):
                answer = self._send("button", "/api/messages", {"payload": payload})
            else:
                answer = self._send("typed", "/api/messages", {"text": random.choice(TYPED)})
        self.client.delete("/api/conversations", headers=self._bearer(), name="leave")
        self.token = ""

    token = ""

    def _talk_to_another(self) -> None:
        """The echo, or the bot of `rasa init` in conversations as long as ours."""
        if PLAYED == "echo":
            self.client.post("/", json={"text": "what is a deepfake"}, name="echo")
            return
        body = {"sender": uuid.uuid4().hex, "message": "hello"}
        for _ in range(TURNS):
            with self.client.post("/webhooks/rest/webhook", json=body, name=PLAYED, catch_response=True) as answer:
                if "Hey!" in (answer.text or ""):
                    answer.success()
                else:
                    answer.failure(f"not its answer: {answer.status_code}")

    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def _send(self, name: str, path: str, body: dict[str, str]) -> dict[str, Any]:
        with self.client.post(path, json=body, headers=self._bearer(), name=name, catch_response=True) as answer:
            found: dict[str, Any] = _read(answer.text)
            scripts = {message["script"] for message in found.get("messages", [])}
            if not scripts:
                answer.failure(f"no answer: {answer.status_code}")
            elif name == "danger" and not any(script.startswith("utter_danger") for script in scripts):
                answer.failure("a danger was not answered as one")
            elif answer.status_code == 429 or FALLBACK in scripts:
                self._count_apart(name, answer)
            else:
                answer.success()
        return found if answer.status_code < 300 else {}

    def _count_apart(self, name: str, answer: Any) -> None:
        """A kind script with help in it, because no room was left: answered, and counted for itself."""
        answer.success()
        self.environment.events.request.fire(request_type="busy", name=f"{name}: help instead", context={},
                                             response_time=answer.request_meta["response_time"] or 0,
                                             response_length=0, exception=None)


def _read(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text or "")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _button(answer: dict[str, Any]) -> str:
    buttons = [button["payload"] for message in answer.get("messages", []) for button in message.get("buttons", [])]
    return random.choice(buttons) if buttons else ""
