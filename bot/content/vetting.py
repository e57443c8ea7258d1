"""Decides whether a text may be read: drafts on this machine, signed texts only in public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from bot.content.library import Library
from bot.content.reviews import Review, are_enough
from bot.content.unit import Unit
from bot.content.units import all_units, days_a_signature_holds, script_id

# A public process does not start without these: the first words, the danger flow, and what stands in for the rest.
REQUIRED = ("utter_welcome", "utter_notice", "utter_draft_unavailable", "utter_unavailable")
State = Literal["vetted", "changed", "expired", "missing"]
STATES: tuple[State, ...] = ("vetted", "changed", "expired", "missing")


class NotVetted(ValueError):
    """A process that may speak signed texts only lacks some that every visitor needs."""


def state_of(library: Library, unit: Unit, today: date) -> State:
    """Whether a unit may be read in public, and if not, why: edited since, signed too long ago, not signed."""
    under = library.reviews.under(unit)
    holds = [review for review in under if _holds(library, unit, review, today)]
    if unit.expires and unit.expires < today:
        return "expired"
    if are_enough(unit, holds):
        return "vetted"
    if are_enough(unit, [review for review in under if review.on <= today]):
        return "expired"
    return "changed" if len(library.reviews.of(unit)) > len(under) else "missing"


class Vetting:
    """What may leave the process. `required` false lets drafts pass, under a banner."""

    def __init__(self, library: Library, required: bool, today: Callable[[], date] = date.today) -> None:
        self.library = library
        self.required = required
        self._today = today

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Every text that may be asked about."""
        return {unit.id: unit for unit in all_units(self.library)}

    def allows(self, unit: str) -> bool:
        """Whether the unit of this id may be read; what is no unit may not. Facts past their end are told nowhere."""
        found = self.units.get(unit)
        if not self.required:
            return found is None or not found.expires or self._today() <= found.expires
        return found is not None and state_of(self.library, found, self._today()) == "vetted"

    def allows_script(self, language: str, name: str, wording: str) -> bool:
        """Whether this wording of a script may be read."""
        return self.allows(script_id(language, name, wording))

    def allows_text(self, unit: str, text: str) -> bool:
        """Whether this text may be read: it must be the unit's own, letter by letter."""
        return not self.required or (self.allows(unit) and self.units[unit].text == text)

    def unsigned_at_start(self) -> list[str]:
        """What a vetted-only process lacks before it may start, as unit ids."""
        if not self.required:
            return []
        english = self.library.scripts.by_language.get("en", {})
        missing = [f"en/{name}" for name in REQUIRED if name not in english]
        needed = [unit for unit in self.units.values() if self._is_needed(unit)]
        return [*missing, *(unit.id for unit in needed if not self.allows(unit.id))]

    def _is_needed(self, unit: Unit) -> bool:
        name = unit.id.split("/")[1]
        return unit.kind == "interface" or (unit.language == "en" and (unit.is_danger or name in REQUIRED))


def refuse_unsigned(vetting: Vetting) -> None:
    """A vetted-only process starts only with its danger scripts and welcome signed."""
    unsigned = vetting.unsigned_at_start()
    if unsigned:
        raise NotVetted(f"{len(unsigned)} texts that every visitor needs are not signed by experts yet, the first is "
                        f"{unsigned[0]}. Have them reviewed, or name a supervised trial: "
                        "SERVE_DRAFTS=for-a-supervised-trial.")


def _holds(library: Library, unit: Unit, review: Review, today: date) -> bool:
    longest = timedelta(days=days_a_signature_holds(library, unit.kind))
    return review.on <= today <= min(review.until, review.on + longest)
