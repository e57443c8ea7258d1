"""Texts as a few weighed parts, and linear models that read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

_LEAST = 1e-9
# (places, weights) of what is not zero in a row: all that a linear model reads.
Row = tuple[Any, Any]


@dataclass(frozen=True)
class TfIdf:
    """Weighs the parts of a text as scikit-learn's TfidfVectorizer does: often in it, seldom elsewhere; length 1."""

    parts_of: Callable[[str], Iterable[str]]
    places: Mapping[str, int]
    rarity: Any  # [places]

    def __call__(self, text: str) -> Row:
        """The row of one text; parts that training did not know are passed over."""
        counts = Counter(self.places[part] for part in self.parts_of(text) if part in self.places)
        places = np.fromiter(counts.keys(), np.int32, len(counts))
        often = np.fromiter(counts.values(), np.float32, len(counts))
        weights = (1 + np.log(often)) * self.rarity[places]
        return places, weights / max(float(np.linalg.norm(weights)), _LEAST)


def side_by_side(one: TfIdf, other: TfIdf, text: str) -> Row:
    """The row of a text by two weighings, the places of the second behind those of the first."""
    (places, weights), (more_places, more_weights) = one(text), other(text)
    return np.concatenate([places, more_places + len(one.places)]), np.concatenate([weights, more_weights])


@dataclass(frozen=True)
class Linear:
    """One logistic regression a class. `weights` lie by feature, so that a message reads only the rows it needs."""

    weights: Any  # [features, classes]
    bias: Any  # [classes]

    def scores(self, rows: Iterable[Row]) -> Any:
        """Log-odds of each class, [texts, classes]."""
        return np.stack([weights @ self.weights[places] for places, weights in rows]) + self.bias

    def shares(self, rows: Iterable[Row]) -> Any:
        """The classes' probabilities scaled to a sum of 1, [texts, classes]."""
        found = 1 / (1 + np.exp(-self.scores(rows))) + _LEAST
        return found / found.sum(axis=1, keepdims=True)

    def divided(self, at: int) -> tuple[Linear, Linear]:
        """The classes before `at`, and the others."""
        one, other = (Linear(np.ascontiguousarray(self.weights[:, part]), self.bias[part])
                      for part in (slice(at), slice(at, None)))
        return one, other
