"""Hard words are explained where they first stand, to the young, and never in danger."""

from __future__ import annotations

from bot.content.library import Library, read_library
from bot.content.vetting import Vetting
from bot.gateway.conversations import Conversation
from bot.gateway.glossary import MOST, Glossary
from bot.gateway.parts import PARTS
from tests.gateway.conftest import Client

LIBRARY: Library = read_library()


def terms(text: str, who: Conversation, required: bool = False) -> list[str]:
    return [term["word"] for term in Glossary(LIBRARY, Vetting(LIBRARY, required)).terms(text, "en", who)]


def test_a_word_is_explained_once_in_a_conversation() -> None:
    who = Conversation("default", "en", audience="child")
    assert terms("Tell a hotline.", who) == ["hotline"]
    assert terms("A hotline can help.", who) == []
    assert terms("A hotline can help.", Conversation("default", "en", audience="child")) == ["hotline"]


def test_adults_are_not_taught() -> None:
    for audience in ("parent", "school", "adult"):
        assert terms("Tell a hotline.", Conversation("default", "en", audience=audience)) == []


def test_no_answer_explains_more_than_two_words_and_the_others_wait_for_their_turn() -> None:
    who = Conversation("default", "en", audience="teen")
    text = "A hotline, a helpline, blackmail and grooming."
    first = terms(text, who)
    assert len(first) == MOST and not set(first) & set(terms(text, who))


def test_an_explanation_nobody_signed_is_left_out_where_only_signed_words_may_leave() -> None:
    assert terms("Tell a hotline.", Conversation("default", "en", audience="child"), required=True) == []


async def test_the_gateway_sends_the_meaning_with_the_bubble(visitor: Client) -> None:
    parts = visitor.http.app[PARTS]
    who = Conversation("default", "en", audience="child")
    said = parts.speaker.say("utter_ask_deepfake", who)
    assert any(term["meaning"] for message in said for term in message.get("terms", ()))
    assert all("terms" not in message for message in parts.speaker.say("utter_victim_threat_steps", who))
