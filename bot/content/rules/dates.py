"""Facts that are no longer fresh: laws, platform steps, whatever carries an end."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.problem import Problem
from bot.content.rules.subject import Subject


def expired_facts(subject: Subject) -> Iterator[Problem]:
    """A unit past its own end is not spoken in public; somebody must look at the facts again."""
    for unit in subject.units:
        if unit.expires and unit.expires < subject.today:
            yield subject.problem(unit, "expired", f"what it says was good until {unit.expires}",
                                  "look at the originals again, correct the text and set new dates", "expires:")
