"""Two nets, one judgement: what the rules saw and what the dialogue model has learned to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.safety.flow import CLASSES
from bot.safety.screen import Danger

# Plain words for these are asked about whatever stands beside them: "i want to die" in a chess club may be no joke.
_TO_THE_BODY = frozenset({"self_harm", "abuse", "violence_home"})
LEVELS = ("act", "ask", "unclear", "harmless")


@dataclass(frozen=True)
class Learned:
    """The second net's reading: `level` of LEVELS, `cls` of the danger flow, `about` me or other."""

    level: str
    cls: str
    about: str


def read_learned(told: Any) -> Learned | None:
    """From the dialogue model's {level, class, about}; None where it says nothing that can be used."""
    if not isinstance(told, Mapping) or told.get("level") not in LEVELS or told.get("class") not in CLASSES:
        return None
    return Learned(told["level"], told["class"], "other" if told.get("about") == "other" else "me")


def judge(screened: Danger | None, learned: Learned | None, is_whole: bool = True) -> Danger | None:
    """Either net may act or ask. Rules that would only ask are let be where the second net is sure of no danger and
    read the message as it was typed (`is_whole`: nothing was redacted, for that may have told of the danger), but for
    plain words of harm to somebody's body. Rules that act are never overruled, and with the dialogue model down the
    rules alone decide."""
    if screened and screened.level == "act":
        return screened
    if learned and learned.level == "act":
        return Danger(learned.cls, "act", learned.about)
    if screened and screened.level == "ask":
        is_plain = screened.weakened and screened.cls in _TO_THE_BODY
        if is_plain or not (learned and learned.level == "harmless" and is_whole):
            return screened
    if learned and learned.level == "ask":
        return Danger(learned.cls, "ask", learned.about)
    return screened if screened and screened.level == "note" else None
