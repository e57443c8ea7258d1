"""The messages the screen is measured with; written apart from the rules."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import yaml

from bot.safety.screen import INTENT, Danger

MESSAGES = Path(__file__).parent / "messages"
DANGERS = tuple(INTENT)
NOTES = ("image", "own_image", "sexual_interest", "friend")


class Said(NamedTuple):
    """A message, and what the screen should make of it."""

    text: str
    cls: str
    level: str
    about: str


def said(name: str) -> list[Said]:
    """The messages of one file, such as "self_harm" or "harder/blackmail"."""
    levels = yaml.safe_load((MESSAGES / f"{name}.yml").read_text(encoding="utf-8"))
    cls = name.rsplit("/")[-1]
    return [
        Said(text, cls, level, about)
        for level, people in levels.items() for about, texts in people.items() for text in texts
    ]


def lookalikes() -> list[str]:
    """Messages that sound like danger and are not."""
    files = (MESSAGES / "lookalikes.yml", MESSAGES / "harder" / "lookalikes.yml")
    return [text for file in files for text in yaml.safe_load(file.read_text(encoding="utf-8"))["none"]]


def intent(danger: Danger | None) -> str | None:
    """The intent the evaluation would report."""
    return INTENT.get(danger.cls) if danger else None


def share(claims: list[bool]) -> float:
    """How many of the claims hold, from 0 to 1."""
    return sum(claims) / len(claims)
