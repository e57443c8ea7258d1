"""What children and teenagers do not read (docs/safeguarding.md D7, J5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.content.problem import Problem
from bot.content.rules.subject import Subject, hits, near
from bot.content.unit import SPOKEN

_SEXUAL = re.compile(r"\bnud(?:e|es|ity|ify|ification)\b|\bnaked\b|\bsex(?:ual\w*|ting)?\b|\bporn\w*|\bintimate\b"
                     r"|undress", re.IGNORECASE)
_SHARES = re.compile(r"million|\b(?:\d+|one|two|three|four) (?:in|of|out of) (?:\d+|three|four|five|ten)\b|per ?cent|%"
                     r"|\btwo thirds\b|\bhalf of\b", re.IGNORECASE)
_PARENT = re.compile(r"\b(?:parents?|mum|mom|dad|mother|father)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"teacher|helpline|another|someone else|relative")


def sexual_words(subject: Subject) -> Iterator[Problem]:
    """“A fake picture without clothes” is the ceiling for a child, in texts and on buttons a child sees."""
    for unit, _ in subject.styled(*SPOKEN, "word"):
        if unit.audience == "child" and unit.kind != "word":
            for found in hits(_SEXUAL, (part.words for part in unit.parts)):
                yield subject.problem(unit, "J5", f"a child reads “{found}”",
                                      "say “a fake picture without clothes”", found)
    for language, scripts in subject.library.scripts.by_language.items():
        for name, script in scripts.items() if subject.style(language) else ():
            for button in script.buttons:
                if script.child and button.is_for("child") and _SEXUAL.search(button.title):
                    unit = next(unit for unit in subject.units if unit.id == f"{language}/{name}/child")
                    yield subject.problem(unit, "J5", f"a child sees the button “{button.title}”",
                                          "rename it, or add `for:` with who may see it", button.title)


def numbers_of_victims(subject: Subject) -> Iterator[Problem]:
    """How many it happens to is not for the young; how many worry may be told to teenagers."""
    for unit, style in subject.styled(*SPOKEN):
        is_reviewed = any(unit.id.endswith(place) for place in style.shares_for_teens)
        if unit.audience in ("child", "teen") and not is_reviewed:
            for found in hits(_SHARES, (part.words for part in unit.parts)):
                yield subject.problem(unit, "J5", f"a young person reads how many: “{found}”",
                                      "leave the number to the adults' texts", found)


def only_parents(subject: Subject) -> Iterator[Problem]:
    """Whoever hurts a child may be at home, so another way stands beside the parents."""
    for unit, _ in subject.styled(*SPOKEN):
        for part in unit.parts if unit.audience in ("child", "teen") else ():
            if _PARENT.search(part.words) and not _ANOTHER.search(part.words):
                yield subject.problem(unit, "D7", "this bubble names parents and nobody else",
                                      "name a teacher, another adult or a helpline too", near(part.words))
