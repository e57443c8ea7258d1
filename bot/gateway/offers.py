"""What an answer offers: a button whose title is typed counts as tapped, and a path left open can be gone on with."""

from __future__ import annotations

import re
from typing import Any

from bot.content.scripts import SLOTS_OF
from bot.gateway.conversations import Conversation
from bot.gateway.speaker import Message, Speaker

RESUME = "utter_path_resume"
_QUESTIONS = frozenset(f"utter_ask_{name}" for name in SLOTS_OF["answer"])
_IN_DANGER, _OUT_OF_DANGER = ("utter_danger_", "utter_safe_word"), {"utter_danger_no", "utter_danger_okay"}
_BESIDE = ("utter_notice", "utter_redacted", "utter_helplines")
_ENDS = frozenset({"utter_ask_path", "utter_plan_next", "utter_tell_next"})


def keep_offers(messages: list[Message], conversation: Conversation) -> None:
    """Remembers the titles of the buttons on screen: our words, none of the person's."""
    buttons: list[dict[str, Any]] = [button for message in messages for button in message.get("buttons", ())]
    conversation.offered = {_key(button["title"]): button["payload"] for button in buttons}


def typed_button(text: str, conversation: Conversation) -> str | None:
    """The payload of the button whose title is exactly what was typed."""
    return conversation.offered.get(_key(text)) if len(text) <= 60 else None


def offer_to_go_on(messages: list[Message], conversation: Conversation, speaker: Speaker) -> list[Message]:
    """The answer, with a way back into a guided path that was left by saying something else."""
    said = {message["script"] for message in messages}
    if any(script.startswith(_IN_DANGER) for script in said) and not said & _OUT_OF_DANGER:
        return messages
    if said & _ENDS:
        conversation.on_path = False
    elif conversation.on_path and not all(_is_of_path(script) for script in said):
        rest = [message for message in messages if message["script"] not in _QUESTIONS]
        return [*rest, *speaker.mention(RESUME, conversation)]
    elif said & _QUESTIONS:
        conversation.on_path = True
    return messages


def _is_of_path(script: str) -> bool:
    """Whether a path says this itself: its questions and what stands beside them."""
    return script in _QUESTIONS or script.startswith(("utter_path_", "utter_noted_", *_BESIDE))


def _key(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()
