"""Keeps conversations in memory only, without their words, and forgets them when idle."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any, NamedTuple

from cachetools import LRUCache, TTLCache
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.past_states import forget_past_states
from bot.dialogue.trimming import last_session, trimmed

IDLE_SECONDS = 15 * 60
MOST_CONVERSATIONS = 20_000
MOST_EVENTS = 1_000_000  # of all conversations together; the longest idle ones go first
_MOST_METADATA = 1_000
_LEAST_SIZE = MOST_EVENTS // MOST_CONVERSATIONS


class Kept(NamedTuple):
    """A conversation as it stands in Rasa's own objects, and its events as of the last answered turn."""

    tracker: DialogueStateTracker
    events: tuple[Event, ...]


class ForgettingTrackerStore(InMemoryTrackerStore):
    """Bounded in number and size; a message's text is blanked once its turn is answered.

    With `live` conversations stay as they are, trimmed to their last turns, so that the two hundredth turn costs what
    the second did. Without, each is kept as text and replayed from its first message at every message, as Rasa does.
    """

    live = False

    def __init__(self, domain: Any, event_broker: Any = None, **_: Any) -> None:
        super().__init__(domain, None)
        self.store: TTLCache[str, Any] = TTLCache(MOST_EVENTS, IDLE_SECONDS, getsizeof=_size)
        self._metadata: LRUCache[str, dict[str, Any]] = LRUCache(_MOST_METADATA)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the tracker without a word of what was written."""
        forget_past_states(tracker)
        before = self.store.get(tracker.sender_id)
        # It and all before it were seen to when their own turn ended.
        last = before.events[-1] if isinstance(before, Kept) and before.events else None
        for event in itertools.takewhile(lambda event: event is not last, reversed(tracker.events)):
            event.metadata = self._one_of_equals(event.metadata)
            if isinstance(event, UserUttered):
                _blank(event)
        if not self.live:
            await super().save(tracker)
            return
        kept = trimmed(tracker.events)
        if len(kept) < len(tracker.events):
            tracker.events = type(tracker.events)(kept)
        self.store[tracker.sender_id] = Kept(tracker, tuple(tracker.events))

    def _one_of_equals(self, metadata: dict[str, Any]) -> dict[str, Any]:
        """Rasa notes ids and context beside every event: one copy of what is equal, a third of a conversation's memory.
        What was recognised in a message is nobody else's."""
        return metadata if metadata.get("entities") else self._metadata.setdefault(repr(metadata), metadata)

    async def _retrieve(self, sender_id: str, fetch_all_sessions: bool) -> DialogueStateTracker | None:
        if not self.live:
            return await super()._retrieve(sender_id, fetch_all_sessions)
        kept: Kept | None = self.store.get(sender_id)
        if kept is None:
            return None
        if len(kept.tracker.events) != len(kept.events):
            kept = self._as_saved(sender_id, kept.events)
        session = kept.events if fetch_all_sessions else last_session(kept.events)
        if len(session) < len(kept.events):
            kept.tracker.events = type(kept.tracker.events)(session)
            self.store[sender_id] = Kept(kept.tracker, tuple(session))
        return kept.tracker

    def _as_saved(self, sender_id: str, events: Iterable[Event]) -> Kept:
        """A turn broke off half-way: the conversation stands where the turn before it ended."""
        tracker = self.init_tracker(sender_id)
        tracker.update_with_events(list(events), self.domain)
        self.store[sender_id] = restored = Kept(tracker, tuple(tracker.events))
        return restored

    def break_off(self, sender_id: str) -> None:
        """A turn has ended, perhaps half-way: what was written in it is not kept till the next one."""
        kept = self.store.get(sender_id)
        if isinstance(kept, Kept) and len(kept.tracker.events) != len(kept.events):
            self._as_saved(sender_id, kept.events)

    async def forget(self, sender_id: str) -> None:
        """The person asked for it, or left."""
        self.store.pop(sender_id, None)


def keep_live() -> None:
    """From now on conversations are kept live."""
    ForgettingTrackerStore.live = True


def _blank(event: UserUttered) -> None:
    """A message of buttons keeps its text, which nobody wrote."""
    if event.text and not event.text.startswith("/"):
        event.text = ""
    event.entities = [{key: entity[key] for key in ("entity", "value")} for entity in event.entities or []]
    # In place: an open form holds on to the same data of the message that opened it.
    blanked = {"text": event.text, "intent": event.intent, "entities": event.entities, "message_id": event.message_id,
               "metadata": {}}
    event.parse_data.clear()
    event.parse_data.update(blanked)


def _size(kept: Any) -> int:
    """Events, or for a text roughly as many; never so little that more than MOST_CONVERSATIONS have room."""
    return max(len(kept.events) if isinstance(kept, Kept) else len(kept) // 500, _LEAST_SIZE)
