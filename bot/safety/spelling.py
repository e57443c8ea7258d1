"""Reads a word as children type it: leetspeak, drawn-out letters, missing vowels, slips of the finger, missing spaces.

Only towards words the rules know, and never away from a protected word: "skill" must not become "kill".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

Words = tuple[str, ...]

_LEET = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "+": "t", "€": "e", "£": "l",
}
_MOST_LEET = 6  # letters of one word: beyond, it is a code or a number
_LONGEST = 16  # letters of a word that can stand in a glued one
_SHORT = frozenset(
    ["am", "be", "do", "go", "he", "im", "in", "is", "it", "me", "my", "no", "on", "so", "to", "up", "us", "we"],
)
_VOWELS = re.compile(r"(?<=.)[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")


class Spelling:
    """The words of one language's rules, and how to find them behind a misspelling."""

    def __init__(self, words: Iterable[str], variants: Mapping[str, Words], protected: Iterable[str]) -> None:
        """`variants`: other spellings and what they stand for; `protected`: words that are never repaired."""
        self._known: dict[str, Words] = {**{word: (word,) for word in words}, **variants}
        self._protected = frozenset(protected) - self._known.keys()
        self._squeezed = self._index(lambda word: _DOUBLED.sub(r"\1", word), shortest=1, shortest_key=1)
        self._bare = self._index(lambda word: _VOWELS.sub("", word), shortest=4, shortest_key=3)
        self._by_length: dict[int, list[str]] = {}
        for word in self._known:
            if len(word) > 3:
                for length in range(len(word) - 2, len(word) + 3):
                    self._by_length.setdefault(length, []).append(word)

    def read(self, token: str) -> Words:
        """The words `token` stands for; itself when nothing fits."""
        found = self._as_it_stands(token)
        if found is not None or token.isdigit():
            return found or (token,)
        return (
            self._leet(token) or self._starred(token) or self._drawn_out(token)
            or self._slipped(token, 1) or self._glued(token) or self._slipped(token, 2) or (token,)
        )

    def knows(self, token: str) -> bool:
        """Whether `token` needs no repair."""
        return token in self._known

    def _as_it_stands(self, token: str) -> Words | None:
        return self._known.get(token) or ((token,) if token in self._protected else None)

    def joined(self, token: str) -> Words | None:
        """The words that letters typed one by one spell, or None."""
        return self._known.get(token) or self._glued(token)

    def _leet(self, token: str) -> Words | None:
        places = [i for i, sign in enumerate(token) if sign in _LEET]
        if not places or len(places) > _MOST_LEET or not any(sign.isalpha() for sign in token):
            return None
        for letters in itertools.product(*(_LEET[token[i]] for i in places)):
            signs = list(token)
            for place, letter in zip(places, letters, strict=True):
                signs[place] = letter
            word = "".join(signs)
            found = self._known.get(word) or self._drawn_out(word)
            if found:
                return found
        return None

    def _starred(self, token: str) -> Words | None:
        if "*" not in token.strip("*") or len(token) > _LONGEST:
            return None
        pattern = re.compile(re.escape(token.strip("*")).replace(r"\*", "[a-z]"))
        return next((self._known[word] for word in self._near(len(token)) if pattern.fullmatch(word)), None)

    def _drawn_out(self, token: str) -> Words | None:
        if len(token) < 3 or not token.isalpha():
            return None
        found = self._squeezed.get(_DOUBLED.sub(r"\1", token)) if _DOUBLED.search(token) else None
        return found or self._bare.get(token)

    def _slipped(self, token: str, distance: int) -> Words | None:
        if len(token) < (4 if distance == 1 else 8) or len(token) > _LONGEST or not token.isalpha():
            return None
        near = self._near(len(token))
        best = process.extractOne(token, near, scorer=OSA.distance, score_cutoff=distance)
        if best is None or (len(token) == 4 and best[0][0] != token[0]):
            return None
        return self._known[best[0]]

    def _near(self, length: int) -> list[str]:
        return self._by_length.get(length, [])

    def _glued(self, token: str) -> Words | None:
        if len(token) < 5 or not token.isalpha():
            return None
        # best[i]: (unknown letters, pieces) of the first i letters, and where the last piece began
        best: list[tuple[int, int, int]] = [(0, 0, 0)]
        for end in range(1, len(token) + 1):
            unknown, pieces, _ = best[end - 1]
            best.append(min(
                [(unknown + 1, pieces, end - 1)]
                + [(best[start][0], best[start][1] + 1, start)
                   for start in range(max(0, end - _LONGEST), end) if self._stands_alone(token[start:end])],
            ))
        if best[-1][0] > (0 if len(token) <= 2 * _LONGEST else len(token) // 2):
            return None
        return self._pieces(token, best)

    def _pieces(self, token: str, best: list[tuple[int, int, int]]) -> Words | None:
        pieces: list[str] = []
        end = len(token)
        while end:
            start = best[end][2]
            pieces.append(token[start:end])
            end = start
        if len(pieces) < 2:
            return None
        return tuple(word for piece in reversed(pieces) for word in self._known.get(piece, (piece,)))

    def _stands_alone(self, piece: str) -> bool:
        return piece in self._known and (len(piece) > 2 or piece in _SHORT or piece == "i")

    def _index(self, key: Callable[[str], str], shortest: int, shortest_key: int) -> dict[str, Words]:
        index: dict[str, Words] = {}
        for word, words in self._known.items():
            if len(word) >= shortest and word.isalpha():
                bare = key(word)
                if len(bare) >= shortest_key:
                    index.setdefault(bare, words)
        return index
