"""How far the reviews are: a table of language × topic, and what each text still waits for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.content.library import Library
from bot.content.reviews import are_enough, needs
from bot.content.unit import Unit
from bot.content.units import all_units
from bot.content.vetting import STATES, state_of

COLUMNS = (*STATES, "not written")


def table(library: Library, today: date) -> dict[tuple[str, str], Counter[str]]:
    """{(language, topic): how many texts are vetted, changed, expired, missing a signature, or not written at all}."""
    rows: dict[tuple[str, str], Counter[str]] = {}
    units = all_units(library)
    for unit in units:
        rows.setdefault((unit.language, unit.topic), Counter())[state_of(library, unit, today)] += 1
    for language, topic in _unwritten(units):
        rows.setdefault((language, topic), Counter())["not written"] += 1
    return dict(sorted(rows.items()))


def waits_for(library: Library, unit: Unit, today: date) -> list[str]:
    """The roles whose signatures are still missing under the present words, such as “law or mental health”."""
    holding = [review for review in library.reviews.under(unit) if review.on <= today <= review.until]
    if are_enough(unit, holding):
        return []
    open_roles = [roles for roles in needs(unit) if not any(review.role in roles for review in holding)]
    return [" or ".join(sorted(roles)) for roles in open_roles] or ["another person"]


def printed(rows: dict[tuple[str, str], Counter[str]]) -> str:
    """The table in columns, with a line for all."""
    total = sum(rows.values(), Counter())
    lines = [("language", "topic", *COLUMNS),
             *((language, topic, *_numbers(row)) for (language, topic), row in rows.items()),
             ("all", "", *_numbers(total))]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) if number < 2 else cell.rjust(width)
                               for number, (cell, width) in enumerate(zip(line, widths, strict=True))).rstrip()
                     for line in lines)


def as_json(rows: dict[tuple[str, str], Counter[str]]) -> list[dict[str, Any]]:
    """The table for programs."""
    return [{"language": language, "topic": topic, **{column.replace(" ", "_"): row[column] for column in COLUMNS}}
            for (language, topic), row in rows.items()]


def _numbers(row: Counter[str]) -> list[str]:
    return [str(row[column]) if row[column] else "·" for column in COLUMNS]


def _unwritten(units: Iterable[Unit]) -> list[tuple[str, str]]:
    """(language, topic) of each English script text that another language lacks."""
    written = {unit.id for unit in units}
    languages = {unit.language for unit in units} - {"en"}
    return [(language, unit.topic) for unit in units if unit.id.startswith("en/") for language in sorted(languages)
            if f"{language}/{unit.id.removeprefix('en/')}" not in written]
