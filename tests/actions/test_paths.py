"""What the guided paths ask, take as an answer, and end in; and answers that look something up."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import ShowLaw, ShowReportSteps
from actions.context import Context
from actions.helplines import ShowHelplines
from actions.paths import WalkPath
from actions.plans import EndPath, situation
from actions.questions import ANSWERS, MOST_QUESTIONS, PATHS, SKIPPED, questions
from bot.content.helplines import INTERNATIONAL
from bot.content.library import Library, read_library
from bot.content.scripts import SLOTS_OF
from bot.directory import Directory
from bot.directory.removal import Situation

AUDIENCES = (None, "child", "teen", "parent", "school", "adult")


@pytest.fixture(scope="module")
def library() -> Library:
    """The repository's content."""
    return read_library()


@pytest.fixture(scope="module")
def helplines(library: Library) -> ShowHelplines:
    """The look-up, on the real directory without a database."""
    return ShowHelplines(Directory(library.helplines))


def tracker(intent: str, slots: dict[str, Any] | None = None, context: dict[str, str] | None = None,
            loop: bool = True, rejected: bool = False, **said: str) -> Tracker:
    """A tracker in the path, with a latest message that says this."""
    entities = [{"entity": name, "value": value} for name, value in said.items()]
    latest = {"intent": {"name": intent}, "entities": entities,
              "metadata": {"context": {"country": None, "audience": None, "language": "en", **(context or {})}}}
    events: list[dict[str, Any]] = [{"event": "user", "parse_data": latest}]
    events += [{"event": "action_execution_rejected", "name": "path_form"}] if rejected else []
    active = {"name": "path_form"} if loop else {}
    return Tracker("one", slots or {}, latest, events, False, None, active, None)


def walked(helplines: ShowHelplines, at: Tracker) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The slots that a step sets, and what it utters."""
    dispatcher = CollectingDispatcher()
    events = WalkPath(helplines).run(dispatcher, at, {})
    return {event["name"]: event["value"] for event in events}, dispatcher.messages


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("country", ["GB", None])
def test_no_path_asks_more_than_three_things_or_one_that_is_known(path: str, audience: str | None,
                                                                  country: str | None) -> None:
    context = Context(country, audience, "en")
    asked = questions(path, {}, context)
    assert len(asked) <= MOST_QUESTIONS and len(set(asked)) == len(asked)
    assert ("path_age" in asked) <= (audience is None) and ("path_country" in asked) <= (country is None)
    answers: dict[str, str | None] = {}
    while missing := [name for name in questions(path, answers, context) if name not in answers]:
        answers[missing[0]] = SKIPPED
        assert len(answers) <= MOST_QUESTIONS


def test_every_button_of_a_question_is_an_answer_it_takes(library: Library) -> None:
    assert set(SLOTS_OF["answer"]) == set(ANSWERS)
    for name, values in ANSWERS.items():
        script = library.scripts.by_language["en"][f"utter_ask_{name}"]
        given = {button.slots[name] for button in script.buttons if button.to == "answer"}
        assert given <= values | {SKIPPED} and SKIPPED in given, name
        assert any(button.to == "path_back" for button in script.buttons), name
        told_in_words = {"path_age", "path_country"}
        assert name in told_in_words or given == values | {SKIPPED}, name


def test_a_path_begins_with_its_words_and_its_first_question(helplines: ShowHelplines) -> None:
    set_to, said = walked(helplines, tracker("path", path="threatened", context={"country": "PK"}, loop=False))
    assert set_to["requested_slot"] == "path_safe" and said[0]["response"] == "utter_path_threatened"
    assert said[1]["helplines"]


def test_a_path_nobody_knows_leads_to_the_choice(helplines: ShowHelplines) -> None:
    assert walked(helplines, tracker("path", path="elsewhere", loop=False))[0]["requested_slot"] == "path"


def test_what_is_no_answer_is_left_to_the_rules_and_the_question_stays(helplines: ShowHelplines) -> None:
    slots = {"path": "me", "requested_slot": "path_spread"}
    assert walked(helplines, tracker("ask_deepfake", slots))[0] == {}
    assert walked(helplines, tracker("ask_deepfake", slots, rejected=True))[0] == {"requested_slot": "path_spread"}


@pytest.mark.parametrize(("asked", "intent", "said", "value"), [
    ("path_spread", "deny", {}, SKIPPED), ("path_safe", "affirm", {}, "yes"), ("path_pushed", "deny", {}, "no"),
    ("path_place", "inform", {"platform": "snapchat"}, "app"),
    ("path_place", "inform", {"platform": "google"}, "search"),
    ("path_place", "inform", {"platform": "whatsapp"}, "chat"), ("path_shown", "inform", {"age": "15"}, "under_18"),
    ("path_shown", "inform", {"age": "21"}, "adult"), ("path_spread", "answer", {"path_spread": "nonsense"}, SKIPPED)])
def test_words_answer_the_question_that_stands(helplines: ShowHelplines, asked: str, intent: str,
                                               said: dict[str, str], value: str) -> None:
    at = tracker(intent, {"path": "child", "requested_slot": asked}, {"audience": "parent"}, True, False, **said)
    assert walked(helplines, at)[0][asked] == value


def test_who_is_in_danger_opens_the_flow_and_the_question_stays(helplines: ShowHelplines) -> None:
    at = tracker("answer", {"path": "threatened", "requested_slot": "path_safe"}, {"audience": "teen", "country": "GB"},
                 path_safe="no")
    set_to, said = walked(helplines, at)
    assert said[0]["custom"] == {"danger": {"level": "act", "class": "immediate_danger", "about": "me"}}
    assert set_to["requested_slot"] == "path_safe"


def test_the_answers_are_forgotten_when_the_path_ends(helplines: ShowHelplines, library: Library) -> None:
    at = tracker("answer", {"path": "me", "path_spread": "posted"}, {"audience": "teen", "country": "GB"})
    events = EndPath(helplines, library.removal).run(CollectingDispatcher(), at, {})
    assert {event["name"] for event in events} == {"path", *ANSWERS}
    assert all(event["value"] is None for event in events)


@pytest.mark.parametrize(("path", "slots", "context", "expected"), [
    ("me", {"path_spread": "posted", "path_place": "app"}, {"audience": "teen", "country": "GB"},
     Situation(None, "under_18", "GB", "posted", "app", "me")),
    ("me", {"path_shown": "adult"}, {"audience": "adult"}, Situation("adult", "adult", None, None, None, "me")),
    ("threatened", {"path_safe": "yes"}, {}, Situation(None, None, None, "threatened", None, "me")),
    ("child", {"path_shown": SKIPPED}, {"audience": "parent"}, Situation(None, None, None, None, None, "parent")),
    ("friend", {}, {"audience": "adult"}, Situation(None, None, None, None, None, "friend")),
    ("removal", {}, {"audience": "school"}, Situation(None, None, None, None, None, "school")),
])
def test_answers_are_read_as_the_router_reads_them(path: str, slots: dict[str, str], context: dict[str, str],
                                                   expected: Situation) -> None:
    at = tracker("answer", slots, context)
    assert situation(path, at, Context(context.get("country"), context.get("audience"), "en")) == expected


def test_every_country_without_a_childrens_line_is_told_so_and_has_an_emergency_number(helplines: ShowHelplines,
                                                                                      library: Library) -> None:
    plainly = 0
    for code, country in library.helplines.items():
        dispatcher = CollectingDispatcher()
        if code != INTERNATIONAL:
            child = tracker("victim_image", context={"country": code, "audience": "child"})
            helplines.show(dispatcher, child, "removal")
            has_line = any(service.kind == "child_helpline" and not service.hold for service in country.services)
            assert (dispatcher.messages[0]["response"] == "utter_helplines_none") == (not has_line), code
            assert country.emergency and dispatcher.messages[0]["helplines"], code
            plainly += not has_line
    assert plainly > 0


@pytest.mark.parametrize(("named", "script"), [
    ("tiktok", "utter_platform_tiktok"), ("threads", "utter_platform_instagram"), ("myspace", "utter_ask_report_app"),
    (None, None)])
def test_the_steps_of_the_app_that_was_named_are_shown(library: Library, named: str | None, script: str | None) -> None:
    dispatcher = CollectingDispatcher()
    at = tracker("ask_report", platform=named) if named else tracker("ask_report")
    ShowReportSteps(library.platforms).run(dispatcher, at, {})
    assert [message["response"] for message in dispatcher.messages] == ([script] if script else [])


@pytest.mark.parametrize(("country", "scripts"), [
    ("PK", ["utter_ask_law", "utter_ask_law_pk"]), ("FR", ["utter_ask_law", "utter_ask_law_eu"]),
    ("NG", ["utter_ask_law", "utter_ask_law_differs"]), (None, ["utter_ask_law"])])
def test_the_law_of_the_country_is_told_or_that_it_differs(library: Library, country: str | None,
                                                           scripts: list[str]) -> None:
    dispatcher = CollectingDispatcher()
    ShowLaw(library.laws).run(dispatcher, tracker("ask_law", context={"country": country or ""}), {})
    assert [message["response"] for message in dispatcher.messages] == scripts
