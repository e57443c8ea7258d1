"""Asks Rasa; an empty list, a timeout, a refusal and an error are one thing: it is unavailable."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.gateway.circuit import OPEN_SECONDS, Absent, Circuit, Crowded, RasaUnavailable

DEADLINE_SECONDS = 2.5
SHORT_SECONDS = 0.8  # for what nobody may wait for: forgetting, and whether Rasa is there
_MOST_OWED = 20_000

__all__ = ["Crowded", "RasaClient", "RasaUnavailable"]


class RasaClient:
    """One keep-alive session to the channel `gateway` of a Rasa server."""

    def __init__(self, url: str, secret: str, deadline: float = DEADLINE_SECONDS,
                 open_seconds: float = OPEN_SECONDS) -> None:
        self._url = f"{url.rstrip('/')}/webhooks/gateway"
        self._secret = secret
        self._deadline = deadline
        self._circuit = Circuit(self.is_ready, open_seconds)
        self._owed: deque[str] = deque(maxlen=_MOST_OWED)
        self._paying: asyncio.Task[None] | None = None
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Must run inside the event loop that will ask."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SHORT_SECONDS),
                                              headers={"X-Gateway-Secret": self._secret})

    async def close(self) -> None:
        """Ends the session."""
        if self._paying:
            self._paying.cancel()
        if self._session:
            await self._session.close()

    @property
    def circuit(self) -> str:
        """`closed` while messages go to Rasa, `open` while none does, `half_open` while one tries."""
        return self._circuit.state

    async def ask(self, sender: str, text: str, metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The `custom` parts of Rasa's answer, never empty; raises RasaUnavailable."""
        async with self._circuit.passage(self._deadline) as seconds:
            outputs = await self._post({"sender": sender, "message": text, "metadata": metadata}, seconds)
        self._pay()
        outputs = outputs if isinstance(outputs, list) else []
        customs = [output.get("custom") for output in outputs if isinstance(output, dict)]
        parts = [custom for custom in customs if isinstance(custom, dict)]
        if not parts:
            raise RasaUnavailable("an empty answer")
        return parts

    async def forget(self, sender: str) -> None:
        """Within a second; what Rasa cannot be told now, it is told as soon as it answers again."""
        if self._circuit.state == "open" or not await self._delete(sender):
            self._owed.append(sender)

    async def is_ready(self) -> bool:
        """Whether Rasa has loaded its model and listens; known within a second."""
        try:
            async with self._http.get(f"{self._url}/") as answer:
                return answer.status == 200
        except (TimeoutError, aiohttp.ClientError):
            return False

    async def _post(self, body: Mapping[str, Any], seconds: float) -> Any:
        try:
            async with self._http.post(f"{self._url}/webhook", json=body,
                                       timeout=aiohttp.ClientTimeout(total=seconds)) as answer:
                if answer.status != 200:
                    raise RasaUnavailable(f"status {answer.status}")
                return await answer.json()
        except (TimeoutError, aiohttp.ClientConnectionError) as error:
            raise Absent(type(error).__name__) from error
        except (aiohttp.ClientError, ValueError, RecursionError) as error:
            raise RasaUnavailable(type(error).__name__) from error

    async def _delete(self, sender: str) -> bool:
        try:
            async with self._http.delete(f"{self._url}/conversations/{sender}") as answer:
                return answer.status < 500
        except (TimeoutError, aiohttp.ClientError):
            return False

    def _pay(self) -> None:
        if self._owed and (self._paying is None or self._paying.done()):
            self._paying = asyncio.create_task(self._forget_what_is_owed())

    async def _forget_what_is_owed(self) -> None:
        while self._owed and await self._delete(self._owed[0]):
            self._owed.popleft()

    @property
    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("open() was not awaited")
        return self._session
