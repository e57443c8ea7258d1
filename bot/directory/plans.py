"""Whom to offer in which order: for every audience and situation the steps of docs/ranking.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.content.helplines import Service

Step = str

# What a service is; a service is taken by the first step of a plan that it fits.
STEPS: Mapping[Step, Callable[[Service], bool]] = {
    "crisis line for the age": lambda s: _is_crisis(s) and "adult" not in s.audience and not s.limited,
    "crisis line for all ages": lambda s: _is_crisis(s) and "child" in s.audience,
    "crisis line": lambda s: _is_crisis(s),
    "crisis line that does not name children": lambda s: _is_crisis(s) and "teen" in s.audience,
    "child helpline for self-harm": lambda s: s.kind == "child_helpline" and "self_harm" in s.topics,
    "child helpline": lambda s: s.kind == "child_helpline",
    "helpline for all ages": lambda s: s.kind == "child_helpline" and s.is_human,
    "parents' line": lambda s: s.kind == "parent_support",
    "adults' removal tool": lambda s: is_tool(s) and s.audience == ("adult",),
    "removal tool": lambda s: is_tool(s),
    "report portal": lambda s: s.kind == "report_csam" and not is_tool(s),
    "picture support": lambda s: _is_picture_support(s) and "image_removal" in s.topics and not is_tool(s),
    "violence line": lambda s: _is_picture_support(s) and "image_removal" not in s.topics,
    "police": lambda s: s.kind == "cybercrime_police",
    "regulator": lambda s: s.kind == "online_safety_regulator",
    "child protection": lambda s: s.kind == "child_protection_authority" and not _is_for_missing(s),
    "missing children": lambda s: _is_for_missing(s),
    "behaviour service": lambda s: s.kind == "behaviour_support",
}
# The one step whose services do not name the child's age: better than no crisis line at all.
LAST_RESORT = "crisis line that does not name children"
PICTURE = frozenset({"image_removal", "online_safety"})


@dataclass(frozen=True)
class Plan:
    """An order of steps; `after` comes behind the international services, one of each of `must` is among the first.

    `topics` mark what fits the need best within a step; `of_each` services of a step stand before the next step.
    """

    steps: tuple[Step, ...]
    after: tuple[Step, ...] = ()
    must: tuple[str, ...] = ()
    topics: frozenset[str] = PICTURE
    urgent: bool = False
    of_each: int = 1


CRISIS_LINE = "a crisis line"
# What must be among the first services shown.
MUSTS: Mapping[str, Callable[[Service], bool]] = {
    CRISIS_LINE: lambda s: _is_crisis(s),
    "a removal tool": lambda s: is_tool(s),
    "the adults' removal tool": STEPS["adults' removal tool"],
    "a way to removal": lambda s: "image_removal" in s.topics and (s.kind == "report_csam" or _is_picture_support(s)),
}
_TALK = frozenset({"emotional_support"})
_CRISIS = (CRISIS_LINE,)
_ROUTE = ("a way to removal",)
_TOOL = ("a removal tool",)
_ADULTS_TOOL = ("the adults' removal tool",)
_SELF_HARM = frozenset({"self_harm"})
_ABUSE = frozenset({"abuse"})
_DANGER = Plan(("crisis line for the age", "child helpline", "crisis line for all ages", "crisis line",
                "child protection", LAST_RESORT, "violence line"),
               after=("report portal", "picture support", "removal tool", "police", "regulator"),
               topics=_ABUSE, urgent=True)

_YOUNG: Mapping[str, Plan] = {
    "picture": Plan(("child helpline", "removal tool", "report portal", "picture support", "child protection",
                     "crisis line", "police", "violence line", "regulator"), must=_TOOL),
    "talk": Plan(("child helpline", "crisis line", "child protection", "violence line"), topics=_TALK),
    "removal": Plan(("child helpline", "removal tool", "report portal", "picture support", "regulator", "police",
                     "child protection"), must=_TOOL),
    "report": Plan(("child helpline", "report portal", "police", "child protection", "picture support", "regulator",
                    "removal tool"), must=_ROUTE),
    "police": Plan(("child helpline", "police", "report portal", "child protection")),
    "behaviour": Plan(("child helpline", "crisis line", "child protection"), topics=_TALK),
    "blackmail": Plan(("child helpline", "crisis line", "removal tool", "report portal", "police", "child protection",
                       LAST_RESORT, "picture support"), must=(*_CRISIS, *_TOOL), urgent=True),
    "self_harm": Plan(("crisis line for the age", "child helpline for self-harm", "crisis line for all ages",
                       "crisis line", "child helpline", LAST_RESORT, "child protection"),
                      must=_CRISIS, topics=_SELF_HARM, urgent=True, of_each=2),
    "danger": _DANGER,
    "violence_home": replace(_DANGER, steps=(*_DANGER.steps, "missing children")),
}
_PARENT_DANGER = Plan(("crisis line for the age", "child helpline", "crisis line for all ages", "child protection",
                       "crisis line", "parents' line"), after=_DANGER.after, topics=_ABUSE, urgent=True)
_PARENT: Mapping[str, Plan] = {
    "picture": Plan(("parents' line", "child helpline", "removal tool", "report portal", "picture support",
                     "child protection", "police", "crisis line", "regulator"), must=_TOOL),
    "talk": Plan(("parents' line", "child helpline", "crisis line for all ages", "crisis line", "child protection"),
                 topics=_TALK),
    "removal": Plan(("report portal", "removal tool", "picture support", "child helpline", "regulator", "police",
                     "parents' line"), must=_TOOL),
    "report": Plan(("report portal", "police", "child protection", "child helpline", "picture support", "regulator",
                    "removal tool", "parents' line"), must=_ROUTE),
    "police": Plan(("police", "report portal", "child protection", "child helpline")),
    "parent": Plan(("parents' line", "child helpline", "child protection"), topics=_TALK),
    "behaviour": Plan(("behaviour service", "parents' line", "child helpline", "child protection"), topics=_TALK),
    "blackmail": Plan(("child helpline", "police", "removal tool", "report portal", "crisis line", "parents' line",
                       "child protection", "picture support"), must=(*_CRISIS, *_TOOL), urgent=True),
    "self_harm": Plan(("crisis line for the age", "child helpline for self-harm", "crisis line for all ages",
                       "crisis line", "child helpline", "parents' line", "child protection"),
                      must=_CRISIS, topics=_SELF_HARM, urgent=True, of_each=2),
    "danger": _PARENT_DANGER,
    "violence_home": replace(_PARENT_DANGER, steps=(*_PARENT_DANGER.steps, "missing children")),
}
_SCHOOL: Mapping[str, Plan] = {
    **_PARENT,
    "picture": Plan(("child protection", "report portal", "child helpline", "removal tool", "police",
                     "picture support", "parents' line", "regulator", "crisis line"), must=_TOOL),
}
_ADULT: Mapping[str, Plan] = {
    "picture": Plan(("picture support", "adults' removal tool", "removal tool", "crisis line", "police",
                     "violence line", "regulator", "report portal", "helpline for all ages"), must=_ADULTS_TOOL),
    "talk": Plan(("crisis line", "picture support", "violence line", "helpline for all ages"), topics=_TALK),
    "removal": Plan(("picture support", "adults' removal tool", "removal tool", "regulator", "police",
                     "report portal"), must=_ADULTS_TOOL),
    "report": Plan(("police", "picture support", "regulator", "adults' removal tool", "removal tool",
                    "report portal", "crisis line")),
    "police": Plan(("police", "picture support", "violence line", "report portal", "crisis line")),
    "parent": _PARENT["parent"],
    "behaviour": Plan(("behaviour service", "crisis line", "helpline for all ages"), topics=_TALK),
    "blackmail": Plan(("picture support", "crisis line", "police", "adults' removal tool", "removal tool",
                       "violence line", "helpline for all ages"), must=(*_CRISIS, *_ADULTS_TOOL), urgent=True),
    "self_harm": Plan(("crisis line", "helpline for all ages"), must=_CRISIS, topics=_SELF_HARM, urgent=True),
    "danger": Plan(("crisis line", "violence line", "child protection", "helpline for all ages"),
                   after=("police", "picture support", "adults' removal tool", "removal tool", "regulator"),
                   topics=_ABUSE, urgent=True),
}
# Keyed by audience; nobody named is read as a child.
PLANS: Mapping[str, Mapping[str, Plan]] = {
    "child": _YOUNG, "teen": _YOUNG, "parent": _PARENT, "school": _SCHOOL, "adult": _ADULT,
}
_URGENT = ("self_harm", "blackmail", "violence_home")
_DANGERS: Mapping[str, str] = {"crisis_self_harm": "self_harm", "victim_threat": "blackmail"}


def plan_for(audience: str | None, need: str | None, danger: str | None) -> Plan:
    """The plan of a situation: danger outranks need; an unknown need is read as trouble with a picture."""
    plans = PLANS[audience or "child"]
    if danger:
        named = _DANGERS.get(danger, danger)
        return plans[named] if named in _URGENT and named in plans else plans["danger"]
    if need == "crisis":
        return plans["self_harm"]
    if need == "parent" and "parent" not in plans:
        return plans["talk"]
    return plans.get(need or "picture", plans["picture"])


def is_tool(service: Service) -> bool:
    """Whether it makes a code of a picture so that apps can block it: works in every country."""
    return "image_blocking" in service.topics


def _is_picture_support(service: Service) -> bool:
    return service.kind == "image_abuse_support"


def _is_crisis(service: Service) -> bool:
    return service.kind == "suicide_crisis"


def _is_for_missing(service: Service) -> bool:
    return "missing_children" in service.topics
