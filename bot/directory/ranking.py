"""Ranks services for a person: need and age first, opening hours after; docs/ranking.md is this file in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.content.helpline_checks import is_lead
from bot.content.helplines import Service
from bot.directory.hours import is_service_open
from bot.directory.plans import LAST_RESORT, MUSTS, STEPS, Plan, Step

FIRST = 4  # as many as are shown at once; what a plan must have stands among these
_OF_FIRST_STEP = 2
_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}
_TEXT_FIRST = {"chat": 0, "sms": 1, "whatsapp": 2, "phone": 3, "web": 4, "email": 5}


@dataclass(frozen=True)
class Person:
    """Who asks: the audience (None: nobody said) and the language they write."""

    audience: str | None
    language: str

    @property
    def is_young(self) -> bool:
        """Under 18, or perhaps so."""
        return self.audience in (None, "child", "teen")

    def may_see(self, service: Service, step: Step) -> bool:
        """Age is a gate, not a preference (safeguarding.md F7): adults' tools never reach a picture of an under-18."""
        if self.audience in ("parent", "school"):
            return service.kind != "image_abuse_support" or service.audience != ("adult",)
        if step == LAST_RESORT:
            return self.is_young
        return (self.audience or "child") in service.audience


def rank(local: Iterable[Service], international: Iterable[Service], person: Person, plan: Plan,
         now: datetime, most_first: int = FIRST) -> list[Service]:
    """Every service the person may see, best first; what the plan must have is among the first `most_first`."""
    here, world = _shown(local), _shown(international)
    ordered = _block(plan.steps, here, world, person, plan, now)
    ordered += _block(plan.after, _without(here, ordered), _without(world, ordered), person, plan, now)
    if not plan.urgent:
        ordered = _open_line_second(ordered, now)
    return [_for_teenager(service, person) for service in _with_musts(ordered, plan, most_first)]


def _shown(services: Iterable[Service]) -> list[Service]:
    return [service for service in services if not service.hold and service.ways]


def _without(services: Iterable[Service], taken: Iterable[Service]) -> list[Service]:
    ids = {service.id for service in taken}
    return [service for service in services if service.id not in ids]


def _block(steps: Sequence[Step], here: list[Service], world: list[Service], person: Person, plan: Plan,
           now: datetime) -> list[Service]:
    """The country's services in the order of `steps`, then the international ones for what is missing."""
    local = _sequence(steps, here, person, plan, now)
    if plan.urgent:  # in danger a closed line steps behind those that answer now
        local.sort(key=lambda service: is_service_open(service, now) is False)
    return local + _missing_only(_sequence(steps, world, person, plan, now), here, plan, now)


def _sequence(steps: Sequence[Step], services: list[Service], person: Person, plan: Plan,
              now: datetime) -> list[Service]:
    """Two services of the first step that has any, one of each further step, then the others, in order."""
    first: list[Service] = []
    rest: list[Service] = []
    for step in steps:
        taken = [*first, *rest]
        if step == LAST_RESORT and any(service.kind == "suicide_crisis" for service in taken):
            continue
        found = [service for service in _without(services, taken)
                 if STEPS[step](service) and person.may_see(service, step)]
        found.sort(key=lambda service: _merit(service, person, plan, now))
        most = 1 if first else _OF_FIRST_STEP
        first += found[:most]
        rest += found[most:]
    return first + rest


def _merit(service: Service, person: Person, plan: Plan, now: datetime) -> tuple[int, ...]:
    """Between services of one step: smaller is better, earlier entries weigh more."""
    return (
        0 if plan.topics & set(service.topics) else 1,
        1 if service.limited else 0,
        0 if _speaks(service, person.language) else 1,
        0 if _is_made_for(service, person) else 1,
        1 if is_lead(service.source) else 0,
        _CONFIDENCE[service.confidence],
        1 if is_service_open(service, now) is False else 0,
        0 if person.audience == "teen" and _can_be_written_to(service) else 1,
    )


def _speaks(service: Service, language: str) -> bool:
    return language.split("-")[0] in {spoken.split("-")[0] for spoken in service.languages}


def _is_made_for(service: Service, person: Person) -> bool:
    if person.audience == "adult":
        return service.audience == ("adult",)
    return ("adult" in service.audience) != person.is_young


def _can_be_written_to(service: Service) -> bool:
    return any(channel.type in ("chat", "sms", "whatsapp") for channel in service.ways)


def _missing_only(world: list[Service], here: list[Service], plan: Plan, now: datetime) -> list[Service]:
    """International services do what nobody here does (in danger: does now); tools that remove pictures always."""
    answering = [s for s in here if not plan.urgent or is_service_open(s, now) is not False]
    kinds = {service.kind for service in answering}
    hosts = {host for service in here for host in _hosts(service)}
    return [service for service in world if (service.kind not in kinds or "image_blocking" in service.topics)
            and not _hosts(service) <= hosts]


def _hosts(service: Service) -> set[str]:
    return {urlsplit(channel.url).hostname or "" for channel in service.ways if channel.url}


def _open_line_second(ordered: list[Service], now: datetime) -> list[Service]:
    """A closed line that is first stays first, with the best line that is open right under it."""
    if not ordered or is_service_open(ordered[0], now) is not False:
        return ordered
    for place, service in enumerate(ordered):
        if is_service_open(service, now):
            return [ordered[0], service, *ordered[1:place], *ordered[place + 1:]]
    return ordered


def _with_musts(ordered: list[Service], plan: Plan, most: int) -> list[Service]:
    """Lifts what the plan must have into the first `most`, keeping the order inside and behind them."""
    needed = [next(filter(MUSTS[must], ordered), None) for must in plan.must]
    chosen = {service.id for service in needed if service}
    for service in ordered:
        if len(chosen) < most:
            chosen.add(service.id)
    return [s for s in ordered if s.id in chosen] + [s for s in ordered if s.id not in chosen]


def _for_teenager(service: Service, person: Person) -> Service:
    """Teenagers write rather than call: chat and text stand before the phone."""
    if person.audience != "teen":
        return service
    ways = sorted(service.channels, key=lambda channel: _TEXT_FIRST[channel.type])
    return service.copy(update={"channels": tuple(ways)})
