"""How the classifier's small models are fitted to their rows: with numpy, and the optimizer that comes with spaCy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from thinc.optimizers import Adam

from bot.dialogue.nlu.linear import Linear, Row
from bot.dialogue.nlu.network import Network, rectified, scaled, softmax

_COST = 12.0  # of an example on the wrong side, against the weights' own squares
_ROUNDS = 6
_NEWTON_STEPS = 2
_UNTOUCHED = -9.0  # log-odds: an example's first part in the weights is next to nothing

# Many rows at a time and long steps: measured, the same quality as 128 and 0.001 in two thirds of the time.
_BATCH = 512
_LEARN_RATE = 2e-3
_DECAY = 3e-2 / _BATCH


def fit_linear(rows: Sequence[Row], belongs: Any, features: int, seed: int) -> Linear:
    """A logistic regression for each column of `belongs` [texts, columns], true where a text belongs to it.

    By dual coordinate descent with a few steps of Newton's (Yu, Huang and Lin 2011), one text after another in an order
    that chance gives, all columns at once.
    """
    chance = np.random.default_rng(seed)
    signs = np.where(belongs, np.float32(1), np.float32(-1))
    weights, bias = np.zeros((features, signs.shape[1]), np.float32), np.zeros(signs.shape[1], np.float32)
    odds, parts = np.full_like(signs, _UNTOUCHED), np.zeros_like(signs)  # each text's part in the weights, 0 to 1
    for _ in range(_ROUNDS):
        for text in chance.permutation(len(rows)):
            places, values = rows[text]
            curve = np.float32(_COST) * (values @ values + 1)
            margin = signs[text] * (values @ weights[places] + bias)
            found, part, begun = odds[text], parts[text], parts[text].copy()
            for _ in range(_NEWTON_STEPS):
                slope = np.maximum(1 + curve * part * (1 - part), (1 + curve / 4) / 2)  # never so flat that it leaps
                found -= (found + margin + curve * (part - begun)) / slope
                part[:] = 1 / (1 + np.exp(-found))
            change = _COST * signs[text] * (part - begun)
            weights[places] += np.outer(values, change)
            bias += change
    return Linear(weights, bias)


def fit_network(rows: Any, labels: Sequence[Any], width: int, rounds: int, seed: int) -> Network:
    """Over rows [texts, numbers]; `width` of the hidden layer, `rounds` through all examples, labels sorted."""
    chance = np.random.default_rng(seed)
    names, number = np.unique(labels, return_inverse=True)
    wanted = np.eye(len(names), dtype=np.float32)[number]
    parameters = [part for inputs, outputs in ((rows.shape[1], width), (width, len(names)))
                  for part in (_begun(chance, inputs, outputs), np.zeros(outputs, np.float32))]
    adam = Adam(_LEARN_RATE, L2=_DECAY, L2_is_weight_decay=False, grad_clip=0)
    for _ in range(rounds):
        order = chance.permutation(len(rows))
        for batch in (order[begin:begin + _BATCH] for begin in range(0, len(order), _BATCH)):
            for place, gradient in enumerate(gradients(parameters, rows[batch], wanted[batch])):
                parameters[place], _ = adam((0, str(place)), parameters[place], gradient)
    inner, inner_bias, outer, outer_bias = parameters
    return Network((inner, outer), (inner_bias, outer_bias))


def gradients(parameters: Sequence[Any], rows: Any, wanted: Any) -> tuple[Any, ...]:
    """How the mean cross-entropy rises with each parameter: weights and bias of the inner layer, then of the outer."""
    inner, inner_bias, outer, outer_bias = parameters
    rows = scaled(rows)
    hidden = rectified(rows @ inner + inner_bias)
    error = (softmax(hidden @ outer + outer_bias) - wanted) / np.float32(len(rows))
    inner_error = (error @ outer.T) * (hidden > 0)
    return rows.T @ inner_error, inner_error.sum(axis=0), hidden.T @ error, error.sum(axis=0)


def _begun(chance: np.random.Generator, inputs: int, outputs: int) -> Any:
    """Weights to begin with (Glorot and Bengio 2010)."""
    most = np.sqrt(6 / (inputs + outputs))
    return chance.uniform(-most, most, (inputs, outputs)).astype(np.float32)
