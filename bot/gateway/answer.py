"""The life of a message: screen, recognise, redact, ask Rasa, and always an answer with a way to a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.content.library import Library
from bot.content.scripts import SLOTS
from bot.gateway.conversations import Conversation, metadata
from bot.gateway.danger_answers import DangerAnswers, is_empty
from bot.gateway.model_answer import ModelAnswer
from bot.gateway.payloads import Tap
from bot.gateway.rasa_client import Crowded, RasaClient, RasaUnavailable
from bot.gateway.speaker import UNSIGNED, Message, Speaker
from bot.gateway.without_model import WithoutModel
from bot.recognition import Recognised, Recogniser
from bot.safety.flow import Step
from bot.safety.redaction import redact
from bot.safety.screen import Danger, Screen
from bot.safety.second_net import Learned, judge, read_learned

NOTICE_EVERY = 10  # turns after which the bot says again what it is (safeguarding.md B2)


@dataclass
class Outcome:
    """How a message was answered, for the counts: never what it said."""

    kind: str = "answered"  # answered, danger, asked, fallback, crowded (a fallback because there was no room)


class Answerer:
    """Answers messages and taps; raises nothing a child could see."""

    def __init__(self, library: Library, speaker: Speaker, screen: Screen, recogniser: Recogniser,
                 rasa: RasaClient) -> None:
        self._library = library
        self._speaker = speaker
        self._screen = screen
        self._recognise = recogniser
        self._rasa = rasa
        self._danger = DangerAnswers(speaker)
        self._model = ModelAnswer(speaker)
        self._without_model = WithoutModel(speaker)

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
            return self._danger.safe_word(conversation), Outcome("danger")
        if danger and danger.level == "act":
            return self.answer_danger(danger, conversation)
        redacted, disclosed_before = redact(text, conversation.country), conversation.disclosed
        answer, outcome, learned = await self._ask(never_a_command(redacted.text), conversation,
                                                   found.entities(), danger)
        judged = judge(danger, learned, is_whole=not redacted.kinds)
        if judged and judged.level == "act":
            return self.answer_danger(judged, conversation)
        before = self._confirm(noted, conversation) + self._tell_of_redaction(redacted.kinds, conversation)
        if found.is_elsewhere:
            before += self._elsewhere(answer, conversation)
            answer = [] if is_empty(answer) else answer
        first_disclosure = conversation.disclosed and not disclosed_before
        if judged and judged.level == "ask" and (judged is danger or judged.cls not in conversation.denied):
            if judged.cls == conversation.danger:
                asked, outcome = self._go_on(self._danger.go_on(conversation, judged.about), conversation)
            else:
                asked, outcome = self.answer_danger(judged, conversation)
            before, answer = asked + before, [] if is_empty(answer) else answer
        elif step := self._danger.instead(answer, text, conversation):
            before = [message for message in before if message["type"] != "helplines"]  # the step brings them
            answer, outcome = self._go_on(step, conversation)
        elif not answer and not found.is_elsewhere:  # a danger was named that the person has denied: people are known
            answer = self.busy("utter_fallback", conversation)
        return before + answer + self._notice(conversation, first_disclosure), outcome

    async def answer_tap(self, tap: Tap, conversation: Conversation) -> tuple[list[Message], Outcome]:
        """Answers a button."""
        conversation.turns += 1
        if tap.step:
            return self._go_on(tap.step, conversation)
        noted, disclosed_before = self._take(dict(tap.slots), conversation), conversation.disclosed
        slots = {key: value for key, value in tap.slots.items() if not (tap.intent == "show" and key == "audience")}
        bare = Tap(tap.intent, slots)
        answer, outcome, learned = await self._ask(bare.for_rasa(), conversation, [], None, bare)
        named = judge(None, learned)
        if named:  # a button that says so, or a path's answer that somebody is not safe
            opened, outcome = self.answer_danger(named, conversation)
            return self._confirm(noted, conversation) + opened, outcome
        first_disclosure = conversation.disclosed and not disclosed_before
        return self._confirm(noted, conversation) + answer + self._notice(conversation, first_disclosure), outcome

    def answer_danger(self, danger: Danger, conversation: Conversation) -> tuple[list[Message], Outcome]:
        """The first step of the danger flow, at the strength the screen saw; needs no model, so no limit stops it."""
        return self._danger.begin(danger, conversation), Outcome("danger" if danger.level == "act" else "asked")

    def _go_on(self, step: Step, conversation: Conversation) -> tuple[list[Message], Outcome]:
        return self._danger.open(step, conversation), Outcome("danger")

    def unavailable(self, conversation: Conversation) -> list[Message]:
        """The answer when nothing is known of the message but that it could not be answered."""
        return self._without_model.answer(conversation)

    def only_help(self, conversation: Conversation, text: str = "",
                  slots: Mapping[str, str] | None = None) -> list[Message]:
        """The one answer while only help is served (safeguarding.md A7): whom to turn to where the person is."""
        self._note(self._recognise(text), conversation)
        self._take(dict(slots or {}), conversation)
        danger = self.screen(text, conversation)
        cls = danger.cls if danger and danger.level != "note" else conversation.danger or "immediate_danger"
        return [*self._speaker.say("utter_unavailable", conversation), self._danger.cards(cls, conversation)]

    def busy(self, script: str, conversation: Conversation) -> list[Message]:
        """Words and help for a message that was too long, came too fast or has no other answer."""
        return self._without_model.say(script, conversation)

    async def _ask(self, text: str, conversation: Conversation, entities: list[dict[str, Any]], danger: Danger | None,
                   tap: Tap | None = None) -> tuple[list[Message], Outcome, Learned | None]:
        try:
            parts = await self._rasa.ask(conversation.id, text, metadata(conversation, entities))
            learned = next((read for part in parts if (read := read_learned(part.get("danger")))), None)
            known = self._model.known(parts)
            if not known and not (learned and learned.level in ("act", "ask")):
                raise RasaUnavailable("nothing that could be said")
        except RasaUnavailable as error:
            kind = "crowded" if isinstance(error, Crowded) else "fallback"
            return self._without_model.answer(conversation, danger, tap), Outcome(kind), None
        messages = self._model.speak(known, conversation)
        if any(message["script"] == UNSIGNED for message in messages):
            messages = self._without_model.with_help(messages, conversation)
        return messages, Outcome(), learned

    def _note(self, found: Recognised, conversation: Conversation) -> list[str]:
        said = {"country": found.country, "audience": found.audience, "platform": found.platform,
                "language": found.language}
        conversation.age = found.age or conversation.age
        if found.is_elsewhere:
            conversation.country = None  # before any card: the numbers of another country help nobody
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
            confirmed.append(self._danger.cards(conversation.danger, conversation))
        return confirmed

    def _elsewhere(self, answer: list[Message], conversation: Conversation) -> list[Message]:
        """In a country there is no file for: said so, and what helps everywhere, unless the answer brings it."""
        told = self._speaker.mention("utter_noted_elsewhere", conversation)
        if any(message["type"] == "helplines" for message in answer):
            return told
        return [*told, self._danger.cards(conversation.danger or "immediate_danger", conversation)]

    def _tell_of_redaction(self, kinds: frozenset[str], conversation: Conversation) -> list[Message]:
        if not kinds or conversation.told_of_redaction:
            return []
        conversation.told_of_redaction = True
        return self._speaker.mention("utter_redacted", conversation)

    def _notice(self, conversation: Conversation, first_disclosure: bool) -> list[Message]:
        """What this is, again (B2). The danger flow says it in its own words, once help has been seen."""
        due = first_disclosure or conversation.turns % NOTICE_EVERY == 0
        return self._speaker.say("utter_notice", conversation) if due else []


def never_a_command(text: str) -> str:
    """Rasa takes a leading slash for a command; what somebody typed is data."""
    return re.sub(r"^[\s/]+", "", text) or "?"


def is_safe_word(text: str, safe_word: str) -> bool:
    """Whether the message is the safe word and nothing else."""
    return re.sub(r"\W+", "", text).casefold() == safe_word.casefold()
