"""Rasa's memory of a conversation holds no word of it and can be told to forget."""

from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered

from bot.dialogue.tracker_store import IDLE_SECONDS, ForgettingTrackerStore

PLANTED = "xylocarpine"


@pytest.fixture
def store() -> ForgettingTrackerStore:
    return ForgettingTrackerStore(Domain.from_dict({"intents": ["greet"], "actions": []}))


async def keep_one(store: ForgettingTrackerStore) -> None:
    tracker = await store.get_or_create_tracker("one")
    parse_data = {"text": PLANTED, "intent": {"name": "greet", "confidence": 0.9}, "text_tokens": [(0, 3)]}
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered(PLANTED, {"name": "greet", "confidence": 0.9},
                               [{"entity": "country", "value": "PK", "text": PLANTED}], parse_data))
    await store.save(tracker)


async def test_a_saved_conversation_has_its_words_blanked_and_its_meaning_kept(store: ForgettingTrackerStore) -> None:
    await keep_one(store)
    assert PLANTED not in str(dict(store.store))
    tracker = await store.retrieve("one")
    assert tracker is not None and tracker.latest_message is not None
    assert tracker.latest_message.intent["name"] == "greet"
    assert tracker.latest_message.entities == [{"entity": "country", "value": "PK"}]


async def test_a_forgotten_conversation_is_gone(store: ForgettingTrackerStore) -> None:
    await keep_one(store)
    await store.forget("one")
    await store.forget("never was")
    assert await store.retrieve("one") is None


async def test_idle_conversations_die_after_fifteen_minutes(store: ForgettingTrackerStore) -> None:
    await keep_one(store)
    assert IDLE_SECONDS == 15 * 60 and store.store.ttl == IDLE_SECONDS  # type: ignore[attr-defined]
    store.store.expire(store.store.timer() + IDLE_SECONDS + 1)  # type: ignore[attr-defined]
    assert await store.retrieve("one") is None


async def test_what_is_equal_beside_events_is_kept_once_and_what_was_recognised_is_nobody_elses(
        store: ForgettingTrackerStore) -> None:
    recognised = [{"entity": "age", "value": 11}]
    told = []
    for sender, entities in (("one", []), ("two", []), ("three", recognised), ("four", recognised)):
        tracker = await store.get_or_create_tracker(sender)
        metadata = {"context": {"country": "PK"}, "entities": list(entities)}
        tracker.update(UserUttered("/greet", {"name": "greet", "confidence": 1.0}, [], {}, metadata=metadata))
        await store.save(tracker)
        assert tracker.events[-1].metadata == metadata
        told.append(tracker.events[-1].metadata)
    assert told[0] is told[1] and told[2] is not told[3] and "age" not in str(dict(store._metadata))
