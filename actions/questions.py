"""Guided paths: which questions each asks, and what an answer means; docs/paths.md is this file in words."""

from __future__ import annotations

from collections.abc import Mapping

from rasa_sdk import Tracker

from actions.context import Context

MOST_QUESTIONS = 3  # safeguarding.md D2: help must not wait behind a fourth
SKIPPED = "skip"
# In the order in which they are asked; what is known already is not asked.
PATHS: Mapping[str, tuple[str, ...]] = {
    "me": ("path_age", "path_spread", "path_shown", "path_place"),
    "threatened": ("path_safe", "path_age", "path_country"),
    "friend": ("path_age", "path_spread", "path_place"),
    "made": ("path_age", "path_pushed"),
    "child": ("path_spread", "path_shown", "path_place"),
    "school": ("path_spread", "path_place"),
    "removal": ("path_age", "path_spread", "path_shown", "path_place"),
    "tell": ("tell_who", "tell_what", "tell_wish"),
}
ANSWERS: Mapping[str, frozenset[str]] = {
    "path_age": frozenset({"child", "teen", "parent", "school", "adult"}),
    "path_spread": frozenset({"posted", "threatened", "held"}),
    "path_shown": frozenset({"under_18", "adult"}),
    "path_place": frozenset({"app", "chat", "site", "search"}),
    "path_safe": frozenset({"yes", "no"}),
    "path_pushed": frozenset({"yes", "no"}),
    "path_country": frozenset({"known"}),
    "tell_who": frozenset({"family", "teacher", "other", "friend"}),
    "tell_what": frozenset({"fake", "shared", "threat", "sent", "made"}),
    "tell_wish": frozenset({"listen", "report", "stay", "call"}),
}
_CHATS = frozenset({"whatsapp", "messenger", "telegram", "signal", "imessage", "viber", "wechat", "facetime", "skype"})
_SEARCH = frozenset({"google", "bing"})


def questions(path: str | None, answers: Mapping[str, str | None], context: Context) -> list[str]:
    """What this path asks this person, at most three; answered ones included."""
    if path is None or path not in PATHS:
        return ["path"]
    age = context.audience or answers.get("path_age")
    asked = [name for name in PATHS[path] if answers.get(name) or _is_needed(name, path, age, context)]
    return asked[:MOST_QUESTIONS]


def _is_needed(name: str, path: str, age: str | None, context: Context) -> bool:
    if name == "path_age":
        return context.audience is None
    if name == "path_country":
        return context.country is None
    return name != "path_shown" or path == "child" or age == "adult"


def answered(tracker: Tracker, context: Context) -> dict[str, str]:
    """What the latest message answers: a tapped answer, or the same said in words at its question."""
    intent, asked = latest_intent(tracker), tracker.get_slot("requested_slot")
    if intent == "answer":
        tapped = {name: _entity(tracker, name) for name in ANSWERS}
        return {name: value if value in ANSWERS[name] else SKIPPED for name, value in tapped.items() if value}
    said = _said(tracker, str(asked), intent, context)
    return {str(asked): said} if said else {}


def _said(tracker: Tracker, asked: str, intent: str, context: Context) -> str | None:
    if asked in ("path_safe", "path_pushed"):
        return {"affirm": "yes", "deny": "no"}.get(intent)
    if intent == "deny" and asked in ANSWERS:  # “no”, “I don't want to say”: the question is left
        return SKIPPED
    if intent != "inform":
        return None
    if asked == "path_age":
        return context.audience
    if asked == "path_country":
        return "known" if context.country else None
    if asked == "path_shown":
        age = _entity(tracker, "age")
        return None if age is None else "under_18" if float(age) < 18 else "adult"
    platform = _entity(tracker, "platform") if asked == "path_place" else None
    return platform and ("search" if platform in _SEARCH else "chat" if platform in _CHATS else "app")


def latest_intent(tracker: Tracker) -> str:
    """The intent of the latest message."""
    return str(tracker.latest_message.get("intent", {}).get("name", ""))


def chosen_path(tracker: Tracker) -> str | None:
    """The path that a button of the latest message leads into; None if it is no such button."""
    return _entity(tracker, "path") if latest_intent(tracker) == "path" else None


def _entity(tracker: Tracker, name: str) -> str | None:
    value = next(tracker.get_latest_entity_values(name), None)
    return None if value is None else str(value)
