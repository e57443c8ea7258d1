"""Who has signed which text: a review names the digest of exactly what was read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from bot.content.problem import Problem
from bot.content.schema import Record, parse
from bot.content.unit import SPOKEN, Unit
from bot.content.yaml_file import read

Role = Literal["child protection", "mental health", "law", "language"]
ROLES: tuple[Role, ...] = get_args(Role)
EXPERTS: frozenset[Role] = frozenset({"child protection", "mental health", "law"})


class Review(Record):
    """One signature under one unit."""

    unit: str = Field(description="its id, such as <language>/<script id>/<audience>")
    digest: str = Field(..., regex=r"^[0-9a-f]{64}$", description="of what was read")
    by: str = Field(..., min_length=3, description="who signed")
    role: Role = Field(..., description="`child protection`, `mental health`, `law` or `language`")
    organisation: str = Field(..., min_length=2, description="for whom")
    on: date = Field(..., description="when it was signed")
    until: date = Field(..., description="the last day on which it counts")
    seal: str = Field("", description="of all the others: shows that nobody changed one by hand")

    def sealed(self) -> Review:
        """The same with its seal."""
        return self.copy(update={"seal": self._seal()})

    def is_sealed(self) -> bool:
        """Whether nothing was changed since the tool wrote it."""
        return self.seal == self._seal()

    def _seal(self) -> str:
        signed = [self.unit, self.digest, self.by, self.role, self.organisation, str(self.on), str(self.until)]
        return hashlib.sha256(json.dumps(signed, ensure_ascii=False).encode()).hexdigest()[:16]


class ReviewFile(Record):
    """What stands in content/reviews/<lang>.yml."""

    reviews: tuple[Review, ...] = ()


class Reviews:
    """All signatures, found by unit."""

    def __init__(self, reviews: Iterable[Review] = ()) -> None:
        self.all = tuple(reviews)
        self._of: dict[str, list[Review]] = {}
        for review in self.all:
            self._of.setdefault(review.unit, []).append(review)

    def of(self, unit: Unit) -> list[Review]:
        """Every signature this unit ever had."""
        return self._of.get(unit.id, [])

    def under(self, unit: Unit) -> list[Review]:
        """Those under exactly the present words."""
        return [review for review in self.of(unit) if review.digest == unit.digest]


def needs(unit: Unit) -> tuple[frozenset[Role], ...]:
    """The roles that must have signed, one of each set (safeguarding.md P2, N4).

    Danger: child protection, and mental health or law. A translation: somebody who speaks the language, too.
    """
    if unit.is_danger:
        asked: tuple[frozenset[Role], ...] = (frozenset({"child protection"}), frozenset({"mental health", "law"}))
    elif unit.kind in (*SPOKEN, "lesson"):
        asked = (EXPERTS,)
    else:
        asked = (frozenset(ROLES),)
    return asked if unit.language == "en" else (*asked, frozenset({"language"}))


def are_enough(unit: Unit, reviews: Iterable[Review]) -> bool:
    """Whether these signatures meet what the unit needs; nobody signs a danger unit for two professions."""
    signed = list(reviews)
    met = all(any(review.role in roles for review in signed) for roles in needs(unit))
    return met and (not unit.is_danger or len({review.by.casefold() for review in signed}) > 1)


def read_reviews(folder: Path, problems: list[Problem]) -> Reviews:
    """`folder`/<lang>.yml, written by the review tool only; no file means nothing is signed."""
    reviews: list[Review] = []
    for path in sorted(folder.glob("*.yml")):
        document = read(path, problems)
        found = parse(ReviewFile, document, problems) if document else None
        for number, review in enumerate(found.reviews if found else ()):
            if document and not review.is_sealed():
                problems.append(document.problem(
                    ("reviews", number), "seal", f"the signature under {review.unit} was written or changed by hand",
                    "take it out and import the signed sheet again: python -m bot review import"))
            else:
                reviews.append(review)
    return Reviews(reviews)
