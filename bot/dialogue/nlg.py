"""Speaks scripts: ids and values for the gateway, words for Rasa's own shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker

from bot.content.all_scripts import read_all_scripts
from bot.content.scripts import MARKS, bubbles
from bot.paths import CONTENT

# What actions may tell the gateway along with a script: ids of services, that it is to be said more simply, the scripts
# that a message is put together from, that a list of steps stands folded, that its own buttons are left out.
VALUES = ("helplines", "simpler", "lines", "folded", "bare")


class VettedScripts(NaturalLanguageGenerator):
    """Names the script to speak. The gateway turns ids into words, so that vetting has one gate only."""

    def __init__(self, endpoint_config: Any = None, domain: Any = None, content: Path = CONTENT) -> None:
        self._scripts = read_all_scripts(content, [])

    async def generate(self, utter_action: str, tracker: DialogueStateTracker, output_channel: str,
                       **kwargs: Any) -> dict[str, Any] | None:
        """The message of script `utter_action`; None when no language has it."""
        if utter_action not in self._scripts.ids():
            return None
        values = {key: kwargs[key] for key in VALUES if kwargs.get(key) is not None}
        spoken: dict[str, Any] = {"custom": {"script": utter_action, **values}}
        return spoken if output_channel == "collector" else {**spoken, "text": self._words(utter_action, tracker)}

    def _words(self, script: str, tracker: DialogueStateTracker) -> str:
        audience, language = tracker.get_slot("audience"), tracker.get_slot("language") or "en"
        for _, spoken_to, found in self._scripts.wordings(script, audience, (language, "en")):
            return "\n".join(bubble for bubble in bubbles(found.text(spoken_to) or "") if bubble not in MARKS)
        return script
