"""What a script must say, and in which order: the elements that docs/safeguarding.md asks for, by key words."""

from __future__ import annotations

import re

import pytest

from bot.content.scripts import AUDIENCES
from tests.content.wording import Text, in_order, library, scripts, texts, texts_of

THANKS, SERIOUS, NOT_YOUR_FAULT = r"\bthank you\b", r"\bserious", r"\b(?:not|never|none)\b[^.]*\bfault\b"
WHO_HELPS = r"who can help|people below|safeguarding lead|tell an? (?:grown-up|adult) you trust"
# The first words to somebody who tells what happened. Who made a picture hears no “not your fault”.
FIRST_REPLIES = re.compile(r"utter_(danger_\w+_open(_other)?|victim_threat|victim_image|sent_own_image|friend_victim"
                           r"|received_image|asked_for_photos(_meet)?|parent_child_victim|school_incident|feel_bad)")
LATER = r"\blaw\b|\bcrime\b|\bpolice\b|\breport\b|\bblock\b|\bprivate\b|\bsettings\b"
CHOICES = {"ask_helpline", "ask_report", "ask_menu", "goodbye"}
OFFERS_CHOICES = ("utter_danger_choices", "utter_victim_threat", "utter_victim_image", "utter_sent_own_image",
                  "utter_friend_victim", "utter_received_image", "utter_made_image", "utter_asked_for_photos")
WHAT_IT_IS = {"a program": r"computer program", "no reader": r"\bno (?:person|one) reads",
              "who": r"not know who you are", "no calls": r"(?:cannot|can't) call anyone",
              "danger": r"danger\b.*(?:number|get help now)"}
LEAVING = {"exit": r"exit", "gone": r"gone|clears this chat", "history": r"browser (?:still remembers|history)",
           "not erased": r"still remembers|does not clear", "back": r"come back"}
NINE_STEPS = (
    r"not your fault.*not in trouble|not in trouble.*not (?:your|their) fault", r"do not pay.*(?:send|sends)",
    r"stop (?:writing|replying|all replies).*(?:deal|bargain).*threat",
    r"(?:write down|note).*names.*links.*times.*(?:demands|want).*do not delete", r"then block.*every app",
    r"(?:tell|needs|chooses).*helpline", r"report it.*(?:hotline|police).*(?:hotline|police)",
    r"blocked.*before it is posted", r"how (?:do|is) .*crisis line")
NINE_IN_SHORT = (r"not in trouble.*fault", r"\bpay", r"repl", r"names.*links.*times", r"delete", r"\bblock",
                 r"helpline|adult", r"report", r"blocked.*before it is posted", r"feel", r"crisis line")
NOTES = {"names": r"account names", "profile": r"profile|account names", "app": r"the app", "group": r"group|\bsite\b",
         "page": r"page address", "when": r"dates", "said": r"was said|they said"}
LAWS = re.compile(r"utter_ask_law_[a-z]{2}$")


def lacks(text: Text | str, elements: dict[str, str]) -> list[str]:
    """Which elements a text does not say."""
    words = text.line if isinstance(text, Text) else text.lower()
    return [name for name, pattern in elements.items() if not re.search(pattern, words)]


def first_replies() -> list[Text]:
    """Every text of a first reply."""
    return [text for text in texts() if FIRST_REPLIES.fullmatch(text.script)]


def test_the_first_words_say_what_this_is_in_five_elements() -> None:
    for name in ("utter_welcome", "utter_notice", "utter_danger_notice", "utter_ask_bot"):
        assert [(str(text), lacks(text, WHAT_IT_IS)) for text in texts_of(name) if lacks(text, WHAT_IT_IS)] == []
    assert lacks(library().interface["en"]["about_program"], WHAT_IT_IS) == []


def test_the_first_words_say_how_to_leave_and_come_back() -> None:
    assert [(str(text), lacks(text, LEAVING)) for text in texts_of("utter_welcome") if lacks(text, LEAVING)] == []
    assert lacks(library().interface["en"]["exit_note"], {**LEAVING, "gone": "clears this chat"}) == []


@pytest.mark.parametrize("name", ["utter_welcome", "utter_ask_menu", "utter_inform", "utter_fallback",
                                  "utter_fallback_again", "utter_unavailable", "utter_draft_unavailable"])
def test_help_is_the_first_button_for_everybody(name: str) -> None:
    first = scripts()[name].buttons[0]
    assert first.to == "ask_helpline" and not first.audiences


def test_age_is_asked_as_a_band_and_may_be_skipped() -> None:
    *bands, skip = scripts()["utter_ask_age"].buttons
    assert {button.slots["audience"] for button in bands} == set(AUDIENCES) and skip.title == "Skip"
    for text in texts_of("utter_ask_age"):
        assert "you can skip this" in text.line and not re.search(r"birth|how old|years old", text.line), text


def test_the_first_words_ask_for_no_name() -> None:
    for text in texts_of("utter_welcome"):
        assert in_order(text.line, "do not type", r"names?\b", r"school", r"address", r"account names"), text


@pytest.mark.parametrize("text", first_replies(), ids=str)
def test_a_first_reply_thanks_takes_it_seriously_frees_of_fault_and_shows_who_helps(text: Text) -> None:
    first = " ".join(text.bubbles[:3]).lower()
    assert in_order(first, THANKS, SERIOUS, NOT_YOUR_FAULT, WHO_HELPS)
    before_help = re.split(WHO_HELPS, text.line)[0]
    assert not re.search(LATER, before_help)


def test_a_first_reply_asks_nothing() -> None:
    may_ask = ("utter_feel_bad", "utter_school_incident")  # about self-harm; about who has seen it
    assert [str(text) for text in first_replies() if "?" in text.spoken and text.script not in may_ask] == []


def test_who_made_a_picture_is_thanked_and_shown_help_before_the_law() -> None:
    for text in texts_of("utter_made_image"):
        assert in_order(text.line, THANKS, SERIOUS, r"help for you", r"people below", r"stop", r"hurts a real person",
                        r"against the law", r"tell|talk"), text


@pytest.mark.parametrize("name", OFFERS_CHOICES)
def test_a_first_reply_offers_to_talk_to_report_to_read_and_to_leave(name: str) -> None:
    script = scripts()[name]
    for audience in script.audiences():
        assert {button.to for button in script.buttons if button.is_for(audience)} >= CHOICES, audience


def test_the_nine_steps_against_blackmail_stand_in_order_for_everybody() -> None:
    assert tuple(text.audience for text in texts_of("utter_victim_threat_steps")) == AUDIENCES
    for text in texts_of("utter_victim_threat_steps"):
        assert len(text.bubbles) == len(NINE_STEPS), text
        for bubble, step in zip(text.bubbles, NINE_STEPS, strict=True):
            assert re.search(step, bubble.lower()), (str(text), step, bubble)


def test_the_steps_for_a_child_or_a_pupil_keep_the_same_order() -> None:
    for name in ("utter_parent_child_victim_threat", "utter_school_incident_threat"):
        for text in texts_of(name):
            assert in_order(text.line, *NINE_IN_SHORT), text


def test_nobody_is_told_to_delete_the_account() -> None:
    for text in texts_of("utter_victim_threat_steps"):
        assert re.search(r"do not delete (?:the )?chat or (?:your )?account", text.line), text


def test_blackmail_with_a_fake_picture_gets_the_same_help_and_is_told_so() -> None:
    for text in texts_of("utter_victim_threat"):
        assert "the picture can be real or fake. the help is the same." in text.line, text
    assert all("fake ones too" in text.line for text in texts_of("utter_victim_threat_steps"))


def test_blackmail_scripts_carry_the_crisis_line() -> None:
    for text in [*texts_of("utter_danger_blackmail_yes"), *texts_of("utter_victim_threat_steps")]:
        assert "crisis line" in text.line, text


def test_who_may_hurt_themselves_reads_hope() -> None:
    for text in texts_of("utter_danger_self_harm_yes"):
        assert in_order(text.line, r"asking for help is (?:strong|brave)", r"help works", r"can get better"), text


def test_what_to_note_is_listed_beside_the_ban_on_the_picture() -> None:
    for text in texts_of("utter_ask_evidence_list"):
        if text.audience != "child":
            assert lacks(text, {**NOTES, "report number": r"report number", "paid": r"payment|demanded"}) == [], text
        assert re.search(r"(?:do not put|never (?:put|add)) the (?:sexual )?picture", text.line), text


def test_a_picture_of_the_chat_text_is_fine_only_without_a_sexual_picture_in_it() -> None:
    for text in texts_of("utter_ask_evidence"):
        for bubble in text.bubbles:
            if "is fine" in bubble:
                assert "no sexual picture" in bubble, text


def test_notes_come_before_blocking_and_nothing_is_deleted() -> None:
    for text in texts_of("utter_ask_evidence"):
        order = (r"write down|record", r"do(?:es)? not delete|as they are", r"block")
        assert in_order(text.line, *order), text


def test_nobody_fetches_a_copy_for_a_removal_tool() -> None:
    for name in ("utter_route_take_it_down", "utter_route_stopncii"):
        for text in texts_of(name):
            assert in_order(text.line, r"already on", r"(?:do not|nobody)[^.]*(?:copy|fetch)"), text
    for text in (text for text in texts() if text.script.startswith("utter_route_")):
        assert re.search(r"(?:do not|nobody)[^.]*(?:copy|fetch)", text.line), text
    assert any(button.to == "utter_ask_takedown_no_file" for button in scripts()["utter_ask_takedown"].buttons)


def test_the_tool_for_adults_is_offered_only_with_the_age_in_the_picture() -> None:
    for text in texts():
        if "stopncii" in text.line:
            assert re.search(r"18 or older", text.line) and text.audience in ("parent", "school", "adult"), text
    assert not [b for script in scripts().values() for b in script.buttons if b.to == "utter_route_stopncii"]


@pytest.mark.parametrize(("name", "audience"), [
    ("utter_school_incident", "school"), ("utter_received_image", "school"), ("utter_ask_evidence", "school"),
    ("utter_ask_evidence", "parent"), ("utter_received_image", "parent"),
    ("utter_parent_child_victim_steps", "parent")])
def test_adults_are_told_not_to_look_copy_or_share(name: str, audience: str) -> None:
    (text,) = [text for text in texts_of(name) if text.audience == audience]
    handled = r"(?:do not|nobody)[^.]*\b(?:copy|copies)\b"
    assert re.search(handled, text.line) and re.search(r"\bsend\b|\bshares?\b|\bsend or download\b", text.line), text


def test_who_has_already_seen_it_is_pointed_to_support() -> None:
    for name, audience in (("utter_school_incident", "school"), ("utter_parent_child_victim_steps", "parent"),
                           ("utter_ask_evidence", "school"), ("utter_received_image_steps", "school")):
        (text,) = [text for text in texts_of(name) if text.audience == audience]
        assert in_order(text.line, r"by accident", r"support"), text


def test_no_picture_is_judged() -> None:
    for text in texts_of("utter_ask_spot_fake_judge"):
        assert in_order(text.line, "cannot see pictures", "same"), text


def test_a_request_for_a_tool_is_refused_with_reason_law_and_a_way_to_a_person() -> None:
    for text in texts_of("utter_request_harmful"):
        assert in_order(text.line, "do not help with that", r"(?:hurt|harm)s? a real person", "against the law"), text
    targets = {button.to for button in scripts()["utter_request_harmful"].buttons}
    assert {"ask_helpline", "own_behaviour"} <= targets


def test_an_adults_own_thoughts_meet_a_confidential_service() -> None:
    for text in texts_of("utter_own_behaviour"):
        assert "confidential" in text.line and "asking for help is the right step" in text.line, text


def test_an_adult_who_is_told_may_have_to_act() -> None:
    names = ("utter_ask_tell_adult_steps", "utter_ask_privacy", "utter_danger_abuse_yes", "utter_victim_image_steps")
    for text in (text for name in names for text in texts_of(name) if text.audience in ("child", "teen")):
        assert re.search(r"may (?:need|have) to act", text.line), text
    assert "may have to act" in library().interface["en"]["about_private"]


def test_a_law_has_a_date_and_is_no_advice() -> None:
    for text in (text for text in texts() if LAWS.fullmatch(text.script)):
        dated = re.search(r"\b20\d\d\b", text.line) and "not legal advice" in text.line
        assert dated or text.audience == "child", text
        assert "helpline" in text.line or text.audience not in ("child", "teen"), text


def test_staying_safe_on_this_device_is_explained() -> None:
    words = library().interface["en"]["device_text"].lower()
    assert all(part in words for part in ("people you trust", "private window", "clear the history", "watch you"))


def test_words_to_show_an_adult_carry_no_sexual_detail() -> None:
    for text in texts_of("utter_ask_tell_adult_words"):
        assert '"' in text.words and not re.search(r"sex|nude|naked|picture", text.line), text
