"""Walks every guided path on the trained model: answered, skipped, interrupted, stepped back, and in danger."""

from __future__ import annotations

import json

import pytest

from actions.questions import ANSWERS, MOST_QUESTIONS, PATHS
from tests.conversations.test_conversations import check_turn
from tests.running import Product
from tests.talk import Talk

WHO = {"me": ("child", "teen", "adult"), "threatened": ("child", "teen", "adult"),
       "friend": ("child", "teen", "adult"), "made": ("child", "teen", "adult"), "child": ("parent",),
       "school": ("school",), "removal": ("child", "teen", "parent", "school", "adult"), "tell": ("child", "teen")}
WALKS = [(path, audience) for path, audiences in WHO.items() for audience in (*audiences, None)]
NINE_STEPS = "utter_victim_threat_steps"
TALKS = {"child_helpline", "suicide_crisis", "child_protection_authority", "parent_support", "image_abuse_support"}
ENDS = {"utter_plan_next", "utter_tell_next"}


def opened(product: Product, path: str, audience: str | None, country: str | None = "GB") -> Talk:
    """A conversation whose last answer begins the path."""
    given = {"audience": audience, "country": country}
    talk = Talk(product.url, **{name: value for name, value in given.items() if value})
    send(talk, "path", path=path)
    return talk


def send(talk: Talk, intent: str, **slots: str) -> None:
    """Taps a button by its payload."""
    answer = talk.post({"payload": f"/{intent}" + (json.dumps(slots) if slots else "")})
    assert answer.status_code == 200, answer.text
    talk.messages, talk.context = answer.json()["messages"], answer.json()["context"]


def question(talk: Talk) -> str | None:
    """The slot that the last answer asks for."""
    asked = [script.removeprefix("utter_ask_") for script in talk.scripts() if script.startswith("utter_ask_")]
    found = [name for name in asked if name in ANSWERS]
    return found[-1] if found else None


def skip(talk: Talk) -> None:
    """Leaves the question that stands."""
    send(talk, "answer", **{str(question(talk)): "skip"})


def end(talk: Talk) -> int:
    """Skips to the end; gives how many questions there were."""
    asked = 0
    while question(talk):
        asked += 1
        assert asked <= MOST_QUESTIONS, talk.scripts()
        skip(talk)
    assert ENDS & set(talk.scripts()), talk.scripts()
    return asked


def help_is_shown(talk: Talk) -> bool:
    """Whether people to turn to are on screen."""
    return any(card["services"] for card in talk.cards())


def test_every_path_is_walked() -> None:
    assert set(WHO) == set(PATHS)


@pytest.mark.parametrize(("path", "audience"), WALKS)
def test_with_everything_skipped_help_shows_after_three_answers_at_most(product: Product, path: str,
                                                                       audience: str | None) -> None:
    for country in ("GB", None):
        talk = opened(product, path, audience, country)
        assert end(talk) <= MOST_QUESTIONS
        assert path == "tell" or help_is_shown(talk)
        assert talk.buttons()


@pytest.mark.parametrize(("path", "audience"), WALKS)
def test_a_path_can_be_left_at_every_question_and_gone_on_with(product: Product, path: str,
                                                              audience: str | None) -> None:
    talk = opened(product, path, audience)
    while asked := question(talk):
        for words, answered in (("what is a deepfake", "utter_ask_deepfake"), ("xq zzvb qqw", None)):
            talk.say(words)
            assert question(talk) is None and (answered is None or answered in talk.scripts()), talk.scripts()
            assert "utter_path_resume" in talk.scripts(), (words, talk.scripts())
            talk.tap("answer")
            assert question(talk) == asked, (words, talk.scripts())
        skip(talk)
    assert ENDS & set(talk.scripts())


@pytest.mark.parametrize(("path", "audience"), WALKS)
def test_danger_wins_at_every_question_and_the_path_stands_where_it_stood(product: Product, path: str,
                                                                         audience: str | None) -> None:
    talk = opened(product, path, audience)
    while asked := question(talk):
        talk.say("i want to die")
        assert talk.scripts()[0].startswith("utter_danger_self_harm_open") and help_is_shown(talk)
        assert question(talk) is None and "utter_path_resume" not in talk.scripts()
        talk.tap("danger_no")
        talk.tap("answer")
        assert question(talk) == asked
        skip(talk)


@pytest.mark.parametrize(("path", "audience"), WALKS)
def test_one_button_goes_one_question_back(product: Product, path: str, audience: str | None) -> None:
    talk = opened(product, path, audience)
    walked = []
    while asked := question(talk):
        walked.append(asked)
        assert any(button["payload"] == "/path_back" for button in talk.buttons())
        if len(walked) > 1:
            talk.say("go back")  # what stands on the button may be typed
            assert question(talk) == walked[-2]
            skip(talk)
        skip(talk)
    talk = opened(product, path, audience)
    talk.tap("path_back")
    assert "utter_ask_path" in talk.scripts()


@pytest.mark.parametrize("audience", [*WHO["threatened"], "parent", "school", None])
@pytest.mark.parametrize("country", ["PK", "GB", "US", "AM", None])
def test_every_end_of_the_threatened_path_has_the_nine_steps_and_somebody_to_talk_to(
        product: Product, audience: str | None, country: str | None) -> None:
    talk = opened(product, "threatened", audience, country)
    assert help_is_shown(talk), "help stands above the first question"
    end(talk)
    (steps,) = [message for message in talk.messages if message["script"] == NINE_STEPS]
    assert len(steps["steps"]) == 9 and steps["type"] == "steps"
    shown = [service["kind"] for card in talk.cards() for service in card["services"]]
    assert set(shown) & TALKS and "suicide_crisis" in shown
    assert talk.messages.index(talk.cards()[0]) < talk.messages.index(steps)


@pytest.mark.parametrize(("path", "audience"), [("me", "teen"), ("friend", "teen"), ("child", "parent"),
                                                ("school", "school")])
def test_a_threat_told_in_another_path_ends_in_the_nine_steps(product: Product, path: str, audience: str) -> None:
    talk = opened(product, path, audience)
    send(talk, "answer", path_spread="threatened")
    end(talk)
    assert NINE_STEPS in talk.scripts()


def test_who_is_not_safe_gets_the_danger_flow_and_may_go_on(product: Product) -> None:
    talk = opened(product, "threatened", "teen")
    send(talk, "answer", path_safe="no")
    assert talk.scripts()[0] == "utter_danger_immediate_danger_open" and talk.cards()[0]["emergency"]
    send(talk, "answer")
    assert question(talk) == "path_safe"
    send(talk, "answer", path_safe="yes")
    assert NINE_STEPS in talk.scripts()


def test_who_says_it_in_words_is_understood_at_the_question(product: Product) -> None:
    talk = opened(product, "threatened", None, None)
    talk.say("yes")
    assert question(talk) == "path_age"
    talk.say("i'm 13")
    assert question(talk) == "path_country" and talk.context["audience"] == "teen"
    talk.say("I live in Pakistan")
    assert talk.cards()[-1]["country"] == "PK" and NINE_STEPS in talk.scripts()


def test_an_app_that_is_named_brings_its_own_steps(product: Product) -> None:
    talk = opened(product, "me", "teen")
    send(talk, "answer", path_spread="posted")
    talk.say("snapchat")
    assert "utter_platform_snapchat" in talk.scripts() and "utter_route_platform_report" not in talk.scripts()


@pytest.mark.parametrize("shown", ["under_18", "adult", "skip"])
def test_an_adult_is_offered_the_tool_for_the_age_in_the_picture(product: Product, shown: str) -> None:
    talk = opened(product, "removal", "adult")
    send(talk, "answer", path_spread="posted")
    send(talk, "answer", path_shown=shown)
    end(talk)
    tools = {"utter_route_take_it_down", "utter_route_stopncii", "utter_route_which_age"} & set(talk.scripts())
    assert tools == {{"under_18": "utter_route_take_it_down", "adult": "utter_route_stopncii",
                      "skip": "utter_route_which_age"}[shown]}


def test_a_message_for_somebody_is_put_together_from_what_was_tapped(product: Product) -> None:
    talk = opened(product, "tell", "child")
    for slot, value in (("tell_who", "teacher"), ("tell_what", "threat"), ("tell_wish", "call")):
        send(talk, "answer", **{slot: value})
    (message,) = [message for message in talk.messages if message["script"] == "utter_tell_message"]
    assert len(message["steps"]) == 5 and message["notes"] and "utter_tell_next" in talk.scripts()


def test_no_answer_of_a_path_is_a_dead_end(product: Product) -> None:
    for path, audience in WALKS:
        talk = opened(product, path, audience)
        while question(talk):
            check_turn(talk, {})
            skip(talk)
        check_turn(talk, {})
