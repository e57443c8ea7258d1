"""Reads content/removal.yml: the ways to have a picture removed, and for whom each is right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, StrictStr

from bot.content.dated import Dated, check_dated
from bot.content.problem import Problem
from bot.content.schema import Record, parse
from bot.content.scripts import Scripts
from bot.content.service import INTERNATIONAL, CountryHelplines, Kind, Service
from bot.content.yaml_file import Document, read

LONGEST_DAYS = 184
GENERAL_SCRIPT = "utter_ask_takedown"

Age = Literal["under_18", "adult"]
Spread = Literal["posted", "threatened", "held"]
Place = Literal["app", "chat", "site", "search"]
Asker = Literal["me", "parent", "school", "friend"]
UNKNOWN = "unknown"


class Fits(Record):
    """For whom a way is right. A question that is left out does not matter; `unknown` must be named to be allowed."""

    shown: tuple[Literal["under_18", "adult", "unsure"], ...] = Field(..., description="how old in the picture")
    spread: tuple[Literal["posted", "threatened", "held", "unknown"], ...] = ()
    place: tuple[Literal["app", "chat", "site", "search", "unknown"], ...] = ()
    asks: tuple[Literal["me", "parent", "school", "friend"], ...] = ()
    countries: tuple[str, ...] = ()


class Route(Dated):
    """One way; `services` or `kind` name who offers it, `must_have` a file that is already there."""

    fits: Fits
    services: tuple[StrictStr, ...] = Field((), description="ids in content/helplines; [] with `kind` or for the app")
    kind: Kind | None = Field(None, description="the country's services of this kind; else `services`")
    uses_file: bool = Field(..., description="whether it works on a picture that is on the person's own device")


class Removal(Record):
    """The ways, in the order in which they are shown."""

    routes: dict[str, Route] = {}


def route_script(route: str) -> str:
    """The id of a way's steps."""
    return f"utter_route_{route}"


def read_removal(file: Path, problems: list[Problem]) -> Removal:
    """The file's ways, in its order; every fault is added to `problems`."""
    if not file.exists():
        problems.append(Problem(file, 1, "missing", "there are no ways to have a picture removed", "restore it"))
        return Removal()
    document = read(file, problems)
    found = parse(Removal, document, problems) if document else None
    if document and found:
        for name, route in found.routes.items():
            problems.extend(check_dated(document, route, LONGEST_DAYS, ("routes", name)))
    return found or Removal()


def check_services(file: Path, removal: Removal, helplines: dict[str, CountryHelplines]) -> Iterator[Problem]:
    """Ways that name a service nobody knows, one on hold, one that takes other ages; or an unknown country."""
    document = read(file, []) if helplines and file.exists() else None
    if document is None:
        return
    known = {service.id: service for country in helplines.values() for service in country.services}
    for name, route in removal.routes.items():
        for id in route.services:
            for message, remedy in _service_faults(id, route, known.get(id)):
                yield document.problem(("routes", name, "services"), "service", message, remedy)
        yield from _unknown_countries(name, route, document, helplines)


def _service_faults(id: str, route: Route, service: Service | None) -> Iterator[tuple[str, str]]:
    if service is None:
        yield f"there is no service “{id}”", "use an id of content/helplines"
    elif service.hold:
        yield f"“{id}” is on hold", "confirm it, or leave the way out"
    elif "under_18" in route.fits.shown and service.audience == ("adult",):
        yield f"“{id}” is for adults only", "it never fits under_18"


def _unknown_countries(name: str, route: Route, document: Document,
                       helplines: dict[str, CountryHelplines]) -> Iterator[Problem]:
    for country in route.fits.countries:
        if country not in helplines or country == INTERNATIONAL:
            yield document.problem(("routes", name, "fits"), "country", f"there is no file for “{country}”",
                                   "use a code from content/helplines")


def add_routes(removal: Removal, file: Path, scripts: Scripts) -> None:
    """Makes each way a script; an expired one is replaced by the general words on removal."""
    for name, route in removal.routes.items():
        for language, script in route.scripts(GENERAL_SCRIPT).items():
            scripts.add(route_script(name), language, script, "removal", file)
