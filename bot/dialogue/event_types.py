"""Remembers which class an event's name stands for."""

from __future__ import annotations

from rasa.shared.core.events import Event

_resolve = Event.resolve_by_type
_known: dict[str, type[Event]] = {}


def remember_event_types() -> None:
    """Rasa walks all subclasses of Event for every event that it reads: a tenth of a message's time."""
    Event.resolve_by_type = staticmethod(_resolve_once)


def _resolve_once(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    found = _known.get(type_name)
    if found is None:
        found = _resolve(type_name, default)
        if found is not None and found is not default:
            _known[type_name] = found
    return found
