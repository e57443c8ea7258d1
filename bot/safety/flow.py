"""The danger flow as one table: class × step → what is said, in the order of safeguarding.md C3.

The flow keeps no state: its buttons carry class and step, signed, so it works in every state of the conversation
and leaves the dialogue where it stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CLASSES = ("immediate_danger", "self_harm", "abuse", "violence_home", "meeting", "blackmail")
STEPS = ("open", "yes", "no", "help", "okay", "ask", "stay")
CARDS = "cards"  # emergency numbers and the services of the danger order stand here

_AFTER_HELP = ("utter_danger_safe_word", "utter_danger_notice", "utter_danger_choices")
_TABLE: dict[str, tuple[str, ...]] = {
    "open": ("utter_danger_{cls}_open{other}", CARDS, "utter_danger_confirm"),
    "yes": ("utter_danger_{cls}_yes{friend}", CARDS, *_AFTER_HELP),
    "help": (CARDS, "utter_danger_{cls}_yes{friend}", *_AFTER_HELP),
    "no": ("utter_danger_no",),
    "okay": ("utter_danger_okay",),
    "ask": ("utter_danger_ask{question}", CARDS),
    "stay": ("utter_danger_stay{kind}", CARDS),  # the flow is open, and nothing else answers what was said
}


@dataclass(frozen=True)
class Step:
    """Where in the flow a person stands: `cls` of CLASSES, `name` of STEPS, `about` "me" or "other"."""

    cls: str
    name: str
    about: str = "me"

    def follow(self, target: str) -> Step:
        """The step a button with this target leads to."""
        return Step(self.cls, target.removeprefix("danger_"), self.about)


def spoken(step: Step) -> Sequence[str]:
    """The scripts of a step, in order, with CARDS where helplines stand."""
    friend = "_other" if step.cls == "self_harm" and step.about == "other" else ""  # stay with them, listen, tell
    blanks = {
        "cls": step.cls,
        "other": "_other" if step.about == "other" else "",
        "question": "_self_harm" if step.cls == "self_harm" else "",
        "friend": friend,
        "kind": "_blackmail" if step.cls == "blackmail" else friend,
    }
    said = [part.format(**blanks) for part in _TABLE[step.name]]
    if step.cls == "blackmail" and step.name == "open":
        said.insert(said.index("utter_danger_confirm"), "utter_danger_blackmail_first")
    if step.cls == "blackmail" and step.name in ("yes", "help"):
        said.insert(said.index("utter_danger_safe_word"), "utter_victim_threat_steps")
    return said
