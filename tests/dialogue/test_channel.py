"""The channel tells the store Rasa really uses to forget, and leaves no word of a turn that broke off."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered

from bot.dialogue.channel import GatewayInput
from bot.dialogue.tracker_store import ForgettingTrackerStore

PLANTED = "xylocarpine"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> ForgettingTrackerStore:
    monkeypatch.setattr(ForgettingTrackerStore, "live", True)
    return ForgettingTrackerStore(Domain.from_dict({"intents": ["greet"], "actions": []}))


def request(store: ForgettingTrackerStore, **body: Any) -> Any:
    """As Sanic hands it in; Rasa has wrapped the store."""
    agent = SimpleNamespace(tracker_store=FailSafeTrackerStore(store), is_ready=lambda: True)
    return SimpleNamespace(app=SimpleNamespace(ctx=SimpleNamespace(agent=agent)), json=body,
                           headers={"X-Gateway-Secret": "s"})


def handler(name: str, on_new_message: Any = None) -> Any:
    """The function behind a route."""
    routes = GatewayInput("s").blueprint(on_new_message)._future_routes
    return next(route.handler for route in routes if route.handler.__name__ == name)


async def test_a_deleted_conversation_is_gone_from_rasas_memory(store: ForgettingTrackerStore) -> None:
    await store.save(await store.get_or_create_tracker("one"))
    assert "one" in store.store
    answer = await handler("forget")(request(store), "one")
    assert answer.status == 204 and "one" not in store.store


@pytest.mark.parametrize("error", [RuntimeError, asyncio.CancelledError])
async def test_a_turn_that_breaks_off_leaves_no_word(store: ForgettingTrackerStore, error: type[BaseException]) -> None:
    async def break_off(message: Any) -> None:
        tracker = await store.get_or_create_tracker(message.sender_id)
        tracker.update(UserUttered(message.text, {"name": "greet", "confidence": 0.9}))
        raise error

    called = handler("receive", break_off)(request(store, message=PLANTED, sender="one"))
    if error is asyncio.CancelledError:
        with pytest.raises(asyncio.CancelledError):
            await called
    else:
        assert (await called).status == 500
    kept = store.store["one"]
    assert PLANTED not in str([event.as_dict() for event in kept.tracker.events])
