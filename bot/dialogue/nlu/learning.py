"""How what the classifier knows is learned from examples. scikit-learn is needed here alone, so a server needs none."""

from __future__ import annotations

import os
import random
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import hstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedShuffleSplit
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from bot.dialogue.nlu.danger_net import DangerNet, Thresholds, calibrated
from bot.dialogue.nlu.encoder import SentenceEncoder
from bot.dialogue.nlu.linear import Linear, Row, TfIdf
from bot.dialogue.nlu.network import SCALE, Network
from bot.dialogue.nlu.spelling_noise import misspell
from bot.dialogue.nlu.spelling_repair import SpellingRepair
from bot.dialogue.nlu.surface import characters, words_and_pairs
from bot.dialogue.nlu.understanding import Rows, Understanding, Views

OUT = "out_of_scope"
# Messages that may rightly resemble a danger without being labelled one.
_NEAR_DANGER = frozenset({"parent_child_victim", "friend_victim", "school_incident", "feel_bad"})


class Example(NamedTuple):
    """A plain text, its intent, and the danger it tells of: class and about whom, as in "abuse/other", or ""."""

    text: str
    intent: str
    kind: str


class Lesson(NamedTuple):
    """Examples as their views, matrices with a row each (sparse ones, but for the meaning), and their labels."""

    surface: Any
    meaning: Any | None
    intents: Any
    kinds: Any

    def take(self, chosen: Any) -> Lesson:
        """Some of the examples."""
        return Lesson(*(None if part is None else part[chosen] for part in self))

    def rows(self) -> Rows:
        """The views as what has been learned reads them."""
        return Rows(_rows(self.surface), self.meaning)


def learned(examples: Sequence[Example], config: Mapping[str, Any], folder: Path) -> tuple[Understanding, float]:
    """Fitted without some lines, calibrated on them, and fitted on all; and the least confidence that is believed.

    `config`: see MessageClassifier; `folder`: where the encoder's files are.
    """
    views, lesson = prepared(examples, config, folder)
    split = StratifiedShuffleSplit(1, test_size=0.15, random_state=config["seed"])
    intents = lesson.intents[:len(examples)]
    kept, held_out = next(split.split(intents, intents))
    trial = fitted(views, lesson.take(np.concatenate([kept, kept + len(examples)])), config)
    threshold, thresholds = _calibrate(trial, lesson.take(held_out), config)
    understanding = fitted(views, lesson, config)
    understanding.danger.thresholds = thresholds
    return understanding, threshold


def prepared(examples: Sequence[Example], config: Mapping[str, Any], folder: Path) -> tuple[Views, Lesson]:
    """Learns what the views weigh, and gives all examples and, below them, their misspelled copies."""
    chance = random.Random(config["seed"])
    texts = [example.text for example in examples]
    both = [*texts, *(misspell(text, chance) for text in texts)]
    encoder = SentenceEncoder(folder) if config["encoder"] else None
    repair = SpellingRepair(texts, encoder.words()) if encoder and config["repair"] else None
    by_characters, character_rows = weighed(characters, both, least=6)
    by_words, word_rows = weighed(words_and_pairs, both, least=6)
    views = Views(by_characters, by_words, repair, encoder)
    intents, kinds = (np.array([example[i] for example in examples] * 2, dtype=object) for i in (1, 2))
    surface = hstack([character_rows, word_rows], format="csr")
    return views, Lesson(surface, views.meaning(both), intents, kinds)


def fitted(views: Views, lesson: Lesson, config: Mapping[str, Any]) -> Understanding:
    """Every voter and the second net."""
    seed = config["seed"]
    intents = tuple(sorted(set(lesson.intents)))
    # Side by side, a core each: the libraries below let go of Python while they reckon.
    with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count()) as pool:
        danger = pool.submit(_danger_net, lesson, seed)
        surface = pool.submit(fit_linear, lesson.surface, lesson.intents, 12.0)
        meaning = [pool.submit(fit_network, lesson.meaning, lesson.intents, 256, 10, seed + i)
                   for i in range(0 if lesson.meaning is None else 2)]
    favour = np.array([config["favoured"].get(intent, 1.0) for intent in intents])
    return Understanding(views, intents, surface.result(), tuple(network.result() for network in meaning),
                         favour, danger.result())


def _danger_net(lesson: Lesson, seed: int) -> DangerNet:
    is_danger = lesson.kinds != ""
    kinds = lesson.kinds[is_danger]
    surface = fit_linear(lesson.surface, is_danger, 12.0)
    names = tuple(sorted(set(kinds)))
    if lesson.meaning is None:
        return DangerNet(surface, (), names, fit_linear(lesson.surface[is_danger], kinds, 12.0), Thresholds())
    meaning = tuple(fit_network(lesson.meaning, is_danger, 128, 12, seed + i) for i in range(2))
    return DangerNet(surface, meaning, names, fit_network(lesson.meaning[is_danger], kinds, 64, 12, seed), Thresholds())


def _calibrate(trial: Understanding, held_out: Lesson, config: Mapping[str, Any]) -> tuple[float, Thresholds]:
    shares, scores = trial.read_all(held_out.rows())
    within = shares.max(axis=1)[held_out.intents != OUT]
    threshold = float(np.quantile(within, config["false_rejects"])) if len(within) else 0.0
    near = np.isin(held_out.intents, sorted(_NEAR_DANGER))
    return threshold, calibrated(scores, held_out.kinds != "", near, config["asks"], config["acts"], config["misses"])


def fit_linear(rows: Any, labels: Sequence[Any], inverse_regularisation: float) -> Linear:
    """One against the rest for each label, in the order of the sorted labels; two labels make one column."""
    # Few steps: measured, more of them took twice the time and named no intent better.
    model = LogisticRegression(C=inverse_regularisation, solver="liblinear", dual=True, tol=1.0,
                               multi_class="ovr").fit(rows, labels)
    return Linear(np.ascontiguousarray(model.coef_.T, np.float32), model.intercept_)


def fit_network(rows: Any, labels: Sequence[Any], width: int, rounds: int, seed: int) -> Network:
    """`width` of the hidden layer; `rounds` through all examples."""
    # Many rows at a time and longer steps: measured, the same quality as 128 and 0.001 in two thirds of the time.
    model = MLPClassifier((width,), alpha=3e-2, batch_size=512, learning_rate_init=2e-3, max_iter=rounds,
                          random_state=seed)
    with warnings.catch_warnings():  # it stops early on purpose: more rounds only learn the examples by heart
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(rows * SCALE, labels)
    return Network(tuple(model.coefs_), tuple(model.intercepts_))


def weighed(parts_of: Callable[[str], list[str]], texts: Sequence[str], least: int) -> tuple[TfIdf, Any]:
    """The weighing of parts that stand in at least so many texts, and the rows of `texts`."""
    model = TfidfVectorizer(analyzer=parts_of, min_df=least, sublinear_tf=True, dtype=np.float32)
    rows = model.fit_transform(texts)
    places = {part: int(place) for part, place in model.vocabulary_.items()}
    return TfIdf(parts_of, places, model.idf_.astype(np.float32)), rows


def _rows(matrix: Any) -> list[Row]:
    return [(matrix.indices[begin:end], matrix.data[begin:end]) for begin, end in pairwise(matrix.indptr)]
