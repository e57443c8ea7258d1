"""Speaks scripts: ids and values for the gateway, words for Rasa's own shell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker

from bot.content.all_scripts import read_all_scripts
from bot.content.freshness import stamp
from bot.content.scripts import MARKS, bubbles
from bot.dialogue.guesses import second_guess
from bot.paths import CONTENT

# What actions may tell the gateway along with a script: ids of services, that it is to be said more simply, which
# topics to offer, the scripts that a message is put together from, that a list of steps stands folded, that its own
# buttons are left out.
VALUES = ("helplines", "simpler", "offers", "lines", "folded", "bare")


class VettedScripts(NaturalLanguageGenerator):
    """Names the script to speak. The gateway turns ids into words, so that vetting has one gate only."""

    def __init__(self, endpoint_config: Any = None, domain: Any = None, content: Path = CONTENT) -> None:
        self._folder = content
        self._stamp, self._scripts = stamp(self._folder), read_all_scripts(self._folder, [])

    async def generate(self, utter_action: str, tracker: DialogueStateTracker, output_channel: str,
                       **kwargs: Any) -> dict[str, Any] | None:
        """The message of script `utter_action`; None when no language has it."""
        if utter_action not in self._scripts.ids() and not self._is_new(utter_action):
            return None
        values = {**_understood(tracker), **{key: kwargs[key] for key in VALUES if kwargs.get(key) is not None}}
        spoken: dict[str, Any] = {"custom": {"script": utter_action, **values}}
        return spoken if output_channel == "collector" else {**spoken, "text": self._words(utter_action, tracker)}

    def _is_new(self, script: str) -> bool:
        """Whether somebody has written the script since; buttons may lead to it before the next training."""
        now = stamp(self._folder)
        if now != self._stamp:
            self._stamp, self._scripts = now, read_all_scripts(self._folder, [])
        return script in self._scripts.ids()

    def _words(self, script: str, tracker: DialogueStateTracker) -> str:
        audience, language = tracker.get_slot("audience"), tracker.get_slot("language") or "en"
        for _, spoken_to, found in self._scripts.wordings(script, audience, (language, "en")):
            return "\n".join(bubble for bubble in bubbles(found.text(spoken_to) or "") if bubble not in MARKS)
        return script


def _understood(tracker: DialogueStateTracker) -> dict[str, Any]:
    """What the gateway needs to know of the latest message besides its answer: danger, and what else it may mean."""
    parse: Mapping[str, Any] = getattr(tracker.latest_message, "parse_data", None) or {}
    second = second_guess(parse)
    return {"danger": parse.get("danger"), "offers": [second] if second else []}
