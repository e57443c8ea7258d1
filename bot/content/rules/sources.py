"""What claims something names where it comes from: the original, by name and date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.content.problem import Problem
from bot.content.rules.subject import Subject
from bot.content.unit import SPOKEN, Unit

_CLAIM = re.compile(r"UNICEF|against the law|per ?cent|%|\bstud(?:y|ies)\b|\bsurvey\b|many countries|\d{4}|\bmillion\b"
                    r"|\b(?:\d+|one|two|three) (?:in|of|out of) (?:\d+|ten|four|five)\b", re.IGNORECASE)
_FIGURE = re.compile(r"per ?cent|%|\bmillion\b|\b\d+ (?:in|of|out of) \d+\b|\b\d{1,3},\d{3}\b", re.IGNORECASE)
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
# Pages that carry what others wrote are leads; a script cites the original.
_LEAD = re.compile(r"https?:|www\.|wikipedia|\bblog\b|\breddit\b|\bmirror\b|chatgpt", re.IGNORECASE)
_CLAIMS_NOTHING = ("chat", "helplines", "paths")  # topics of greetings and of cards, which have sources of their own


def claims(subject: Subject) -> Iterator[Problem]:
    """Numbers, laws and studies have a source; a figure has one with a year."""
    for unit, style in subject.styled(*SPOKEN):
        name = unit.id.split("/")[1]
        may_lack = unit.topic in _CLAIMS_NOTHING or name in style.menus
        claim = _CLAIM.search(unit.text)
        if not unit.sources and (claim or not may_lack):
            yield subject.problem(unit, "source", "claims something and names no source" if claim else "has no source",
                                  "add the original by name and date to `sources`", claim[0] if claim else "")
        figure = _FIGURE.search(unit.text)
        if figure and unit.sources and not any(_DATED.search(source) for source in unit.sources):
            yield subject.problem(unit, "source", f"the figure “{figure[0]}” has no dated source",
                                  "name the study with its year", figure[0])
        yield from _weak_sources(subject, unit)


def _weak_sources(subject: Subject, unit: Unit) -> Iterator[Problem]:
    for source in unit.sources:
        if len(source.strip()) <= 10:
            yield subject.problem(unit, "source", f"“{source}” is too short to find the original by",
                                  "write who, what and when", source)
        elif (lead := _LEAD.search(source)) and not unit.id.split("/")[1].endswith(f"_{lead[0].lower()}"):
            yield subject.problem(unit, "source", f"“{source}” is a lead, not an original",
                                  "name the original by name and date, without a link", source)
