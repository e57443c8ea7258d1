"""Words that are nobody's name, account, street or school, and given names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.paths import CONTENT

_LISTS = Path(__file__).with_name("redaction_words.txt")
_NAMES = Path(__file__).with_name("given_names.txt")
_HEADING = re.compile(r"^\[(?P<name>[a-z -]+)\].*$", re.MULTILINE)


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of redaction_words.txt, such as "no school"."""
    _, *parts = _HEADING.split(_LISTS.read_text(encoding="utf-8"))
    return frozenset(dict(zip(parts[::2], parts[1::2], strict=True))[name].split())


@cache
def ordinary_words() -> frozenset[str]:
    """Ordinary English words, without those that are names and nothing else, and the words of this subject."""
    return (frozenset(_words((CONTENT / "danger" / "ordinary" / "en.txt").read_text(encoding="utf-8"))) - given_names()
            | word_list("common"))


@cache
def sure_names() -> frozenset[str]:
    """Given names that are nothing else, wherever they stand."""
    return frozenset(_words(_NAMES.read_text(encoding="utf-8").partition("# Names only after")[0]))


@cache
def given_names() -> frozenset[str]:
    """Given names, among them those that are one only after words such as “my friend”."""
    return frozenset(_words(_NAMES.read_text(encoding="utf-8")))


LITTLE = word_list("little")
STATES = LITTLE | word_list("states")


def _words(text: str) -> list[str]:
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
