"""Conversations kept live: nothing that matters is forgotten, a broken turn is taken back, long ones stay short."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.tracker_store import MOST_CONVERSATIONS, MOST_EVENTS, ForgettingTrackerStore, keep_live
from bot.dialogue.trimming import KEPT_TURNS, MOST_TURNS, TRIMMED_FROM, trimmed

PLANTED = "xylocarpine"
DOMAIN = Domain.from_dict({
    "intents": ["greet"], "actions": ["action_helplines"], "entities": [],
    "slots": {"country": {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}}})


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[ForgettingTrackerStore]:
    monkeypatch.setattr(ForgettingTrackerStore, "live", False)
    keep_live()
    yield ForgettingTrackerStore(DOMAIN)


def turn(text: str = PLANTED) -> list[Event]:
    return [ActionExecuted("action_listen"), UserUttered(text, {"name": "greet", "confidence": 0.9}),
            BotUttered("", {"custom": {"script": "utter_greet"}}), ActionExecuted("action_helplines")]


async def said(store: ForgettingTrackerStore, turns: int) -> DialogueStateTracker:
    for _ in range(turns):
        tracker = await store.get_or_create_tracker("one", append_action_listen=False)
        tracker.update_with_events(turn(), DOMAIN)
        await store.save(tracker)
    return await store.get_or_create_tracker("one")


async def test_the_same_conversation_goes_on_without_its_words(store: ForgettingTrackerStore) -> None:
    tracker = await said(store, 3)
    assert tracker is await store.retrieve("one")
    assert PLANTED not in str(tracker.as_dialogue().as_dict())
    assert tracker.latest_message is not None and tracker.latest_message.intent["name"] == "greet"


async def test_an_open_path_does_not_remember_the_words_that_opened_it(store: ForgettingTrackerStore) -> None:
    tracker = await store.get_or_create_tracker("one", append_action_listen=False)
    tracker.update_with_events([*turn(), ActiveLoop("path_form")], DOMAIN)
    assert PLANTED in str(tracker.active_loop)
    await store.save(tracker)
    assert tracker.active_loop is not None and PLANTED not in str(tracker.active_loop)


async def test_a_turn_that_broke_off_is_taken_back(store: ForgettingTrackerStore) -> None:
    tracker = await said(store, 2)
    tracker.update(SlotSet("country", "PK"))
    await store.save(tracker)
    tracker.update_with_events([*turn(), SlotSet("country", "NO")], DOMAIN)  # and is never saved
    again = await store.retrieve("one")
    assert again is not None and again is not tracker
    assert again.get_slot("country") == "PK" and len(again.events) == 9


async def test_a_long_conversation_keeps_its_last_turns_and_its_slots(store: ForgettingTrackerStore) -> None:
    tracker = await said(store, 1)
    tracker.update(SlotSet("country", "PK"))
    await store.save(tracker)
    tracker = await said(store, 200)
    turns = [event for event in tracker.events if isinstance(event, UserUttered)]
    assert KEPT_TURNS <= len(turns) <= TRIMMED_FROM
    assert tracker.get_slot("country") == "PK" == tracker.copy().get_slot("country")


async def test_a_forgotten_conversation_is_gone_live_too(store: ForgettingTrackerStore) -> None:
    await said(store, 1)
    await store.forget("one")
    assert await store.retrieve("one") is None


async def test_the_store_is_bounded_in_number_and_size(store: ForgettingTrackerStore) -> None:
    await said(store, 1)
    assert store.store.maxsize == MOST_EVENTS  # type: ignore[attr-defined]
    assert store.store.currsize == MOST_EVENTS // MOST_CONVERSATIONS  # type: ignore[attr-defined]


def test_an_open_path_is_not_cut_until_it_stands_open_for_ever() -> None:
    opened = [*turn(), ActionExecuted("path_form"), ActiveLoop("path_form")]
    events = [*turn() * 5, *opened, *turn() * (TRIMMED_FROM + 5)]
    kept = trimmed(events)
    assert any(isinstance(event, ActiveLoop) for event in kept)
    assert len(kept) == len(events) - 5 * len(turn())
    for_ever = trimmed([*turn() * 5, *opened, *turn() * (MOST_TURNS * 2)])
    assert len([event for event in for_ever if isinstance(event, UserUttered)]) == MOST_TURNS
    assert isinstance(for_ever[0], ActiveLoop)


def test_a_closed_path_leaves_nothing_behind() -> None:
    closed = [*turn(), ActiveLoop("path_form"), SlotSet("country", None), ActiveLoop(None)]
    kept = trimmed([*closed, *turn() * (TRIMMED_FROM + 1)])
    assert not any(isinstance(event, (ActiveLoop, SlotSet)) for event in kept)
    assert len(kept) == KEPT_TURNS * len(turn())
