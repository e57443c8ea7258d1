"""Reads from a text who is writing: child, teen, parent, school staff, or an adult about themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.recognition.tables import at_end, table
from bot.recognition.text import fold

_TABLE = table("roles")
_CHILDHOOD_ENDS, _MAJORITY = 13, 18


def _statements(name: str) -> list[re.Pattern[str]]:
    return [re.compile(rf"(?:(?<!\w)|(?=\W))(?:{fold(part)})(?!\w)") for part in _with_me(_TABLE[name])]


def _with_me(patterns: Iterable[str]) -> list[str]:
    return [pattern.replace("{me}", _TABLE["me"]) for pattern in patterns]


_SAID = {name: _statements(name) for name in ("parent", "parent_child", "school", "child", "teen", "adult")}
_DENIED = at_end([rf"{_TABLE['denied']}\W{{0,9}}"])


def audience_of(text: str, age: int | None) -> str | None:
    """`child`, `teen`, `parent`, `school` or `adult`, or None when the text does not tell. `text` is folded, in small letters.

    A role outweighs an age, with one exception: somebody under 18 who writes "my daughter" is still read to as their age,
    because the younger wording is right for them and harmless to anyone else.
    """
    minor = age is not None and age < _MAJORITY
    if _says(text, "parent") or (_says(text, "parent_child") and not minor):
        return "parent"
    if _says(text, "school"):
        return "school"
    if age is not None:
        return "child" if age < _CHILDHOOD_ENDS else "teen" if minor else "adult"
    return next((name for name in ("child", "teen", "adult") if _says(text, name)), None)


def _says(text: str, name: str) -> bool:
    return any(name == "parent_child" or not _DENIED.search(text[max(0, match.start() - 40):match.start()])
               for pattern in _SAID[name] for match in pattern.finditer(text))
