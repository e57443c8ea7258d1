"""No button leads to nothing: each one under the answer to every topic is tapped, for each audience."""

from __future__ import annotations

import pytest

from tests.conversations.test_danger_anywhere import BEGINNINGS
from tests.running import Product
from tests.talk import Talk

NAMED_DANGERS = {"I am in danger now": "utter_danger_immediate_danger_open",
                 "Someone is in danger now": "utter_danger_immediate_danger_open",
                 "I need help right now": "utter_danger_immediate_danger_open",
                 "Someone is threatening me": "utter_danger_blackmail_open",
                 "Someone threatens me": "utter_danger_blackmail_open",
                 "They threaten me": "utter_danger_blackmail_open"}


@pytest.mark.parametrize("audience", ["child", "teen", "parent", "school"])
def test_every_button_under_every_answer_is_answered(product: Product, audience: str) -> None:
    tapped: dict[str, list[str]] = {}
    for text in BEGINNINGS.values():
        talk = Talk(product.url, country="GB", audience=audience)
        talk.say(text)
        for button in talk.buttons():
            if button["title"] not in tapped:
                other = Talk(product.url, country="GB", audience=audience)
                other.say(text)
                other.tap(next(same["payload"] for same in other.buttons() if same["title"] == button["title"]))
                tapped[button["title"]] = other.scripts()
    assert len(tapped) > 20
    assert {title: scripts for title, scripts in tapped.items() if not scripts or "utter_unavailable" in scripts} == {}
    named = {title: scripts for title, scripts in tapped.items() if title in NAMED_DANGERS}
    assert named
    for title, scripts in named.items():
        assert any(script.startswith(NAMED_DANGERS[title]) for script in scripts), (title, scripts)
