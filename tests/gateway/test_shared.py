"""Several web processes share what they know of a conversation through Redis, and go on without it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot import shared_memory
from bot.gateway.conversations import IDLE_SECONDS, LONGEST_SECONDS, Conversation, Conversations
from bot.gateway.limits import key_of_the_day
from bot.gateway.shared_conversations import SharedConversations, as_fields, from_fields
from bot.shared_memory import PAUSE_SECONDS, SharedMemory, WritesToDisk, refuse_disk_at_start
from tests.gateway.conftest import Client, Start, cards, scripts
from tests.redis_server import PASSWORD, RedisServer, redis_server

__all__ = ["redis_server"]
PLANTED = "xylocarpine"
SECRET = "s" * 64


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A Redis that is slow only because the machine is busy is not taken for gone."""
    monkeypatch.setattr(shared_memory, "TIMEOUT_SECONDS", 30.0)
    return monkeypatch


@pytest.fixture
async def two(start: Start, redis_server: RedisServer) -> tuple[Client, Client]:
    """Two web processes in front of the same Redis; one visitor, whose conversation the first opened."""
    first = await start(redis_url=redis_server.url)
    second = await start(redis_url=redis_server.url)
    await first.open(country="PK")
    second.token = first.token
    return first, second


def test_a_context_survives_being_written_and_read() -> None:
    context = Conversation("default", "en", "PK", "child", 11, "roblox", True, "blackmail", True, True,
                           {"yes": "/affirm"}, 7, {"abuse", "violence"}, ("utter_ask_menu", "child"), {"deepfake"})
    stored = as_fields(context)
    assert from_fields(stored) == context
    assert from_fields({**stored, "of_another_release": "1"}) == context
    assert from_fields({key: stored[key] for key in ("id", "turns", "offered")}) is None


async def test_another_process_goes_on_with_the_conversation(two: tuple[Client, Client]) -> None:
    first, second = two
    await first.say(f"{PLANTED} im 12 and live in lahore")
    body = await second.say("what is a deepfake")
    assert body["context"]["country"] == "PK" and body["context"]["audience"] == "child"
    assert (await first.say("i live in norway"))["context"]["country"] == "NO"
    assert (await second.say("ok"))["context"] == {**body["context"], "country": "NO"}


async def test_redis_holds_no_word_and_no_address_and_forgets_after_fifteen_minutes(
        two: tuple[Client, Client], redis_server: RedisServer) -> None:
    await two[0].say(f"my name is {PLANTED} and someone made a fake nude of me")
    await two[1].say(f"i want to die {PLANTED}")
    dump, client = redis_server.dump(), redis_server.client()
    assert PLANTED not in dump and "127.0.0.1" not in dump and "utter_danger" not in dump
    lives = {key: client.ttl(key) for key in client.scan_iter()}
    assert all(0 < life <= IDLE_SECONDS for key, life in lives.items() if key != "remembers-since")
    assert any(key.startswith("conversation:") for key in lives) and any("send" in key for key in lives)


async def test_deleted_at_one_process_it_is_gone_at_the_other(two: tuple[Client, Client],
                                                              redis_server: RedisServer) -> None:
    first, second = two
    await second.say("what is a deepfake")
    deleted = await first.http.delete("/api/conversations", headers={"Authorization": f"Bearer {first.token}"})
    assert deleted.status == 204
    assert (await second.post(text="hello")).status == 401 and (await first.post(text="hello")).status == 401
    assert not list(redis_server.client().scan_iter("conversation:*"))


async def test_two_messages_at_once_lose_nothing_of_each_other(redis_server: RedisServer) -> None:
    one, other = (SharedConversations(SECRET, SharedMemory(redis_server.url)) for _ in range(2))
    token = await one.open(Conversation("default", "en"))
    here, there = await one.find(token), await other.find(token)
    assert here and there
    here.disclosed, there.country = True, "PK"
    await one.keep(here)
    await other.keep(there)
    kept = await one.find(token)
    assert kept and kept.disclosed and kept.country == "PK"


async def test_a_moment_without_redis_does_not_overwrite_what_it_knows(redis_server: RedisServer,
                                                                      patience: pytest.MonkeyPatch) -> None:
    one, other = (SharedConversations(SECRET, SharedMemory(redis_server.url)) for _ in range(2))
    conversation = Conversation("default", "en")
    token = await one.open(conversation)
    known = await one.find(token)
    assert known
    known.country, known.turns = "PK", 5
    await one.keep(known)
    await other.find(await other.open(Conversation("default", "en")))
    patience.setattr(other._shared, "ask", gone)
    rebuilt = await other.find(token)
    assert rebuilt and rebuilt.country is None and rebuilt.disclosed
    rebuilt.turns, rebuilt.platform = 1, "roblox"
    patience.undo()
    await other.keep(rebuilt)
    kept = await one.find(token)
    assert kept and (kept.country, kept.platform, kept.turns, kept.disclosed) == ("PK", "roblox", 5, False)


async def gone(_: object) -> None:
    """As if Redis did not answer this one question."""
    raise shared_memory.SharedMemoryGone


async def test_a_message_in_flight_does_not_bring_back_what_was_deleted(redis_server: RedisServer) -> None:
    shared = SharedConversations(SECRET, SharedMemory(redis_server.url))
    token = await shared.open(Conversation("default", "en"))
    in_flight = await shared.find(token)
    assert in_flight
    await shared.forget(in_flight)
    in_flight.turns += 1
    await shared.keep(in_flight)
    assert await shared.find(token) is None and not redis_server.client().keys("conversation:*")


async def test_limits_are_counted_together_and_danger_is_answered_beyond_them(two: tuple[Client, Client]) -> None:
    first, second = two
    answers = [await (first, second)[turn % 2].post(text="what is a deepfake") for turn in range(31)]
    assert [answer.status for answer in answers] == [200] * 30 + [429]
    assert any(message["type"] == "helplines" for message in (await answers[-1].json())["messages"])
    assert "utter_danger_self_harm_open" in scripts(await second.say("i want to die"))


@pytest.mark.parametrize("how", ["killed", "frozen"])
async def test_with_redis_gone_every_message_is_answered_and_it_goes_on_when_it_is_back(
        start: Start, redis_server: RedisServer, how: str, patience: pytest.MonkeyPatch) -> None:
    patience.undo()
    first, second = await start(redis_url=redis_server.url), await start(redis_url=redis_server.url)
    visitors = [Client((first, second)[i % 2].http) for i in range(50)]
    for visitor in visitors:
        await visitor.open()
    assert (await visitors[0].say("im 12 and live in lahore"))["context"]["country"] == "PK"
    redis_server.kill() if how == "killed" else redis_server.freeze()
    texts = ["what is a deepfake", "i want to die", "i live in lahore", "who can i call"]
    bodies = await asyncio.gather(*(visitor.say(texts[i % 4]) for i, visitor in enumerate(visitors)))
    assert all(body["messages"] for body in bodies)
    assert all("utter_danger_self_harm_open" in scripts(body) and cards(body) for body in bodies[1::4])
    assert bodies[0]["context"]["country"] == "PK", "the process remembers by itself"
    moved = Client(second.http)
    moved.token = visitors[0].token  # the other process knows its opening alone
    assert scripts(await moved.say("i want to die"))[0] == "utter_danger_self_harm_open"
    latecomer = Client(first.http)
    await latecomer.open(country="NO")
    redis_server.start() if how == "killed" else redis_server.freeze(False)
    while len(redis_server.client().keys("conversation:*")) < 51:
        await asyncio.sleep(PAUSE_SECONDS)  # the first message after it finds that Redis is back
        for visitor in (*visitors, latecomer):
            assert (await visitor.say("ok"))["messages"]
    latecomer.http = second.http
    assert (await latecomer.say("ok"))["context"]["country"] == "NO"


async def test_what_was_deleted_while_redis_was_gone_is_deleted_when_it_is_back(
        redis_server: RedisServer, patience: pytest.MonkeyPatch) -> None:
    patience.undo()
    shared = SharedConversations(SECRET, SharedMemory(redis_server.url))
    token, other = [await shared.open(Conversation("default", "en")) for _ in range(2)]
    deleted, kept = await shared.find(token), await shared.find(other)
    assert deleted and kept
    redis_server.freeze()
    await shared.forget(deleted)
    assert await shared.find(token) is None
    redis_server.freeze(False)
    while len(redis_server.client().keys("conversation:*")) == 2:
        await asyncio.sleep(PAUSE_SECONDS)
        assert await shared.find(other)
    assert redis_server.client().keys("conversation:*") == [f"conversation:{kept.id}"]


async def test_what_one_process_opened_while_it_missed_redis_goes_on_at_another_that_never_did(
        redis_server: RedisServer, patience: pytest.MonkeyPatch) -> None:
    one, other = (SharedConversations(SECRET, SharedMemory(redis_server.url)) for _ in range(2))
    await other.find(await other.open(Conversation("default", "en")))
    patience.setattr(one._shared, "ask", gone)
    token = await one.open(Conversation("default", "en", "PK"))
    patience.undo()
    found = await other.find(token)
    assert found and found.country == "PK" and found.disclosed
    await other.keep(found)
    assert await one.find(token) == found
    await one.forget(found)
    assert await other.find(token) is None and await one.find(token) is None


async def test_what_is_deleted_after_redis_was_emptied_stays_deleted(redis_server: RedisServer) -> None:
    """Redis knows nothing of before then, and a token of before would otherwise open an empty conversation."""
    one, other = (SharedConversations(SECRET, SharedMemory(redis_server.url)) for _ in range(2))
    token = await one.open(Conversation("default", "en"))
    redis_server.client().flushall()
    await asyncio.sleep(1.1)  # a token tells its second only
    await one.find(await one.open(Conversation("default", "en")))
    lost = await other.find(token)
    assert lost and lost.disclosed, "what Redis lost goes on as far as the token tells"
    await other.forget(lost)
    assert await other.find(token) is None and await one.find(token) is None
    lives = [redis_server.client().ttl(key) for key in redis_server.client().scan_iter("forgotten:*")]
    assert len(lives) == 1 and 0 < lives[0] <= LONGEST_SECONDS


@pytest.mark.parametrize("options", [("--save", "60 1"), ("--save", "", "--appendonly", "yes"), ()])
def test_a_redis_that_writes_to_disk_is_refused_with_a_plain_sentence(options: tuple[str, ...]) -> None:
    server = RedisServer(options).start()
    try:
        with pytest.raises(WritesToDisk, match=r"writes to disk .* redis-server --save '' --appendonly no"):
            refuse_disk_at_start(server.url)
    finally:
        server.stop()


@pytest.mark.parametrize(("options", "refused"), [(("--save", ""), False), (("--appendonly", "yes"), True)])
def test_where_config_is_forbidden_redis_is_asked_what_it_does(options: tuple[str, ...], refused: bool) -> None:
    server = RedisServer((*options, "--rename-command", "CONFIG", "")).start()
    try:
        if refused:
            with pytest.raises(WritesToDisk):
                refuse_disk_at_start(server.url)
        else:
            refuse_disk_at_start(server.url)
    finally:
        server.stop()


async def test_one_that_begins_to_write_to_disk_is_given_nothing_more(redis_server: RedisServer) -> None:
    shared = SharedConversations(SECRET, SharedMemory(redis_server.url))
    redis_server.kill()
    await shared.open(Conversation("default", "en"))
    redis_server.options = ("--save", "60 1")
    redis_server.start()
    await asyncio.sleep(PAUSE_SECONDS + 0.2)
    await shared.open(Conversation("default", "en"))
    assert not redis_server.client().keys("*")


def test_password_and_tls_of_the_url_are_used(redis_server: RedisServer, tmp_path: Path) -> None:
    refuse_disk_at_start(redis_server.url)
    certificate, key = make_certificate(tmp_path)
    plain = redis_server.port
    secure = RedisServer(("--save", "", "--tls-cert-file", str(certificate), "--tls-key-file", str(key),
                          "--tls-ca-cert-file", str(certificate), "--tls-auth-clients", "no"))
    secure.options += ("--tls-port", str(plain + 1 if plain < 65535 else plain - 1))
    secure.start()
    try:
        url = f"rediss://:{PASSWORD}@127.0.0.1:{secure.options[-1]}/0?ssl_ca_certs={certificate}"
        asyncio.run(open_one(url))
        assert secure.client().keys("conversation:*")
    finally:
        secure.stop()


async def open_one(url: str) -> None:
    """One conversation through a Redis that is reached by this URL."""
    await SharedConversations(SECRET, SharedMemory(url)).open(Conversation("default", "en"))


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of its own for 127.0.0.1."""
    import subprocess

    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
                   check=True, capture_output=True)
    return certificate, key


def test_the_key_for_addresses_is_of_the_day_and_of_the_secret() -> None:
    from datetime import date

    today, tomorrow = date(2026, 2, 4), date(2026, 2, 5)
    assert key_of_the_day(b"one", today) == key_of_the_day(b"one", today)
    assert len({key_of_the_day(b"one", today), key_of_the_day(b"one", tomorrow), key_of_the_day(b"two", today)}) == 3


async def test_in_memory_a_token_is_worth_nothing_once_its_conversation_is_gone() -> None:
    conversations = Conversations(SECRET)
    conversation = Conversation("default", "en")
    token = await conversations.open(conversation)
    assert await conversations.find(token) is conversation
    await conversations.forget(conversation)
    assert await conversations.find(token) is None and await conversations.find("made-up") is None
    await conversations.keep(conversation)  # a message that was in flight
    assert await conversations.find(token) is None
