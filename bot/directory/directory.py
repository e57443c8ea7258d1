"""The directory in memory: all helplines, immutable, and the questions one can ask it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from bot.content.helplines import INTERNATIONAL, CountryHelplines, EmergencyNumber, Service
from bot.directory.merit import Person
from bot.directory.plans import PLANS, plan_for
from bot.directory.ranking import FIRST, Question, for_teenager, rank


class Directory:
    """Helplines by country; `from_database` tells whether the database or the content is behind it."""

    def __init__(self, countries: Mapping[str, CountryHelplines], from_database: bool = False) -> None:
        self.countries = MappingProxyType(dict(countries))
        self.from_database = from_database
        self._services = {service.id: service for country in countries.values() for service in country.services}

    def emergency(self, country: str | None) -> tuple[EmergencyNumber, ...]:
        """The numbers to dial in danger; none where the country is unknown: “call your local emergency number”."""
        found = self.countries.get(country or "")
        return found.emergency if found else ()

    def police_caution(self, country: str | None) -> bool:
        """Whether a helpline comes before the police there; so it does where the country is unknown."""
        found = self.countries.get(country or "")
        return found is None or found.police_caution

    def police_note(self, country: str | None) -> str | None:
        """What a source allows to be said of the police in a country; nothing in most."""
        found = self.countries.get(country or "")
        return found.police_note if found else None

    def service(self, service: str, audience: str | None = None) -> Service | None:
        """The service of this id as this audience is shown it, unless it is on hold."""
        found = self._services.get(service)
        if found is None or found.hold:
            return None
        return for_teenager(found) if audience == "teen" else found

    def services(self, country: str | None, audience: str | None, need: str | None, language: str, now: datetime,
                 danger: str | None = None, limit: int | None = None) -> list[Service]:
        """Services for a person, best first, those of their country and international ones; docs/ranking.md.

        `audience` None is read as a child; `now` has a time zone; `danger` is a class of the danger screen.
        """
        person = Person(audience if audience in PLANS else None, language)
        question = Question(person, plan_for(person.audience, need, danger), now, self.police_caution(country))
        local = () if country == INTERNATIONAL else self._of(country)
        ranked = rank(local, self._of(INTERNATIONAL), question, min(limit or FIRST, FIRST))
        return ranked if limit is None else ranked[:limit]

    def _of(self, country: str | None) -> tuple[Service, ...]:
        found = self.countries.get(country or "")
        return found.services if found else ()
