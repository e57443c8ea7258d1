"""Titles that are typed, paths that are left and gone on with, and words whose last day has passed."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from bot.content.library import Library
from bot.content.scripts import Script, Scripts
from tests.fakes import FakeRasa
from tests.gateway.conftest import Start, cards, scripts

PATHS = ("me", "threatened", "friend", "made", "child", "school", "removal", "tell")


async def test_the_title_of_a_button_on_screen_may_be_typed(start: Start, rasa: FakeRasa) -> None:
    visitor = await start()
    await visitor.open()
    rasa.parts = [{"script": "utter_ask_path_spread"}]
    await visitor.say("hello")
    await visitor.say("skip")
    assert rasa.asked[-1]["message"] == '/answer{"path_spread": "skip"}'
    await visitor.say("Go back!")
    assert rasa.asked[-1]["message"] == "/path_back"
    rasa.parts = [{"script": "utter_greet"}]
    await visitor.say("hello")
    await visitor.say("skip")
    assert rasa.asked[-1]["message"] == "skip", "a button that is gone is no button"


async def test_a_title_that_speaks_of_danger_is_danger(start: Start, rasa: FakeRasa) -> None:
    visitor = await start()
    await visitor.open(country="GB")
    rasa.parts = [{"script": "utter_ask_path_safe"}]
    await visitor.say("hello")
    answer = await visitor.say("No, I am in danger")
    assert scripts(answer)[0].startswith("utter_danger_") and cards(answer)


async def test_a_tap_that_somebody_is_not_safe_opens_the_danger_flow(start: Start, rasa: FakeRasa) -> None:
    visitor = await start()
    await visitor.open(country="GB")
    rasa.parts = [{"danger": {"level": "act", "class": "immediate_danger", "about": "me"}},
                  {"script": "utter_ask_path_safe"}]
    answer = await visitor.tap('/answer{"path_safe": "no"}')
    assert scripts(answer)[0] == "utter_danger_immediate_danger_open" and cards(answer)


async def test_a_path_that_is_left_can_be_gone_on_with_until_it_ends(start: Start, rasa: FakeRasa) -> None:
    visitor = await start()
    await visitor.open(country="GB")
    rasa.parts = [{"script": "utter_path_me"}, {"script": "utter_ask_path_spread"}]
    assert "utter_path_resume" not in scripts(await visitor.say("hello"))
    rasa.parts = [{"script": "utter_ask_deepfake"}, {"script": "utter_ask_path_spread"}]
    left = scripts(await visitor.say("what is a deepfake"))
    assert left[0] == "utter_ask_deepfake" and left[-1] == "utter_path_resume" and "utter_ask_path_spread" not in left
    danger = await visitor.say("i want to die")
    assert "utter_path_resume" not in scripts(danger)
    no = next(button["payload"] for message in danger["messages"] for button in message.get("buttons", [])
              if button["title"].startswith("No"))
    assert scripts(await visitor.tap(no))[-1] == "utter_path_resume"
    rasa.parts = [{"script": "utter_plan"}, {"script": "utter_plan_next"}]
    await visitor.tap("/answer")
    rasa.parts = [{"script": "utter_ask_deepfake"}]
    assert "utter_path_resume" not in scripts(await visitor.say("what is a deepfake"))


@pytest.mark.parametrize("path", PATHS)
async def test_with_rasa_down_a_path_shows_what_it_would_have_ended_in(start: Start, rasa: FakeRasa, path: str) -> None:
    rasa.status = 500
    visitor = await start()
    await visitor.open(country="GB")
    answer = await visitor.tap(f'/path{{"path": "{path}"}}')
    assert scripts(answer)[0] not in ("utter_unavailable", "utter_draft_unavailable") and cards(answer)


def expired(library: Library, name: str) -> Library:
    """The library with one script that may not be said any more."""
    old: Script = library.scripts.by_language["en"][name].copy(update={"expires": date.today() - timedelta(days=1)})
    by_language = {**library.scripts.by_language, "en": {**library.scripts.by_language["en"], name: old}}
    return dataclasses.replace(library, scripts=Scripts(by_language, library.scripts.topics))


@pytest.mark.parametrize(("name", "instead"), [
    ("utter_platform_tiktok", "utter_ask_report_app"), ("utter_ask_law_gb", "utter_ask_law_differs"),
    ("utter_route_take_it_down", "utter_ask_takedown")])
async def test_what_has_expired_leaves_the_word_to_what_always_holds(start: Start, rasa: FakeRasa, library: Library,
                                                                     name: str, instead: str) -> None:
    for now, said in ((library, name), (expired(library, name), instead)):
        visitor = await start(now)
        await visitor.open(country="GB", audience="teen")
        rasa.parts = [{"script": name}]
        answer = await visitor.say("hello")
        assert said in scripts(answer) and ({name, instead} - {said}).isdisjoint(scripts(answer))


def test_whatever_may_expire_names_what_stands_in(library: Library) -> None:
    english = library.scripts.by_language["en"]
    aging = {name: script for name, script in english.items() if script.expires}
    assert len(aging) >= 40
    for name, script in aging.items():
        assert script.instead in english and english[script.instead].expires is None, name


async def test_steps_have_a_title_notes_apart_and_a_language(start: Start, rasa: FakeRasa) -> None:
    visitor = await start()
    await visitor.open(audience="teen", country="GB")
    rasa.parts = [{"script": "utter_route_take_it_down", "folded": True, "bare": True}]
    (message,) = [message for message in (await visitor.say("hello"))["messages"] if message["type"] == "steps"]
    assert message["title"] and message["steps"] and message["notes"] and message["lang"] == "en"
    assert message["folded"] is True and not any("{" in line for line in message["steps"] + message["notes"])


@pytest.mark.parametrize("payload", ['/answer{"path_spread": "a b"}', '/answer{"audience": "teen"}',
                                     '/path{"path_age": "teen"}', '/path_back{"path": "me"}'])
async def test_a_path_takes_only_its_own_answers(start: Start, payload: str) -> None:
    visitor = await start()
    await visitor.open()
    refused: Any = await visitor.post(payload=payload)
    assert refused.status == 400


@pytest.mark.parametrize(("country", "spoken"), [("AU", True), ("GB", True), ("PK", False), ("US", False)])
async def test_no_word_on_blame_where_the_police_may_harm(start: Start, rasa: FakeRasa, library: Library,
                                                          country: str, spoken: bool) -> None:
    visitor = await start()
    await visitor.open(country=country, audience="teen")
    rasa.parts = [{"script": "utter_ask_police"}]
    answer = await visitor.say("hello")
    texts = [message["text"] for message in answer["messages"] if message["type"] == "text"]
    note = library.helplines[country].police_note
    assert (note is not None and note in texts) == spoken
    assert not any("{" in text for text in texts)
