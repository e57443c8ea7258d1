"""A slow, frozen or dead Rasa holds nobody up: few messages wait for it, the others are answered at once."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.gateway import circuit
from bot.gateway.circuit import FAILURES, IN_FLIGHT, WAITING
from bot.gateway.rasa_client import RasaClient, RasaUnavailable
from tests.fakes import FakeRasa
from tests.gateway.conftest import Client, cards, scripts

OPEN_SECONDS = 0.3


@pytest.fixture
async def client(rasa: FakeRasa) -> AsyncIterator[RasaClient]:
    """With a short deadline, so that nobody waits for the tests."""
    client = RasaClient(rasa.url, "secret", deadline=0.5, open_seconds=OPEN_SECONDS)
    await client.open()
    yield client
    await client.close()


async def ask(client: RasaClient, text: str = "hello") -> bool:
    """Whether there was an answer."""
    try:
        return bool(await client.ask("someone", text, {}))
    except RasaUnavailable:
        return False


async def open_the_circuit(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.frozen = True
    assert not any(await asyncio.gather(*(ask(client) for _ in range(FAILURES))))
    assert client.circuit == "open"


async def test_while_the_circuit_is_open_rasa_is_not_asked(client: RasaClient, rasa: FakeRasa) -> None:
    await open_the_circuit(client, rasa)
    asked = len(rasa.asked)
    assert not any(await asyncio.gather(*(ask(client) for _ in range(50))))
    assert len(rasa.asked) == asked


async def test_one_message_alone_tries_again_and_only_when_rasa_is_there(client: RasaClient, rasa: FakeRasa) -> None:
    await open_the_circuit(client, rasa)
    asked = len(rasa.asked)
    await asyncio.sleep(OPEN_SECONDS + 0.1)
    assert client.circuit == "half_open"
    assert not await ask(client)  # frozen still: a question whether it is there, no message
    assert len(rasa.asked) == asked and client.circuit == "open"
    rasa.frozen, rasa.delay = False, 0.2
    await asyncio.sleep(OPEN_SECONDS + 0.1)
    answered = await asyncio.gather(*(ask(client) for _ in range(20)))
    assert sum(answered) == 1 and len(rasa.asked) == asked + 1
    assert client.circuit == "closed" and await ask(client)


async def test_few_are_in_flight_and_a_short_queue_waits(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.delay = 0.05
    crowd = [asyncio.create_task(ask(client)) for _ in range(IN_FLIGHT + WAITING + 30)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    refused = [task for task in crowd if task.done()]
    assert len(refused) == 30 and not any(task.result() for task in refused)
    answered = await asyncio.gather(*crowd)
    assert rasa.most_at_once == IN_FLIGHT
    assert sum(answered) >= IN_FLIGHT and client.circuit == "closed"  # who waited in vain is no fault of Rasa


async def test_whom_the_queue_has_no_room_for_gets_help_at_once_and_danger_is_answered(
        visitor: Client, rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(circuit, "WAITING", 0)
    await visitor.open(country="GB")
    refused = await visitor.post(text="what is a deepfake")
    problem = await refused.json()
    assert refused.status == 429 and int(refused.headers["Retry-After"]) and cards(problem)
    assert "utter_busy" not in scripts(problem)  # nobody wrote too fast
    assert "utter_danger_self_harm_open" in scripts(await visitor.say("i want to die"))
    asked = await visitor.post(text="i cant do this anymore")
    assert asked.status == 200 and any("danger" in script for script in scripts(await asked.json()))
    assert not rasa.asked


@pytest.mark.parametrize("answer", ["[]", "nonsense", '{"failed": true}'])
async def test_an_empty_or_wrong_answer_opens_nothing(client: RasaClient, rasa: FakeRasa, answer: str) -> None:
    rasa.raw = answer
    assert not any([await ask(client) for _ in range(FAILURES + 1)])
    assert client.circuit == "closed"


async def test_what_rasa_could_not_be_told_to_forget_it_is_told_later(client: RasaClient, rasa: FakeRasa) -> None:
    await open_the_circuit(client, rasa)
    await asyncio.wait_for(client.forget("someone"), 1)
    rasa.frozen = False
    await asyncio.sleep(OPEN_SECONDS + 0.1)
    assert await ask(client)
    for _ in range(50):
        await asyncio.sleep(0.02)
    assert rasa.forgotten == ["someone"]


async def test_forgetting_and_looking_take_a_second_at_most(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.frozen = True
    async with asyncio.timeout(2):
        await client.forget("someone")
        assert not await client.is_ready()


async def test_a_dead_rasa_is_known_by_its_closed_port() -> None:
    server = TestServer(FakeRasa().app())
    await server.start_server()
    url = str(server.make_url(""))
    await server.close()
    client = RasaClient(url, "secret", deadline=30)
    await client.open()
    assert not any([await ask(client) for _ in range(FAILURES)])
    assert client.circuit == "open"
    await client.close()


async def test_the_breaker_keeps_no_word_of_a_message(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.frozen = True
    word = "".join(["xylo", "carpine"])
    await asyncio.gather(*(ask(client, word + "!") for _ in range(FAILURES)))
    assert client.circuit == "open"
    rasa.asked.clear()
    gc.collect()
    held = [part for part in gc.get_objects() if isinstance(part, dict)
            and any(isinstance(value, str) and value == word + "!" for value in part.values())]
    assert held == []


def test_a_broken_connection_is_what_the_client_takes_for_absence() -> None:
    assert issubclass(aiohttp.ClientConnectorError, aiohttp.ClientConnectionError)
    assert issubclass(aiohttp.ServerDisconnectedError, aiohttp.ClientConnectionError)
