"""Reads the writer's own age out of a text: figures, words and school years, never somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from bot.recognition.clauses import Clauses, Subject
from bot.recognition.tables import anywhere, at_end, at_start, table
from bot.recognition.text import fold

_TABLE = table("ages")
_UNITS: dict[str, int] = _TABLE["units"]
_TENS: dict[str, int] = _TABLE["tens"]
_ORDINALS: dict[str, int] = _TABLE["ordinals"]
_TRANSLATED: dict[str, int] = {fold(word): number for word, number in _TABLE["translated_words"].items()}
_WORDS: dict[str, int] = _TRANSLATED | _ORDINALS | _TABLE["words"]
_WORDED = rf"(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS)}))?|{'|'.join(sorted(_WORDS, key=len, reverse=True))}"
_NUMBER = re.compile(rf"(?<![\d$€£-])(?<!\d[.:/])\d{{1,2}}(?!\d)|\b(?:{_WORDED})\b")
_YOUNGEST, _OLDEST, _GROWN = 4, 99, 18
_MOST_NUMBERS = 60
_WINDOW = 120  # characters read before a number; a statement of age is shorter


class _Rule(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]


def _rules(patterns: Iterable[str]) -> list[_Rule]:
    return [_rule(*fold(pattern).split("{n}")) for pattern in patterns]


def _rule(before: str, after: str) -> _Rule:
    if before.startswith("^"):
        before = rf"(?:\A|[.!?\n])\W{{0,9}}{before[1:]}"
    return _Rule(re.compile(rf"(?:(?<!\w)|(?=\W))(?:{before})$"), re.compile(after))


_OWN, _TURNING, _OWN_TRANSLATED = (_rules(_TABLE[name]) for name in ("own", "turning", "translated"))
_STATEMENTS = [(rule, 1) for rule in _TURNING] + [(rule, 0) for rule in (*_OWN, *_OWN_TRANSLATED)]
_SCHOOL = [(_rules([year["when"]])[0], year["plus"], year["most"]) for year in _TABLE["school_years"]]
_OTHER_THINGS, _OLD = at_start(_TABLE["other_things"]), at_start(_TABLE["old"])
_NOT_BEFORE_OLD = at_end(_TABLE["not_before_old"], r"[\s-]*")
_NEVER, _CLAIMED = at_end(_TABLE["never_before"], r"\s*"), at_end([_TABLE["claimed"]], r"\W{0,9}")
_SAID_BY_OTHERS, _CHILD = at_end([_TABLE["said_by_others"]], r"\W{0,9}"), anywhere(_TABLE["children"])


def age_of_writer(text: str) -> int | None:
    """The age in years (4 to 99) the writer states; the lowest of several. `text` is folded, in small letters.

    A school year gives the youngest age usual in it; an age that is yet to come gives one year less.
    """
    numbers = [match for match, _ in zip(_NUMBER.finditer(text), range(_MOST_NUMBERS), strict=False)]
    if not numbers:
        return None
    clauses = Clauses(text)
    ages = (_age(text, clauses, match) for match in numbers)
    return min((age for age in ages if age is not None and _YOUNGEST <= age <= _OLDEST), default=None)


def _age(text: str, clauses: Clauses, match: re.Match[str]) -> int | None:
    number, word = _value(match[0]), match[0]
    before, end = _window(text, match.start()), match.end()
    for rule, plus, most in _SCHOOL:
        if number <= most and (found := _follows(rule, text, before, end)):
            return number + plus if _is_true(before[:found.start()], number) else None
    if word in _ORDINALS or _OTHER_THINGS.match(text, end):
        return None
    for rule, less in [(rule, 0) for rule in _OWN_TRANSLATED] if word in _TRANSLATED else _STATEMENTS:
        if found := _follows(rule, text, before, end):
            return number - less if _is_true(before[:found.start()], number) else None
    is_old = word not in _TRANSLATED and _OLD.match(text, end)
    return number if is_old and _is_own(clauses, before, match.start()) else None


def _follows(rule: _Rule, text: str, before: str, end: int) -> re.Match[str] | None:
    return rule.before.search(before) if rule.after.match(text, end) else None


def _window(text: str, position: int) -> str:
    start = max(0, position - _WINDOW)
    # A rule that asks for the beginning of the message must not find it where the window begins.
    return ("x" if start else "") + text[start:position]


def _is_true(lead: str, number: int) -> bool:
    """Whether what leads up to a statement leaves it a statement about the writer, now."""
    if _NEVER.search(lead) or _SAID_BY_OTHERS.search(lead):
        return False
    return number < _GROWN or not _CLAIMED.search(lead)


def _is_own(clauses: Clauses, before: str, position: int) -> bool:
    """Whether "13 years old" without "I'm" is the writer's: no article before it, and nobody else spoken of."""
    if (before and before[-1].isalnum()) or _NOT_BEFORE_OLD.search(before) or _NEVER.search(before):
        return False
    return clauses.subject(position) is not Subject.OTHER and not _CHILD.search(clauses.before(position))


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, _, unit = number.replace("-", " ").partition(" ")
    return _TENS[tens] + _UNITS.get(unit, 0) if tens in _TENS else _WORDS[number]
