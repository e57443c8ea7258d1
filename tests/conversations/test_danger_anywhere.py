"""A danger told in the midst of any conversation opens its flow, with people to call, on the trained model."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.paths import PROJECT
from bot.safety.flow import CLASSES
from bot.safety.screen import Screen
from tests.dialogue.test_training_data import examples
from tests.running import Product
from tests.safety.said import said
from tests.talk import Talk

_SCREEN = Screen(PROJECT / "content" / "danger")
# How each topic begins: the first example of its intent at which the rules see nothing, so that the model answers.
BEGINNINGS: dict[str, str] = {}
for _, intent, text in examples():
    if intent not in BEGINNINGS and _SCREEN(text) is None:
        BEGINNINGS[intent] = text
DANGERS = [(cls, message.text) for cls in CLASSES for message in said(cls)
           if (seen := _SCREEN(message.text)) and (seen.level, seen.cls) == ("act", cls)]


def test_every_topic_and_every_class_is_tried() -> None:
    assert len(BEGINNINGS) >= 44
    assert {cls for cls, _ in DANGERS} == set(CLASSES)


@pytest.mark.parametrize("intent", BEGINNINGS)
@settings(max_examples=4, deadline=None)
@given(danger=st.sampled_from(DANGERS), told=st.sampled_from(["{}", "{} my number is 07700 900123", "im emma and {}"]))
def test_danger_after_any_topic_opens_its_flow(product: Product, intent: str, danger: tuple[str, str],
                                               told: str) -> None:
    cls, text = danger
    talk = Talk(product.url, country="GB")
    talk.say(BEGINNINGS[intent])
    talk.say(told.format(text))
    shown = talk.scripts()
    assert any(script.startswith(f"utter_danger_{cls}_open") for script in shown), (intent, text, shown)
    assert any(card["services"] for card in talk.cards())
