"""A tester that speaks the domain: says, taps, and reads script ids instead of wording."""

from __future__ import annotations

from typing import Any

import requests

Message = dict[str, Any]


class Talk:
    """One conversation through the API."""

    def __init__(self, url: str, **opening: str) -> None:
        self._url = url
        self.opened = self._post("/api/conversations", opening)
        assert self.opened.status_code == 201, self.opened.text
        body = self.opened.json()
        self.token: str = body["token"]
        self.messages: list[Message] = body["messages"]
        self.context: dict[str, str | None] = body["context"]

    def say(self, text: str) -> list[Message]:
        """Types a text."""
        return self._send({"text": text})

    def tap(self, target: str) -> list[Message]:
        """Taps the button of the last answer that leads to an intent, a script, or a danger step."""
        return self._send({"payload": self._payload(target)})

    def scripts(self) -> list[str]:
        """The ids of the scripts of the last answer, each once, in order."""
        return list(dict.fromkeys(str(message["script"]) for message in self.messages))

    def cards(self) -> list[Message]:
        """The helpline messages of the last answer."""
        return [message for message in self.messages if message["type"] == "helplines"]

    def buttons(self) -> list[dict[str, str]]:
        """All buttons of the last answer."""
        return [button for message in self.messages for button in message.get("buttons", [])]

    def delete(self) -> int:
        """Deletes the conversation; gives the status."""
        return requests.delete(f"{self._url}/api/conversations", headers=self._bearer(), timeout=10).status_code

    def post(self, body: dict[str, Any]) -> requests.Response:
        """The raw answer to any body."""
        return self._post("/api/messages", body, self._bearer())

    def _send(self, body: dict[str, str]) -> list[Message]:
        answer = self.post(body)
        assert answer.status_code == 200, answer.text
        self.messages, self.context = answer.json()["messages"], answer.json()["context"]
        return self.messages

    def _payload(self, target: str) -> str:
        payloads = [button["payload"] for button in self.buttons()]
        if target in ("danger_yes", "danger_no", "danger_help", "danger_okay"):
            steps = [payload for payload in payloads if payload.startswith("danger:")]
            return steps[target in ("danger_no", "danger_okay")]
        for payload in payloads:
            if payload.split("{")[0] == f"/{target}" or f'"script": "{target}"' in payload or payload == target:
                return payload
        raise AssertionError(f"no button leads to {target}: {payloads}")

    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> requests.Response:
        return requests.post(self._url + path, json=body, headers=headers, timeout=15)
