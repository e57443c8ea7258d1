"""What a chat leaves in the weekly counts: each thing once, and nothing that could be put together again."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.gateway.parts import PARTS
from tests.fakes import FakeRasa
from tests.gateway.conftest import Client, Start


def pending(client: Client) -> Counter[tuple[str, str]]:
    """What waits to be written."""
    server = client.http.server
    ledger = server.app[PARTS].ledger  # type: ignore[attr-defined]
    assert ledger is not None
    counts: Counter[tuple[str, str]] = ledger._pending
    return counts


async def test_a_chat_counts_once_for_each_thing_however_much_is_said(visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = [{"script": "utter_ask_deepfake"}]
    for _ in range(4):
        await visitor.say("what is a deepfake, im 12 in karachi")
    assert pending(visitor) == {("chats", "all"): 1, ("site", "default"): 1, ("language", "en"): 1,
                                ("country", "PK"): 1, ("audience", "child"): 1, ("topic", "deepfakes"): 1,
                                ("outcome", "answered"): 1}


async def test_a_danger_counts_by_its_class_and_the_helplines_it_showed(visitor: Client) -> None:
    await visitor.say("i live in pakistan")
    answer = await visitor.say("he says he will post my nudes if i dont pay")
    counts = pending(visitor)
    assert counts["danger", "blackmail"] == 1 and counts["outcome", "danger"] == 1
    shown = {service["id"] for message in answer["messages"] if message["type"] == "helplines"
             for service in message["services"]}
    assert shown and {value for name, value in counts if name == "helpline"} >= shown


@pytest.mark.parametrize("parts", [[], [{"script": "utter_fallback"}], [{"script": "utter_fallback_again"}]])
async def test_no_answer_counts_as_unanswered(parts: list[dict[str, str]], visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = list(parts)
    await visitor.say("colourless green ideas")
    assert pending(visitor)["outcome", "unanswered"] == 1 and ("outcome", "answered") not in pending(visitor)


async def test_an_end_counts_only_where_something_was_said(start: Start) -> None:
    client = await start()
    for said in (False, True):
        await client.open()
        if said:
            await client.say("hello")
        await client.http.delete("/api/conversations", headers={"Authorization": f"Bearer {client.token}"})
    assert pending(client)["ended", "all"] == 1


async def test_no_word_and_no_id_is_counted(visitor: Client) -> None:
    await visitor.say("my name is Zebulon and my number is 0301 2345678, he says he will post my nudes")
    values = {value for _, value in pending(visitor)}
    topics = set(visitor.http.server.app[PARTS].library.scripts.topics.values())  # type: ignore[attr-defined]
    known = {"all", "default", "en", "answered", "danger", "asked", "unanswered", "blackmail", *topics}
    helplines = {value for name, value in pending(visitor) if name == "helpline"}
    assert values - helplines <= known and "zebulon" not in str(values).lower()


async def test_a_broken_database_changes_no_answer(start: Start) -> None:
    client = await start(database_url="sqlite:////proc/nowhere/directory.db")
    await client.open()
    ledger = client.http.server.app[PARTS].ledger  # type: ignore[attr-defined]
    await ledger.write()
    assert (await client.say("hello"))["messages"]
    assert pending(client)["chats", "all"] == 1


async def test_off_means_that_nothing_is_counted_and_no_table_is_made(start: Start) -> None:
    client = await start(counts=False)
    await client.open()
    assert (await client.say("hello"))["messages"]
    assert client.http.server.app[PARTS].ledger is None  # type: ignore[attr-defined]


async def test_metrics_tell_nothing_of_danger_and_nothing_to_others(start: Start) -> None:
    client = await start(report_token="0123456789abcdef0123456789abcdef")
    await client.open()
    await client.say("he says he will post my nudes if i dont pay")
    body = await (await client.http.get("/metrics")).text()
    assert 'messages_total{outcome="answered"}' in body
    assert not any(word in body for word in ("danger", "asked", "blackmail", "site=", "country="))
    forwarded = {"X-Forwarded-For": "192.0.2.7"}
    assert (await client.http.get("/metrics", headers=forwarded)).status == 404
    bearer = {"Authorization": "Bearer 0123456789abcdef0123456789abcdef"}
    assert (await client.http.get("/metrics", headers={**forwarded, **bearer})).status == 200
