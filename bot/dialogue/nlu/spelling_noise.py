"""Misspells training examples the way children type, so that the classifier has seen it."""

from __future__ import annotations

import random
from collections.abc import Callable

_SHORT = {"you": "u", "are": "r", "your": "ur", "to": "2", "for": "4", "please": "pls", "because": "cuz",
          "people": "ppl", "with": "w", "what": "wat", "and": "n", "the": "da", "someone": "some1", "before": "b4",
          "about": "abt", "picture": "pic", "pictures": "pics", "know": "kno", "don't": "dont", "really": "rly"}


def misspell(text: str, chance: random.Random, rate: float = 0.15) -> str:
    """`text` with about `rate` of its words changed as a child in a hurry would."""
    return " ".join(_changed(word, chance) if chance.random() < rate else word for word in text.split())


def _changed(word: str, chance: random.Random) -> str:
    short = _SHORT.get(word.lower())
    if short and chance.random() < 0.5:
        return short
    if len(word) < 4:
        return word
    changes: tuple[Callable[[str, int], str], ...] = (_drop, _swap, _double)
    return chance.choice(changes)(word, chance.randrange(1, len(word) - 1))


def _drop(word: str, at: int) -> str:
    return word[:at] + word[at + 1:]


def _swap(word: str, at: int) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2:]


def _double(word: str, at: int) -> str:
    return word[:at] + word[at] + word[at:]
