"""A small neural network over the encoder's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_SCALE = np.float32(10)  # the encoder's rows have length 2; the network learns sooner from larger numbers


@dataclass(frozen=True)
class Network:
    """One hidden layer of rectified units; `weights` and `biases` of it and of the layer behind it."""

    weights: tuple[Any, Any]  # [inputs, units], [units, labels]
    biases: tuple[Any, Any]

    def shares(self, rows: Any) -> Any:
        """Probability of each label in sorted order, [texts, labels]."""
        hidden = rectified(scaled(rows) @ self.weights[0] + self.biases[0])
        return softmax(hidden @ self.weights[1] + self.biases[1])


def mean_shares(networks: Sequence[Network], rows: Any) -> Any:
    """What several networks say together: one alone says what chance began it with."""
    return np.mean([network.shares(rows) for network in networks], axis=0)


def scaled(rows: Any) -> Any:
    """The encoder's rows as a network reads them."""
    return rows * _SCALE


def rectified(values: Any) -> Any:
    """What is below zero is zero."""
    return np.maximum(values, 0)


def softmax(values: Any) -> Any:
    """Shares of a sum of 1 in each row."""
    raised = np.exp(values - values.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
