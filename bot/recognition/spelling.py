"""Mends misspelt and inflected words towards the names we know, and never away from an ordinary word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.recognition.tables import table
from bot.recognition.text import fold

_SHORTEST = 6
# A page of text holds hundreds of long words that are no names; comparing them all would be felt.
_MOST_COMPARED = 200


class Spelling:
    """Turns a word into the one name it is a slip of, or leaves it as it is."""

    def __init__(self, known: Collection[str], places: Collection[str], targets: Collection[str]) -> None:
        """`known`: words that are right; `places`: those that alone name a country; `targets`: what slips become."""
        own = table("spelling")
        self._known = frozenset(known)
        self._places = frozenset(places)
        self._fine = self._known.union(own["ordinary"])
        self._endings = {fold(ending): [fold(name) for name in names] for ending, names in own["endings"].items()}
        self._beginnings = {fold(beginning): fold(name) for beginning, name in own["beginnings"].items()}
        self._targets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for target in sorted({*targets, *own["targets"]}):
            if len(target) >= _SHORTEST:
                self._targets[target[0], len(target)].append(target)

    def mend(self, words: list[str]) -> list[str]:
        """The words of a text, each mended if it must be."""
        left = _MOST_COMPARED
        mended = []
        for word in words:
            if len(word) >= _SHORTEST - 1 and left and word not in self._fine and word[0].isalpha():
                left -= 1
                word = self._without_ending(word) or self._nearest(word) or word
            mended.append(word)
        return mended

    def _nearest(self, word: str) -> str | None:
        """The only target one slip away (a letter more, less, other, or two changed about) that begins alike."""
        if len(word) < _SHORTEST:
            return None
        near = [target for size in (-1, 0, 1) for target in self._targets.get((word[0], len(word) + size), ())]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=1, limit=2)
        return found[0][0] if len(found) == 1 else None

    def _without_ending(self, word: str) -> str | None:
        for ending, replacements in self._endings.items():
            if word.endswith(ending):
                for replacement in replacements:
                    name = word[:-len(ending)] + replacement
                    is_long = len(name) > _SHORTEST and not name.isascii()
                    if (name in self._places and len(name) > 3) or (name in self._known and is_long):
                        return name
        for beginning, replacement in self._beginnings.items():
            if word.startswith(beginning) and (name := replacement + word[len(beginning):]) in self._known:
                return name
        return None
