"""Reading levels: grade, sentences and bubbles stay within what each audience can read (safeguarding.md J3)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import textstat
import yaml

from bot.paths import CONTENT
from tests.content.wording import Text, any_of, count, library, sentences, service_names, texts, without

# Flesch-Kincaid grade, words in a sentence, words in a bubble. An adult reads the parents' level.
LIMITS = {"child": (4, 10, 35), "teen": (6, 14, 45), "parent": (6, 20, 60), "adult": (6, 20, 60), "school": (9, 20, 80)}
# Somebody in danger reads worse: one grade lower, and short.
RISK_SENTENCE, RISK_BUBBLE = 10, 25
# A grade of fewer words says nothing.
FEWEST_WORDS = 30
# Names that no easier word can stand for, besides those of the helplines.
NAMES = ("Take It Down", "TAKE IT DOWN Act", "Report Remove", "StopNCII", "NCMEC", "Internet Watch Foundation",
         "European Commission", "National Crime Agency", "Tech Transparency Project", "Republic Act 11930",
         "Prevention of Electronic Crimes Act 2016", "Criminal Code", "South Korea", "Philippines", "Australia")
# What everybody may read around the chat, whatever their age (K-1 #4).
BEFORE_TYPING = ("about_program", "about_private", "exit_note", "exit_keys", "idle_text", "no_pictures", "offline")
TAUGHT: list[dict[str, str]] = yaml.safe_load((CONTENT / "words.yml").read_text(encoding="utf-8"))


def limits(text: Text) -> tuple[int, int, int]:
    """Grade, sentence and bubble of this text's reader."""
    grade, sentence, bubble = LIMITS[text.audience]
    if not text.is_risk:
        return grade, sentence, bubble
    return grade - 1, min(sentence, RISK_SENTENCE), min(bubble, RISK_BUBBLE)


@cache
def _left_out() -> re.Pattern[str]:
    return any_of([*NAMES, *service_names(), *(word["word"] for word in TAUGHT)])


def grade(words: str) -> float | None:
    """The grade of a whole script, names and taught words left out; None where it is too short to tell."""
    plain = without(words, _left_out())
    found: Any = textstat.flesch_kincaid_grade(plain) if count(plain) >= FEWEST_WORDS else None
    return found


@pytest.mark.parametrize("audience", LIMITS)
def test_no_script_is_above_its_readers_grade(audience: str) -> None:
    found = [(str(text), grade(" ".join(text.bubbles)), limits(text)[0]) for text in texts()
             if text.audience == audience]
    assert [row for row in found if row[1] is not None and row[1] > row[2]] == []


@pytest.mark.parametrize("audience", LIMITS)
def test_no_sentence_is_too_long_for_its_reader(audience: str) -> None:
    assert [(str(text), sentence) for text in texts() if text.audience == audience for bubble in text.bubbles
            for sentence in sentences(bubble) if count(sentence) > limits(text)[1]] == []


@pytest.mark.parametrize("audience", LIMITS)
def test_no_bubble_is_too_long_for_its_reader(audience: str) -> None:
    assert [(str(text), bubble) for text in texts() if text.audience == audience
            for bubble in text.bubbles if count(bubble) > limits(text)[2]] == []


def test_what_is_read_before_typing_is_easy_enough_for_a_child() -> None:
    highest, longest, _ = LIMITS["child"]
    for key in BEFORE_TYPING:
        words = library().interface["en"][key]
        measured = grade(words)
        assert measured is None or measured <= highest, key
        assert all(count(sentence) <= longest for sentence in sentences(words)), key


def test_a_taught_word_is_explained_in_one_sentence_a_child_can_read() -> None:
    for word in TAUGHT:
        assert len(sentences(word["meaning"])) == 1 and count(word["meaning"]) <= LIMITS["child"][1], word


def test_the_measure_tells_easy_from_hard() -> None:
    easy = "The dog ran to me. I gave it a ball. We had fun in the sun. It was a good day. " * 2
    hard = "Institutional responsibilities necessitate comprehensive interdisciplinary considerations. " * 6
    assert (grade(easy) or 0) < 3 and (grade(hard) or 0) > 12 and grade("Too short.") is None
