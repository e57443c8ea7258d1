"""Rules and learned net together: the rules' act is never overruled, and either net is enough."""

from __future__ import annotations

from typing import Any

import pytest

from bot.safety.screen import Danger
from bot.safety.second_net import Learned, judge, read_learned


def screened(level: str | None) -> Danger | None:
    return Danger("self_harm", level, "me") if level else None


def learned(level: str | None) -> Learned | None:
    return Learned(level, "abuse", "other") if level else None


@pytest.mark.parametrize(("rules", "net", "cls", "level"), [
    ("act", None, "self_harm", "act"), ("act", "harmless", "self_harm", "act"), ("act", "act", "self_harm", "act"),
    ("ask", None, "self_harm", "ask"), ("ask", "unclear", "self_harm", "ask"), ("ask", "ask", "self_harm", "ask"),
    ("ask", "act", "abuse", "act"), ("ask", "harmless", None, None),
    (None, "act", "abuse", "act"), (None, "ask", "abuse", "ask"), (None, "unclear", None, None),
    (None, None, None, None),
    ("note", "harmless", "self_harm", "note"), ("note", "ask", "abuse", "ask"),
])
def test_either_net_is_enough(rules: str | None, net: str | None, cls: str | None, level: str | None) -> None:
    found = judge(screened(rules), learned(net))
    assert (found and found.cls, found and found.level) == (cls, level)


def test_what_was_redacted_may_have_told_of_the_danger() -> None:
    """A message that the model read with holes in it is never let be on the model's word."""
    found = judge(screened("ask"), learned("harmless"), is_whole=False)
    assert found is not None and found.level == "ask"


def test_whom_it_is_about_is_kept() -> None:
    found = judge(None, learned("act"))
    assert found is not None and found.about == "other"


@pytest.mark.parametrize("told", [None, 3, [], {}, {"level": "act"}, {"level": "act", "class": "weather"},
                                  {"level": "perhaps", "class": "abuse"}, {"level": ["act"], "class": ["abuse"]}])
def test_what_cannot_be_used_counts_as_silence(told: Any) -> None:
    assert read_learned(told) is None


@pytest.mark.parametrize(("cls", "is_asked"), [("self_harm", True), ("abuse", True), ("violence_home", True),
                                               ("blackmail", False), ("immediate_danger", False)])
def test_plain_words_of_harm_to_a_body_are_always_asked_about(cls: str, is_asked: bool) -> None:
    found = judge(Danger(cls, "ask", "me", weakened=True), learned("harmless"))
    assert (found is not None) == is_asked
    assert judge(Danger(cls, "ask", "me"), learned("harmless")) is None
