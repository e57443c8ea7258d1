"""The second net for danger: how much a message resembles one, whatever its intent is.

The screen (bot/safety) reads rules and comes first; this one has learned from examples and catches what no rule says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.dialogue.nlu.network import Network
from bot.dialogue.nlu.surface import Linear, fit_linear

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


class DangerNet:
    """Reads surface rows and, where there is an encoder, its rows."""

    def __init__(self) -> None:
        self._surface: Linear | None = None
        self._meaning: list[Network] = []
        self._kinds: tuple[str, ...] = ()
        self._kind: Linear | Network | None = None
        self.thresholds = Thresholds()

    def fit(self, surface: Any, meaning: Any | None, kinds: Sequence[str], seed: int) -> DangerNet:
        """`kinds`: "" where there is no danger, else class and whom it is about, as in "abuse/other"."""
        named = np.array(kinds)
        is_danger = named != ""
        self._surface = fit_linear(surface, is_danger, 12.0)
        self._kinds = tuple(sorted(set(named[is_danger])))
        if meaning is None:
            self._kind = fit_linear(surface[is_danger], named[is_danger], 12.0)
            return self
        self._meaning = [Network(128, 12, seed + i).fit(meaning, is_danger) for i in range(2)]
        self._kind = Network(64, 12, seed).fit(meaning[is_danger], named[is_danger])
        return self

    def scores(self, surface: Any, meaning: Any | None) -> Any:
        """Log-odds of danger, the mean of the views, [texts]."""
        if self._surface is None:
            raise RuntimeError("fit() comes first")
        read = self._surface.scores(surface)[:, -1]
        if not self._meaning or meaning is None:
            return read
        return (read + log_odds(np.mean([network.shares(meaning)[:, 1] for network in self._meaning], axis=0))) / 2

    def reading(self, score: float, surface: Any, meaning: Any | None) -> dict[str, Any]:
        """Of one message: its level, and the likeliest class and whom it is about."""
        if self._kind is None:
            raise RuntimeError("fit() comes first")
        shares = self._kind.shares(surface if isinstance(self._kind, Linear) else meaning)[0]
        cls, _, about = self._kinds[int(np.argmax(shares))].partition("/")
        return {"level": self.thresholds.level(score), "class": cls, "about": about, "score": round(score, 2)}


def log_odds(shares: Any) -> Any:
    """Of probabilities, kept away from 0 and 1."""
    kept = np.clip(shares, 1e-6, 1 - 1e-6)
    return np.log(kept / (1 - kept))
