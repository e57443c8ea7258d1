"""A part dies while people write: everyone still gets a vetted reply with local help, and it heals by itself."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import requests

from tests.running import Product, is_ready, start_product, stop_product, wait_until
from tests.talk import Talk

FIRST_MESSAGES = {
    "what is a deepfake": None,
    "i live in lahore": None,
    "someone made a fake nude of me": "utter_victim_image",
    "i want to die": "utter_danger_self_harm_open",
    "im 13 in karachi n he says he'll post it tonight if i dont send more": "utter_danger_blackmail_open",
    "I am forced to have sex and I am only 12 years old": "utter_danger_abuse_open",
    "xqzv blorp wuggle": None,
}


@pytest.fixture
def breakable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A product of its own, to be broken."""
    running = start_product(tmp_path_factory.mktemp("breakable"))
    yield running
    stop_product(running)


def test_with_rasa_killed_everyone_gets_help_within_three_seconds_and_it_comes_back(breakable: Product) -> None:
    died = breakable.kill("rasa")
    for text, script in FIRST_MESSAGES.items():
        began = time.monotonic()
        talk = Talk(breakable.url, country="PK")
        talk.say(text)
        assert time.monotonic() - began < 3
        assert talk.cards() and talk.cards()[0]["country"] == "PK", text
        assert any(service["id"].startswith("pk-") for service in talk.cards()[0]["services"]), text
        assert script is None or script in talk.scripts()
    assert requests.get(f"{breakable.url}/readyz", timeout=5).json()["parts"]["rasa"] is False
    wait_until(lambda: is_ready(breakable), 120)
    assert breakable.parts()["rasa"]["pid"] != died
    talk = Talk(breakable.url)
    talk.say("what is a deepfake")
    assert talk.scripts() == ["utter_ask_deepfake"]


def test_with_the_action_server_killed_helplines_still_come(breakable: Product) -> None:
    breakable.kill("actions")
    talk = Talk(breakable.url, country="PK")
    talk.say("who can i call")
    assert talk.cards() and talk.cards()[0]["country"] == "PK"
    wait_until(lambda: is_ready(breakable), 60)


def test_the_web_process_comes_back_too(breakable: Product) -> None:
    breakable.kill("gateway")
    wait_until(lambda: is_ready(breakable), 60)
    assert Talk(breakable.url).scripts() == ["utter_welcome"]
