"""Finds the names we know in a text: one phrase matcher over places, platforms and languages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from threading import Lock
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.recognition.spelling import Spelling
from bot.recognition.text import Word, words

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


class Mention(NamedTuple):
    """A name in a text: what it is (`country`, `city`, `platform` …), what it stands for, and where it stands."""

    kind: str
    value: str
    start: int
    end: int


class Lexicon:
    """All names as one matcher.

    spaCy brings the matcher, which finds thousands of phrases of several words at the price of reading a text once.
    Its tokenizers are not used: names, misspelt names and texts in sixty languages must be cut by one rule, which is
    `text.words`. What people write leaves a memory zone as plain values, and only words of ours enter one, any other
    as a placeholder: spaCy forgets the strings of a zone, but its tables keep growing (40 MB in a million words).
    """

    def __init__(self, entries: Iterable[tuple[str, str, str]], targets: Iterable[str]) -> None:
        self._vocab = Vocab()  # without the attributes of words that a language would compute for each
        self._zone = Lock()  # memory zones must not overlap, and a lexicon may be shared between threads
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        known = {_UNKNOWN}
        places: set[str] = set()
        for label, group in groupby(sorted(entries, key=_label), key=_label):
            phrases = [[word.text for word in words(phrase)] for phrase, _, _ in group]
            known.update(*phrases)
            if label.startswith(("country:", "word:", "person:")):
                places.update(parts[0] for parts in phrases if len(parts) == 1)
            self._matcher.add(label, [Doc(self._vocab, words=parts) for parts in phrases])
        self._known = frozenset(known)
        Doc(self._vocab, words=[_UNKNOWN])
        self.mend = Spelling(self._known, places, list(targets)).mend

    @property
    def vocabulary(self) -> Vocab:
        """What spaCy remembers for good; only names of ours may be in it."""
        return self._vocab

    def find(self, folded: str) -> list[Mention]:
        """The names in a folded text, in order; of overlapping ones the longest."""
        cut = words(folded)
        if not cut:
            return []
        known = [word if word in self._known else _UNKNOWN for word in self.mend([word.text for word in cut])]
        with self._zone, self._vocab.memory_zone():
            doc = Doc(self._vocab, words=known)
            found = [(str(self._vocab.strings[key]), start, end) for key, start, end in self._matcher(doc)]
        return _longest(found, cut)


def _label(entry: tuple[str, str, str]) -> str:
    return f"{entry[1]}:{entry[2]}"


def _longest(found: list[tuple[str, int, int]], cut: list[Word]) -> list[Mention]:
    """Drops what lies within or across something longer; two meanings of the same words both stay."""
    taken: dict[int, tuple[int, int]] = {}
    mentions = []
    for label, start, end in sorted(found, key=lambda span: (span[1] - span[2], span[1])):
        if all(taken.get(i, (start, end)) == (start, end) for i in range(start, end)):
            taken.update(dict.fromkeys(range(start, end), (start, end)))
            kind, _, value = label.partition(":")
            mentions.append(Mention(kind, value, cut[start].start, cut[end - 1].end))
    return sorted(mentions, key=lambda mention: mention.start)
