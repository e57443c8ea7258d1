"""What the rules look at: a library, its units, and how a fault in one of them is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from bot.content import wording
from bot.content.library import Library
from bot.content.problem import Problem
from bot.content.style import Style
from bot.content.unit import Unit
from bot.content.units import all_units


@dataclass
class Subject:
    """A library under the check; `today` decides what has expired."""

    library: Library
    today: date = field(default_factory=date.today)
    _read: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def units(self) -> list[Unit]:
        """Every text a visitor can read."""
        return all_units(self.library)

    @cached_property
    def by_id(self) -> dict[str, Unit]:
        """The units by their ids."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def service_names(self) -> set[str]:
        """Names keep their own wording."""
        return {service.name for country in self.library.helplines.values() for service in country.services}

    @cached_property
    def not_measured(self) -> frozenset[str]:
        """What the English reading grade leaves out: names that no easier word can stand for, and taught words."""
        style = self.library.styles.get("en")
        return frozenset((*(style.not_measured if style else ()), *self.service_names,
                          *(word.word for word in self.library.words)))

    def style(self, language: str) -> Style | None:
        """The house style of a language, if somebody has written one."""
        return self.library.styles.get(language)

    def styled(self, *kinds: str) -> Iterator[tuple[Unit, Style]]:
        """Units (of these kinds) in a language that has a house style. Names of links are nobody's words."""
        for unit in self.units:
            style = self.style(unit.language)
            if style and unit.kind != "link" and (not kinds or unit.kind in kinds):
                yield unit, style

    @cached_property
    def _names(self) -> dict[str, wording.Names]:
        return {language: wording.known_names(frozenset((*self.service_names, *style.services)))
                for language, style in self.library.styles.items()}

    def read(self, unit: Unit) -> tuple[str, ...]:
        """Everything of it that is read: parts, titles and sources, without the names of services.

        Of a helpline's source only the name of the site is shown.
        """
        if unit.id not in self._read:
            words = (*(part.words for part in unit.parts), *unit.titles,
                     *(unit.sources if unit.kind != "helpline" else ()))
            self._read[unit.id] = tuple(self.without_services(part, unit.language) for part in words)
        return self._read[unit.id]

    def without_services(self, words: str, language: str) -> str:
        """Words without the names of services, which keep their own wording."""
        return self._names[language].left_out(words)

    def problem(self, unit: Unit, rule: str, message: str, remedy: str, near: str = "") -> Problem:
        """A fault of a unit, on the line where `near` stands."""
        return Problem(unit.file, unit.line(near), rule, f"{unit.id}: {message}", remedy)


def hits(pattern: re.Pattern[str], words: Iterable[str]) -> Iterator[str]:
    """What the pattern finds, in small letters."""
    return (found for part in words for found in _found(pattern, part))


@lru_cache(maxsize=100_000)
def _found(pattern: re.Pattern[str], words: str) -> tuple[str, ...]:
    return tuple(found[0].lower() for found in pattern.finditer(words))


def near(sentence: str) -> str:
    """Words of a sentence that stand on one line of the file: its first three."""
    return " ".join(sentence.split()[:3])
