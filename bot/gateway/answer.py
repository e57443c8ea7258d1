"""The life of a message: screen, recognise, redact, ask Rasa, and always an answer with a way to a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.content.library import Library
from bot.content.scripts import SLOTS
from bot.gateway.conversations import Conversation, metadata
from bot.gateway.payloads import Tap
from bot.gateway.rasa_client import RasaClient, RasaUnavailable
from bot.gateway.speaker import UNSIGNED, Message, Speaker
from bot.recognition import Recognised, Recogniser
from bot.safety.flow import CARDS, Step, spoken
from bot.safety.redaction import redact
from bot.safety.screen import Danger, Screen
from bot.safety.second_net import Learned, judge, read_learned

NOTICE_EVERY = 10  # turns after which the bot says again what it is (safeguarding.md B2)
DISCLOSURES = frozenset({"utter_victim_image", "utter_friend_victim", "utter_sent_own_image", "utter_received_image",
                         "utter_asked_for_photos", "utter_parent_child_victim", "utter_school_incident",
                         "utter_made_image", "utter_parent_child_made", "utter_path_me", "utter_path_threatened",
                         "utter_path_friend", "utter_path_made", "utter_path_child", "utter_path_school"})
# What answers when the dialogue model is down and the screen saw more than nothing.
_WHEN_DOWN = {"image": "utter_victim_image", "own_image": "utter_made_image", "friend": "utter_friend_victim",
              "sexual_interest": "utter_own_behaviour"}
# A guided path needs the model; without it, what the path would have ended in.
_PATHS_WHEN_DOWN = {"me": "utter_victim_image_steps", "threatened": "utter_victim_threat_steps",
                    "friend": "utter_friend_victim_steps", "made": "utter_made_image_steps",
                    "child": "utter_parent_child_victim_steps", "school": "utter_school_incident_first_hour",
                    "removal": "utter_ask_takedown", "tell": "utter_ask_tell_adult_words"}


@dataclass
class Outcome:
    """How a message was answered, for the counts: never what it said."""

    kind: str = "answered"  # answered, danger, asked, fallback


class Answerer:
    """Answers messages and taps; raises nothing a child could see."""

    def __init__(self, library: Library, speaker: Speaker, screen: Screen, recogniser: Recogniser,
                 rasa: RasaClient) -> None:
        self._library = library
        self._speaker = speaker
        self._screen = screen
        self._recognise = recogniser
        self._rasa = rasa

    def welcome(self, conversation: Conversation) -> list[Message]:
        """The first words of a conversation (safeguarding.md B1, L5)."""
        return self._speaker.say("utter_welcome", conversation)

    def screen(self, text: str, conversation: Conversation) -> Danger | None:
        """What the danger screen sees in the raw text, in the person's language and English."""
        return self._screen(text, tuple(dict.fromkeys((conversation.language, "en"))))

    async def answer_text(self, text: str, conversation: Conversation) -> tuple[list[Message], Outcome]:
        """Answers what somebody typed."""
        conversation.turns += 1
        danger = self.screen(text, conversation)
        found = self._recognise(text)
        noted = self._note(found, conversation)
        if is_safe_word(text, self._library.safe_word):
            return self._safe_word(conversation), Outcome("danger")
        if danger and danger.level == "act":
            return self.answer_danger(danger, conversation)
        redacted, disclosed_before = redact(text, conversation.country), conversation.disclosed
        answer, outcome, learned = await self._ask(never_a_command(redacted.text), conversation,
                                                   found.entities(), danger)
        judged = judge(danger, learned, is_whole=not redacted.kinds)
        if judged and judged.level == "act":
            return self.answer_danger(judged, conversation)
        before = self._confirm(noted, conversation) + self._tell_of_redaction(redacted.kinds, conversation)
        first_disclosure = conversation.disclosed and not disclosed_before
        if judged and judged.level == "ask" and (judged is danger or judged.cls not in conversation.denied):
            asked, outcome = self.answer_danger(judged, conversation)
            before = asked + before
        elif not answer:  # a danger was named that the person has denied: no answer is known, people are
            answer = self.busy("utter_fallback", conversation)
        return before + answer + self._notice(conversation, first_disclosure), outcome

    async def answer_tap(self, tap: Tap, conversation: Conversation) -> tuple[list[Message], Outcome]:
        """Answers a button."""
        conversation.turns += 1
        if tap.step:
            if tap.step.name in ("no", "okay"):
                conversation.denied.add(tap.step.cls)
            return self.open_danger(tap.step, conversation), Outcome("danger")
        noted, disclosed_before = self._take(dict(tap.slots), conversation), conversation.disclosed
        slots = {key: value for key, value in tap.slots.items() if not (tap.intent == "show" and key == "audience")}
        bare = Tap(tap.intent, slots)
        answer, outcome, learned = await self._ask(bare.for_rasa(), conversation, [], None, bare)
        named = judge(None, learned)
        if named and named.level == "act":  # a path's answer that somebody is not safe
            opened, outcome = self.answer_danger(named, conversation)
            return self._confirm(noted, conversation) + opened, outcome
        first_disclosure = conversation.disclosed and not disclosed_before
        return self._confirm(noted, conversation) + answer + self._notice(conversation, first_disclosure), outcome

    def answer_danger(self, danger: Danger, conversation: Conversation) -> tuple[list[Message], Outcome]:
        """The first step of the danger flow, at the strength the screen saw; needs no model, so no limit stops it."""
        if danger.level == "act":
            return self.open_danger(Step(danger.cls, "open", danger.about), conversation), Outcome("danger")
        return self.open_danger(Step(danger.cls, "ask", danger.about), conversation), Outcome("asked")

    def open_danger(self, step: Step, conversation: Conversation) -> list[Message]:
        """One step of the danger flow, spoken."""
        conversation.danger = None if step.name in ("no", "okay") else step.cls
        conversation.disclosed = conversation.disclosed or step.name not in ("no", "okay", "ask")
        messages: list[Message] = []
        for part in spoken(step):
            said = [self._danger_cards(step.cls, conversation)] if part == CARDS else None
            messages.extend(said or self._speaker.say(part, conversation, step))
        if step.name == "open" and "buttons" in messages[-1]:
            messages[-1]["buttons"] += self._choices(conversation)
        return messages

    def unavailable(self, conversation: Conversation, danger: Danger | None = None,
                    tap: Tap | None = None) -> list[Message]:
        """The answer when Rasa gives none: a vetted script that fits as well as the screen can tell, and local help."""
        script = _WHEN_DOWN.get(danger.cls, "") if danger else ""
        if tap:
            script = tap.slots.get("script", _PATHS_WHEN_DOWN.get(tap.slots.get("path", ""), f"utter_{tap.intent}"))
        if not self._speaker.knows(script):
            script = "utter_unavailable"
        return self._with_help(self._speaker.say(script, conversation), conversation)

    def only_help(self, conversation: Conversation, text: str = "",
                  slots: Mapping[str, str] | None = None) -> list[Message]:
        """The one answer while only help is served (safeguarding.md A7): whom to turn to where the person is."""
        self._note(self._recognise(text), conversation)
        self._take(dict(slots or {}), conversation)
        danger = self.screen(text, conversation)
        cls = danger.cls if danger and danger.level != "note" else conversation.danger or "immediate_danger"
        return [*self._speaker.say("utter_unavailable", conversation), self._danger_cards(cls, conversation)]

    def busy(self, script: str, conversation: Conversation) -> list[Message]:
        """Words and help for a message that was too long, came too fast or has no other answer."""
        return self._with_help(self._speaker.say(script, conversation), conversation)

    async def _ask(self, text: str, conversation: Conversation, entities: list[dict[str, Any]], danger: Danger | None,
                   tap: Tap | None = None) -> tuple[list[Message], Outcome, Learned | None]:
        try:
            parts = await self._rasa.ask(conversation.id, text, metadata(conversation, entities))
            learned = next((read for part in parts if (read := read_learned(part.get("danger")))), None)
            return self._speak(parts, conversation, learned), Outcome(), learned
        except RasaUnavailable:
            return self.unavailable(conversation, danger, tap), Outcome("fallback"), None

    def _speak(self, parts: list[dict[str, Any]], conversation: Conversation, learned: Learned | None) -> list[Message]:
        """The words of Rasa's answer; none where it named a danger only, which the caller answers."""
        messages: list[Message] = []
        known = [part for part in parts if self._speaker.knows(str(part.get("script")))]
        if not known and not (learned and learned.level in ("act", "ask")):
            raise RasaUnavailable("nothing that could be said")
        while known:
            part = known.pop(0)
            conversation.disclosed = conversation.disclosed or part["script"] in DISCLOSURES
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
                messages += as_part_of_a_plan(said, part)
        return self._instead_of_drafts(messages, conversation) if messages else []

    def _named_helplines(self, part: dict[str, Any], conversation: Conversation) -> list[Message]:
        cards = self._speaker.show_helplines(conversation, ids=part["helplines"], script=part["script"])
        return [*self._speaker.say(part["script"], conversation), cards]

    def _instead_of_drafts(self, messages: list[Message], conversation: Conversation) -> list[Message]:
        """Where drafts may not be spoken: the line that stands in, once, and the people it speaks of."""
        drafts = [message for message in messages if message["script"] == UNSIGNED]
        if not drafts:
            return messages
        spoken_once = [message for message in messages if message["script"] != UNSIGNED or message is drafts[0]]
        return self._with_help(spoken_once, conversation)

    def _safe_word(self, conversation: Conversation) -> list[Message]:
        conversation.disclosed, conversation.danger = True, conversation.danger or "immediate_danger"
        cards = self._danger_cards(conversation.danger, conversation)
        return [*self._speaker.say("utter_safe_word_help", conversation), cards]

    def _danger_cards(self, cls: str, conversation: Conversation) -> Message:
        """Whom to call; where the country is unknown the script's name opens the country picker (E1)."""
        script = "utter_danger_cards" if conversation.country else "utter_helplines_international"
        return self._speaker.show_helplines(conversation, "crisis", danger=cls, script=script)

    def _choices(self, conversation: Conversation) -> list[dict[str, str]]:
        choices = self._speaker.say("utter_danger_choices", conversation)
        return choices[-1]["buttons"] if choices else []

    def _with_help(self, messages: list[Message], conversation: Conversation) -> list[Message]:
        if any(message["type"] == "helplines" for message in messages):
            return messages
        return [*messages, self._speaker.show_local_help(conversation)]

    def _note(self, found: Recognised, conversation: Conversation) -> list[str]:
        said = {"country": found.country, "audience": found.audience, "platform": found.platform,
                "language": found.language}
        conversation.age = found.age or conversation.age
        return self._take({key: value for key, value in said.items() if value}, conversation)

    def _take(self, said: dict[str, str], conversation: Conversation) -> list[str]:
        """Remembers what the person said; gives the names of what is new."""
        if said.get("language") not in self._library.scripts.by_language:
            said.pop("language", None)
        said = {key: value for key, value in said.items() if key in SLOTS}
        new = [key for key, value in said.items() if getattr(conversation, key) != value]
        for key in new:
            setattr(conversation, key, said[key])
        return new

    def _confirm(self, noted: list[str], conversation: Conversation) -> list[Message]:
        scripts = {"country": "utter_noted_country", "audience": f"utter_noted_{conversation.audience}"}
        confirmed = [message for key in ("country", "audience") if key in noted
                     for message in self._speaker.mention(scripts[key], conversation)]
        if "country" in noted and conversation.danger:
            confirmed.append(self._danger_cards(conversation.danger, conversation))
        return confirmed

    def _tell_of_redaction(self, kinds: frozenset[str], conversation: Conversation) -> list[Message]:
        if not kinds or conversation.told_of_redaction:
            return []
        conversation.told_of_redaction = True
        return self._speaker.mention("utter_redacted", conversation)

    def _notice(self, conversation: Conversation, first_disclosure: bool) -> list[Message]:
        """What this is, again (B2). The danger flow says it in its own words, once help has been seen."""
        due = first_disclosure or conversation.turns % NOTICE_EVERY == 0
        return self._speaker.say("utter_notice", conversation) if due else []


def _offers(part: dict[str, Any]) -> list[str]:
    offers = part.get("offers")
    return [offer for offer in offers if isinstance(offer, str)] if isinstance(offers, list) else []


def as_part_of_a_plan(messages: list[Message], part: dict[str, Any]) -> list[Message]:
    """Steps that the actions want folded, so that the first ones are not buried, or without buttons of their own."""
    changes: dict[str, Any] = {**({"folded": True} if part.get("folded") else {}),
                               **({"buttons": []} if part.get("bare") else {})}
    return [{**message, **changes} if message["type"] == "steps" else message for message in messages]


def _are_helplines(parts: list[dict[str, Any]]) -> bool:
    ids = parts[0].get("helplines") if parts else None
    return isinstance(ids, list) and all(isinstance(id, str) for id in ids)


def never_a_command(text: str) -> str:
    """Rasa takes a leading slash for a command; what somebody typed is data."""
    return re.sub(r"^[\s/]+", "", text) or "?"


def is_safe_word(text: str, safe_word: str) -> bool:
    """Whether the message is the safe word and nothing else."""
    return re.sub(r"\W+", "", text).casefold() == safe_word.casefold()
