"""The second net for danger: how much a message resembles one, whatever its intent is.

The screen (bot/safety) reads rules and comes first; this one has learned from examples and catches what no rule says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.dialogue.nlu.linear import Linear, Row
from bot.dialogue.nlu.network import Network, mean_shares

# Classes of the danger flow by intent, for examples that name none (docs/danger.md).
CLASS_OF = {"crisis_self_harm": "self_harm", "crisis_danger": "immediate_danger", "victim_threat": "blackmail"}


@dataclass(frozen=True)
class Thresholds:
    """Scores from which the net acts and asks, and up to which a message is harmless."""

    act: float = np.inf
    ask: float = np.inf
    harmless: float = -np.inf

    def level(self, score: float) -> str:
        """act, ask, unclear or harmless."""
        if score >= self.act:
            return "act"
        if score >= self.ask:
            return "ask"
        return "harmless" if score <= self.harmless else "unclear"


def calibrated(scores: Any, is_danger: Any, near: Any, asks: float, acts: float, misses: float) -> Thresholds:
    """Thresholds from held-out lines: of those without danger, `near` ones apart, the shares `asks` and `acts` lie
    above; of the dangers the share `misses` lies in what is called harmless."""
    safe = scores[~is_danger & ~near]
    act, ask = np.quantile(safe, 1 - acts), np.quantile(safe, 1 - asks)
    return Thresholds(float(act), float(ask), float(min(np.quantile(scores[is_danger], misses), ask)))


@dataclass
class DangerNet:
    """Reads surface rows and, where there is an encoder, its rows."""

    surface: Linear
    meaning: tuple[Network, ...]
    kinds: tuple[str, ...]  # class and whom it is about, as in "abuse/other"
    kind: Linear | Network
    thresholds: Thresholds

    def scores(self, surface: Sequence[Row], meaning: Any | None) -> Any:
        """Log-odds of danger, the mean of the views, [texts]."""
        read = self.surface.scores(surface)[:, -1]
        if not self.meaning or meaning is None:
            return read
        return (read + log_odds(mean_shares(self.meaning, meaning)[:, 1])) / 2

    def reading(self, score: float, surface: Sequence[Row], meaning: Any | None) -> dict[str, Any]:
        """Of one message: its level, and the likeliest class and whom it is about."""
        shares = (self.kind.shares(surface) if isinstance(self.kind, Linear) else self.kind.shares(meaning))[0]
        cls, _, about = self.kinds[int(np.argmax(shares))].partition("/")
        return {"level": self.thresholds.level(score), "class": cls, "about": about, "score": round(score, 2)}


def log_odds(shares: Any) -> Any:
    """Of probabilities, kept away from 0 and 1."""
    kept = np.clip(shares, 1e-6, 1 - 1e-6)
    return np.log(kept / (1 - kept))
