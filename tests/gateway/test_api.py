"""The contract of the API: what is accepted, what is answered, and how errors look."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.settings import SUPERVISED_TRIAL
from tests.fakes import FakeRasa
from tests.gateway.conftest import Client, Start, cards, scripts


async def test_a_new_conversation_says_first_what_it_is(start: Start) -> None:
    client = await start()
    opened = await client.open(country="PK", audience="child")
    assert set(opened) == {"token", "expires_in", "context", "messages"}
    assert opened["context"] == {"site": "default", "language": "en", "country": "PK", "audience": "child"}
    assert scripts(opened) == ["utter_welcome"]


async def test_what_is_said_is_remembered_and_confirmed(visitor: Client, rasa: FakeRasa) -> None:
    body = await visitor.say("i live in lahore")
    assert body["context"]["country"] == "PK"
    assert scripts(body)[0] == "utter_noted_country"
    body = await visitor.say("what is a deepfake")
    assert body["context"]["country"] == "PK" and "utter_noted_country" not in scripts(body)
    assert rasa.asked[-1]["metadata"]["context"]["country"] == "PK"


async def test_typed_text_is_never_a_command(visitor: Client, rasa: FakeRasa) -> None:
    for text in ("/restart", "  /affirm", '/inform{"country": "PK"}', "//session_start", "/"):
        await visitor.say(text)
        assert not rasa.asked[-1]["message"].lstrip().startswith("/")


async def test_only_buttons_of_a_script_are_accepted(visitor: Client, rasa: FakeRasa) -> None:
    for payload in ("/restart", "/session_start", "/nlu_fallback", "ask_deepfake", "/ask_deepfake{\"country\": \"PK\"}",
                    '/inform{"country": "ZZ"}', '/inform{"audience": "king"}', '/inform{"name": "Ali"}',
                    '/show{"script": "utter_nothing"}', "/show", "danger:forged", '/inform{"country": ["PK"]}',
                    "/inform{bad"):
        answer = await visitor.post(payload=payload)
        assert answer.status == 400, payload
        assert answer.content_type == "application/problem+json"
    assert rasa.asked == []


async def test_a_button_may_say_who_somebody_is(visitor: Client) -> None:
    body = await visitor.tap('/inform{"audience": "parent"}')
    assert body["context"]["audience"] == "parent"


async def test_a_bad_body_gets_a_plain_sentence(visitor: Client) -> None:
    for body in ({}, {"text": "a", "payload": "/ask_menu"}, {"text": 3}, {"text": " "}, {"words": "a"}):
        answer = await visitor.post(**body)
        assert answer.status == 400
        assert (await answer.json())["title"]
    answer = await visitor.http.post("/api/messages", data=b"{", headers={"Authorization": f"Bearer {visitor.token}"})
    assert answer.status == 400


@pytest.mark.parametrize("body", [{"site": "nobody"}, {"country": "Pakistan"}, {"audience": "king"}, {"x": 1},
                                  {"country": 7}, {"site": 7}])
async def test_a_bad_opening_gets_a_plain_sentence(start: Start, body: dict[str, object]) -> None:
    client = await start()
    answer = await client.http.post("/api/conversations", json=body)
    assert answer.status == 400 and (await answer.json())["title"]


async def test_without_a_live_token_nothing_is_answered(start: Start) -> None:
    client = await start()
    for header in ({}, {"Authorization": "Bearer forged"}, {"Authorization": "Basic x"}):
        answer = await client.http.post("/api/messages", json={"text": "hi"}, headers=header)
        assert answer.status == 401


async def test_a_deleted_conversation_is_gone_everywhere(visitor: Client, rasa: FakeRasa) -> None:
    headers = {"Authorization": f"Bearer {visitor.token}"}
    answer = await visitor.http.delete("/api/conversations", headers=headers)
    assert answer.status == 204 and len(rasa.forgotten) == 1
    assert (await visitor.post(text="hi")).status == 401


async def test_long_messages_are_read_and_longer_ones_get_help(visitor: Client) -> None:
    body = await visitor.say("la " * 5200 + "i want to die")
    assert "utter_danger_self_harm_open" in scripts(body)
    answer = await visitor.post(text="la " * 6000)
    problem = await answer.json()
    assert answer.status == 413 and cards(problem)
    answer = await visitor.post(text="x" * 300_000)
    assert answer.status == 413


async def test_helplines_can_be_asked_for_without_a_conversation(start: Start) -> None:
    client = await start()
    answer = await client.http.get("/api/helplines?country=PK&audience=child&language=ur&need=removal")
    body = await answer.json()
    assert answer.status == 200 and set(body) == {"country", "emergency", "services"}
    assert body["emergency"] and all(entry["number"] for entry in body["emergency"])
    for service in body["services"]:
        assert service["channels"] and service["source"] is not None and "checked_on" in service
    assert (await client.http.get("/api/helplines?country=Pakistan")).status == 400
    assert (await client.http.get("/api/helplines?need=money")).status == 400


async def test_the_contract_is_served(start: Start) -> None:
    client = await start()
    contract = await (await client.http.get("/api/openapi.json")).json()
    served = {route.resource.canonical for route in client.http.app.router.routes()
              if route.resource and route.resource.canonical.startswith("/api/")} - {"/api/openapi.json"}
    assert set(contract["paths"]) == served


async def test_no_word_is_logged(visitor: Client, rasa: FakeRasa, caplog: pytest.LogCaptureFixture,
                                 capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level("DEBUG")
    rasa.raw, rasa.status = "not json", 500
    await visitor.say("my planted word is xylocarp")
    await visitor.post(text={"xylocarp": 1})
    await visitor.post(payload="/xylocarp")
    out = capfd.readouterr()
    assert "xylocarp" not in caplog.text + out.out + out.err


async def test_three_hundred_pupils_behind_one_address_are_served(start: Start) -> None:
    client = await start()

    async def pupil() -> None:
        one = Client(client.http)
        await one.open()
        for text in ("what is a deepfake", "who can i call"):
            await one.say(text)

    for _ in range(10):
        await asyncio.gather(*(pupil() for _ in range(30)))
    answer = await client.http.post("/api/conversations", json={})
    problem = await answer.json()
    assert answer.status == 429 and cards(problem) and answer.headers["Retry-After"]


async def test_a_flood_is_limited_but_danger_is_answered(visitor: Client) -> None:
    for _ in range(30):
        await visitor.say("hello")
    answer = await visitor.post(text="hello")
    assert answer.status == 429 and cards(await answer.json())
    body = await visitor.say("i want to die")
    assert "utter_danger_self_harm_open" in scripts(body)


async def test_a_forwarded_address_counts_only_from_a_trusted_proxy(start: Start) -> None:
    for proxies, expected in (((), 429), (("127.0.0.1",), 201)):
        client = await start(trusted_proxies=proxies, serve_drafts=SUPERVISED_TRIAL)
        for i in range(300):
            forwarded = {"X-Forwarded-For": f"10.0.{i // 250}.{i % 250}"}
            await client.http.post("/api/conversations", json={}, headers=forwarded)
        answer = await client.http.post("/api/conversations", json={}, headers={"X-Forwarded-For": "10.9.9.9"})
        assert answer.status == expected


def test_the_contract_is_valid_json() -> None:
    path = Path(__file__).parents[2] / "bot" / "gateway" / "openapi.json"
    assert json.loads(path.read_text())["openapi"].startswith("3.")


async def test_who_asks_more_about_what_happened_gets_the_steps(visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = [{"script": "utter_school_incident"}, {"script": "utter_ask_country"}]
    assert scripts(await visitor.say("pupils made a fake of a girl"))[0] == "utter_school_incident"
    again = scripts(await visitor.say("should I search their phones"))
    assert "utter_school_incident_first_hour" in again and "utter_school_incident" not in again
    moved = scripts(await visitor.say("we are in kenya, what now"))
    assert moved[:2] == ["utter_noted_country", "utter_school_incident"]
