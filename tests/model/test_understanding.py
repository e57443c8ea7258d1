"""What the trained model understands of messages written apart from its training data, and that it never guesses.

The floors are the reached figures less a small margin; they only rise.
"""

from __future__ import annotations

import random
import string
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.training import fitting_model, train
from bot.evaluation.predict import Predictor
from bot.evaluation.read import read_lines
from bot.evaluation.scores import scores

SETS = Path(__file__).parents[1] / "evaluation"


@pytest.fixture(scope="session")
def predictor() -> Predictor:
    model = fitting_model()
    if not model.exists():
        train(model)
    return Predictor(model)


@pytest.fixture(scope="session")
def figures(predictor: Predictor) -> dict[str, Any]:
    lines = [line for name in ("messages", "danger", "lookalikes") for line in read_lines(SETS / f"{name}.jsonl")]
    return scores(list(predictor.predict(lines)))


def test_intents_are_named_as_well_as_they_were(figures: dict[str, Any]) -> None:
    assert figures["macro_f1"] >= 0.73
    assert figures["top2"] >= 0.82
    assert figures["confidently_wrong"] <= 0.08
    assert figures["harmful_confusions"] <= 0.02


def test_dangers_are_seen_and_look_alikes_let_be(figures: dict[str, Any]) -> None:
    assert figures["danger_recall"]["all"] >= 0.70
    assert figures["danger_false_alarms"] <= 0.03
    assert figures["danger_asked"] <= 0.05


def test_gibberish_is_never_taken_for_a_topic(predictor: Predictor) -> None:
    """safeguarding.md A4: the menu, not a guess. `inform` without anything recognised gets the menu, too."""
    chance = random.Random(11)
    texts = ["".join(chance.choices(string.ascii_lowercase + "   ", k=chance.randint(3, 40))).strip() or "?"
             for _ in range(500)]
    guessed = [line for line in predictor.predict({"text": text} for text in texts)
               if line["predicted"] not in ("out_of_scope", "inform", "ask_menu", "affirm", "deny") or line["entities"]
               or line["screen_level"]]
    assert guessed == []
