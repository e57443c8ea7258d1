"""Turns script ids into the words a person reads: the only place from which text leaves, and so the vetting gate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from bot.content.library import Library
from bot.content.links import host_of
from bot.content.platforms import platform_of
from bot.content.scripts import HELPLINES_HERE, MARKS, NOTES_HERE, SIMPLER, Button, Script, bubbles, is_danger
from bot.content.units import police_id
from bot.content.vetting import Vetting
from bot.directory import Directory, helplines_message
from bot.gateway.conversations import Conversation
from bot.gateway.glossary import MOST, Glossary
from bot.gateway.payloads import Payloads, Tap
from bot.gateway.trusted_adult import trusted_adult_card
from bot.recognition import country_name
from bot.safety.flow import Step

Message = dict[str, Any]
# Topics that explain; somebody who has not said who they are may ask for the adults' wording of these.
KNOWLEDGE = ("deepfakes", "facts", "law")
# Lessons; never offered after a disclosure (safeguarding.md D5). Asking for one still works.
PREVENTION = ("ask_protect", "parent_prevent", "school_prevent")
_EASIER: Mapping[str, str] = {"adult": "teen", "parent": "teen", "school": "parent", "teen": "child",
                               "child": SIMPLER}
_BLANK = re.compile(r"\{(\w+)\}")
UNSIGNED = "utter_draft_unavailable"
DID_YOU_MEAN = "utter_did_you_mean"


class Speaker:
    """Says scripts and shows helplines in a conversation's language, to its audience."""

    def __init__(self, library: Library, vetting: Vetting, directory: Directory, payloads: Payloads) -> None:
        self._library = library
        self._vetting = vetting
        self._directory = directory
        self._payloads = payloads
        self._glossary = Glossary(library, vetting)

    def say(self, script: str, conversation: Conversation, step: Step | None = None,
            audience: str | None = None, helplines: Sequence[Message] = (),
            offers: Sequence[str] = ()) -> list[Message]:
        """The bubbles of a script, buttons under the last; of an unsigned one, the signed line that stands in.

        `offers`: intents that may have been meant besides; each that has a button in `utter_did_you_mean` is offered.

        `helplines` are shown where the script says so, else at its end; where it says so and there are none given,
        because the action server is down or a button led here, those of the country are. A script with a title is one
        list of steps. One that has expired leaves the word to the script that it names.
        """
        chosen = self._wording(script, audience or conversation.audience, conversation.language)
        if chosen is None:
            return self._instead(script, conversation, helplines)
        language, spoken_to, found = chosen
        if found.title:
            steps = self._steps(script, found, found.text(spoken_to) or "", conversation, language)
            return [{**steps, "buttons": self._buttons(script, found, conversation, step, language)}, *helplines]
        texts = self._filled(found.text(spoken_to) or "", conversation, language)
        messages: list[Message] = [{"type": "text", "script": script, "text": text, "lang": language, "buttons": []}
                                   for text in texts]
        here = next((i for i, message in enumerate(messages) if message["text"] == HELPLINES_HERE), len(messages))
        if here < len(messages) and not helplines:
            helplines = [self.show_local_help(conversation)]
        topic = self._library.scripts.topics[script]
        if topic != "chat" and not is_danger(topic, script):
            self._explain(messages, conversation, language)
        before, after = messages[:here], messages[here + 1:]
        for message in (after or before)[-1:]:
            message["buttons"] = self._with_offers(self._buttons(script, found, conversation, step, language),
                                                   offers, conversation)
        return [*before, *helplines, *after]

    def _explain(self, messages: list[Message], conversation: Conversation, language: str) -> None:
        """Hard words where they first stand; people in danger and the first words have no room for it."""
        room = MOST
        for message in messages:
            terms = self._glossary.terms(message["text"], language, conversation, room)
            room -= len(terms)
            message.update({"terms": terms} if terms else {})

    def _instead(self, script: str, conversation: Conversation, helplines: Sequence[Message]) -> list[Message]:
        """What a script past its end or unsigned leaves the word to: the general one it names, else what stands in."""
        if script == UNSIGNED:
            return []
        known = (found[script].instead for found in self._library.scripts.by_language.values() if script in found)
        return [*self.say(next(filter(None, known), UNSIGNED), conversation), *helplines]

    def put_together(self, script: str, lines: Iterable[str], conversation: Conversation) -> list[Message]:
        """A script's list made of the lines of other scripts: a message to show somebody. All of it is vetted."""
        said = self.say(script, conversation)
        chosen = [message["text"].strip('"') for line in lines for message in self.say(line, conversation)
                  if message["type"] == "text" and message["script"] == line]
        if not chosen:
            return self.say(UNSIGNED, conversation)
        return [{**message, "steps": chosen} if message["type"] == "steps" else message for message in said]

    def mention(self, script: str, conversation: Conversation) -> list[Message]:
        """A remark beside the answer: said if it may be, left out otherwise."""
        may_be_said = self._wording(script, conversation.audience, conversation.language)
        return self.say(script, conversation) if may_be_said else []

    def say_simpler(self, script: str, conversation: Conversation) -> list[Message]:
        """The same script in the next easier wording; when there is none, the offer of a person to explain it.

        Asked again and again, it goes down step by step: the next younger audience's, the child's, its simpler text.
        """
        chosen = self._wording(script, conversation.audience, conversation.language)
        last = conversation.simplified
        wording = last[1] if last and last[0] == script else chosen[1] if chosen else None
        while wording := _EASIER.get(wording or ""):
            easier = self._wording(script, wording, conversation.language)
            if easier and easier[1] == wording:
                conversation.simplified = (script, wording)
                return self.say(script, conversation, audience=wording)
        return self.say("utter_ask_simpler", conversation)

    def show_helplines(self, conversation: Conversation, need: str | None = None, danger: str | None = None,
                       ids: Iterable[str] | None = None, script: str = "utter_helplines", most: int = 4) -> Message:
        """One card message: the services named by `ids`, else those that fit the need or the danger."""
        now = datetime.now(timezone.utc)
        if ids is None:
            ranked = self._directory.services(conversation.country, conversation.audience, need,
                                              conversation.language, now, danger=danger)
        else:
            named = (self._directory.service(id, conversation.audience) for id in ids)
            ranked = [service for service in named if service]
        message = helplines_message(self._directory, conversation.country, ranked[:most], now,
                                    conversation.language, script)
        return self._with_trusted_adult(self._without_unsigned(message), conversation)

    def show_local_help(self, conversation: Conversation) -> Message:
        """The help that fits everybody; where the country is unknown the script's name opens the country picker."""
        script = "utter_helplines" if conversation.country else "utter_helplines_international"
        return self.show_helplines(conversation, "crisis", danger="immediate_danger", script=script)

    def knows(self, script: str) -> bool:
        """Whether any language has the script."""
        return script in self._library.scripts.ids()

    def _wording(self, script: str, audience: str | None, language: str) -> tuple[str, str, Script] | None:
        for spoken, candidate, found in self._library.scripts.wordings(script, audience, _languages(language)):
            if self._vetting.allows_script(spoken, script, candidate):
                return spoken, candidate, found
        return None

    def _filled(self, text: str, conversation: Conversation, language: str) -> list[str]:
        """The bubbles with their blanks filled; one whose blank nobody can fill is left out."""
        values = {
            "country": country_name(conversation.country, language) if conversation.country else None,
            "platform": self._platform_name(conversation.platform) if conversation.platform else None,
            "safe_word": self._library.safe_word,
            "police": self._directory.police_note(conversation.country) if self._may_speak_of_police(conversation)
            else None,
        }
        said = []
        for bubble in bubbles(text):
            if bubble in MARKS:
                said.append(bubble)
            elif all(values.get(blank) for blank in _BLANK.findall(bubble)):
                said.append(_BLANK.sub(lambda blank: str(values[str(blank[1])]), bubble))
        return said

    def _platform_name(self, platform: str) -> str:
        known = platform_of(self._library.platforms, platform)
        return self._library.platforms[known].name if known == platform else platform.capitalize()

    def _may_speak_of_police(self, conversation: Conversation) -> bool:
        """Only where the country's file has a page that says it (safeguarding.md N5), and its words may be read."""
        note = self._directory.police_note(conversation.country)
        return bool(note) and self._vetting.allows_text(police_id(conversation.country or ""), note or "")

    def _steps(self, name: str, script: Script, text: str, conversation: Conversation, language: str) -> Message:
        said = self._filled(text, conversation, language)
        end = said.index(NOTES_HERE) if NOTES_HERE in said else len(said)
        return {"type": "steps", "script": name, "title": script.title, "steps": said[:end], "notes": said[end + 1:],
                "lang": language, "buttons": []}

    def _buttons(self, name: str, script: Script, conversation: Conversation, step: Step | None,
                 language: str) -> list[dict[str, str]]:
        shown = [button for button in script.buttons if self._fits(button, conversation)]
        buttons = [{"title": button.title, "payload": self._payloads.write(button, step)} for button in shown]
        may_be_read = self._vetting.allows(f"interface/{language}")
        if may_be_read and conversation.audience is None and self._has_adult_wording(name, script):
            more = Tap("show", {"script": name, "audience": "adult"})
            buttons.append({"title": self._interface(language)["adult_more"], "payload": more.for_rasa()})
        return buttons

    def _with_offers(self, buttons: list[dict[str, str]], offers: Sequence[str],
                     conversation: Conversation) -> list[dict[str, str]]:
        """What else may have been meant stands after the help that is always first."""
        chosen = self._wording(DID_YOU_MEAN, conversation.audience, conversation.language)
        if not offers or chosen is None:
            return buttons
        named = {button.to: {"title": button.title, "payload": self._payloads.write(button)}
                 for button in chosen[2].buttons if self._fits(button, conversation)}
        offered = [named[offer] for offer in offers if offer in named]
        already = {button["payload"] for button in buttons}
        return [*buttons[:1], *(button for button in offered if button["payload"] not in already), *buttons[1:]]

    def _fits(self, button: Button, conversation: Conversation) -> bool:
        if conversation.disclosed and button.to in PREVENTION:
            return False
        return button.is_for(conversation.audience)

    def _has_adult_wording(self, name: str, script: Script) -> bool:
        topic = self._library.scripts.topics[name]
        return topic in KNOWLEDGE and bool(script.child) and bool(script.adult or script.parent)

    def _interface(self, language: str) -> dict[str, str]:
        return self._library.interface.get(language, self._library.interface["en"])

    def _with_trusted_adult(self, message: Message, conversation: Conversation) -> Message:
        site = self._library.sites.get(conversation.site)
        if site and site.trusted_adult:
            message["services"].insert(0, trusted_adult_card(site.trusted_adult))
        return message

    def _without_unsigned(self, message: Message) -> Message:
        """Cards of a vetted-only process: no note that is not signed, no link nobody signed for (O2)."""
        if not self._vetting.required:
            return message
        for service in message["services"]:
            if service.get("note") and not self._vetting.allows_text(f"helplines/{service['id']}", service["note"]):
                service["note"] = None
            service["channels"] = [way for way in service["channels"]
                                   if "url" not in way or self._vetting.allows(f"links/{host_of(way['url'])}")]
        message["services"] = [service for service in message["services"] if service["channels"]]
        return message


def _languages(language: str) -> tuple[str, ...]:
    return (language,) if language == "en" else (language, "en")


