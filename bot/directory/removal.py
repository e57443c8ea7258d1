"""Which ways to have a picture removed fit a person: content/removal.yml read as rules; docs/removal.md in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.content.removal import UNKNOWN, Age, Asker, Fits, Place, Removal, Route, Spread
from bot.directory.directory import Directory
from bot.directory.plans import is_tool

Shown = Literal["under_18", "adult", "unsure"]


@dataclass(frozen=True)
class Situation:
    """What is known; None is an answer, too, and leads to the safe choice.

    `shown` is the age in the picture, `now` that of the person shown today, `spread` whether it is posted, only
    threatened with, or only on someone's phone (held), `place` where it is, `asks` who wants to know.
    """

    shown: Age | None = None
    now: Age | None = None
    country: str | None = None
    spread: Spread | None = None
    place: Place | None = None
    asks: Asker | None = None


@dataclass(frozen=True)
class Way:
    """A route that fits, with the ids of the services that offer it in the person's country."""

    route: str
    services: tuple[str, ...]


def ways(situation: Situation, removal: Removal, directory: Directory, today: date | None = None) -> list[Way]:
    """The ways that fit, in the order of content/removal.yml; those that have expired by `today` are left out."""
    found = []
    for name, route in removal.routes.items():
        if today and today > route.expires:
            continue
        services = _services(route, situation, directory)
        offered = bool(services) or not (route.services or route.kind)
        if offered and _fit(route.fits, situation):
            found.append(Way(name, services))
    return found


def age_in_picture(situation: Situation) -> Shown:
    """How old the person must be taken to be in the picture.

    Nobody is older in a picture than today. Who has said nothing about age is taken to be under 18, as everywhere in
    this project, and so is a child or pupil whom a parent or a school asks about. Only an adult who does not say how
    old they were is `unsure`: then no tool for either age is offered.
    """
    if situation.now == "under_18" or situation.shown == "under_18":
        return "under_18"
    if situation.shown == "adult":
        return "adult"
    return "unsure" if situation.now == "adult" else "under_18"


def _fit(fits: Fits, situation: Situation) -> bool:
    if age_in_picture(situation) not in fits.shown:
        return False
    if fits.spread and (situation.spread or UNKNOWN) not in fits.spread:
        return False
    if fits.place and (situation.place or UNKNOWN) not in fits.place:
        return False
    if fits.asks and (situation.asks or "me") not in fits.asks:
        return False
    return not fits.countries or situation.country in fits.countries


def _services(route: Route, situation: Situation, directory: Directory) -> tuple[str, ...]:
    """The country's own services of the route's kind, else those it names, without any on hold."""
    age = "adult" if age_in_picture(situation) == "adult" else "child"
    local = directory.countries.get(situation.country or "")
    own = [service for service in (local.services if local else ()) if route.kind == service.kind]
    fitting = [service.id for service in own if not service.hold and service.ways and age in service.audience
               and "image_removal" in service.topics and not is_tool(service)]
    return tuple(fitting) or tuple(id for id in route.services if directory.service(id))
