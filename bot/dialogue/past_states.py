"""The states a conversation has been in, found once in a turn and carried on, not anew for every look at the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    EntitiesAdded,
    Event,
    FollowupAction,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

State = dict[str, dict[str, Any]]
_ANEW = (Restarted, SessionStarted)
# What only adds to a conversation. Others take something back, or run a form: for these Rasa replays.
_PLAIN = (ActionExecuted, BotUttered, DefinePrevUserUtteredFeaturization, EntitiesAdded, FollowupAction, SlotSet,
          UserUttered)
_KEPT = "_past_states"
_replayed = Domain.states_for_tracker_history


class _PastStates:
    """The state before each action of a conversation of plain events."""

    def __init__(self, tracker: DialogueStateTracker, domain: Domain) -> None:
        self.domain = domain
        self._before_actions: list[State] = []
        self._events: list[Event] = []
        self._now = tracker.init_copy()

    def follow(self, events: Sequence[Event]) -> bool:
        """Goes on to these events; False when they do not continue what was followed, or are not all plain."""
        known = len(self._events)
        if len(events) < known or any(one is not other for one, other in zip(self._events, events, strict=False)):
            return False
        for event in events[known:]:
            if type(event) in _ANEW:
                self._before_actions, self._now = [], self._now.init_copy()
            elif type(event) not in _PLAIN:
                return False
            else:
                if type(event) is ActionExecuted:
                    self._before_actions.append(self._state())
                event.apply_to(self._now)
            self._events.append(event)
        return True

    def states(self) -> list[State]:
        """As Rasa gives them; who gets them may change them."""
        return [{part: dict(values) for part, values in state.items()}
                for state in (*self._before_actions, self._state())]

    def _state(self) -> State:
        found: State = self.domain.get_active_state(self._now)
        return found


def _states(self: Domain, tracker: DialogueStateTracker, omit_unset_slots: bool = False,
            ignore_rule_only_turns: bool = False, rule_only_data: dict[str, Any] | None = None) -> list[State]:
    """In place of Rasa's `states_for_tracker_history`."""
    past = None if omit_unset_slots or ignore_rule_only_turns else _followed(tracker, self)
    if past is None:
        return list(_replayed(self, tracker, omit_unset_slots, ignore_rule_only_turns, rule_only_data))
    return past.states()


def _followed(tracker: DialogueStateTracker, domain: Domain) -> _PastStates | None:
    events = tuple(tracker.events)
    past: _PastStates | None = tracker.__dict__.pop(_KEPT, None)
    if past is None or past.domain is not domain or not past.follow(events):
        past = _PastStates(tracker, domain)
        if not past.follow(events):
            return None
    tracker.__dict__[_KEPT] = past
    return past


def forget_past_states(tracker: DialogueStateTracker) -> None:
    """At the end of a turn: what was written stands in them."""
    tracker.__dict__.pop(_KEPT, None)


def carry_on_past_states() -> None:
    """Rasa's policies ask through this."""
    Domain.states_for_tracker_history = _states
