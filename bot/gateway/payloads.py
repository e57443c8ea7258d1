"""Payloads of buttons: only what some script offers is accepted; typed text is never one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field

from itsdangerous import BadSignature, URLSafeSerializer

from bot.content.helplines import INTERNATIONAL
from bot.content.library import Library
from bot.content.scripts import AUDIENCES, DANGER_TARGETS, SLOTS_OF, Button
from bot.safety.flow import CLASSES, STEPS, Step

_SHAPE = re.compile(r"/([a-z_]+)(\{.*\})?", re.DOTALL)
_VALUE = re.compile(r"[A-Za-z0-9_-]{1,60}")
# Always allowed: the widget's own controls.
_ALWAYS = frozenset({"inform", "show", "ask_helpline", "ask_menu", "ask_simpler"})


class BadPayload(ValueError):
    """Not a button of ours."""


@dataclass(frozen=True)
class Tap:
    """A button that was tapped: an intent with what it says, or a step of the danger flow."""

    intent: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    step: Step | None = None

    def for_rasa(self) -> str:
        """Rasa's own notation of an intent with entities."""
        said = {key: value for key, value in self.slots.items()}
        return f"/{self.intent}" + (json.dumps(said) if said else "")


class Payloads:
    """Writes the payload of a button and reads it back."""

    def __init__(self, library: Library, secret: str) -> None:
        self._library = library
        self._steps = URLSafeSerializer(secret, salt="danger")
        self._scripts = library.scripts.ids()
        self._offered = _ALWAYS | {button.to for button in library.scripts.buttons()}

    def after(self, library: Library) -> Payloads:
        """Those of edited content; buttons that people still have before them stay valid."""
        fresh = copy(self)
        fresh._library = library
        fresh._offered = self._offered | {button.to for button in library.scripts.buttons()}
        fresh._scripts = self._scripts | library.scripts.ids()
        return fresh

    def write(self, button: Button, step: Step | None = None) -> str:
        """The payload of a button; danger buttons need the step they stand in."""
        if button.to in DANGER_TARGETS:
            return self.write_step((step or Step("immediate_danger", "ask")).follow(button.to))
        if button.to in self._library.scripts.ids():
            return Tap("show", {"script": button.to}).for_rasa()
        return Tap(button.to, button.slots).for_rasa()

    def write_step(self, step: Step) -> str:
        """A signed step of the danger flow."""
        return "danger:" + str(self._steps.dumps([step.cls, step.name, step.about]))

    def read(self, payload: str) -> Tap:
        """What was tapped; raises BadPayload."""
        if payload.startswith("danger:"):
            return Tap(step=self._read_step(payload.removeprefix("danger:")))
        shape = _SHAPE.fullmatch(payload)
        if not shape or shape[1] not in self._offered:
            raise BadPayload("this is not one of the buttons")
        return Tap(shape[1], self._read_slots(shape[1], shape[2]))

    def _read_step(self, signed: str) -> Step:
        try:
            cls, name, about = self._steps.loads(signed)
        except (BadSignature, ValueError) as error:
            raise BadPayload("this is not one of the buttons") from error
        if cls not in CLASSES or name not in STEPS:
            raise BadPayload("this button is out of date")
        return Step(cls, name, about)

    def _read_slots(self, intent: str, text: str | None) -> dict[str, str]:
        try:
            slots = json.loads(text) if text else {}
        except (ValueError, RecursionError) as error:
            raise BadPayload("this is not one of the buttons") from error
        if not all(isinstance(value, str) and _VALUE.fullmatch(value) for value in slots.values()):
            raise BadPayload("this button says something it may not")
        allowed = {**SLOTS_OF, "show": ("script", "audience")}.get(intent, ())
        if not set(slots) <= set(allowed) or slots.get("audience", "child") not in AUDIENCES:
            raise BadPayload("this button says something it may not")
        if intent == "show" and slots.get("script") not in self._scripts:
            raise BadPayload("there is no such script")
        if slots.get("country") == INTERNATIONAL or slots.get("country", "INT") not in self._library.helplines:
            raise BadPayload("there is no such country")
        if slots.get("language", "en") not in self._library.scripts.by_language:
            raise BadPayload("there is no such language")
        return slots
