"""How what the classifier knows is learned from examples: the views' weighing, the fits, the thresholds."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from bot.dialogue.nlu.danger_net import DangerNet, Thresholds, calibrated
from bot.dialogue.nlu.encoder import SentenceEncoder
from bot.dialogue.nlu.fitting import fit_linear, fit_network
from bot.dialogue.nlu.linear import Linear, TfIdf
from bot.dialogue.nlu.network import Network
from bot.dialogue.nlu.spelling_noise import misspell
from bot.dialogue.nlu.spelling_repair import SpellingRepair
from bot.dialogue.nlu.surface import characters, words_and_pairs
from bot.dialogue.nlu.understanding import Rows, Understanding, Views

OUT = "out_of_scope"
_HELD_OUT = 0.15
# Messages that may rightly resemble a danger without being labelled one.
_NEAR_DANGER = frozenset({"parent_child_victim", "friend_victim", "school_incident", "feel_bad"})


class Example(NamedTuple):
    """A plain text, its intent, and the danger it tells of: class and about whom, as in "abuse/other", or ""."""

    text: str
    intent: str
    kind: str


class Lesson(NamedTuple):
    """Examples as their views and their labels."""

    rows: Rows
    intents: Any
    kinds: Any

    def take(self, chosen: Any) -> Lesson:
        """Some of the examples, by their numbers."""
        surface, meaning = self.rows
        rows = Rows([surface[i] for i in chosen], None if meaning is None else meaning[chosen])
        return Lesson(rows, self.intents[chosen], self.kinds[chosen])


def learned(examples: Sequence[Example], config: Mapping[str, Any], folder: Path) -> tuple[Understanding, float]:
    """Fitted without some lines, calibrated on them, and fitted on all; and the least confidence that is believed.

    `config`: see MessageClassifier; `folder`: where the encoder's files are.
    """
    views, lesson = prepared(examples, config, folder)
    kept, held_out = split(lesson.intents[:len(examples)], config["seed"])
    trial = fitted(views, lesson.take(np.concatenate([kept, kept + len(examples)])), config)
    threshold, thresholds = _calibrate(trial, lesson.take(held_out), config)
    understanding = fitted(views, lesson, config)
    understanding.danger.thresholds = thresholds
    return understanding, threshold


def split(labels: Any, seed: int) -> tuple[Any, Any]:
    """Places of the lines to fit and of those held out: of each label the same share, rounded."""
    order = np.random.default_rng(seed).permutation(len(labels))
    held_out = np.concatenate([of[:round(len(of) * _HELD_OUT)]
                               for of in (order[labels[order] == label] for label in sorted(set(labels)))])
    return np.setdiff1d(order, held_out), held_out


def prepared(examples: Sequence[Example], config: Mapping[str, Any], folder: Path) -> tuple[Views, Lesson]:
    """Learns what the views weigh, and gives all examples and, below them, their misspelled copies."""
    chance = random.Random(config["seed"])
    texts = [example.text for example in examples]
    both = [*texts, *(misspell(text, chance) for text in texts)]
    encoder = SentenceEncoder(folder) if config["encoder"] else None
    repair = SpellingRepair(texts, encoder.words()) if encoder and config["repair"] else None
    views = Views(weighed(characters, both, least=6), weighed(words_and_pairs, both, least=6), repair, encoder)
    intents, kinds = (np.array([example[i] for example in examples] * 2, dtype=object) for i in (1, 2))
    return views, Lesson(views(both), intents, kinds)


def fitted(views: Views, lesson: Lesson, config: Mapping[str, Any]) -> Understanding:
    """Every voter and the second net."""
    intents, is_danger = tuple(sorted(set(lesson.intents))), lesson.kinds != ""
    dangers = lesson.take(np.flatnonzero(is_danger))
    kinds, seed = tuple(sorted(set(dangers.kinds))), config["seed"]
    # Side by side, a core each: numpy lets go of Python while it reckons.
    with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count()) as pool:
        def linear(of: Lesson, belongs: Any) -> Future[Linear]:
            return pool.submit(fit_linear, of.rows.surface, belongs, views.parts, seed)

        def networks(of: Lesson, labels: Any, width: int, rounds: int, count: int) -> list[Future[Network]]:
            # Few rounds: more of them only learn the examples by heart.
            return [pool.submit(fit_network, of.rows.meaning, labels, width, rounds, seed + i)
                    for i in range(0 if of.rows.meaning is None else count)]

        surface = linear(lesson, np.column_stack([_told(lesson.intents, intents), is_danger]))
        meaning, danger = networks(lesson, lesson.intents, 256, 10, 2), networks(lesson, is_danger, 128, 12, 2)
        kind: Future[Any] = (networks(dangers, dangers.kinds, 64, 12, 1)[0] if meaning else
                             linear(dangers, _told(dangers.kinds, kinds)))
    by_surface, danger_by_surface = surface.result().divided(len(intents))
    net = DangerNet(danger_by_surface, _results(danger), kinds, kind.result(), Thresholds())
    favour = np.array([config["favoured"].get(intent, 1.0) for intent in intents])
    return Understanding(views, intents, by_surface, _results(meaning), favour, net)


def _told(labels: Any, names: Sequence[str]) -> Any:
    return np.column_stack([labels == name for name in names])


def _results(networks: Sequence[Future[Network]]) -> tuple[Network, ...]:
    return tuple(network.result() for network in networks)


def _calibrate(trial: Understanding, held_out: Lesson, config: Mapping[str, Any]) -> tuple[float, Thresholds]:
    shares, scores = trial.read_all(held_out.rows)
    within = shares.max(axis=1)[held_out.intents != OUT]
    threshold = float(np.quantile(within, config["false_rejects"])) if len(within) else 0.0
    near = np.isin(held_out.intents, sorted(_NEAR_DANGER))
    return threshold, calibrated(scores, held_out.kinds != "", near, config["asks"], config["acts"], config["misses"])


def weighed(parts_of: Callable[[str], Iterable[str]], texts: Sequence[str], least: int) -> TfIdf:
    """The weighing of parts that stand in at least so many texts, as scikit-learn's TfidfVectorizer learns it."""
    standing_in = Counter(part for text in texts for part in set(parts_of(text)))
    known = sorted(part for part, count in standing_in.items() if count >= least)
    rarity = np.log((1 + len(texts)) / (1 + np.array([standing_in[part] for part in known], np.float32))) + 1
    return TfIdf(parts_of, {part: place for place, part in enumerate(known)}, rarity.astype(np.float32))
