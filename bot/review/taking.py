"""Takes a filled sheet back: signatures, wishes for other words, comments, and what is refused with its reason."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.content.library import Library
from bot.content.reviews import Review
from bot.content.unit import Unit
from bot.content.units import all_units, days_a_signature_holds
from bot.review.sheet import DECISIONS, BadSheet, Filled, Row, plain


@dataclass
class Taken:
    """What a sheet brought: `changes` wait for an editor's yes, `refused` are (row, unit, reason)."""

    signatures: list[Review] = field(default_factory=list)
    changes: list[tuple[Unit, str]] = field(default_factory=list)
    comments: list[tuple[Unit, str]] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)


def take(library: Library, filled: Filled, today: date) -> Taken:
    """Sorts the rows of a sheet; raises BadSheet when none of it can be used."""
    if filled.on > today:
        raise BadSheet(f"The sheet is dated {filled.on}, which is still to come.")
    units = {unit.id: unit for unit in all_units(library)}
    taken, seen = Taken(), set()
    for row in filled.rows:
        unit = units.get(row.unit)
        reason = "stands twice in the sheet" if row.unit in seen else _refusal(library, unit, row, filled.on, today)
        seen.add(row.unit)
        if reason or unit is None:
            taken.refused.append((row.number, row.unit, reason))
        else:
            _sort(library, taken, unit, row, filled)
    return taken


def difference(unit: Unit, new: str) -> str:
    """The change as an editor reads it: lines with - go, lines with + come."""
    return "\n".join(difflib.unified_diff(unit.text.splitlines(), new.splitlines(), f"{unit.id} now", "as proposed",
                                          lineterm="", n=1))


def _refusal(library: Library, unit: Unit | None, row: Row, on: date, today: date) -> str:
    """Why a row cannot be taken, or nothing."""
    if unit is None:
        return "there is no such text any more"
    if row.digest != unit.digest:
        return "its words, buttons or sources moved on after the sheet was made: pack it again"
    if row.text != plain(unit.text):
        return "its “Text” was changed in the sheet: wishes belong into “New text”"
    if row.decision not in DECISIONS:
        return f"“{row.decision}” is no decision: choose {', '.join(DECISIONS)}" if row.decision else \
            "something is written, but no decision was chosen"
    if row.decision == "approve" and row.new_text:
        return "it is approved and rewritten at once: choose one"
    if row.decision == "approve" and on + timedelta(days=days_a_signature_holds(library, unit.kind)) < today:
        return f"it was signed on {on}, too long ago to count"
    if row.decision == "change" and row.new_text in ("", row.text):
        return "a change was chosen, but “New text” holds no other words"
    if row.decision == "comment" and not row.comment:
        return "a comment was chosen, but none is written"
    return ""


def _sort(library: Library, taken: Taken, unit: Unit, row: Row, filled: Filled) -> None:
    if row.decision == "approve":
        taken.signatures.append(_signature(library, unit, filled))
    if row.decision == "change":
        taken.changes.append((unit, row.new_text))
    if row.comment:
        taken.comments.append((unit, row.comment))


def _signature(library: Library, unit: Unit, filled: Filled) -> Review:
    until = filled.on + timedelta(days=days_a_signature_holds(library, unit.kind))
    last = min(until, unit.expires) if unit.expires else until
    return Review.parse_obj({"unit": unit.id, "digest": unit.digest, "by": filled.by, "role": filled.role,
                             "organisation": filled.organisation, "on": filled.on, "until": last}).sealed()
