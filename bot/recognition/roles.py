"""Reads from a text who is writing: child, teen, parent, school staff, or an adult about themselves."""

from __future__ import annotations

import re

from bot.recognition.tables import at_end, table
from bot.recognition.text import fold

_TABLE = table("roles")
_CHILDHOOD_ENDS, _MAJORITY = 13, 18


def _statements(name: str) -> list[re.Pattern[str]]:
    patterns = (fold(pattern.replace("{me}", _TABLE["me"])) for pattern in _TABLE[name])
    return [re.compile(rf"(?:(?<!\w)|(?=\W))(?:{pattern})(?!\w)") for pattern in patterns]


_SAID = {name: _statements(name) for name in ("parent", "parent_child", "school", "child", "teen", "adult")}
_DENIED = at_end([_TABLE["denied"]], r"\W{0,9}")


def audience_of(text: str, age: int | None) -> str | None:
    """`child`, `teen`, `parent`, `school`, `adult`, or None: not told. `text` is folded, in small letters.

    A role outweighs an age, with one exception: somebody under 18 who writes "my daughter" is spoken to by age, because
    the younger wording is right for them and harmless to anyone else.
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
