"""Which texts experts have signed: a review names the digest of exactly what was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from bot.content.problem import Problem
from bot.content.schema import Record, parse
from bot.content.scripts import Script
from bot.content.yaml_file import read

Role = Literal["child protection", "mental health", "law", "language"]


class Review(Record):
    """One signature under one unit."""

    unit: str = Field(description="<language>/<script id>/<audience>")
    digest: str = Field(description="of the text, its buttons and sources, as they were read")
    by: str
    role: Role
    organisation: str
    on: date
    until: date


class _Reviews(Record):
    reviews: tuple[Review, ...] = ()


class Reviews:
    """All signatures, found by unit and digest."""

    def __init__(self, reviews: Iterable[Review] = ()) -> None:
        self._by_text: dict[tuple[str, str], list[Review]] = {}
        for review in reviews:
            self._by_text.setdefault((review.unit, review.digest), []).append(review)

    def is_vetted(self, unit: str, digest: str, today: date, roles: int = 1) -> bool:
        """Whether `roles` different roles have signed exactly this text and the signatures still hold."""
        signed = {review.role for review in self._by_text.get((unit, digest), ())
                  if review.on <= today <= review.until}
        return len(signed) >= roles


def digest(text: str) -> str:
    """The digest of any unit that is one text."""
    return hashlib.sha256(text.encode()).hexdigest()


def script_digest(script: Script, audience: str) -> str:
    """Of a wording with all the script's buttons and sources: who falls back on it sees buttons of their own.

    A title belongs to it, because it is read; the last day does not, because a signature has its own.
    """
    buttons = [f"{button.title} → {button.to} {sorted(button.slots.items())} {button.audiences}"
               for button in script.buttons]
    title = [script.title] if script.title else []
    return digest("\n".join([*title, script.text(audience) or "", *buttons, *script.sources]))


def read_reviews(folder: Path, problems: list[Problem]) -> Reviews:
    """`folder`/<lang>.yml, written by the review tool only; no file means nothing is signed."""
    reviews: list[Review] = []
    for path in sorted(folder.glob("*.yml")):
        document = read(path, problems)
        found = parse(_Reviews, document, problems) if document else None
        reviews.extend(found.reviews if found else ())
    return Reviews(reviews)
