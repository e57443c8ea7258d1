"""What the conversation knows about the person, as actions need it."""

from __future__ import annotations

from dataclasses import dataclass

from rasa_sdk import Tracker


@dataclass(frozen=True)
class Context:
    """Country, audience and language; None where nobody has said."""

    country: str | None
    audience: str | None
    language: str


def read_context(tracker: Tracker) -> Context:
    """From the gateway's metadata; in Rasa's own shell, where there is none, from the slots."""
    told = (tracker.latest_message.get("metadata") or {}).get("context")
    known = told if told is not None else tracker.slots
    return Context(known.get("country"), known.get("audience"), known.get("language") or "en")
