"""How a text is cut into what a reader meets: sentences, words, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

_SENTENCE_END = re.compile(r"(?<=[.!?؟۔।。])[\"')”’]*\s+")
_QUOTED = re.compile(r'"[^"]*"')
_WORD = re.compile(r"\w")


def sentences(bubble: str) -> list[str]:
    """A bubble's sentences; a colon ends none."""
    return [part for part in _SENTENCE_END.split(bubble) if part.strip()]


def count(words: str) -> int:
    """How many words a reader meets."""
    return sum(1 for part in words.split() if _WORD.search(part))


def own_words(words: str) -> str:
    """Without the sentences that are lent to a person to say: those in quotes."""
    return _QUOTED.sub(" … ", words)


class Names:
    """Many names, found as whole words in any spelling of large and small letters, the longest where several fit."""

    def __init__(self, names: Iterable[str]) -> None:
        self._folded = tuple(sorted({name.casefold() for name in names}, key=len, reverse=True))
        self._present: dict[str, tuple[str, ...]] = {}
        self._without: dict[str, str] = {}

    def replaced(self, words: str, by: Callable[[str], str]) -> str:
        """`words` with each name in them replaced."""
        if words not in self._present:
            folded = words.casefold()
            # One expression of all names is tried at every letter; to look for each name first is eight times as quick.
            self._present[words] = tuple(name for name in self._folded if name in folded)
        present = self._present[words]
        return _any_of(present).sub(lambda found: by(found[0]), words) if present else words

    def stands_in(self, words: str) -> bool:
        """Whether one of the names is there."""
        return self.left_out(words) != " ".join(words.split())

    def left_out(self, words: str) -> str:
        """`words` without the names."""
        if words not in self._without:
            self._without[words] = " ".join(self.replaced(words, lambda name: " ").split())
        return self._without[words]


@lru_cache(maxsize=16)
def known_names(names: frozenset[str]) -> Names:
    """These names; the same ones remember which texts they stand in, so that a second check is quick."""
    return Names(names)


@lru_cache(maxsize=2_000)
def _any_of(longest_first: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def in_order(words: str, *patterns: str) -> bool:
    """Whether each pattern is found after the one before; large and small letters are one."""
    at = 0
    for pattern in patterns:
        found = re.compile(pattern, re.IGNORECASE).search(words, at)
        if not found:
            return False
        at = found.end()
    return True
