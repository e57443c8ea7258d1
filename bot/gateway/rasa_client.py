"""Asks Rasa; an empty list, a timeout, a refusal and an error are one thing: it is unavailable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp

DEADLINE_SECONDS = 2.5


class RasaUnavailable(Exception):
    """Rasa gave no usable answer in time."""


class RasaClient:
    """One keep-alive session to the channel `gateway` of a Rasa server."""

    def __init__(self, url: str, secret: str, deadline: float = DEADLINE_SECONDS) -> None:
        self._url = url.rstrip("/")
        self._secret = secret
        self._timeout = aiohttp.ClientTimeout(total=deadline)
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Must run inside the event loop that will ask."""
        self._session = aiohttp.ClientSession(timeout=self._timeout, headers={"X-Gateway-Secret": self._secret})

    async def close(self) -> None:
        """Ends the session."""
        if self._session:
            await self._session.close()

    async def ask(self, sender: str, text: str, metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The `custom` parts of Rasa's answer, never empty; raises RasaUnavailable."""
        body = {"sender": sender, "message": text, "metadata": metadata}
        try:
            async with self._http.post(f"{self._url}/webhooks/gateway/webhook", json=body) as answer:
                if answer.status != 200:
                    raise RasaUnavailable(f"status {answer.status}")
                outputs = await answer.json()
        except (TimeoutError, aiohttp.ClientError, ValueError, RecursionError) as error:
            raise RasaUnavailable(type(error).__name__) from error
        outputs = outputs if isinstance(outputs, list) else []
        customs = [output.get("custom") for output in outputs if isinstance(output, dict)]
        parts = [custom for custom in customs if isinstance(custom, dict)]
        if not parts:
            raise RasaUnavailable("an empty answer")
        return parts

    async def forget(self, sender: str) -> None:
        """Best effort: Rasa forgets idle conversations by itself."""
        try:
            await self._http.delete(f"{self._url}/webhooks/gateway/conversations/{sender}")
        except (TimeoutError, aiohttp.ClientError):
            return

    async def is_ready(self) -> bool:
        """Whether Rasa has loaded its model and listens."""
        try:
            async with self._http.get(f"{self._url}/webhooks/gateway/") as answer:
                return answer.status == 200
        except (TimeoutError, aiohttp.ClientError):
            return False

    @property
    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("open() was not awaited")
        return self._session
