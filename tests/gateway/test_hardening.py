"""What odd, hostile and broken input may not do."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from bot.content.library import Library
from bot.content.reviews import Reviews
from bot.gateway.parts import PARTS
from bot.recognition import text as recognition_text
from bot.safety import folding
from tests.fakes import FakeRasa
from tests.gateway.conftest import Client, Start, cards, scripts


@pytest.mark.parametrize("text", ["i want to die \udc00", "\ud83d i want to die", "i want to die \x00\x07",
                                  "\u202ei want to die", "i want to die " + "\u0301" * 500])
async def test_broken_characters_never_hide_a_danger(visitor: Client, text: str) -> None:
    assert "utter_danger_self_harm_open" in scripts(await visitor.say(text))


def test_a_text_that_grows_when_it_is_read_is_bounded() -> None:
    """One such letter folds into eighteen; reading them all would stop everybody else for seconds."""
    assert len(folding.fold("\ufdfa" * 15_000)) <= folding.MOST
    assert len(recognition_text.fold("\ufdfa" * 15_000)) <= recognition_text.MOST


@pytest.mark.parametrize("raw", ['{"a": 1}', "null", "5", '"x"', "[1]", "[null]", "[" * 50_000,
                                 '[{"custom": {"danger": ["x"]}}]', '[{"custom": {"script": ["x"]}}]',
                                 '[{"custom": {"script": "utter_helplines", "helplines": 5}}]',
                                 '[{"custom": {"script": "utter_helplines", "helplines": [["x"]]}}]'])
async def test_strange_answers_of_rasa_still_end_in_help(visitor: Client, rasa: FakeRasa, raw: str) -> None:
    rasa.raw = raw
    body = await visitor.say("what is a deepfake")
    assert body["messages"] and (cards(body) or scripts(body))


@pytest.mark.parametrize("country", ["KP", "ZZ", "INT", "ÉÉ", "ßß"])
async def test_a_country_we_have_no_numbers_for_is_helped_as_an_unknown_one(start: Start, country: str) -> None:
    client = await start()
    answer = await client.http.post("/api/conversations", json={"country": country})
    if country == "INT":
        assert answer.status == 400
        return
    opened = await answer.json()
    assert opened["context"]["country"] is None
    client.token = opened["token"]
    body = await client.say("im in north korea and i want to die")
    assert cards(body)[0]["country"] is None and cards(body)[0]["services"]
    assert cards(body)[0]["script"] == "utter_helplines_international"


async def test_int_is_no_country_one_can_be_in(visitor: Client) -> None:
    assert (await visitor.post(payload='/inform{"country": "INT"}')).status == 400


async def test_a_body_beyond_all_limits_gets_help(visitor: Client) -> None:
    answer = await visitor.post(text="i want to kill myself " + "x" * 300_000)
    assert answer.status == 413 and cards(await answer.json())


@pytest.mark.parametrize(("body", "headers"), [
    (b"[" * 100_000, {}), (b'{"text": "hi"}', {"Content-Type": "application/json; charset=foo"}),
    (b'{"payload": "/ask_menu{' + b'[' * 50_000 + b'}"}', {}), (b"\xff\xfe", {}),
])
async def test_odd_bodies_are_refused_in_a_sentence(visitor: Client, body: bytes, headers: dict[str, str]) -> None:
    headers = {"Authorization": f"Bearer {visitor.token}", "Content-Type": "application/json", **headers}
    answer = await visitor.http.post("/api/messages", data=body, headers=headers)
    assert answer.status == 400 and (await answer.json())["title"]


async def test_whatever_breaks_a_message_is_answered_with_people(
        visitor: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def explode(*_: Any, **__: Any) -> None:
        raise RuntimeError("xylocarpine")

    answerer = visitor.http.app[PARTS].answerer
    monkeypatch.setattr(answerer, "screen", explode)
    body = await visitor.say("hello")
    assert "utter_unavailable" in scripts(body) and cards(body)
    assert "xylocarpine" not in caplog.text and "RuntimeError" in caplog.text


async def test_a_question_in_between_does_not_swallow_what_else_has_to_be_said(visitor: Client) -> None:
    body = await visitor.say("nobody would miss me. im in pakistan, my mail is a@b.com")
    assert {"utter_danger_ask_self_harm", "utter_noted_country", "utter_redacted"} <= set(scripts(body))


async def test_signatures_that_lapse_leave_help_standing_and_show_on_readyz(start: Start, library: Library) -> None:
    client = await start()
    parts = client.http.app[PARTS]
    await client.open(country="PK")
    lapsed = dataclasses.replace(library, reviews=Reviews())
    parts.vetting.library, parts.vetting.required = lapsed, True
    body = await client.say("i want to die")
    assert cards(body)[0]["emergency"]
    ready = await client.http.get("/readyz")
    assert ready.status == 503 and (await ready.json())["parts"]["signatures"] is False
