"""Signatures are what the tool wrote, and a release has them all."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.problem import Problem
from bot.content.reviews import needs
from bot.content.rules.subject import Subject
from bot.content.unit import find_line
from bot.content.vetting import state_of

_WHY = {"changed": "was edited after experts had signed it", "expired": "was signed too long ago, or its facts are old",
        "missing": "is not signed"}


def signatures(subject: Subject) -> Iterator[Problem]:
    """No signature is dated ahead, ends before it begins, or stands twice."""
    seen = set()
    for review in subject.library.reviews.all:
        language = next((unit.language for unit in subject.units if unit.id == review.unit), "en")
        file = subject.library.folder / "reviews" / f"{language}.yml"
        line = find_line(file, review.seal) if review.seal else 1
        if review.on > subject.today or review.until < review.on:
            yield Problem(file, line, "review-date", f"{review.unit}: signed on {review.on} until {review.until}",
                          "import the sheet again with the day it was signed")
        key = (review.unit, review.digest, review.by, review.role)
        if key in seen:
            yield Problem(file, line, "twice", f"{review.unit}: {review.by} signed it twice", "keep one of them")
        seen.add(key)


def unvetted(subject: Subject) -> Iterator[Problem]:
    """What a release may not hold: texts that are not signed, were changed since, or have expired."""
    for unit in subject.units:
        state = state_of(subject.library, unit, subject.today)
        if state != "vetted":
            asked = " and ".join(" or ".join(sorted(roles)) for roles in needs(unit))
            yield subject.problem(unit, f"unvetted-{state}", _WHY[state],
                                  f"needs {asked}: python -m bot review pack")
