"""Which service to confirm next: the unconfirmed one that the most people would be sent to; and what nobody has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.content.helpline_checks import is_lead
from bot.content.helplines import INTERNATIONAL, CountryHelplines, Service
from bot.directory.directory import Directory
from bot.directory.ranking import FIRST
from bot.geonames import populations

AGAIN_AFTER = timedelta(days=182)  # safeguarding.md N2: older than six months is unconfirmed again
_AUDIENCES = ("child", "teen", "parent", "school", "adult")
_NEEDS = ("removal", "report", "talk", "police")
_DANGERS = ("self_harm", "blackmail", "immediate_danger")
_HOURS = (3, 15)
_MONDAY = date(2026, 10, 5)

WANTED: Mapping[str, Callable[[Service], bool]] = {
    "a child helpline": lambda s: s.kind == "child_helpline" and s.is_human and not s.limited,
    "a crisis line that says it takes children": lambda s: s.kind == "suicide_crisis" and "child" in s.audience,
    "a way to report sexual pictures of children": lambda s: s.kind == "report_csam",
    "a line for parents": lambda s: s.kind == "parent_support",
    "police for crimes online": lambda s: s.kind == "cybercrime_police",
    "a child protection authority": lambda s: (s.kind == "child_protection_authority"
                                               and "missing_children" not in s.topics),
}


@dataclass(frozen=True)
class Due:
    """A service that nobody has confirmed, or not lately; `people`: the country's, by how often it is shown."""

    service: Service
    country: str
    people: int
    why: str


def due(helplines: Mapping[str, CountryHelplines], today: date) -> list[Due]:
    """What to confirm, the most urgent first.

    People: population of the country (GeoNames) times the share of questions, over audience, need, danger and hour,
    in which the service is among the first four. It is an order, not a forecast. A service on hold is counted as if it
    were shown: confirming it brings it back. What rests on a lead comes before what has a real page.
    """
    reach = _reach({code: _without_holds(country) for code, country in helplines.items()})
    found = [Due(service, code, reach[service.id], why) for code, country in helplines.items()
             for service in country.services if (why := _why(service, today))]
    return sorted(found, key=lambda one: (not is_lead(one.service.source), -one.people, one.service.id))


def missing(helplines: Mapping[str, CountryHelplines]) -> dict[str, list[str]]:
    """What is wanted, and the countries where no service that is shown does it."""
    countries = {code: [service for service in country.services if not service.hold and service.ways]
                 for code, country in helplines.items() if code != INTERNATIONAL}
    return {name: sorted(code for code, services in countries.items() if not any(map(has, services)))
            for name, has in WANTED.items()}


def _why(service: Service, today: date) -> str | None:
    if service.hold:
        return f"on hold: {service.hold}"
    if service.checked_on is None:
        return "rests on a lead" if is_lead(service.source) else "never confirmed"
    return f"last confirmed {service.checked_on}" if today - service.checked_on > AGAIN_AFTER else None


def _without_holds(country: CountryHelplines) -> CountryHelplines:
    shown = tuple(service.copy(update={"hold": None}) for service in country.services)
    return country.copy(update={"services": shown})


def _reach(helplines: Mapping[str, CountryHelplines]) -> Counter[str]:
    directory, people = Directory(helplines), populations()
    reached: Counter[str] = Counter()
    for code in helplines:
        lists = list(_first_shown(directory, code)) if code != INTERNATIONAL else []
        for services in lists:
            for service in services:
                reached[service.id] += people.get(code, 0) // len(lists)
    return reached


def _first_shown(directory: Directory, country: str) -> Iterator[list[Service]]:
    zones = [service.timezone for service in directory.countries[country].services if service.timezone]
    zone = ZoneInfo(zones[0] if zones else "UTC")
    for hour in _HOURS:
        now = datetime(_MONDAY.year, _MONDAY.month, _MONDAY.day, hour, tzinfo=zone)
        for audience in _AUDIENCES:
            for need in _NEEDS:
                yield directory.services(country, audience, need, "en", now, limit=FIRST)
            for danger in _DANGERS:
                yield directory.services(country, audience, None, "en", now, danger=danger, limit=FIRST)
