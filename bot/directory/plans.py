"""Whom to offer in which order: for every audience and situation the steps of docs/ranking.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
    "parents' line": lambda s: s.kind == "parent_support",
    "removal tool": lambda s: "image_blocking" in s.topics,
    "report portal": lambda s: s.kind == "report_csam",
    "picture support": lambda s: s.kind == "image_abuse_support" and "image_removal" in s.topics,
    "violence line": lambda s: s.kind == "image_abuse_support",
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
    """An order of steps; `after` comes behind the international services, one of each of `must` is among the first."""

    steps: tuple[Step, ...]
    after: tuple[Step, ...] = ()
    must: tuple[str, ...] = ()
    topics: frozenset[str] = PICTURE
    urgent: bool = False


# What must be among the first services shown.
MUSTS: Mapping[str, Callable[[Service], bool]] = {
    "a crisis line": lambda s: _is_crisis(s),
    "a removal tool": lambda s: "image_blocking" in s.topics,
    "a way to removal": lambda s: "image_removal" in s.topics and s.kind in ("report_csam", "image_abuse_support"),
}
_TALK = frozenset({"emotional_support"})
_CRISIS = ("a crisis line",)
_ROUTE = ("a way to removal",)
_TOOL = ("a removal tool",)

_YOUNG: Mapping[str, Plan] = {
    "picture": Plan(("child helpline", "report portal", "picture support", "child protection", "crisis line", "police",
                     "violence line", "regulator", "removal tool"), must=_TOOL),
    "talk": Plan(("child helpline", "crisis line", "child protection", "violence line"), topics=_TALK),
    "removal": Plan(("child helpline", "removal tool", "report portal", "picture support", "regulator", "police",
                     "child protection"), must=_TOOL),
    "report": Plan(("child helpline", "report portal", "police", "child protection", "picture support", "regulator",
                    "removal tool"), must=_ROUTE),
    "police": Plan(("child helpline", "police", "report portal", "child protection")),
    "behaviour": Plan(("child helpline", "crisis line", "child protection"), topics=_TALK),
    "blackmail": Plan(("child helpline", "crisis line", "report portal", "police", "child protection", LAST_RESORT,
                       "picture support", "removal tool"), must=(*_CRISIS, *_TOOL), urgent=True),
    "self_harm": Plan(("crisis line for the age", "child helpline for self-harm", "crisis line for all ages",
                       "crisis line", "child helpline", LAST_RESORT, "child protection"),
                      must=_CRISIS, topics=frozenset({"self_harm"}), urgent=True),
    "danger": Plan(("crisis line for the age", "child helpline", "crisis line for all ages", "crisis line",
                    "child protection", LAST_RESORT, "violence line", "missing children"),
                   after=("report portal", "picture support", "removal tool", "police", "regulator"),
                   topics=frozenset({"abuse"}), urgent=True),
}
_PARENT: Mapping[str, Plan] = {
    "picture": Plan(("parents' line", "child helpline", "report portal", "picture support", "child protection",
                     "police", "crisis line", "regulator", "removal tool"), must=_TOOL),
    "talk": Plan(("parents' line", "child helpline", "crisis line for all ages", "crisis line", "child protection"),
                 topics=_TALK),
    "removal": Plan(("report portal", "removal tool", "picture support", "child helpline", "regulator", "police",
                     "parents' line"), must=_TOOL),
    "report": Plan(("report portal", "police", "child protection", "child helpline", "picture support", "regulator",
                    "removal tool", "parents' line"), must=_ROUTE),
    "police": Plan(("police", "report portal", "child protection", "child helpline")),
    "parent": Plan(("parents' line", "child helpline", "child protection"), topics=_TALK),
    "behaviour": Plan(("behaviour service", "parents' line", "child helpline", "child protection"), topics=_TALK),
    "blackmail": Plan(("child helpline", "police", "report portal", "crisis line", "parents' line",
                       "child protection", "picture support", "removal tool"), must=(*_CRISIS, *_TOOL), urgent=True),
    "self_harm": Plan(("crisis line for the age", "child helpline for self-harm", "crisis line for all ages",
                       "crisis line", "child helpline", "parents' line", "child protection"),
                      must=_CRISIS, topics=frozenset({"self_harm"}), urgent=True),
    "danger": Plan(("crisis line for the age", "child helpline", "crisis line for all ages", "child protection",
                    "crisis line", "parents' line", "missing children"),
                   after=("police", "report portal", "picture support", "removal tool", "regulator"),
                   topics=frozenset({"abuse"}), urgent=True),
}
_SCHOOL: Mapping[str, Plan] = {
    **_PARENT,
    "picture": Plan(("child protection", "report portal", "child helpline", "police", "picture support",
                     "parents' line", "regulator", "crisis line", "removal tool"), must=_TOOL),
}
_ADULT: Mapping[str, Plan] = {
    "picture": Plan(("picture support", "removal tool", "crisis line", "police", "violence line", "regulator",
                     "report portal", "child helpline"), must=_TOOL),
    "talk": Plan(("crisis line", "picture support", "violence line", "child helpline"), topics=_TALK),
    "removal": Plan(("picture support", "removal tool", "regulator", "police", "report portal"), must=_TOOL),
    "report": Plan(("police", "picture support", "regulator", "removal tool", "report portal")),
    "police": Plan(("police", "picture support", "violence line", "report portal")),
    "parent": _PARENT["parent"],
    "behaviour": Plan(("behaviour service", "crisis line", "child helpline"), topics=_TALK),
    "blackmail": Plan(("picture support", "crisis line", "police", "removal tool", "violence line", "child helpline"),
                      must=(*_CRISIS, *_TOOL), urgent=True),
    "self_harm": Plan(("crisis line", "child helpline"), must=_CRISIS, topics=frozenset({"self_harm"}), urgent=True),
    "danger": Plan(("crisis line", "violence line", "child protection", "child helpline"),
                   after=("police", "picture support", "removal tool", "regulator"),
                   topics=frozenset({"abuse"}), urgent=True),
}
# Keyed by audience; nobody named is read as a child.
PLANS: Mapping[str, Mapping[str, Plan]] = {
    "child": _YOUNG, "teen": _YOUNG, "parent": _PARENT, "school": _SCHOOL, "adult": _ADULT,
}
_DANGERS: Mapping[str, str] = {"self_harm": "self_harm", "crisis_self_harm": "self_harm",
                               "blackmail": "blackmail", "victim_threat": "blackmail"}


def plan_for(audience: str | None, need: str | None, danger: str | None) -> Plan:
    """The plan of a situation: danger outranks need; an unknown need is read as trouble with a picture."""
    plans = PLANS[audience or "child"]
    if danger:
        return plans[_DANGERS.get(danger, "danger")]
    if need == "crisis":
        return plans["self_harm"]
    if need == "parent" and "parent" not in plans:
        return plans["talk"]
    return plans.get(need or "picture", plans["picture"])


def _is_crisis(service: Service) -> bool:
    return service.kind == "suicide_crisis"


def _is_for_missing(service: Service) -> bool:
    return "missing_children" in service.topics
