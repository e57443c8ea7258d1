"""What the words of a message stand for: tags from data/concepts/, and their pairs, as features."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.matcher import PhraseMatcher

from bot.paths import PROJECT

_LEXICON = PROJECT / "data" / "concepts" / "en.yml"
_ELSE = re.compile(r"[^\w\s$£€]")


class Lexicon:
    """Finds the concepts of a message. What is kept of it on disk is the list of wordings alone."""

    def __init__(self, wordings: Mapping[str, Sequence[str]]) -> None:
        """`wordings` of each concept, as in data/concepts/."""
        self._wordings = {concept: [bare(str(wording)) for wording in said] for concept, said in wordings.items()}
        self._tokenizer = spacy.blank("en").tokenizer
        self._matcher = PhraseMatcher(self._tokenizer.vocab)
        for concept, said in self._wordings.items():
            self._matcher.add(concept, [self._tokenizer(wording) for wording in said])
        self._names = {self._tokenizer.vocab.strings[concept]: concept for concept in self._wordings}
        self._words = frozenset(" ".join(itertools.chain(*self._wordings.values())).split())

    def __reduce__(self) -> tuple[Any, ...]:
        return Lexicon, (self._wordings,)

    def tags(self, text: str) -> list[str]:
        """The concepts of `text`, sorted; nothing of it stays in spaCy's vocabulary."""
        known = " ".join(word if word in self._words else "_" for word in bare(text).split())
        return sorted({self._names[match] for match, _, _ in self._matcher(self._tokenizer(known))})

    def features(self, text: str) -> list[str]:
        """The tags of a text and their pairs."""
        tags = self.tags(text)
        return [*tags, *(f"{one}+{other}" for one, other in itertools.combinations(tags, 2))]


def read_lexicon(file: Path = _LEXICON) -> Lexicon:
    """The lexicon in `file`: concept → wordings."""
    return Lexicon(yaml.safe_load(file.read_text(encoding="utf-8")))


def bare(text: str) -> str:
    """Small letters without apostrophes and punctuation."""
    return " ".join(_ELSE.sub(" ", text.lower().replace("’", "'").replace("'", "")).split())
