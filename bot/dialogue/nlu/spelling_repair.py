"""Puts right words nobody knows, for the encoder's sake; the danger screen reads the text as it was typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[a-z']+")
_SHORTEST, _LONG = 4, 8  # letters: shorter words are left alone, long ones may have two slips


class SpellingRepair:
    """Replaces a word that is neither English nor seen in training by a seen one, one slip away (two in long words)."""

    def __init__(self, texts: Iterable[str], protected: Iterable[str]) -> None:
        """`texts`: the training examples, plain; `protected`: words never to be changed."""
        counts = Counter(word for text in texts for word in _WORD.findall(text))
        self._counts = {word: count for word, count in counts.items() if count >= 3 and len(word) >= _SHORTEST}
        self._known = frozenset(word for word, count in counts.items() if count >= 2).union(protected)
        self._by_length: dict[int, list[str]] = {}
        for word in self._counts:
            self._by_length.setdefault(len(word), []).append(word)

    def __call__(self, text: str) -> str:
        """`text`, plain, with unknown words repaired where a near one is known."""
        return _WORD.sub(lambda found: self._word(found[0]), text)

    def _word(self, word: str) -> str:
        if len(word) < _SHORTEST or word in self._known:
            return word
        slips = 1 if len(word) < _LONG else 2
        near = [known for length in (len(word) - 1, len(word), len(word) + 1)
                for known in self._by_length.get(length, ())]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=5)
        return min(((away, -self._counts[known], known) for known, away, _ in found), default=(0, 0, word))[2]
