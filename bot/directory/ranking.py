"""Ranks services for a person: need and age first, opening hours after; docs/ranking.md is this file in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.content.helplines import Service
from bot.directory.hours import is_service_open
from bot.directory.merit import Person, merit
from bot.directory.plans import CRISIS_LINE, LAST_RESORT, MUSTS, STEPS, Plan, Step, is_tool

FIRST = 4  # as many as one answer brings; what a plan must have stands among these
SEEN = 3  # as many of them as the widget shows unfolded; a crisis line stands among these
_OF_FIRST_STEP = 2
_HELPLINES = frozenset({"child_helpline", "suicide_crisis", "image_abuse_support", "parent_support",
                        "child_protection_authority"})
_TEXT_FIRST = {"chat": 0, "sms": 1, "whatsapp": 2, "phone": 3, "web": 4, "email": 5}


@dataclass(frozen=True)
class Question:
    """Who asks for what, and when."""

    person: Person
    plan: Plan
    now: datetime
    police_caution: bool = True

    def is_closed(self, service: Service) -> bool:
        """Whether nobody answers there now, as far as is known."""
        return is_service_open(service, self.now) is False


def rank(local: Iterable[Service], international: Iterable[Service], question: Question,
         most: int = FIRST) -> list[Service]:
    """Every service the person may see, best first; what the plan must have is among the first `most`."""
    shown = _shown(local)
    here = [service for service in shown if not is_tool(service)]
    tools = [service for service in shown if is_tool(service)]
    world = tools + _elsewhere(_shown(international), tools)
    ordered = _block(question.plan.steps, here, world, question)
    ordered += _without(_block(question.plan.after, here, world, question), ordered)
    if not question.plan.urgent:
        ordered = _open_line_second(ordered, question)
    if question.police_caution:
        ordered = _helpline_before_police(ordered)
    lifted = _with_musts(ordered, question.plan.must, most)
    if CRISIS_LINE in question.plan.must:
        lifted = _with_musts(lifted, (CRISIS_LINE,), min(most, SEEN))
    return [for_teenager(service) for service in lifted] if question.person.audience == "teen" else lifted


def _shown(services: Iterable[Service]) -> list[Service]:
    return [service for service in services if not service.hold and service.ways]


def _block(steps: Sequence[Step], here: list[Service], world: list[Service], question: Question) -> list[Service]:
    """The country's services in the order of `steps`, then the international ones for what is missing."""
    local = _sequence(steps, here, question, question.plan.of_each, _OF_FIRST_STEP)
    if question.plan.urgent:  # in danger a closed line steps behind those that answer now
        local.sort(key=question.is_closed)
    return local + _missing_only(_sequence(steps, world, question), local, question)


def _sequence(steps: Sequence[Step], services: list[Service], question: Question,
              of_each: int = 1, of_first: int = 1) -> list[Service]:
    """`of_first` of the first step that has any, `of_each` of each further step, then the others, in order."""
    first: list[Service] = []
    rest: list[Service] = []
    for step in steps:
        found = _of_step(step, _without(services, [*first, *rest]), question)
        if step == LAST_RESORT and any(service.kind == "suicide_crisis" for service in [*first, *rest]):
            continue
        room = of_each if first else of_first
        kinds = {service.kind for service in first}
        ahead = [service for service in found if not (service.limited and service.kind in kinds)][:room]
        first += ahead
        rest += _without(found, ahead)
    return first + sorted(rest, key=lambda service: service.limited)


def _of_step(step: Step, services: list[Service], question: Question) -> list[Service]:
    found = [service for service in services if STEPS[step](service) and question.person.may_see(service, step)]
    return sorted(found, key=lambda service: merit(service, question.person, question.plan, question.now))


def _missing_only(world: list[Service], here: list[Service], question: Question) -> list[Service]:
    """International services do what nobody here does (in danger: does now); tools that remove pictures always."""
    kinds = {service.kind for service in here
             if not service.limited and not (question.plan.urgent and question.is_closed(service))}
    return _elsewhere([service for service in world if service.kind not in kinds or is_tool(service)], here)


def _elsewhere(services: Iterable[Service], known: Iterable[Service]) -> list[Service]:
    """Those that do not merely lead to the same sites again."""
    hosts = {host for service in known for host in _hosts(service)}
    return [service for service in services if not _hosts(service) or not _hosts(service) <= hosts]


def _hosts(service: Service) -> set[str]:
    return {urlsplit(channel.url).hostname or "" for channel in service.ways if channel.url}


def _without(services: Iterable[Service], taken: Iterable[Service]) -> list[Service]:
    ids = {service.id for service in taken}
    return [service for service in services if service.id not in ids]


def _open_line_second(ordered: list[Service], question: Question) -> list[Service]:
    """A closed line that is first stays first, with the best line that is open right under it."""
    if not ordered or not question.is_closed(ordered[0]):
        return ordered
    best = next((service for service in ordered if is_service_open(service, question.now)), None)
    return [ordered[0], *([best] if best else []), *_without(ordered[1:], [best] if best else [])]


def _helpline_before_police(ordered: list[Service]) -> list[Service]:
    """Who goes to the police has seen a helpline first (safeguarding.md N5)."""
    police = next((place for place, service in enumerate(ordered) if service.kind == "cybercrime_police"), None)
    line = next((service for service in ordered if service.kind in _HELPLINES and not service.limited), None)
    if police is None or line is None or ordered.index(line) < police:
        return ordered
    rest = _without(ordered, [line])
    return [*rest[:police], line, *rest[police:]]


def _with_musts(ordered: list[Service], musts: Iterable[str], most: int) -> list[Service]:
    """Lifts what must be there into the first `most`, keeping the order inside and behind them."""
    needed = [next((service.id for service in ordered if MUSTS[must](service)), None) for must in musts]
    chosen = {found for found in needed if found}
    for service in ordered:
        if len(chosen) < most:
            chosen.add(service.id)
    return [s for s in ordered if s.id in chosen] + [s for s in ordered if s.id not in chosen]


def for_teenager(service: Service) -> Service:
    """Teenagers write rather than call: chat and text stand before the phone."""
    ways = sorted(service.channels, key=lambda channel: _TEXT_FIRST[channel.type])
    return service.copy(update={"channels": tuple(ways)})
