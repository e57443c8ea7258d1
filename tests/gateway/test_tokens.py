"""Nobody gets into another's conversation: tokens cannot be made, chosen or used after the end, nor buttons altered."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer

from bot.content.library import Library
from bot.gateway import conversations as kept
from bot.gateway.conversations import Conversation, Conversations
from bot.gateway.parts import PARTS
from bot.gateway.payloads import BadPayload, Payloads
from bot.safety.flow import CLASSES, STEPS, Step
from tests.fakes import FakeRasa
from tests.gateway.conftest import KEY, Client, Start, cards

OURS = Conversation("default", "en")


def forged(id: str) -> dict[str, str]:
    """Tokens somebody could try for the conversation `id`."""
    said = {"id": id, "site": "default", "language": "en"}
    unsigned = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    return {
        "another key": str(URLSafeTimedSerializer("t" * 64, salt="conversation").dumps(said)),
        "another salt": str(URLSafeTimedSerializer(KEY, salt="danger").dumps(said)),
        "no time": str(URLSafeSerializer(KEY, salt="conversation").dumps(said)),
        "no signature": unsigned,
        "an empty signature": f"{unsigned}.aaaaaa.",
        "the bare id": id,
        "nothing": "",
    }


@pytest.mark.parametrize("kind", list(forged("x")))
async def test_a_forged_token_opens_nothing(visitor: Client, kind: str) -> None:
    live = visitor.http.app[PARTS].conversations
    id = (await live.find(visitor.token)).id
    visitor.token = forged(id)[kind]
    assert (await visitor.post(text="hi")).status == 401
    assert (await visitor.http.delete("/api/conversations",
                                      headers={"Authorization": f"Bearer {visitor.token}"})).status == 401
    assert len(live) == 1


@pytest.mark.parametrize("place", ["first", "middle", "last part"])
async def test_a_token_with_one_letter_changed_opens_nothing(visitor: Client, place: str) -> None:
    at = {"first": 0, "middle": visitor.token.index(".") + 2, "last part": visitor.token.rindex(".") + 3}[place]
    other = "A" if visitor.token[at] != "A" else "B"
    visitor.token = visitor.token[:at] + other + visitor.token[at + 1:]
    assert (await visitor.post(text="hi")).status == 401


async def test_an_expired_token_is_dead_even_while_its_conversation_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    live = Conversations(KEY)
    token = await live.open(OURS)
    assert await live.find(token) is OURS
    monkeypatch.setattr(kept, "LONGEST_SECONDS", -1)
    assert await live.find(token) is None


async def test_a_deleted_conversations_token_is_dead_and_stays_so(visitor: Client, rasa: FakeRasa) -> None:
    bearer = {"Authorization": f"Bearer {visitor.token}"}
    assert (await visitor.http.delete("/api/conversations", headers=bearer)).status == 204
    assert rasa.forgotten
    for _ in range(2):
        assert (await visitor.post(text="hi")).status == 401
        assert (await visitor.http.delete("/api/conversations", headers=bearer)).status == 401


@pytest.mark.parametrize("field", ["id", "token", "sender", "conversation", "expires_in"])
async def test_nobody_chooses_the_id_of_a_conversation(start: Start, field: str) -> None:
    client = await start()
    answer = await client.http.post("/api/conversations", json={field: "a" * 32})
    assert answer.status == 400
    assert len(client.http.app[PARTS].conversations) == 0


async def test_opening_with_a_token_gives_another_conversation_not_that_one(visitor: Client) -> None:
    old = visitor.token
    answer = await visitor.http.post("/api/conversations", json={}, headers={"Authorization": f"Bearer {old}"})
    new = (await answer.json())["token"]
    live = visitor.http.app[PARTS].conversations
    assert answer.status == 201 and (await live.find(new)).id != (await live.find(old)).id


async def test_no_answer_carries_the_id_that_rasa_knows(visitor: Client, rasa: FakeRasa) -> None:
    await visitor.say("what is a deepfake")
    sender = rasa.asked[-1]["sender"]
    assert len(sender) == 32
    assert sender not in json.dumps(await visitor.say("hello"))


async def test_a_token_of_one_process_opens_nothing_in_another(visitor: Client, start: Start) -> None:
    other = await start(secret_key=KEY[::-1])
    other.token = visitor.token
    assert (await other.post(text="hi")).status == 401


async def test_tokens_are_read_in_the_header_alone(visitor: Client) -> None:
    asks: tuple[dict[str, Any], ...] = ({"params": {"token": visitor.token}}, {"cookies": {"token": visitor.token}},
                {"headers": {"Authorization": visitor.token}},
                {"headers": {"Authorization": f"Basic {visitor.token}"}})
    for ask in asks:
        answer = await visitor.http.post("/api/messages", json={"text": "hi"}, **ask)
        assert answer.status == 401


def altered(payload: str) -> list[str]:
    """The payload of a danger button with another class or step and the old signature, or another signature."""
    body, _, signature = payload.removeprefix("danger:").rpartition(".")
    said: list[Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    others = [[cls, step, *said[2:]] for cls in CLASSES for step in STEPS if [cls, step] != said[:2]]
    bodies = [base64.urlsafe_b64encode(json.dumps(other, separators=(",", ":")).encode()).decode().rstrip("=")
              for other in others]
    return [*(f"danger:{other}.{signature}" for other in bodies), f"danger:{body}.{signature[::-1]}", f"danger:{body}",
            "danger:" + str(URLSafeSerializer("t" * 64, salt="danger").dumps(said)),
            "danger:" + str(URLSafeSerializer(KEY, salt="conversation").dumps(said))]


def test_a_button_signed_for_one_class_and_step_cannot_be_altered(library: Library) -> None:
    payloads = Payloads(library, KEY)
    written = payloads.write_step(Step(next(iter(CLASSES)), "ask"))
    assert payloads.read(written).step == Step(next(iter(CLASSES)), "ask")
    for payload in altered(written):
        with pytest.raises(BadPayload):
            payloads.read(payload)


async def test_a_button_nobody_was_offered_is_refused_and_reaches_no_rasa(visitor: Client, rasa: FakeRasa) -> None:
    for payload in ("/restart", "/session_start", "/affirm{\"x\": \"y\"}",
                    "/show{\"script\": \"utter_nothing\"}",
                    "/inform{\"country\": \"PK\", \"disclosed\": \"no\"}", "danger:", "/ask_menu extra", "ask_menu"):
        answer = await visitor.post(payload=payload)
        assert answer.status == 400, payload
    assert not rasa.asked


async def test_a_danger_button_tapped_again_says_the_same_and_gives_help(visitor: Client) -> None:
    """A replayed button is harmless: it carries nothing of the person, and its answer is help."""
    body = await visitor.say("i want to die")
    payload = next(button["payload"] for message in body["messages"] for button in message.get("buttons", ())
                   if button["payload"].startswith("danger:"))
    first, second = await visitor.tap(payload), await visitor.tap(payload)
    assert [message["script"] for message in first["messages"]] == [message["script"] for message in second["messages"]]
    assert cards(first) == cards(second)
