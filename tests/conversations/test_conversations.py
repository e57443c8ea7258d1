"""Plays every dialogue of this folder's YAML files on the trained model, through the API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.running import Product
from tests.talk import Talk

DIALOGUES = [pytest.param(dialogue, id=f"{path.stem}: {dialogue['name']}")
             for path in sorted(Path(__file__).parent.glob("test_*.yml"))
             for dialogue in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_the_dialogue_goes_as_written(product: Product, dialogue: dict[str, Any]) -> None:
    """Each turn says or taps; `scripts` must stand among the answer's in this order, `not` must not."""
    talk = Talk(product.url, **dialogue.get("start", {}))
    for turn in dialogue["turns"]:
        if "say" in turn:
            talk.say(turn["say"])
        else:
            talk.tap(turn["tap"])
        check_turn(talk, turn)


def check_turn(talk: Talk, turn: dict[str, Any]) -> None:
    """Script ids in order, helplines of the country, context, and always a way to a person or on."""
    said = iter(talk.scripts())
    assert all(script in said for script in turn.get("scripts", [])), (turn, talk.scripts())
    assert not set(turn.get("not", [])) & set(talk.scripts()), (turn, talk.scripts())
    if "cards" in turn:
        assert talk.cards(), (turn, talk.scripts())
        assert all(card["country"] == turn["cards"] for card in talk.cards()), turn
        assert any(card["services"] for card in talk.cards()), turn
    for key, value in turn.get("context", {}).items():
        assert talk.context[key] == value, (turn, talk.context)
    assert talk.buttons() or talk.cards(), ("a dead end", turn, talk.scripts())
