"""Danger opens its flow wherever the conversation stands, and whatever stands around it."""

from __future__ import annotations

import random

import pytest

from bot.content.library import Library
from bot.safety.flow import CLASSES
from bot.safety.screen import Screen
from tests.fakes import FakeRasa
from tests.gateway.conftest import Client, Start, scripts
from tests.safety.said import said

AROUND = ("{}", "my number is 07700 900123 {}", "{} mail me at anna.example@example.com",
          "hi!!! my name is Emma Example and {} ok", "@emma_example {} https://example.com/x?y=1",
          "4111 1111 1111 1111 {}")


def dangers(screen: Screen, cls: str) -> list[str]:
    """Messages of a class at which the rules act."""
    found = [message.text for message in said(cls) if (read := screen(message.text)) and read.level == "act"
             and read.cls == cls]
    assert len(found) >= 10, cls
    return found


@pytest.fixture
async def visitor(start: Start) -> Client:
    client = await start(rate_limit=False)
    await client.open(country="GB")
    return client


async def test_danger_after_every_script_opens_the_flow_of_its_class(
        visitor: Client, rasa: FakeRasa, library: Library, screen: Screen) -> None:
    chance = random.Random(5)
    texts = {cls: dangers(screen, cls) for cls in CLASSES}
    for script in sorted(library.scripts.ids()):
        rasa.parts = [{"script": script}]
        await visitor.say("hello")
        cls = chance.choice(CLASSES)
        answer = await visitor.say(chance.choice(texts[cls]))
        assert any(name.startswith(f"utter_danger_{cls}_open") for name in scripts(answer)), (script, cls)


async def test_danger_at_every_step_of_the_danger_flow_opens_it_anew(visitor: Client, screen: Screen) -> None:
    for cls in CLASSES:
        for text in dangers(screen, cls)[:2]:
            for choice in range(2):
                answer = await visitor.say(text)
                taps = [button["payload"] for message in answer["messages"] for button in message.get("buttons", [])
                        if button["payload"].startswith("danger:")]
                await visitor.tap(taps[choice])
                again = scripts(await visitor.say(text))
                assert any(name.startswith(f"utter_danger_{cls}_open") for name in again), (cls, text)


@pytest.mark.parametrize("around", AROUND)
async def test_what_is_redacted_never_hides_a_danger(visitor: Client, screen: Screen, around: str) -> None:
    for cls in CLASSES:
        for text in dangers(screen, cls)[:8]:
            answer = await visitor.say(around.format(text))
            assert any(name.startswith(f"utter_danger_{cls}_open") for name in scripts(answer)), (cls, text)
