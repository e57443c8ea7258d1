"""What a script must say, and in which order: each rule holds, and would not hold without its words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.content.rules.elements import elements, missing
from bot.content.rules.subject import Subject
from bot.content.scripts import AUDIENCES, Scripts
from bot.content.style import Element
from bot.content.unit import SPOKEN, Unit
from tests.content.damage import library, problems, subject

STYLE = library().styles["en"]
WHAT_IT_IS = next(element for element in STYLE.must_say["B1"]).says
LEAVING = next(element for element in STYLE.must_say["L5"]).says


def concerned(element: Element) -> list[Unit]:
    """The texts an element is about."""
    return [unit for unit in subject().units if unit.kind in SPOKEN and unit.language == "en"
            and re.fullmatch(element.scripts, unit.id.split("/")[1])
            and unit.audience in (element.audiences or AUDIENCES) and not unit.id.endswith("simpler")
            and re.search(element.when, unit.text, re.IGNORECASE)]


def holds(rule: str) -> bool:
    """Whether a rule concerns some texts, finds no fault in them, and finds one when what it asks for is taken away."""
    elements = STYLE.must_say[rule]
    assert [str(problem) for problem in problems() if problem.rule == rule] == []
    for element in elements:
        texts = concerned(element)
        assert texts, element.scripts
        if element.says or element.in_order or element.begins or element.bubbles:
            assert all(list(missing(element, ["Something else."])) for _ in texts)
        for expression in element.never:
            example = re.sub(r"\|.*|\\b|\\(?=\?)", "", expression)
            assert list(missing(element, [example])), expression
    return True


def test_every_rule_of_the_house_style_holds() -> None:
    assert all(holds(rule) for rule in STYLE.must_say)


def test_the_first_words_say_what_this_is_in_five_elements() -> None:
    assert holds("B1")
    assert all(re.search(said, library().interface["en"]["about_program"], re.IGNORECASE) for said in WHAT_IT_IS)


def test_the_first_words_say_how_to_leave_and_come_back() -> None:
    assert holds("L5")
    assert all(re.search(said, library().interface["en"]["exit_note"], re.IGNORECASE) for said in LEAVING)


def test_help_is_the_first_button_for_everybody() -> None:
    assert holds("J2")


def test_age_is_asked_as_a_band_and_may_be_skipped() -> None:
    *bands, skip = library().scripts.by_language["en"]["utter_ask_age"].buttons
    assert {button.slots["audience"] for button in bands} == set(AUDIENCES) and skip.title == "Skip"
    assert holds("J1")


def test_the_first_words_ask_for_no_name() -> None:
    assert holds("K5")


def test_a_first_reply_thanks_takes_it_seriously_frees_of_fault_and_shows_who_helps() -> None:
    assert holds("D1")


def test_nothing_stands_before_help_in_a_first_reply() -> None:
    first = STYLE.must_say["D1"][0]
    good = ["Thank you.", "I take it seriously. It is not your fault.", "Here is who can help."]
    assert list(missing(first, good)) == []
    assert list(missing(first, ["Thank you. Call the police.", *good[1:]]))
    assert list(missing(first, [good[2], good[0], good[1]]))


def test_a_first_reply_asks_nothing() -> None:
    assert holds("D2")


def test_who_made_a_picture_is_thanked_and_shown_help_before_the_law() -> None:
    assert holds("H1")


def test_a_first_reply_offers_to_talk_to_report_to_read_and_to_leave() -> None:
    assert holds("D4")


def test_the_nine_steps_against_blackmail_stand_in_order_for_everybody() -> None:
    nine = STYLE.must_say["G1"][0]
    assert holds("G1") and len(nine.bubbles) == 9 and nine.everybody
    for text in concerned(nine):
        bubbles = [part.words for part in text.parts]
        assert all(list(missing(nine, bubbles[:step] + bubbles[step + 1:])) for step in range(9)), text.id
        assert list(missing(nine, [bubbles[1], bubbles[0], *bubbles[2:]])), text.id


def test_the_steps_for_a_child_or_a_pupil_keep_the_same_order() -> None:
    assert holds("G1") and len(STYLE.must_say["G1"][1].in_order) > 9


def test_nobody_is_told_to_delete_the_account() -> None:
    assert holds("G3")


def test_blackmail_with_a_fake_picture_gets_the_same_help_and_is_told_so() -> None:
    assert holds("G2")


def test_blackmail_scripts_carry_the_crisis_line() -> None:
    assert holds("E6")


def test_who_may_hurt_themselves_reads_hope() -> None:
    assert holds("E4")


def test_what_to_note_is_listed_beside_the_ban_on_the_picture() -> None:
    assert holds("F4")


def test_a_picture_of_the_chat_text_is_fine_only_without_a_sexual_picture_in_it() -> None:
    for unit in subject().units:
        if "/utter_ask_evidence/" in unit.id:
            assert all("no sexual picture" in part.words for part in unit.parts if "is fine" in part.words), unit.id


def test_notes_come_before_blocking_and_nothing_is_deleted() -> None:
    assert holds("F5")


def test_nobody_fetches_a_copy_for_a_removal_tool() -> None:
    assert holds("F6")


def test_the_tool_for_adults_is_offered_only_with_the_age_in_the_picture() -> None:
    assert holds("F7")
    assert not [b for script in library().scripts.by_language["en"].values() for b in script.buttons
                if b.to == "utter_route_stopncii"]


def test_adults_are_told_not_to_look_copy_or_share() -> None:
    assert holds("F8")


def test_who_has_already_seen_it_is_pointed_to_support() -> None:
    assert holds("F8") and sum("support" in element.in_order for element in STYLE.must_say["F8"]) == 2


def test_no_picture_is_judged() -> None:
    assert holds("D3")


def test_a_request_for_a_tool_is_refused_with_reason_law_and_a_way_to_a_person() -> None:
    assert holds("H3")


def test_an_adults_own_thoughts_meet_a_confidential_service() -> None:
    assert holds("H4")


def test_an_adult_who_is_told_may_have_to_act() -> None:
    assert holds("B4") and "may have to act" in library().interface["en"]["about_private"]


def test_a_law_has_a_date_and_is_no_advice() -> None:
    assert holds("N3")


def test_staying_safe_on_this_device_is_explained() -> None:
    words = library().interface["en"]["device_text"].lower()
    assert all(part in words for part in ("people you trust", "private window", "clear the history", "watch you"))


def test_words_to_show_an_adult_carry_no_sexual_detail() -> None:
    assert holds("D6")


def test_a_rule_whose_script_is_gone_is_broken() -> None:
    english = dict(library().scripts.by_language["en"])
    del english["utter_own_behaviour"]
    found = elements(Subject(replace(library(), scripts=Scripts({"en": english}, library().scripts.topics))))
    assert {problem.rule for problem in found} == {"H4"}


@pytest.mark.parametrize("rule", STYLE.must_say)
def test_every_element_has_a_remedy(rule: str) -> None:
    assert all(len(element.why) > 15 for element in STYLE.must_say[rule])
