"""Answers without the dialogue model: the script that fits as well as can be told, and local help beside it."""

from __future__ import annotations

from bot.gateway.conversations import Conversation
from bot.gateway.payloads import Tap
from bot.gateway.speaker import Message, Speaker
from bot.safety.screen import Danger

# What answers when the dialogue model is down and the screen saw more than nothing.
_WHEN_DOWN = {"image": "utter_victim_image", "own_image": "utter_made_image", "friend": "utter_friend_victim",
              "sexual_interest": "utter_own_behaviour"}
# A guided path needs the model; without it, what the path would have ended in.
_PATHS_WHEN_DOWN = {"me": "utter_victim_image_steps", "threatened": "utter_victim_threat_steps",
                    "friend": "utter_friend_victim_steps", "made": "utter_made_image_steps",
                    "child": "utter_parent_child_victim_steps", "school": "utter_school_incident_first_hour",
                    "removal": "utter_ask_takedown", "tell": "utter_ask_tell_adult_words"}


class WithoutModel:
    """What is said where Rasa gave no answer, or was not asked."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def answer(self, conversation: Conversation, danger: Danger | None = None, tap: Tap | None = None) -> list[Message]:
        """The vetted script that fits what the screen saw or the button says, and local help."""
        script = _WHEN_DOWN.get(danger.cls, "") if danger else ""
        if tap:
            script = tap.slots.get("script", _PATHS_WHEN_DOWN.get(tap.slots.get("path", ""), f"utter_{tap.intent}"))
        return self.say(script if self._speaker.knows(script) else "utter_unavailable", conversation)

    def say(self, script: str, conversation: Conversation) -> list[Message]:
        """A script with local help."""
        return self.with_help(self._speaker.say(script, conversation), conversation)

    def with_help(self, messages: list[Message], conversation: Conversation) -> list[Message]:
        """The messages with local help below them, unless people to turn to are among them."""
        if any(message["type"] == "helplines" for message in messages):
            return messages
        return [*messages, self._speaker.show_local_help(conversation)]
