"""A small neural network over the encoder's numbers."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

_SCALE = 10.0  # the encoder's rows have length 2; the network learns sooner from larger numbers


class Network:
    """One hidden layer."""

    def __init__(self, width: int, rounds: int, seed: int) -> None:
        """`width` of the hidden layer; `rounds` through all examples."""
        self._model = MLPClassifier((width,), alpha=3e-2, batch_size=128, max_iter=rounds, random_state=seed)

    def fit(self, rows: Any, labels: Sequence[Any]) -> Network:
        """Learn the labels; shares come in the order of the sorted labels."""
        with warnings.catch_warnings():  # it stops early on purpose: more rounds only learn the examples by heart
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._model.fit(rows * _SCALE, labels)
        return self

    def shares(self, rows: Any) -> Any:
        """Probability of each label, [texts, labels]."""
        return self._model.predict_proba(rows * _SCALE)
