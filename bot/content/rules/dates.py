"""Facts that are no longer fresh: laws, platform steps, whatever carries an end."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.problem import Problem
from bot.content.rules.subject import Subject
from bot.content.unit import Unit, find_line


def expired_facts(subject: Subject) -> Iterator[Problem]:
    """A unit past its own end is not spoken in public; somebody must look at the facts again."""
    for unit in subject.units:
        if unit.expires and unit.expires < subject.today:
            yield Problem(unit.file, _line(unit), "expired", f"{unit.id}: what it says was good until {unit.expires}",
                          "look at the originals again, correct the text and set new dates")


def _line(unit: Unit) -> int:
    """In a file of its own the last day stands before the words."""
    before = unit.markers[:unit.markers.index("words:")] if "words:" in unit.markers else unit.markers
    return find_line(unit.file, *before, "expires:")
