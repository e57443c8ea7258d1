"""Keeps conversations in memory only, without their words, and forgets them when idle."""

from __future__ import annotations

from typing import Any

from cachetools import TTLCache
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

IDLE_SECONDS = 15 * 60
MOST_CONVERSATIONS = 20_000


class ForgettingTrackerStore(InMemoryTrackerStore):
    """Bounded in number and time; a message's text is blanked once its turn is answered."""

    def __init__(self, domain: Any, event_broker: Any = None, **_: Any) -> None:
        super().__init__(domain, None)
        self.store: TTLCache[str, str] = TTLCache(MOST_CONVERSATIONS, IDLE_SECONDS)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the tracker without a word of what was written."""
        for event in tracker.events:
            if isinstance(event, UserUttered):
                _blank(event)
        await super().save(tracker)

    async def forget(self, sender_id: str) -> None:
        """The person asked for it, or left."""
        self.store.pop(sender_id, None)


def _blank(event: UserUttered) -> None:
    if event.text and not event.text.startswith("/"):
        event.text = ""
        event.entities = [{key: entity[key] for key in ("entity", "value")} for entity in event.entities or []]
        event.parse_data = {"text": "", "intent": event.intent, "entities": event.entities, "metadata": {}}
