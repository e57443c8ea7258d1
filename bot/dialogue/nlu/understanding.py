"""What the classifier has learned: three views of a message that vote on its intent, and the second net for danger.

The views: its surface (characters and words), its meaning (the sentence encoder, for English), its concepts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from bot.dialogue.nlu.concepts import ConceptFeatures, read_lexicon
from bot.dialogue.nlu.danger_net import CLASS_OF, DangerNet, log_odds
from bot.dialogue.nlu.encoder import SentenceEncoder
from bot.dialogue.nlu.network import Network
from bot.dialogue.nlu.spelling_repair import SpellingRepair
from bot.dialogue.nlu.surface import Linear, fit_linear, plain, surface_features

# Chosen on messages that neither trained the model nor measure it in tests/evaluation.
_VOTES = {"surface": 0.4, "meaning": 0.45, "concepts": 0.15}
# People write otherwise than the examples: a confidence measured on held-out examples is too high for them.
_CAUTION = 0.65
_LEAST = 1e-9


class Example(NamedTuple):
    """A plain text, its intent, and the danger it tells of ("" for none)."""

    text: str
    intent: str
    kind: str


class Rows(NamedTuple):
    """The views of some messages, a row each; None for a view that is switched off."""

    surface: Any
    meaning: Any | None
    concepts: Any | None

    def take(self, chosen: Any) -> Rows:
        """Some of the rows."""
        return Rows(*(None if view is None else view[chosen] for view in self))


class Understanding:
    """`open`, then `prepare` and `learn`; when loaded from disk, `open` alone."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        """`config`: see MessageClassifier."""
        self._config = config
        self._encoder: SentenceEncoder | None = None
        self._repair: SpellingRepair | None = None
        self._features = surface_features()
        self._concept_features: ConceptFeatures | None = None
        self._surface: Linear | None = None
        self._meaning: Network | None = None
        self._concepts: Linear | None = None
        self._favour: Any = None
        self.intents: tuple[str, ...] = ()
        self.danger = DangerNet()

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_encoder": None}

    def open(self, folder: Path, threads: int = 1) -> Understanding:
        """Load the encoder, which is not kept with the rest; `threads`: one is fastest for a message, more to train."""
        if self._config["encoder"]:
            self._encoder = SentenceEncoder(folder, threads)
        return self

    def prepare(self, texts: Sequence[str], noisy: Sequence[str]) -> Rows:
        """Learn the features and give the rows of plain `texts` and, below them, of their misspelled copies."""
        both = [*texts, *noisy]
        if self._config["repair"] and self._encoder:
            self._repair = SpellingRepair(texts, self._encoder.words())
        if self._config["concepts"]:
            self._concept_features = ConceptFeatures(read_lexicon())
        concepts = self._concept_features.fit(both) if self._concept_features else None
        return Rows(self._features.fit_transform(both), self._meaning_rows(both), concepts)

    def learn(self, rows: Rows, intents: Sequence[str], kinds: Sequence[str]) -> Understanding:
        """Fit every voter and the second net."""
        seed = self._config["seed"]
        self.intents = tuple(sorted(set(intents)))
        self._favour = np.array([self._config["favoured"].get(intent, 1.0) for intent in self.intents])
        # Side by side, a core each: the libraries below let go of Python while they reckon.
        with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count()) as pool:
            danger = pool.submit(self.danger.fit, rows.surface, rows.meaning, kinds, seed)
            surface = pool.submit(fit_linear, rows.surface, intents, 12.0)
            meaning = rows.meaning is not None and pool.submit(Network(256, 10, seed).fit, rows.meaning, intents)
            concepts = rows.concepts is not None and pool.submit(fit_linear, rows.concepts, intents, 5.0)
        self._surface, self._meaning = surface.result(), meaning.result() if meaning else None
        self._concepts = concepts.result() if concepts else None
        danger.result()
        return self

    def rows(self, texts: Sequence[str]) -> Rows:
        """The rows of plain texts."""
        concepts = self._concept_features(texts) if self._concept_features else None
        return Rows(self._features.transform(texts), self._meaning_rows(texts), concepts)

    def read_all(self, rows: Rows) -> tuple[Any, Any]:
        """Shares of the intents [texts, intents] and scores of danger [texts]."""
        votes = self._votes(rows)
        by_intent = log_odds(_shares(votes)[:, np.isin(self.intents, tuple(CLASS_OF))].sum(axis=1))
        scores = (self.danger.scores(rows.surface, rows.meaning) + by_intent) / 2
        return _shares(votes * _CAUTION), scores

    def read(self, text: str, most: int = 10) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """The likeliest intents as Rasa wants them, [{name, confidence}], best first; and the reading of danger."""
        rows = self.rows([plain(text)])
        shares, scores = self.read_all(rows)
        best = np.argsort(shares[0])[::-1][:most]
        ranking = [{"name": self.intents[i], "confidence": float(shares[0, i])} for i in best]
        return ranking, self.danger.reading(float(scores[0]), rows.surface, rows.meaning)

    def _meaning_rows(self, texts: Sequence[str]) -> Any | None:
        if self._encoder is None:
            return None
        return self._encoder([self._repair(text) for text in texts] if self._repair else texts)

    def _votes(self, rows: Rows) -> Any:
        """The weighed sum of the views' log-probabilities, [texts, intents]."""
        if self._surface is None:
            raise RuntimeError("learn() comes first")
        votes = _VOTES["surface"] * np.log(self._surface.shares(rows.surface) + _LEAST)
        if self._meaning:
            votes += _VOTES["meaning"] * np.log(self._meaning.shares(rows.meaning) + _LEAST)
        if self._concepts:
            votes += _VOTES["concepts"] * np.log(self._concepts.shares(rows.concepts) + _LEAST)
        return votes + np.log(self._favour)


def _shares(votes: Any) -> Any:
    raised = np.exp(votes - votes.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
