"""Fifty visitors who write at once, as widgets do, while something breaks; every answer of theirs is looked at."""

from __future__ import annotations

import asyncio
import os
import random
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import aiohttp

from tests.running import wait_until

VISITORS = int(os.environ.get("VISITORS", "50"))  # fewer on a machine that is busy with other things
TURNS = 3  # of one conversation; then the same visitor comes as another one
PATIENCE = 90  # seconds; a busy machine is slow, and slowness is not what is tried here
# A name of nobody and nothing: whatever keeps what people write would keep it too.
PLANTED = "xylocarpine"
SAYS = ("what is a deepfake {}", "someone made a fake nude of me {}", "i want to die {}", "who can i call {}",
        "my name is {} and i live in lahore", "{}", "im 13 in karachi n he says he'll post it tonight {}", "/{}")


@dataclass
class Crowd:
    """Visitors of the gateway at `url`, in a thread of their own; `faults` says what nobody may meet."""

    url: str
    visitors: int = VISITORS
    opened: int = 0
    answered: int = 0
    fallbacks: int = 0
    faults: list[str] = field(default_factory=list)

    def __enter__(self) -> Crowd:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._come()), daemon=True)
        self._thread.start()
        wait_until(lambda: self.opened >= self.visitors or bool(self.faults), 180)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join(PATIENCE + 30)
        assert kind or not self.faults, self.faults[:5]

    def each_is_answered(self, times: int = 1) -> None:
        """Waits until as many messages as there are visitors were sent and answered from now on."""
        aim = self.answered + self.visitors * (times + 1)  # one each may have been under way
        wait_until(lambda: self.answered >= aim or bool(self.faults), 240)
        assert not self.faults, self.faults[:5]

    async def _come(self) -> None:
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0)) as http:
            await asyncio.gather(*(self._visit(http, number) for number in range(self.visitors)))

    async def _visit(self, http: aiohttp.ClientSession, number: int) -> None:
        said = number
        while not self._stop.is_set():
            try:
                bearer = await self._open(http)
                for _ in range(TURNS):
                    said += 1
                    bearer = await self._say(http, bearer, SAYS[said % len(SAYS)].format(PLANTED))
                    await asyncio.sleep(random.uniform(0.5, 1.5))
                    if self._stop.is_set():
                        break
                if said % 2:  # the others leave without a word
                    await self._delete(http, bearer)
            except (aiohttp.ClientError, TimeoutError) as error:
                self.faults.append(f"no answer: {type(error).__name__}")
                return

    async def _open(self, http: aiohttp.ClientSession) -> dict[str, str]:
        async with http.post(f"{self.url}/api/conversations", json={"country": "PK"}) as answer:
            body = await self._looked_at(answer, "opening")
        self.opened += 1
        return {"Authorization": f"Bearer {body.get('token')}"}

    async def _say(self, http: aiohttp.ClientSession, bearer: dict[str, str], text: str) -> dict[str, str]:
        async with http.post(f"{self.url}/api/messages", json={"text": text}, headers=bearer) as answer:
            if answer.status != 401:
                await self._looked_at(answer, "message")
                self.answered += 1
                return bearer
        bearer = await self._open(http)  # forgotten: a widget opens anew and says it again
        async with http.post(f"{self.url}/api/messages", json={"text": text}, headers=bearer) as answer:
            await self._looked_at(answer, "message said again")
        self.answered += 1
        return bearer

    async def _delete(self, http: aiohttp.ClientSession, bearer: dict[str, str]) -> None:
        async with http.delete(f"{self.url}/api/conversations", headers=bearer) as answer:
            if answer.status not in (204, 401):
                self.faults.append(f"deleting: {answer.status}")

    async def _looked_at(self, answer: aiohttp.ClientResponse, what: str) -> dict[str, Any]:
        """An answer is one with words in it; where none was found, help has to be beside them."""
        if answer.status not in (200, 201):
            self.faults.append(f"{what}: {answer.status}")
            return {}
        body: dict[str, Any] = await answer.json()
        scripts = {str(message.get("script")) for message in body["messages"]}
        if not scripts:
            self.faults.append(f"{what}: nothing was said")
        if "utter_unavailable" in scripts:
            self.fallbacks += 1
            if not any(message["type"] == "helplines" for message in body["messages"]):
                self.faults.append(f"{what}: no help beside the words")
        return body
