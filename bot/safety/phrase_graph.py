"""Finds many phrases in a row of words in one pass, however long the row is."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.safety.phrases import Choice, Gap, Phrase, Word

STOP = "."  # the end of a sentence, in a row of words


class Hit(NamedTuple):
    """The phrase labelled `label` stands in the words from `start` to `end`, both included."""

    label: int
    start: int
    end: int


class PhraseGraph:
    """All phrases as one graph of states; phrases that begin alike share their beginning.

    A filler word, or the end of a sentence, may stand between any two words of a phrase; a gap ends with its sentence.
    """

    def __init__(self, fillers: Iterable[str] = ()) -> None:
        self._fillers = frozenset(fillers)
        self._steps: list[list[tuple[frozenset[str] | None, int]]] = [[]]
        self._free: list[list[int]] = [[]]  # states reached without a word
        self._labels: dict[int, set[int]] = {}
        self._in_gap: set[int] = set()
        self._built: dict[tuple[int, object], int] = {}
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self._reach: list[tuple[int, ...]] = []
        self._first: dict[str, tuple[int, ...]] = {}

    def add(self, phrase: Phrase, label: int) -> None:
        """Look for `phrase` too; call `close` after the last one."""
        self._labels.setdefault(self._sequence(0, phrase), set()).add(label)

    def close(self) -> None:
        """Make ready for `find`."""
        self._reach = [self._closure(state) for state in range(len(self._steps))]
        first: dict[str, set[int]] = {}
        for state in self._reach[0]:
            for words, target in self._steps[state]:
                for word in words or ():
                    first.setdefault(word, set()).update(self._reach[target])
        self._first = {word: tuple(states) for word, states in first.items()}
        self._free, self._built, self._sets = [], {}, {}

    def find(self, words: Sequence[str]) -> set[Hit]:
        """Every place where a phrase stands; of several beginnings with one end, the nearest."""
        hits: set[Hit] = set()
        active: dict[int, int] = {}
        for at, word in enumerate(words):
            if word == STOP:
                active = {state: begun for state, begun in active.items() if state not in self._in_gap}
                continue
            entered = self._enter(active, word)
            entered.update(dict.fromkeys(self._first.get(word, ()), at))
            for state, begun in entered.items():
                if state in self._labels:
                    hits.update(Hit(label, begun, at) for label in self._labels[state])
            active = _merge(active, entered) if word in self._fillers else entered
        return hits

    def _enter(self, active: dict[int, int], word: str) -> dict[int, int]:
        entered: dict[int, int] = {}
        for state, begun in active.items():
            for words, target in self._steps[state]:
                if words is None or word in words:
                    for reached in self._reach[target]:
                        if entered.get(reached, -1) < begun:
                            entered[reached] = begun
        return entered

    def _closure(self, state: int) -> tuple[int, ...]:
        seen = {state}
        waiting = [state]
        while waiting:
            for following in self._free[waiting.pop()]:
                if following not in seen:
                    seen.add(following)
                    waiting.append(following)
        return tuple(s for s in seen if self._steps[s] or s in self._labels)

    def _state(self) -> int:
        self._steps.append([])
        self._free.append([])
        return len(self._steps) - 1

    def _sequence(self, state: int, phrase: Phrase) -> int:
        for part in phrase:
            key = (state, part)
            if key not in self._built:
                self._built[key] = self._part(state, part)
            state = self._built[key]
        return state

    def _part(self, state: int, part: Word | Gap | Choice) -> int:
        if isinstance(part, Gap):
            return self._gap(state, part)
        end = self._state()
        single, longer, optional = _sorted_options(part if isinstance(part, Choice) else Choice(((part,),)))
        if single:
            # Most words stand in many phrases: kept once, they take a fifth of the memory.
            self._steps[state].append((self._sets.setdefault(single, single), end))
        for option in longer:
            self._free[self._sequence(state, option)].append(end)
        if optional:
            self._free[state].append(end)
        return end

    def _gap(self, state: int, gap: Gap) -> int:
        inside = [self._state() for _ in range(gap.most + 1)]
        end = self._state()
        self._in_gap.update(inside, [end])
        self._free[state].append(inside[0])
        for here, following in itertools.pairwise(inside):
            self._steps[here].append((None, following))
        for passed in inside[gap.least:]:
            self._free[passed].append(end)
        return end


def _merge(active: dict[int, int], entered: dict[int, int]) -> dict[int, int]:
    merged = dict(active)
    for state, begun in entered.items():
        if merged.get(state, -1) < begun:
            merged[state] = begun
    return merged


def _sorted_options(choice: Choice) -> tuple[frozenset[str], list[Phrase], bool]:
    """The options of one word, the longer ones, and whether nothing at all will do; lists in lists are opened."""
    single: set[str] = set()
    longer: list[Phrase] = []
    optional = False
    for option in choice.options:
        if not option:
            optional = True
        elif len(option) == 1 and isinstance(option[0], Word):
            single.add(option[0].text)
        elif len(option) == 1 and isinstance(option[0], Choice):
            words, phrases, empty = _sorted_options(option[0])
            single |= words
            longer += phrases
            optional = optional or empty
        else:
            longer.append(option)
    return frozenset(single), longer, optional
