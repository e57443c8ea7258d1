"""What the actions decide: which helplines, which step, and that not understanding is admitted."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from aiohttp.test_utils import TestClient, TestServer
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.__main__ import make_app
from actions.dialogue import Fallback, OpenDanger, SaySimpler, ShowScript
from actions.helplines import NEEDS, ShowHelplines, TakeInform
from bot.content.library import read_library
from bot.content.scripts import HELPLINES_HERE, bubbles
from bot.directory import Directory
from bot.paths import PROJECT
from bot.safety.flow import CLASSES

SECRET = "0123456789abcdef" * 4


@pytest.fixture(scope="session")
def directory() -> Directory:
    return Directory(read_library().helplines)


def user(intent: str, **said: Any) -> dict[str, Any]:
    entities = [{"entity": key, "value": value} for key, value in said.items()]
    return {"event": "user", "text": "", "parse_data": {"intent": {"name": intent}, "entities": entities}}


def bot(script: str, **values: Any) -> dict[str, Any]:
    return {"event": "bot", "data": {"custom": {"script": script, **values}}}


def after(*events: dict[str, Any], country: str | None = None, audience: str | None = None) -> Tracker:
    """A tracker whose last user event is the latest message, in this context."""
    latest = next(event["parse_data"] for event in reversed(events) if event["event"] == "user")
    metadata = {"context": {"country": country, "audience": audience, "language": "en"}}
    return Tracker("one", {}, {**latest, "metadata": metadata}, list(events), False, None, {}, None)


def uttered(action: Any, tracker: Tracker) -> list[dict[str, Any]]:
    dispatcher = CollectingDispatcher()
    assert action.run(dispatcher, tracker, {}) == []
    return dispatcher.messages


def scripts(action: Any, tracker: Tracker) -> list[str]:
    return [message["response"] for message in uttered(action, tracker)]


def test_helplines_are_those_of_the_country(directory: Directory) -> None:
    message = uttered(ShowHelplines(directory), after(user("ask_helpline"), country="PK", audience="child"))[0]
    assert message["response"] == "utter_helplines"
    assert 0 < len(message["helplines"]) <= 4
    assert all(service.startswith(("pk-", "int-")) for service in message["helplines"])


def test_without_a_country_international_services_and_the_question_come(directory: Directory) -> None:
    messages = uttered(ShowHelplines(directory), after(user("victim_image")))
    assert [message["response"] for message in messages] == ["utter_helplines_international", "utter_ask_country"]
    assert messages[0]["helplines"] and all(id.startswith("int-") for id in messages[0]["helplines"])


def test_a_country_without_a_child_line_says_so(directory: Directory) -> None:
    assert scripts(ShowHelplines(directory), after(user("feel_bad"), country="UZ")) == ["utter_helplines_none"]
    grown_up = after(user("ask_helpline"), country="UZ", audience="adult")
    assert scripts(ShowHelplines(directory), grown_up) == ["utter_helplines"]


def test_saying_where_one_is_after_helplines_shows_them_again_for_the_same_need(directory: Directory) -> None:
    events = (user("ask_takedown"), bot("utter_ask_takedown"), bot("utter_helplines_international", helplines=["x"]),
              bot("utter_ask_country"), user("inform", country="GB"))
    message = uttered(TakeInform(directory), after(*events, country="GB"))[0]
    assert message["response"] == "utter_helplines" and message["helplines"][0].startswith("gb-")


def test_saying_who_one_is_otherwise_goes_on_with_the_menu(directory: Directory) -> None:
    assert scripts(TakeInform(directory), after(user("inform", age=12))) == ["utter_inform"]


def test_an_inform_in_which_nothing_was_recognised_was_not_understood(directory: Directory) -> None:
    assert scripts(TakeInform(directory), after(user("inform"))) == ["utter_fallback"]


def test_the_second_miss_in_a_row_brings_a_person() -> None:
    assert scripts(Fallback(), after(user("nlu_fallback"))) == ["utter_fallback"]
    assert scripts(Fallback(), after(user("ask_law"), user("nlu_fallback"))) == ["utter_fallback"]
    for missed in (user("nlu_fallback"), user("out_of_scope"), user("inform")):
        assert scripts(Fallback(), after(missed, user("nlu_fallback"))) == ["utter_fallback_again"]


def test_a_button_that_names_a_script_gets_it() -> None:
    assert scripts(ShowScript(), after(user("show", script="utter_ask_harm_csam"))) == ["utter_ask_harm_csam"]


def test_a_danger_intent_is_at_least_asked_about_in_the_class_the_net_read() -> None:
    for level, opened in (("act", "act"), ("ask", "ask"), ("unclear", "ask"), ("harmless", "ask")):
        seen = user("crisis_danger")
        seen["parse_data"]["danger"] = {"class": "abuse", "about": "other", "level": level}
        told = uttered(OpenDanger(), after(seen))[0]["custom"]["danger"]
        assert told == {"class": "abuse", "about": "other", "level": opened}


@pytest.mark.parametrize(("intent", "cls"), [("crisis_danger", "immediate_danger"), ("victim_threat", "blackmail"),
                                             ("crisis_self_harm", "self_harm")])
def test_a_button_that_names_a_danger_opens_its_flow_without_a_question(intent: str, cls: str) -> None:
    assert cls in CLASSES
    told = uttered(OpenDanger(), after(user(intent)))[0]["custom"]["danger"]
    assert told == {"level": "act", "class": cls, "about": "me"}


def test_what_was_not_understood_is_offered_as_two_guesses_the_first_time_only() -> None:
    missed = user("nlu_fallback")
    missed["parse_data"]["intent_ranking"] = [{"name": name, "confidence": 0.1} for name in (
        "nlu_fallback", "out_of_scope", "ask_law", "ask_police", "ask_news")]
    assert uttered(Fallback(), after(missed))[0]["offers"] == ["ask_law", "ask_police"]
    assert uttered(Fallback(), after(missed, missed))[0]["offers"] == []


def test_simpler_repeats_the_last_script_that_answered_something() -> None:
    events = (user("ask_law"), bot("utter_ask_law"), bot("utter_helplines", helplines=[]), user("ask_simpler"))
    message = uttered(SaySimpler(), after(*events))[0]
    assert message["response"] == "utter_ask_law" and message["simpler"] is True
    assert scripts(SaySimpler(), after(user("ask_simpler"))) == ["utter_ask_simpler"]


def test_scripts_that_come_with_helplines_say_where_they_stand() -> None:
    library = read_library()
    for intent in (*NEEDS, "ask_helpline"):
        script = library.scripts.by_language["en"][f"utter_{intent}"]
        for audience in script.audiences():
            assert HELPLINES_HERE in bubbles(script.text(audience) or ""), (intent, audience)


def test_needs_are_named_for_intents_that_exist() -> None:
    assert set(NEEDS) <= read_library().intents


async def test_the_server_neither_logs_nor_echoes_what_a_failing_action_was_sent(
        caplog: pytest.LogCaptureFixture) -> None:
    def explode(dispatcher: object, tracker: object, domain: object) -> None:
        raise RuntimeError("xylocarpine")

    executor = ActionExecutor()
    executor.register_function("explode", explode)
    caplog.set_level("INFO")
    async with TestClient(TestServer(make_app(executor, SECRET)), headers={"X-Gateway-Secret": SECRET}) as client:
        tracker = {"sender_id": "one", "slots": {}, "latest_message": {"text": "xylocarpine"}, "events": []}
        for action, status in (("explode", 500), ("unknown", 404)):
            answer = await client.post("/webhook", json={"next_action": action, "tracker": tracker, "domain": {}})
            assert answer.status == status and "xylocarpine" not in await answer.text()
        assert (await client.get("/health")).status == 200
    assert "xylocarpine" not in caplog.text


@pytest.mark.parametrize(("known", "given"), [
    (SECRET, None), (SECRET, ""), (SECRET, SECRET[:-1]), ("", ""), ("", None)])
async def test_nobody_runs_an_action_without_the_secret(known: str, given: str | None) -> None:
    async with TestClient(TestServer(make_app(ActionExecutor(), known))) as client:
        headers = {} if given is None else {"X-Gateway-Secret": given}
        answer = await client.post("/webhook", json={"next_action": "action_x"}, headers=headers)
        assert answer.status == 403


def test_rasa_sends_the_secret_that_the_action_server_wants() -> None:
    endpoint = yaml.safe_load((PROJECT / "endpoints.yml").read_text())["action_endpoint"]
    assert endpoint["headers"] == {"X-Gateway-Secret": "${RASA_SECRET}"}
    assert "127.0.0.1" in endpoint["url"]
