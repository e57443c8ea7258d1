"""Drops the beginning of a long conversation, but nothing that the next answer could depend on."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered

KEPT_TURNS = 10  # the policies look back five states, the actions two messages and to the last need
TRIMMED_FROM = 15  # turns; so that not every message pays for it
MOST_TURNS = 40  # of a guided path that stands open through all of them


def trimmed(events: Sequence[Event]) -> Sequence[Event]:
    """The last turns, and before them every slot's value as it was then; an open path is not cut."""
    turns = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= TRIMMED_FROM:
        return events
    own = list(events)
    cut = _listen_before(own, turns[-KEPT_TURNS])
    begun = _open_loop(own[:cut])
    if begun is not None:
        turn = max((place for place in turns if place < begun), default=0)
        cut = _listen_before(own, max(turn, turns[max(0, len(turns) - MOST_TURNS)]))
    return [*_standing(own[:cut]), *own[cut:]]


def last_session(events: Sequence[Event]) -> Sequence[Event]:
    """From the last start of a session on, as Rasa's stores give a conversation back."""
    for place in range(len(events) - 1, 0, -1):
        event = events[place]
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME:
            return events[place:]
    return events


def _listen_before(events: Sequence[Event], place: int) -> int:
    """Where the turn begins: the bot listens."""
    for earlier in range(place - 1, -1, -1):
        event = events[earlier]
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME:
            return earlier
    return place


def _open_loop(events: Sequence[Event]) -> int | None:
    """Where the form began that stands open at the end of these events."""
    last = max((place for place, event in enumerate(events) if isinstance(event, ActiveLoop)), default=None)
    return None if last is None or not events[last].name else last


def _standing(events: Sequence[Event]) -> list[Event]:
    """What of these events still holds: each slot's last value, the form that is open."""
    slots = {event.key: event for event in events if isinstance(event, SlotSet)}
    begun = _open_loop(events)
    loop = [] if begun is None else [events[begun]]
    return [*(event for event in slots.values() if event.value is not None), *loop]
