"""The danger flow through the gateway: order, both strengths, signed buttons, Rasa up or down."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.safety.flow import CARDS, CLASSES, STEPS, Step, spoken
from tests.fakes import FakeRasa
from tests.gateway.conftest import Client, Start, cards, scripts


@pytest.fixture
async def visitor(start: Start) -> Client:
    """A visitor whose country is known."""
    client = await start()
    await client.open(country="GB")
    return client


def danger_payloads(body: dict[str, list[dict[str, list[dict[str, str]]]]]) -> list[str]:
    return [button["payload"] for message in body["messages"] for button in message.get("buttons", [])
            if button["payload"].startswith("danger:")]


def test_every_step_of_every_class_has_its_scripts(library: Library) -> None:
    for cls in CLASSES:
        for name in STEPS:
            for about in ("me", "other"):
                for part in spoken(Step(cls, name, about)):
                    assert part == CARDS or part in library.scripts.ids(), (cls, name, about)


async def test_help_is_seen_before_the_question_whether_it_is_right(visitor: Client) -> None:
    body = await visitor.say("i want to die")
    kinds = scripts(body)
    assert kinds.index("utter_danger_self_harm_open") < kinds.index("utter_danger_cards")
    assert kinds.index("utter_danger_cards") < kinds.index("utter_danger_confirm")
    assert cards(body)[0]["services"]


async def test_the_first_reply_offers_the_four_choices(visitor: Client) -> None:
    body = await visitor.say("I am forced to have sex and I am only 12 years old")
    payloads = {button["payload"].split("{")[0] for button in body["messages"][-1]["buttons"]}
    assert {"/ask_helpline", "/ask_report", "/ask_menu", "/goodbye"} <= payloads


async def test_yes_encourages_shows_help_again_and_teaches_the_safe_word(visitor: Client, library: Library) -> None:
    yes, _ = danger_payloads(await visitor.say("i want to die"))
    body = await visitor.tap(yes)
    said = scripts(body)
    order = ["utter_danger_self_harm_yes", "utter_danger_cards", "utter_danger_safe_word", "utter_danger_notice"]
    assert [said.index(script) for script in order] == sorted(said.index(script) for script in order)
    assert any(library.safe_word in message.get("text", "") for message in body["messages"])


async def test_no_leads_back_and_the_conversation_stands_where_it_stood(visitor: Client, rasa: FakeRasa) -> None:
    _, no = danger_payloads(await visitor.say("i want to die"))
    body = await visitor.tap(no)
    assert "utter_danger_no" in scripts(body)
    assert rasa.asked == []
    again = await visitor.say("i want to die")
    assert "utter_danger_self_harm_open" in scripts(again)


async def test_ask_puts_a_kind_question_and_a_line_to_call_before_the_answer(visitor: Client) -> None:
    body = await visitor.say("i cant do this anymore")
    assert scripts(body)[:2] == ["utter_danger_ask_self_harm", "utter_danger_cards"]
    assert "utter_ask_menu" in scripts(body)
    assert len(danger_payloads(body)) == 2


async def test_danger_in_the_first_message_gets_help_where_the_writer_is(visitor: Client, rasa: FakeRasa) -> None:
    rasa.status = 500
    body = await visitor.say("im 13 in karachi n he says he'll post it tonight if i dont send more")
    assert "utter_danger_blackmail_open" in scripts(body)
    assert cards(body)[0]["country"] == "PK" and body["context"]["country"] == "PK"
    assert all(service["id"].startswith(("pk-", "int-")) for service in cards(body)[0]["services"])


def learned(level: str, cls: str = "abuse", about: str = "me") -> dict[str, str]:
    """What the dialogue model's second net may say."""
    return {"level": level, "class": cls, "about": about}


async def test_the_second_net_opens_the_same_flow_instead_of_an_answer(visitor: Client, rasa: FakeRasa) -> None:
    for parts in ([{"danger": learned("act")}], [{"script": "utter_ask_deepfake", "danger": learned("act")}]):
        rasa.parts = parts
        said = scripts(await visitor.say("something nobody foresaw"))
        assert "utter_danger_abuse_open" in said and "utter_ask_deepfake" not in said


async def test_the_second_net_asks_before_the_answer(visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = [{"script": "utter_ask_deepfake", "danger": learned("ask")}]
    said = scripts(await visitor.say("something nobody foresaw"))
    assert said[:2] == ["utter_danger_ask", "utter_danger_cards"] and "utter_ask_deepfake" in said


async def test_a_danger_that_is_only_likely_is_asked_about_and_nothing_else_is_said(
        visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = [{"danger": learned("ask")}]
    said = scripts(await visitor.say("something nobody foresaw"))
    assert said[:2] == ["utter_danger_ask", "utter_danger_cards"]
    assert not {"utter_unavailable", "utter_fallback"} & set(said)


async def test_rules_that_only_ask_are_let_be_where_the_second_net_sees_no_danger(
        visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = [{"script": "utter_ask_menu", "danger": learned("harmless")}]
    assert "utter_danger_ask_self_harm" not in scripts(await visitor.say("i cant do this anymore"))
    assert "utter_danger_self_harm_open" in scripts(await visitor.say("i want to die"))


async def test_one_denial_ends_only_the_second_nets_asking_of_the_same_kind(visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = [{"script": "utter_ask_menu", "danger": learned("ask")}]
    body = await visitor.say("something nobody foresaw")
    _, okay = danger_payloads(body)
    assert "utter_danger_okay" in scripts(await visitor.tap(okay))
    assert "utter_danger_ask" not in scripts(await visitor.say("something nobody foresaw"))
    rasa.parts = [{"script": "utter_ask_menu", "danger": learned("ask", "self_harm")}]
    assert "utter_danger_ask_self_harm" in scripts(await visitor.say("another sign"))
    rasa.parts = [{"script": "utter_ask_menu", "danger": learned("act")}]
    assert "utter_danger_abuse_open" in scripts(await visitor.say("a plain sign"))
    rasa.parts = [{"script": "utter_ask_menu"}]
    assert "utter_danger_ask_self_harm" in scripts(await visitor.say("i cant do this anymore"))


async def test_a_denied_danger_that_is_named_again_still_gets_people(visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = [{"danger": learned("ask")}]
    _, okay = danger_payloads(await visitor.say("something nobody foresaw"))
    await visitor.tap(okay)
    body = await visitor.say("i live in pakistan. something nobody foresaw")
    assert "utter_fallback" in scripts(body) and cards(body)


async def test_what_else_may_be_meant_is_offered_after_the_first_button(visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = [{"script": "utter_ask_law", "offers": ["ask_takedown", "no_such_intent", 3]}]
    body = await visitor.say("is it allowed and how do i get it gone")
    buttons = body["messages"][-1]["buttons"]
    assert [button["payload"] for button in buttons].index("/ask_takedown") <= 1
    assert all("no_such" not in button["payload"] for button in buttons)
    rasa.parts = [{"script": "utter_ask_law", "offers": ["ask_takedown"]},
                  {"script": "utter_ask_country", "offers": ["ask_takedown"]}]
    last = (await visitor.say("is it allowed and how do i get it gone"))["messages"][-1]
    assert last["script"] == "utter_ask_country"
    assert "/ask_takedown" not in {button["payload"] for button in last["buttons"]}


async def test_where_the_country_is_unknown_the_picker_opens_and_the_answer_brings_local_help(start: Start) -> None:
    client = await start()
    await client.open()
    body = await client.say("i want to die")
    assert cards(body)[0]["script"] == "utter_helplines_international" and cards(body)[0]["services"]
    for say_where in (client.tap('/inform{"country": "PK"}'), client.say("im in pakistan")):
        body = await say_where
        assert body["context"]["country"] == "PK"
    body = await client.tap('/inform{"country": "GB"}')
    assert cards(body)[0]["country"] == "GB" and cards(body)[0]["script"] == "utter_danger_cards"


async def test_the_safe_word_brings_help_in_any_state(visitor: Client, library: Library, rasa: FakeRasa) -> None:
    for text in (library.safe_word, f" {library.safe_word.upper()}! "):
        body = await visitor.say(text)
        assert scripts(body)[0] == "utter_safe_word_help" and cards(body)
    assert rasa.asked == []


async def test_after_a_disclosure_no_lesson_is_offered(visitor: Client, rasa: FakeRasa, library: Library) -> None:
    lessons = {"/ask_protect", "/parent_prevent", "/school_prevent"}
    rasa.parts = [{"script": name} for name in sorted(library.scripts.ids()) if "danger" not in name]

    async def offered() -> set[str]:
        body = await visitor.say("hello")
        return {b["payload"] for m in body["messages"] for b in m.get("buttons", [])} & lessons

    assert await offered()
    await visitor.say("i want to die")
    assert not await offered()


@pytest.mark.parametrize("break_rasa", [{"status": 500}, {"raw": "[]"}, {"raw": "nonsense"}, {"delay": 30.0},
                                        {"parts": [{"script": "utter_unknown"}]}, {"parts": [{}]}])
async def test_when_rasa_gives_no_answer_a_vetted_one_with_local_help_stands_in(
        visitor: Client, rasa: FakeRasa, break_rasa: dict[str, object]) -> None:
    for name, value in break_rasa.items():
        setattr(rasa, name, value)
    body = await visitor.say("i live in pakistan. tell me about the weather")
    assert "utter_unavailable" in scripts(body) and cards(body)[0]["country"] == "PK"
    body = await visitor.say("someone made a fake nude of me")
    assert "utter_victim_image" in scripts(body) and cards(body)
    body = await visitor.tap("/ask_deepfake")
    assert "utter_ask_deepfake" in scripts(body)


async def test_the_first_disclosure_is_followed_by_the_notice_what_this_is(visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = [{"script": "utter_victim_image"}, {"script": "utter_helplines", "helplines": ["gb-childline"]}]
    assert "utter_notice" in scripts(await visitor.say("someone made a fake of me"))
    assert "utter_notice" not in scripts(await visitor.say("someone made a fake of me"))


async def test_helplines_stand_where_the_script_wants_them_and_buttons_last(visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = [{"script": "utter_ask_helpline"}, {"script": "utter_helplines", "helplines": ["gb-childline"]}]
    messages = (await visitor.say("who can i call"))["messages"]
    kinds = [message["type"] for message in messages]
    assert 0 < kinds.index("helplines") < len(kinds) - 1
    assert messages[-1]["script"] == "utter_ask_helpline" and messages[-1]["buttons"]
    assert not any("{" in message.get("text", "") for message in messages)


async def test_promised_helplines_come_even_when_no_action_named_them(visitor: Client, rasa: FakeRasa) -> None:
    for script in ("utter_ask_helpline", "utter_ask_takedown", "utter_victim_image"):
        rasa.parts = [{"script": script}]
        body = await visitor.say("who can i call")
        assert len(cards(body)) == 1 and cards(body)[0]["country"] == "GB"
        assert not any("{" in message.get("text", "") for message in body["messages"])


async def test_while_the_flow_is_open_help_stays_where_no_answer_is_known(visitor: Client, rasa: FakeRasa) -> None:
    await visitor.say("i want to die")
    for script in ("utter_deny", "utter_out_of_scope", "utter_fallback", "utter_inform", "utter_ask_menu",
                   "utter_school_prevent"):
        rasa.parts = [{"script": script}]
        body = await visitor.say("no im not joking")
        assert scripts(body)[0] == "utter_danger_stay" and cards(body) and script not in scripts(body)
    rasa.parts = [{"script": "utter_ask_privacy"}]
    assert scripts(await visitor.say("dont tell my mum"))[0] == "utter_ask_privacy"


@pytest.mark.parametrize(("told", "script", "said", "expected"), [
    ("i want to die", "utter_affirm", "yeah", "utter_danger_self_harm_yes"),
    ("i want to die", "utter_deny", "nope", "utter_danger_no"),
    ("i want to die", "utter_deny", "no i mean it", "utter_danger_stay"),
    ("someone is watching me", "utter_affirm", "yeah", "utter_danger_immediate_danger_yes"),
    ("someone is watching me", "utter_deny", "nope", "utter_danger_okay"),
])
async def test_yes_and_no_in_other_words_answer_the_question_of_the_flow(
        visitor: Client, rasa: FakeRasa, told: str, script: str, said: str, expected: str) -> None:
    await visitor.say(told)
    rasa.parts = [{"script": script}]
    assert expected in scripts(await visitor.say(said))


async def test_nobody_is_asked_twice_whether_there_is_a_danger(visitor: Client, rasa: FakeRasa) -> None:
    rasa.parts = [{"script": "utter_out_of_scope", "danger": learned("ask", "self_harm")}]
    said = [scripts(await visitor.say("something nobody foresaw")) for _ in range(3)]
    assert [first for first, *_ in said] == ["utter_danger_ask_self_harm", "utter_danger_self_harm_open",
                                             "utter_danger_stay"]
    assert not any("utter_out_of_scope" in scripts for scripts in said)


async def test_who_is_blackmailed_is_told_at_once_and_again_not_to_pay(visitor: Client, rasa: FakeRasa) -> None:
    said = scripts(await visitor.say("he says he will post my nudes if i dont pay"))
    assert said.index("utter_danger_cards") < said.index("utter_danger_blackmail_first")
    rasa.parts = [{"script": "utter_out_of_scope"}]
    assert "utter_danger_stay_blackmail" in scripts(await visitor.say("should i pay"))


async def test_a_friend_of_somebody_who_wants_to_die_is_told_what_a_friend_can_do(
        visitor: Client, rasa: FakeRasa) -> None:
    await visitor.say("my friend wants to kill herself")
    rasa.parts = [{"script": "utter_affirm"}]
    assert "utter_danger_self_harm_yes_other" in scripts(await visitor.say("yes she does"))
    rasa.parts = [{"script": "utter_friend_victim"}]
    assert "utter_danger_stay_other" in scripts(await visitor.say("how can i help her"))


@pytest.mark.parametrize("text", ["i am in chad", "i live in somalia"])
async def test_in_a_country_without_a_file_help_of_every_country_is_shown(
        visitor: Client, rasa: FakeRasa, text: str) -> None:
    rasa.parts = [{"script": "utter_fallback"}]
    body = await visitor.say(text)
    assert scripts(body)[0] == "utter_noted_elsewhere" and "utter_fallback" not in scripts(body)
    assert cards(body)[0]["services"] and body["context"]["country"] is None


async def test_numbers_of_the_country_before_are_never_shown_to_who_is_elsewhere(visitor: Client) -> None:
    body = await visitor.say("i want to die. i live in somalia")
    assert scripts(body)[0] == "utter_danger_self_harm_open" and body["context"]["country"] is None
    assert cards(body)[0]["country"] is None and not cards(body)[0]["emergency"]
