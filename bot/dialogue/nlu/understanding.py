"""How a message is read: two views of it that vote on its intent, and the second net for danger.

The views: its surface (characters and words) and its meaning (the sentence encoder, for English).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bot.dialogue.nlu.danger_net import CLASS_OF, DangerNet, log_odds
from bot.dialogue.nlu.encoder import SentenceEncoder
from bot.dialogue.nlu.linear import Linear, Row, TfIdf, side_by_side
from bot.dialogue.nlu.network import Network, mean_shares
from bot.dialogue.nlu.spelling_repair import SpellingRepair
from bot.dialogue.nlu.surface import plain

# Chosen on messages that neither trained the model nor measure it in tests/evaluation.
_VOTES = {"surface": 0.57, "meaning": 0.43}
# People write otherwise than the examples: a confidence measured on held-out examples is too high for them.
_CAUTION = 0.6
_LEAST = 1e-9


class Rows(NamedTuple):
    """The views of some messages, a row each; None for the meaning where the encoder is switched off."""

    surface: Sequence[Row]
    meaning: Any | None  # [texts, numbers]


@dataclass
class Views:
    """Turns plain texts into rows. The encoder has files of its own: `open` loads it."""

    characters: TfIdf
    words: TfIdf
    repair: SpellingRepair | None
    encoder: SentenceEncoder | None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "encoder": None}

    @property
    def parts(self) -> int:
        """How many characters, words and pairs are weighed."""
        return len(self.characters.places) + len(self.words.places)

    def __call__(self, texts: Sequence[str]) -> Rows:
        """The rows of plain texts."""
        surface = [side_by_side(self.characters, self.words, text) for text in texts]
        return Rows(surface, self.meaning(texts))

    def meaning(self, texts: Sequence[str]) -> Any | None:
        """The encoder's rows, of texts whose spelling is repaired first."""
        if self.encoder is None:
            return None
        return self.encoder([self.repair(text) for text in texts] if self.repair else texts)


@dataclass
class Understanding:
    """What was learned (bot/dialogue/nlu/learning.py)."""

    views: Views
    intents: tuple[str, ...]
    surface: Linear
    meaning: tuple[Network, ...]  # none without the encoder
    favour: Any  # [intents], factors
    danger: DangerNet

    def open(self, folder: Path) -> Understanding:
        """Loads the encoder, if it was in use when this was learned."""
        if self.meaning:
            self.views.encoder = SentenceEncoder(folder)
        return self

    def read_all(self, rows: Rows) -> tuple[Any, Any]:
        """Shares of the intents [texts, intents] and scores of danger [texts]."""
        votes = self._votes(rows)
        by_intent = log_odds(_shares(votes)[:, np.isin(self.intents, tuple(CLASS_OF))].sum(axis=1))
        scores = (self.danger.scores(rows.surface, rows.meaning) + by_intent) / 2
        return _shares(votes * _CAUTION), scores

    def read(self, text: str, most: int = 10) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """The likeliest intents as Rasa wants them, [{name, confidence}], best first; and the reading of danger."""
        rows = self.views([plain(text)])
        shares, scores = self.read_all(rows)
        best = np.argsort(shares[0])[::-1][:most]
        ranking = [{"name": self.intents[i], "confidence": float(shares[0, i])} for i in best]
        return ranking, self.danger.reading(float(scores[0]), rows.surface, rows.meaning)

    def _votes(self, rows: Rows) -> Any:
        """The weighed sum of the views' log-probabilities, [texts, intents]."""
        votes = _VOTES["surface"] * np.log(self.surface.shares(rows.surface) + _LEAST)
        if self.meaning:
            votes += _VOTES["meaning"] * np.log(mean_shares(self.meaning, rows.meaning) + _LEAST)
        return votes + np.log(self.favour)


def _shares(votes: Any) -> Any:
    raised = np.exp(votes - votes.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
