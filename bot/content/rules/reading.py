"""Reading level: grade, sentences and bubbles stay within what each audience can read (docs/safeguarding.md J3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.content import wording
from bot.content.problem import Problem
from bot.content.rules.grade import flesch_kincaid
from bot.content.rules.subject import Subject, near
from bot.content.scripts import MARKS
from bot.content.unit import Unit

# A grade of fewer words says nothing.
FEWEST_WORDS = 30
# Where no formula is known, words this long on average are hard to read.
LONGEST_AVERAGE_WORD = 7.0


class Limits(NamedTuple):
    """Flesch-Kincaid grade, words in a sentence, words in a bubble."""

    grade: int
    sentence: int
    bubble: int


LIMITS = {"child": Limits(4, 10, 35), "teen": Limits(6, 14, 45), "parent": Limits(6, 20, 60),
          "adult": Limits(6, 20, 60), "school": Limits(9, 20, 80)}
SIMPLEST = Limits(3, 8, 25)  # the row for children under ten
RISK_SENTENCE, RISK_BUBBLE = 10, 25


def limits(unit: Unit) -> Limits:
    """Those of its reader; somebody in danger reads worse: one grade lower, and short."""
    if unit.id.endswith("/simpler"):
        return SIMPLEST
    own = LIMITS[unit.audience or "parent"]
    if not unit.is_danger:
        return own
    return Limits(own.grade - 1, min(own.sentence, RISK_SENTENCE), min(own.bubble, RISK_BUBBLE))


def grades(subject: Subject) -> Iterator[Problem]:
    """The grade of a whole text."""
    for unit in _measured(subject):
        found, most = grade(subject, unit), limits(unit).grade
        if found is not None and found > most:
            yield subject.problem(unit, "J3-grade", f"reads at grade {found:.1f}, its readers at {most}",
                                  "use shorter words and shorter sentences; the preview shows the grade as you write")
        long = average_word(unit) if unit.language != "en" else None
        if long is not None and long > LONGEST_AVERAGE_WORD:
            yield subject.problem(unit, "J3-grade", f"its words have {long:.1f} letters on average",
                                  f"use shorter words: {LONGEST_AVERAGE_WORD:.0f} letters at most")


def sentences(subject: Subject) -> Iterator[Problem]:
    """No sentence is too long for its reader."""
    for unit in _measured(subject):
        for part in unit.parts:
            for sentence in wording.sentences(part.words):
                length, most = wording.count(sentence), limits(unit).sentence
                if length > most:
                    yield subject.problem(unit, "J3-sentence", f"a sentence has {length} words: “{near(sentence)} …”",
                                          f"its readers manage {most}: make two of it", near(sentence))
    yield from _before_typing(subject)


def bubbles(subject: Subject) -> Iterator[Problem]:
    """No bubble is too long for its reader."""
    for unit in _measured(subject):
        for part in unit.parts:
            length, most = wording.count(part.words), limits(unit).bubble
            if length > most:
                yield subject.problem(unit, "J3-bubble", f"a bubble has {length} words: “{near(part.words)} …”",
                                      f"its readers manage {most}: a blank line starts a new bubble", near(part.words))


def taught_words(subject: Subject) -> Iterator[Problem]:
    """A word the chat teaches is explained in one sentence a child can read."""
    for unit in subject.units:
        if unit.kind == "word":
            words = unit.parts[0].words
            if len(wording.sentences(words)) != 1 or wording.count(words) > LIMITS["child"].sentence:
                yield subject.problem(unit, "J3-word", "is not explained in one short sentence",
                                      f"write one sentence of {LIMITS['child'].sentence} words at most")


def grade(subject: Subject, unit: Unit) -> float | None:
    """Flesch-Kincaid grade without names and taught words; None where the text is too short or there is no formula."""
    spoken = " ".join(part.words for part in unit.parts if part.words not in MARKS)
    return text_grade(spoken, subject.not_measured) if unit.language == "en" else None


def text_grade(words: str, names: frozenset[str] = frozenset()) -> float | None:
    """The grade of any text, these names left out."""
    plain = wording.known_names(names).left_out(words.replace("\n\n", " "))
    return flesch_kincaid(plain) if wording.count(plain) >= FEWEST_WORDS else None


def average_word(unit: Unit) -> float | None:
    """Letters in a word, on average; None for texts too short to tell, and for scripts that write without spaces."""
    words = re.findall(r"[^\W\d_]+", unit.text)
    return sum(map(len, words)) / len(words) if len(words) >= FEWEST_WORDS else None


def _measured(subject: Subject) -> Iterator[Unit]:
    return (unit for unit in subject.units if unit.audience and unit.kind != "word")


def _before_typing(subject: Subject) -> Iterator[Problem]:
    for unit, style in subject.styled("interface"):
        for part in unit.parts:
            if part.name not in style.before_typing:
                continue
            found, most = text_grade(part.words), LIMITS["child"]
            if found is not None and found > most.grade:
                yield subject.problem(unit, "J3-grade", f"“{part.name}” reads at grade {found:.1f}",
                                      f"a child reads this before typing: grade {most.grade} at most", f"{part.name}:")
            if any(wording.count(sentence) > most.sentence for sentence in wording.sentences(part.words)):
                yield subject.problem(unit, "J3-sentence", f"“{part.name}” has a sentence too long for a child",
                                      f"write {most.sentence} words at most", f"{part.name}:")
