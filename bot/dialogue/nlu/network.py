"""A small neural network over the encoder's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

SCALE = 10.0  # the encoder's rows have length 2; the network learns sooner from larger numbers


@dataclass(frozen=True)
class Network:
    """One hidden layer of rectified units; `weights` and `biases` of it and of the layer behind it."""

    weights: tuple[Any, Any]  # [inputs, units], [units, classes]; one column where there are two classes
    biases: tuple[Any, Any]

    def shares(self, rows: Any) -> Any:
        """Probability of each label in sorted order, [texts, labels]."""
        hidden = np.maximum(rows * SCALE @ self.weights[0] + self.biases[0], 0)
        out = hidden @ self.weights[1] + self.biases[1]
        if out.shape[1] == 1:
            out = np.hstack([np.zeros_like(out), out])
        raised = np.exp(out - out.max(axis=1, keepdims=True))
        return raised / raised.sum(axis=1, keepdims=True)


def mean_shares(networks: Sequence[Network], rows: Any) -> Any:
    """What several networks say together: one alone says what chance began it with."""
    return np.mean([network.shares(rows) for network in networks], axis=0)
