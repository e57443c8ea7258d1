"""Turns the script ids of Rasa's answer into words, helplines and steps."""

from __future__ import annotations

from typing import Any

from bot.gateway.conversations import Conversation
from bot.gateway.speaker import UNSIGNED, Message, Speaker

_DISCLOSURES = frozenset({"utter_victim_image", "utter_friend_victim", "utter_sent_own_image", "utter_received_image",
                         "utter_asked_for_photos", "utter_parent_child_victim", "utter_school_incident",
                         "utter_made_image", "utter_parent_child_made", "utter_path_me", "utter_path_threatened",
                         "utter_path_friend", "utter_path_made", "utter_path_child", "utter_path_school"})


class ModelAnswer:
    """Speaks `custom` parts of Rasa: {script}, {script, lines}, {script, helplines}, {script, simpler}."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def known(self, parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those that name a script of ours."""
        return [part for part in parts if self._speaker.knows(str(part.get("script")))]

    def speak(self, parts: list[dict[str, Any]], conversation: Conversation) -> list[Message]:
        """The words of known parts; one line stands in for all that may not be said yet."""
        messages: list[Message] = []
        known = self._further(parts, conversation)
        while known:
            part = known.pop(0)
            conversation.disclosed = conversation.disclosed or part["script"] in _DISCLOSURES
            cards = self._named_helplines(known.pop(0), conversation) if _are_helplines(known[:1]) else []
            if isinstance(part.get("lines"), list):
                messages += self._speaker.put_together(part["script"], map(str, part["lines"]), conversation)
            elif part.get("simpler"):
                messages += self._speaker.say_simpler(part["script"], conversation)
            elif _are_helplines([part]):
                messages += self._named_helplines(part, conversation)
            else:
                offers = [] if messages else _offers(part)  # under the answer itself, not under what follows it
                said = self._speaker.say(part["script"], conversation, helplines=cards, offers=offers)
                messages += _as_part_of_a_plan(said, part)
        return _one_for_all_drafts(messages)

    def _further(self, parts: list[dict[str, Any]], conversation: Conversation) -> list[dict[str, Any]]:
        """Who says more of what happened, or asks more about it, has seen the first words: now the steps."""
        first = str(parts[0]["script"]) if parts else ""
        if first not in _DISCLOSURES:
            return list(parts)
        steps = next(filter(self._speaker.knows, (f"{first}_steps", f"{first}_first_hour")), None)
        key = f"{first} {conversation.country}"  # in another country there are other people to turn to
        if steps and key in conversation.told:
            return [{"script": steps}]
        conversation.told.add(key)
        return list(parts)

    def _named_helplines(self, part: dict[str, Any], conversation: Conversation) -> list[Message]:
        cards = self._speaker.show_helplines(conversation, ids=part["helplines"], script=part["script"])
        return [*self._speaker.say(part["script"], conversation), cards]


def _one_for_all_drafts(messages: list[Message]) -> list[Message]:
    """Where drafts may not be spoken: the line that stands in, once."""
    drafts = [message for message in messages if message["script"] == UNSIGNED]
    return [message for message in messages if message["script"] != UNSIGNED or message is drafts[0]]


def _offers(part: dict[str, Any]) -> list[str]:
    offers = part.get("offers")
    return [offer for offer in offers if isinstance(offer, str)] if isinstance(offers, list) else []


def _as_part_of_a_plan(messages: list[Message], part: dict[str, Any]) -> list[Message]:
    """Steps that the actions want folded, so that the first ones are not buried, or without buttons of their own."""
    changes: dict[str, Any] = {**({"folded": True} if part.get("folded") else {}),
                               **({"buttons": []} if part.get("bare") else {})}
    return [{**message, **changes} if message["type"] == "steps" else message for message in messages]


def _are_helplines(parts: list[dict[str, Any]]) -> bool:
    ids = parts[0].get("helplines") if parts else None
    return isinstance(ids, list) and all(isinstance(id, str) for id in ids)
