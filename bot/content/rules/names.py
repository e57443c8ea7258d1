"""Names nobody looked at, and numbers to dial, which belong to the helplines (docs/safeguarding.md O1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel import Locale
from babel.dates import get_month_names

from bot.content import wording
from bot.content.problem import Problem
from bot.content.rules.subject import Subject, near
from bot.content.style import Style
from bot.content.unit import SPOKEN

_DIGITS = re.compile(r"\d(?:[ -]?\d){2,}|\b(?:call|dial|text|ring) \+?\d", re.IGNORECASE)
_INSIDE = re.compile(r"(?<=\S )[A-Z][\w-]*|\b[a-z]+[A-Z]\w*")
_CALLED = re.compile(r"\b(?:apps?|tools?|bot|sites?|website|channel) (?:called|named|like) (\S+)", re.IGNORECASE)


def unknown_names(subject: Subject) -> Iterator[Problem]:
    """Words with a capital inside a sentence that no list knows: one of them could be a tool that undresses people."""
    known = {language: _known(subject, language, style) for language, style in subject.library.styles.items()
             if language == "en"}  # in other languages capitals mean other things
    for unit, _ in subject.styled(*SPOKEN, "word", "lesson"):
        for words in (*(part.words for part in unit.parts), *unit.titles) if unit.language in known else ():
            for name in _strangers(words, known[unit.language]):
                yield subject.problem(unit, "O1", f"nobody has looked at the name “{name}”",
                                      "no tool is ever named; what is no tool goes to `names` in content/style", name)


def telephone_numbers(subject: Subject) -> Iterator[Problem]:
    """Numbers come from the helplines, with their source, never from a sentence."""
    for unit, style in subject.styled(*SPOKEN, "interface", "word"):
        known = re.compile("|".join(style.numbers) or "(?!)")
        for part in unit.parts:
            found = _DIGITS.search(known.sub("", part.words))
            if found:
                yield subject.problem(unit, "number", f"“{found[0]}” may be taken for a number to dial",
                                      "put it into content/helplines; what is none goes to `numbers` in content/style",
                                      near(part.words))


def _strangers(words: str, known: wording.Names) -> list[str]:
    plain = known.replaced(words, str.lower)
    called = [name[1].strip(".,") for name in _CALLED.finditer(plain)]
    return [*(name for name in called if name[:1].isupper()),
            *(name for part in re.split(r"[.!?:]\s+|[\"(]", plain) for name in _INSIDE.findall(part))]


def _known(subject: Subject, language: str, style: Style) -> wording.Names:
    months = get_month_names("wide", locale=language).values()
    countries = Locale(language).territories.values()
    apps = (app.name for app in subject.library.platforms.values())
    return wording.known_names(frozenset((*style.names, *subject.service_names, *apps, *countries, *months)))
