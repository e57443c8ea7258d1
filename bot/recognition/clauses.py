"""Cuts a text into clauses and tells whether a stretch of one speaks of the writer or of somebody else."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import Enum

from bot.recognition.tables import anywhere, at_end, either, table, words_only

_TABLE = table("whereabouts")
_SENTENCE_END = re.compile(r"[.!?;\n…。！？]+")
_CLAUSE_END = re.compile(rf"[,:()\[\]،、，]|{anywhere(_TABLE['clause_words']).pattern}")
_WRITER = anywhere(_TABLE["writer"])
_OTHER = re.compile(f"{anywhere(_TABLE['other']).pattern}|{either(_TABLE['other_unspaced'])}")
_PREDICATE = at_end(_TABLE["predicate"])
_INTRODUCTION, _SELF_NOUNS = words_only(_TABLE["introduction"]), frozenset(_TABLE["self_nouns"])
# "I live with my mum in Leeds", "visiting family in Fiji", "me and my friend are in Leeds" speak of the writer.
_COMPANY = re.compile(r"(\b(?:live|living|stay|staying|i'?m|here|are|holiday)) "
                      r"(with (?:my|our|the) \w+(?:(?:,| and| n| &)+ (?:my |our )?\w+)?)")
_VISIT = re.compile(r"\b(visiting) ((?:my )?(?:family|relatives|friends|parents|grandparents|dad|mum|mom))")
_TOGETHER = re.compile(r"\b(?:me|i) (?:and|n|&) (?:my|our) \w+|\bmy \w+ (?:and|n|&) (?:me|i)\b")
_WINDOW = 200  # characters; a clause longer than that is no clause


class Subject(Enum):
    """Whom a stretch of text speaks of."""

    WRITER = 1
    OTHER = 2
    NOBODY = 3


class Clauses:
    """The clauses of a text in small letters. `whole` spans are never cut: a name may hold a comma or a full stop."""

    def __init__(self, text: str, whole: tuple[tuple[int, int], ...] = ()) -> None:
        masked = _COMPANY.sub(_without_company, _VISIT.sub(_without_company, text))
        self.text = _TOGETHER.sub(lambda match: "we".ljust(len(match[0])), masked)
        self._cuts = [(0, 0, True)]
        for pattern, ends_sentence in ((_SENTENCE_END, True), (_CLAUSE_END, False)):
            self._cuts += [(match.start(), match.end(), ends_sentence) for match in pattern.finditer(self.text)
                           if not any(start <= match.start() < end for start, end in whole)]
        self._cuts.sort()
        self._starts = [start for start, _, _ in self._cuts]

    def before(self, position: int) -> str:
        """The clause up to `position`, at most its last 200 characters."""
        return self.text[max(self._cuts[self._cut(position)][1], position - _WINDOW):position]

    def after(self, position: int) -> str:
        """The rest of the clause from `position`, at most 200 characters."""
        index = bisect_right(self._starts, position - 1)
        end = self._starts[index] if index < len(self._starts) else len(self.text)
        return self.text[position:min(end, position + _WINDOW)]

    def subject(self, position: int) -> Subject:
        """Whom the text speaks of at `position`: the last one in the clause, or the first of the clause before."""
        index = self._cut(position)
        found = _last_subject(self.before(position))
        while found is Subject.NOBODY and index and not self._cuts[index][2]:
            index -= 1
            start, end = self._cuts[index][1], self._cuts[index + 1][0]
            found = _first_subject(self.text[start:min(end, start + _WINDOW)])
        return found

    def _cut(self, position: int) -> int:
        return max(bisect_right(self._starts, position - 1) - 1, 0)


def _without_company(match: re.Match[str]) -> str:
    return match[1].ljust(len(match[0]))


def _last_subject(stretch: str) -> Subject:
    last, found = -1, Subject.NOBODY
    for match in _WRITER.finditer(stretch):
        last, found = match.end(), Subject.WRITER
    for match in _OTHER.finditer(stretch):
        if match.end() > last and not _is_of_writer(stretch[:match.start()], match[0]):
            last, found = match.end(), Subject.OTHER
    return found


def _first_subject(stretch: str) -> Subject:
    writer, other = _WRITER.search(stretch), _OTHER.search(stretch)
    if writer and (not other or writer.start() <= other.start()):
        return Subject.WRITER
    return Subject.OTHER if other and not _is_of_writer(stretch[:other.start()], other[0]) else Subject.NOBODY


def _is_of_writer(before: str, noun: str) -> bool:
    return bool(_PREDICATE.search(before) or (noun in _SELF_NOUNS and _INTRODUCTION.fullmatch(before)))
