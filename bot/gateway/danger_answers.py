"""Speaks the danger flow: its first question or its opening, its steps, and whom to call. Needs no model."""

from __future__ import annotations

from bot.gateway.conversations import Conversation
from bot.gateway.speaker import Message, Speaker
from bot.safety.flow import CARDS, Step, spoken
from bot.safety.screen import Danger


class DangerAnswers:
    """What is said once a danger was seen, in words of the person's language and audience."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def begin(self, danger: Danger, conversation: Conversation) -> list[Message]:
        """The first step, at the strength the danger was seen: the opening, or one kind question."""
        return self.open(Step(danger.cls, "open" if danger.level == "act" else "ask", danger.about), conversation)

    def open(self, step: Step, conversation: Conversation) -> list[Message]:
        """One step of the flow."""
        conversation.danger = None if step.name in ("no", "okay") else step.cls
        conversation.disclosed = conversation.disclosed or step.name not in ("no", "okay", "ask")
        messages: list[Message] = []
        for part in spoken(step):
            said = [self.cards(step.cls, conversation)] if part == CARDS else None
            messages.extend(said or self._speaker.say(part, conversation, step))
        if step.name == "open" and "buttons" in messages[-1]:
            messages[-1]["buttons"] += self._choices(conversation)
        return messages

    def safe_word(self, conversation: Conversation) -> list[Message]:
        """Help at once for somebody who may not be able to write what is going on."""
        conversation.disclosed, conversation.danger = True, conversation.danger or "immediate_danger"
        cards = self.cards(conversation.danger, conversation)
        return [*self._speaker.say("utter_safe_word_help", conversation), cards]

    def cards(self, cls: str, conversation: Conversation) -> Message:
        """Whom to call; where the country is unknown the script's name opens the country picker (E1)."""
        script = "utter_danger_cards" if conversation.country else "utter_helplines_international"
        return self._speaker.show_helplines(conversation, "crisis", danger=cls, script=script)

    def _choices(self, conversation: Conversation) -> list[dict[str, str]]:
        choices = self._speaker.say("utter_danger_choices", conversation)
        return choices[-1]["buttons"] if choices else []
