"""Which of two services that do the same is the better one for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.content.helpline_checks import is_lead
from bot.content.helplines import Service
from bot.directory.hours import is_service_open
from bot.directory.plans import LAST_RESORT, Plan, Step

_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}


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

    def speaks_with(self, service: Service) -> bool:
        """Whether the service speaks the language the person writes."""
        return _base(self.language) in {_base(language) for language in service.languages}

    def is_meant_by(self, service: Service) -> bool:
        """Whether it was made for such people and not merely takes them too."""
        if self.audience == "adult":
            return service.audience == ("adult",)
        return ("adult" in service.audience) != self.is_young


def merit(service: Service, person: Person, plan: Plan, now: datetime) -> tuple[int, ...]:
    """A key to sort by: smaller is better, earlier entries weigh more."""
    return (
        1 if service.limited else 0,
        0 if plan.topics & set(service.topics) else 1,
        0 if person.speaks_with(service) else 1,
        0 if person.is_meant_by(service) else 1,
        1 if is_lead(service.source) else 0,
        _CONFIDENCE[service.confidence],
        1 if is_service_open(service, now) is False else 0,
        0 if person.audience == "teen" and _can_be_written_to(service) else 1,
    )


def _can_be_written_to(service: Service) -> bool:
    return any(channel.type in ("chat", "sms", "whatsapp") for channel in service.ways)


def _base(language: str) -> str:
    return language.split("-")[0]
