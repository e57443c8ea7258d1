"""A gateway with the repository's content in front of a Rasa whose failures can be ordered."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.content.library import Library, read_library
from bot.gateway.app import countries_of, make_app
from bot.paths import CONTENT
from bot.recognition import Recogniser
from bot.safety.screen import Screen
from bot.settings import Settings
from tests.fakes import FakeRasa

KEY = "0123456789abcdef" * 4  # strong enough to be taken, and plainly nobody's


@pytest.fixture(scope="session")
def library() -> Library:
    """The content as it is in the repository."""
    return read_library()


@pytest.fixture(scope="session")
def screen() -> Screen:
    """The danger screen with the repository's rules; made once."""
    return Screen(CONTENT / "danger")


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    """Made once, because its lists of places take seconds to read."""
    return Recogniser(countries_of(read_library()))


@pytest.fixture
async def rasa() -> AsyncIterator[FakeRasa]:
    """Answers with the menu until told otherwise."""
    fake = FakeRasa()
    server = TestServer(fake.app())
    await server.start_server()
    fake.url = str(server.make_url("")).rstrip("/")
    yield fake
    await server.close()


@pytest.fixture
def settings(rasa: FakeRasa, tmp_path: Path) -> Settings:
    """Loopback, a database of its own."""
    return Settings(database_url=f"sqlite:///{tmp_path}/directory.db", rasa_url=rasa.url,
                    secret_key=KEY, rasa_secret=KEY)


Start = Callable[..., Awaitable["Client"]]


class Client:
    """One visitor of a gateway."""

    def __init__(self, http: TestClient) -> None:
        self.http = http
        self.token = ""

    async def open(self, **body: str) -> dict[str, Any]:
        """Opens a conversation."""
        answer = await self.http.post("/api/conversations", json=body)
        assert answer.status == 201, await answer.text()
        opened: dict[str, Any] = await answer.json()
        self.token = opened["token"]
        return opened

    async def post(self, **body: Any) -> ClientResponse:
        """Sends a message; the raw answer."""
        return await self.http.post("/api/messages", json=body, headers={"Authorization": f"Bearer {self.token}"})

    async def say(self, text: str) -> dict[str, Any]:
        """Types a text; the answer's body."""
        answer = await self.post(text=text)
        assert answer.status == 200, await answer.text()
        body: dict[str, Any] = await answer.json()
        return body

    async def tap(self, payload: str) -> dict[str, Any]:
        """Taps a button; the answer's body."""
        answer = await self.post(payload=payload)
        assert answer.status == 200, await answer.text()
        body: dict[str, Any] = await answer.json()
        return body


@pytest.fixture
async def start(settings: Settings, library: Library, screen: Screen,
                recogniser: Recogniser) -> AsyncIterator[Start]:
    """Starts a gateway, with other settings or content where a test wants them."""
    running: list[TestClient] = []

    async def start_one(other: Library | None = None, **changes: Any) -> Client:
        app = make_app(dataclasses.replace(settings, **changes), other or library, screen, recogniser)
        http = TestClient(TestServer(app))
        await http.start_server()
        running.append(http)
        return Client(http)

    yield start_one
    for http in running:
        await http.close()


@pytest.fixture
async def visitor(start: Start) -> Client:
    """A visitor with an open conversation."""
    client = await start()
    await client.open()
    return client


def scripts(body: dict[str, Any]) -> list[str]:
    """Script ids of an answer, each once, in order."""
    return list(dict.fromkeys(message["script"] for message in body["messages"]))


def cards(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The helpline messages of an answer."""
    return [message for message in body["messages"] if message["type"] == "helplines"]
