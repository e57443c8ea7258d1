"""Several Rasa workers share conversations and turns through Redis, without a word, and go on without it."""

from __future__ import annotations

import asyncio
import time

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.utils.endpoints import read_endpoint_config

from bot import shared_memory
from bot.dialogue.shared_locks import LIFETIME_SECONDS, SharedLocks
from bot.dialogue.shared_tracker_store import SharedTrackerStore
from bot.dialogue.tracker_store import IDLE_SECONDS
from bot.paths import PROJECT
from tests.dialogue.test_tracker_store import keep_one
from tests.redis_server import RedisServer, redis_server

__all__ = ["redis_server"]
PLANTED = "xylocarpine"


@pytest.fixture(autouse=True)
def shared(redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", redis_server.url)
    monkeypatch.setattr(shared_memory, "TIMEOUT_SECONDS", 30.0)


def a_store() -> SharedTrackerStore:
    """What one worker has."""
    return SharedTrackerStore(Domain.from_dict({"intents": ["greet"], "actions": []}))


async def test_another_worker_goes_on_and_redis_holds_no_word_of_it(redis_server: RedisServer) -> None:
    one, other = a_store(), a_store()
    await keep_one(one)
    assert PLANTED not in redis_server.dump()
    assert 0 < redis_server.client().ttl("tracker:one") <= IDLE_SECONDS
    tracker = await other.retrieve("one")
    assert tracker is not None and tracker.latest_message is not None
    assert tracker.latest_message.intent["name"] == "greet"
    assert tracker.latest_message.entities == [{"entity": "country", "value": "PK"}]
    assert not one.store, "what Redis holds no worker keeps"


async def test_a_forgotten_conversation_is_gone_from_all_workers(redis_server: RedisServer) -> None:
    one, other = a_store(), a_store()
    await keep_one(one)
    await other.forget("one")
    assert await one.retrieve("one") is None and not redis_server.client().keys("*")


async def test_with_redis_gone_a_worker_remembers_by_itself(redis_server: RedisServer) -> None:
    store = a_store()
    redis_server.kill()
    await keep_one(store)
    tracker = await store.retrieve("one")
    assert tracker is not None and tracker.latest_message is not None
    assert tracker.latest_message.intent["name"] == "greet" and PLANTED not in str(dict(store.store))
    redis_server.start()
    while not redis_server.client().exists("tracker:one"):
        await asyncio.sleep(shared_memory.PAUSE_SECONDS)
        await store.save(await store.get_or_create_tracker("one"))
    assert not store.store


async def test_a_moment_without_redis_does_not_overwrite_what_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = a_store(), a_store()
    await keep_one(one)
    assert other._shared
    ask = other._shared.ask

    async def gone(_: object) -> None:
        raise shared_memory.SharedMemoryGone

    monkeypatch.setattr(other._shared, "ask", gone)
    fresh = await other.retrieve("one") or other.init_tracker("one")
    monkeypatch.setattr(other._shared, "ask", ask)
    await other.save(fresh)
    for store in (one, other):
        tracker = await store.retrieve("one")
        assert tracker is not None and tracker.latest_message is not None
        assert tracker.latest_message.intent["name"] == "greet"


async def test_a_turn_that_was_overtaken_does_not_undo_the_one_that_overtook_it() -> None:
    slow, quick = a_store(), a_store()
    await keep_one(slow)
    late, early = await slow.retrieve("one"), await quick.retrieve("one")
    assert late and early
    early.update(ActionExecuted("utter_newer"))
    late.update(ActionExecuted("utter_older"))
    await quick.save(early)
    await slow.save(late)
    for store in (slow, quick):
        tracker = await store.retrieve("one")
        assert tracker is not None and tracker.latest_action_name == "utter_newer"
    tracker.update(ActionExecuted("utter_next"))
    await quick.save(tracker)
    assert (await slow.get_or_create_tracker("one")).latest_action_name == "utter_next"


async def test_a_turn_under_way_does_not_bring_back_what_was_deleted_meanwhile(redis_server: RedisServer) -> None:
    one, other = a_store(), a_store()
    await keep_one(one)
    under_way = await one.retrieve("one")
    assert under_way
    await other.forget("one")
    await one.save(under_way)
    assert not redis_server.client().keys("*") and not one.store


async def test_the_first_messages_of_a_worker_all_find_redis() -> None:
    one = a_store()
    await keep_one(one)
    fresh = a_store()
    found = await asyncio.gather(*(fresh.retrieve("one") for _ in range(5)))
    assert all(found)


async def test_a_redis_that_writes_to_disk_ends_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    server = RedisServer(("--save", "60 1")).start()
    try:
        monkeypatch.setenv("REDIS_URL", server.url)
        with pytest.raises(SystemExit, match="writes to disk"):
            a_store()
    finally:
        server.stop()


async def test_two_workers_take_the_messages_of_a_conversation_one_after_the_other() -> None:
    order: list[str] = []

    async def turn(locks: SharedLocks, name: str) -> None:
        async with locks.lock("one"):
            order.append(name)
            await asyncio.sleep(0.1)
            order.append(name)

    await asyncio.gather(turn(SharedLocks(), "a"), turn(SharedLocks(), "b"))
    assert order in (["a", "a", "b", "b"], ["b", "b", "a", "a"])


async def test_a_killed_workers_lock_holds_nobody_up_for_long(redis_server: RedisServer) -> None:
    redis_server.client().set("turn:one", "of a worker that is dead", px=int(LIFETIME_SECONDS * 1000))
    began = time.monotonic()
    async with SharedLocks().lock("one"):
        pass
    async with SharedLocks().lock("another"):
        pass
    assert time.monotonic() - began < 30
    redis_server.kill()
    async with SharedLocks().lock("one"):
        pass


@pytest.mark.parametrize("part", ["tracker_store", "lock_store"])
def test_rasa_is_told_of_both(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONS_PORT", "5055")
    monkeypatch.setenv("RASA_SECRET", "0123456789abcdef" * 4)
    told = read_endpoint_config(str(PROJECT / "endpoints.yml"), part)
    assert told is not None and told.type in (f"{SharedTrackerStore.__module__}.{SharedTrackerStore.__name__}",
                                              f"{SharedLocks.__module__}.{SharedLocks.__name__}")
