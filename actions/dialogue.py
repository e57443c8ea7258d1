"""Steps of the dialogue that need a look back: named scripts, danger, not understood, say it simpler."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

# The classifier's danger intents as classes of the danger flow (docs/danger.md).
DANGER_CLASSES: Mapping[str, str] = {
    "crisis_self_harm": "self_harm", "crisis_danger": "immediate_danger", "victim_threat": "blackmail",
}
UNKNOWN = ("nlu_fallback", "out_of_scope")


class ShowScript(Action):
    """A button named a script: speak it."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_show"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Utters the script of the latest message's entity `script`."""
        script = next(tracker.get_latest_entity_values("script"), None)
        dispatcher.utter_message(response=script or "utter_ask_menu")
        return []


class OpenDanger(Action):
    """The second net: the classifier saw a danger that the screen did not."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_open_danger"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """One custom message that opens the gateway's danger flow."""
        intent = tracker.latest_message.get("intent", {}).get("name", "")
        dispatcher.utter_message(json_message={"danger": DANGER_CLASSES.get(intent, "immediate_danger")})
        return []


class Fallback(Action):
    """Not understood: the menu with help first; the second time in a row, a person."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_fallback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Never utters a topic's script."""
        again = not was_understood(tracker)
        dispatcher.utter_message(response="utter_fallback_again" if again else "utter_fallback")
        return []


class SaySimpler(Action):
    """Says the last script again in the wording of the next younger audience."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_say_simpler"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Marks the script as `simpler`; the gateway knows who reads it and whether there is a simpler one."""
        last = last_script(tracker)
        dispatcher.utter_message(response=last or "utter_ask_simpler", simpler=bool(last))
        return []


def was_understood(tracker: Tracker) -> bool:
    """Whether the message before the latest one was; true when there is none."""
    said = [event.get("parse_data", {}) for event in tracker.events if event.get("event") == "user"]
    if len(said) < 2:
        return True
    intent = said[-2].get("intent", {}).get("name")
    return intent not in UNKNOWN and not (intent == "inform" and not said[-2].get("entities"))


def last_script(tracker: Tracker) -> str | None:
    """The last script that answered something; helplines and questions are not said again."""
    for event in reversed(tracker.events):
        custom = (event.get("data") or {}).get("custom") or {} if event.get("event") == "bot" else {}
        if custom.get("script") and "helplines" not in custom and custom["script"] != "utter_ask_country":
            return str(custom["script"])
    return None
