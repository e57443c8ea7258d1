"""Sends each text the way a message goes: danger screen, recognition, redaction, classifier."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog

from bot.dialogue import lean
from bot.dialogue.nlu.danger_net import CLASS_OF
from bot.paths import CONTENT
from bot.recognition import Recogniser
from bot.safety.redaction import redact
from bot.safety.screen import INTENT, Screen
from bot.safety.second_net import Learned, judge, read_learned

UNKNOWN = "nlu_fallback"
Line = dict[str, Any]


class Predictor:
    """A trained model with the screen and recognition in front of it."""

    def __init__(self, model: Path, content: Path = CONTENT) -> None:
        self._agent = _load_quietly(model)
        self._screen = Screen(content / "danger")
        self._recogniser = Recogniser()

    def predict(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Each line's own fields and what was understood (fields as in docs/evaluation.md)."""
        loop = asyncio.new_event_loop()
        try:
            for line in lines:
                yield {**line, **loop.run_until_complete(self._understand(str(line["text"]), line.get("lang", "en")))}
        finally:
            loop.close()

    async def _understand(self, text: str, language: str) -> Line:
        danger = self._screen(text, tuple(dict.fromkeys((language, "en"))))
        entities = self._recogniser.entities(text)
        country = next((entity["value"] for entity in entities if entity["entity"] == "country"), None)
        redacted = redact(text, country)
        parsed = await self._agent.parse_message(redacted.text.strip() or "?")
        ranking = [entry["name"] for entry in parsed["intent_ranking"] if entry["name"] != UNKNOWN]
        predicted = "out_of_scope" if parsed["intent"]["name"] == UNKNOWN else parsed["intent"]["name"]
        judged = judge(danger, _learned(parsed), is_whole=not redacted.kinds)
        return {
            "predicted": predicted,
            "second": next((name for name in ranking if name != predicted), None),
            "confidence": round(float(parsed["intent"]["confidence"]), 4),
            "screen": INTENT.get(judged.cls) if judged else None,
            "screen_level": judged.level if judged and judged.cls in INTENT else None,
            "rules_level": danger.level if danger and danger.cls in INTENT else None,
            "danger": judged.cls if judged and judged.cls in INTENT else None,
            "redacted": redacted.text,
            "entities": entities,
        }


def _learned(parsed: dict[str, Any]) -> Learned | None:
    """As the action that opens danger does it: a danger intent is at least asked about."""
    learned = read_learned(parsed.get("danger"))
    if learned and parsed["intent"]["name"] in CLASS_OF and learned.level != "act":
        return replace(learned, level="ask")
    return learned


def _load_quietly(model: Path) -> Any:
    """Rasa's agent; without this, structlog prints every text at debug level."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.getLogger("rasa").setLevel(logging.ERROR)
    if not model.is_file():  # Agent.load would take the newest other model in the folder
        raise FileNotFoundError(model)
    lean.before_import("run", ())  # as the running bot reads messages
    from rasa.core.agent import Agent

    lean.after_import(())
    return Agent.load(str(model))
