"""Speaks the danger flow: its first question or its opening, its steps, and whom to call. Needs no model."""

from __future__ import annotations

from collections.abc import Sequence

from bot.gateway.conversations import Conversation
from bot.gateway.speaker import PREVENTION, Message, Speaker
from bot.safety.flow import CARDS, Step, spoken
from bot.safety.screen import Danger

# Answers that say no more than that there is none, or what was not asked for by somebody in danger.
_EMPTY = frozenset({"utter_out_of_scope", "utter_fallback", "utter_fallback_again", "utter_affirm", "utter_deny",
                    "utter_inform", "utter_unavailable"})
_BESIDE_IT = frozenset({"utter_ask_menu", *(f"utter_{topic}" for topic in PREVENTION)})
_ABOUT_PICTURES = frozenset({"utter_friend_victim", "utter_parent_child_victim", "utter_school_incident"})
_YES = {"ask": "help", "open": "yes", "stay": "yes"}  # what is answered to "yes" and "no" behind these steps
_NO = {"ask": "okay", "open": "no"}


class DangerAnswers:
    """What is said once a danger was seen, in words of the person's language and audience."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def begin(self, danger: Danger, conversation: Conversation) -> list[Message]:
        """The first step, at the strength the danger was seen: the opening, or one kind question."""
        return self.open(Step(danger.cls, "open" if danger.level == "act" else "ask", danger.about), conversation)

    def open(self, step: Step, conversation: Conversation) -> list[Message]:
        """One step of the flow."""
        if step.name in ("no", "okay"):
            conversation.denied.add(step.cls)
            conversation.danger = conversation.danger_step = None
        else:
            conversation.danger, conversation.danger_step = step.cls, step.name
            conversation.danger_about = step.about
        conversation.disclosed = conversation.disclosed or step.name not in ("no", "okay", "ask")
        messages: list[Message] = []
        for part in spoken(step):
            said = [self.cards(step.cls, conversation)] if part == CARDS else None
            messages.extend(said or self._speaker.say(part, conversation, step))
        if step.name == "open" and "buttons" in messages[-1]:
            messages[-1]["buttons"] += self._choices(conversation)
        return messages

    def go_on(self, conversation: Conversation, about: str) -> Step:
        """The same danger was told of again, not plainly: who was only asked so far is taken at their word."""
        return Step(conversation.danger or "", "open" if conversation.danger_step == "ask" else "stay", about)

    def instead(self, answer: Sequence[Message], text: str, conversation: Conversation) -> Step | None:
        """What stands in, while the flow is open, for an answer that would leave the person alone; None: nothing.

        Behind a question of the flow "yes" and "no" answer it. "No" with more words may be anything: help stays.
        """
        if conversation.danger is None:
            return None
        said, last, name = leads_to(answer), conversation.danger_step or "", None
        is_of_somebody = conversation.danger_about == "other" and conversation.danger != "blackmail"
        if said == "utter_affirm":
            name = _YES.get(last)
        elif said == "utter_deny" and len(text.split()) == 1:
            name = _NO.get(last)
        elif last != "ask" and (said in _EMPTY | _BESIDE_IT or (is_of_somebody and said in _ABOUT_PICTURES)):
            name = "stay"
        return Step(conversation.danger, name, conversation.danger_about) if name else None

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


def leads_to(answer: Sequence[Message]) -> str:
    """The script an answer begins with."""
    return str(answer[0]["script"]) if answer else ""


def is_empty(answer: Sequence[Message]) -> bool:
    """Whether it says no more than that there is no answer."""
    return leads_to(answer) in _EMPTY
