"""The small language of content/danger/: a phrase such as `{i} [really] want to (die|be dead)`, read into parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

_PIECE = re.compile(r"\{[^{}\s]*\}|\.\.\.|[()\[\]|]|[^\s()\[\]|{}]+|[{}]")
_CLOSING = {"(": ")", "[": "]"}
_ODD = re.compile(r"\w[(\[]|[)\]]\w|[?*+]|(?<!\.)\.\.(?!\.)")


class Word(NamedTuple):
    """One word as the reading of a message writes it."""

    text: str


class Gap(NamedTuple):
    """Between `least` and `most` words of any kind, within one sentence."""

    least: int
    most: int


class Choice(NamedTuple):
    """One of several wordings; an empty one makes the whole optional."""

    options: tuple[tuple[Word | Gap | Choice, ...], ...]


Phrase = tuple[Word | Gap | Choice, ...]
NUMBER = "<number>"  # stands for any number in a message
ANY_WORD = Gap(1, 1)
DOTS = Gap(0, 5)


class PhraseFault(ValueError):
    """A phrase that cannot be read: `message` says what is wrong, `remedy` what to write."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class PhraseReader:
    """Reads phrases against the named word lists of one language; `plain` gives a word's words as messages are read.

    `said`: every word that stood in a phrase so far.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]], plain: Callable[[str], Sequence[str]]) -> None:
        self._lists = lists
        self._plain = plain
        self._read: dict[str, Choice] = {}
        self._reading: list[str] = []
        self._ignored = False
        self.used: set[str] = set()
        self.said: set[str] = set()

    def read(self, text: str) -> Phrase:
        """The phrase, or PhraseFault."""
        odd = _ODD.search(text)
        if odd:
            raise PhraseFault(f"“{odd.group()}” has no meaning here", "write whole words, brackets apart from them")
        phrase = self._parts(text)
        if not phrase:
            raise PhraseFault("the phrase is empty", "write words, or remove the line")
        if isinstance(phrase[0], Gap) or phrase[-1] == DOTS:
            raise PhraseFault("a phrase cannot begin with “_” or “...”, or end with “...”", "begin and end with a word")
        if all(_may_be_nothing(part) for part in phrase):
            raise PhraseFault("every word of the phrase is optional", "keep one word outside the [ ]")
        return phrase

    def _parts(self, text: str) -> Phrase:
        pieces = _PIECE.findall(text)
        options, rest = self._options(pieces, closing=None)
        if rest:
            raise PhraseFault(f"“{rest[0]}” closes nothing", "remove it, or open it earlier")
        if len(options) > 1:
            raise PhraseFault("“|” stands outside ( ) and [ ]", "put the alternatives in ( )")
        return options[0]

    def _options(self, pieces: list[str], closing: str | None) -> tuple[list[Phrase], list[str]]:
        options: list[Phrase] = []
        parts: list[Word | Gap | Choice] = []
        while pieces:
            piece, pieces = pieces[0], pieces[1:]
            if piece in ")]|" and self._ignored and not parts:
                raise PhraseFault("an alternative has none but ignored words", "write [ ] for what may be missing")
            self._ignored &= piece not in "()[]|"
            if piece in ")]":
                if piece != closing:
                    return [tuple(parts)], [piece, *pieces]
                return [*options, tuple(parts)], pieces
            if piece == "|":
                options.append(tuple(parts))
                parts = []
            elif piece in _CLOSING:
                inner, pieces = self._options(pieces, _CLOSING[piece])
                parts.append(Choice(((), *inner) if piece == "[" else tuple(inner)))
            else:
                parts.extend(self._part(piece))
        if closing is not None:
            raise PhraseFault(f"“{closing}” is missing", "close the bracket")
        return [*options, tuple(parts)], []

    def _part(self, piece: str) -> Sequence[Word | Gap | Choice]:
        if piece == "...":
            return [DOTS]
        if piece == "_":
            return [ANY_WORD]
        if piece == "#":
            self.said.add(NUMBER)
            return [Word(NUMBER)]
        if piece in "{}":
            raise PhraseFault(f"“{piece}” stands alone", "name a word list as {name}, without spaces")
        if piece.startswith("{"):
            return [self._list(piece[1:-1])]
        words = self._plain(piece)
        self.said.update(words)
        self._ignored |= not words
        return [Word(word) for word in words]

    def _list(self, name: str) -> Choice:
        self.used.add(name)
        if name in self._read:
            return self._read[name]
        if name not in self._lists:
            raise PhraseFault(f"there is no word list “{name}”", "correct the name, or add the list under “words”")
        if name in self._reading:
            raise PhraseFault(f"the word list “{name}” contains itself", "take it out of one of the lists")
        self._reading.append(name)
        try:
            self._read[name] = Choice(tuple(self._parts(item) for item in self._lists[name]))
        finally:
            self._reading.pop()
        return self._read[name]


def _may_be_nothing(part: Word | Gap | Choice) -> bool:
    if isinstance(part, Choice):
        return any(all(_may_be_nothing(inner) for inner in option) for option in part.options)
    return isinstance(part, Gap) and part.least == 0
