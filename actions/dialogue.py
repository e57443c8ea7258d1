"""Steps of the dialogue that need a look back: named scripts, danger, not understood, say it simpler."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.context import read_context
from actions.questions import latest_intent

UNKNOWN = ("nlu_fallback", "out_of_scope")
_CLASS_OF_BUTTON = {"crisis_self_harm": "self_harm", "victim_threat": "blackmail"}


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
    """The classifier or a button named a danger: the gateway opens its flow, or asks where that is not certain."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_open_danger"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """One custom message: what the second net read, at least strong enough to ask; a button is sure of it."""
        read = tracker.latest_message.get("danger")
        if read:
            told = {**read, "level": "act" if read.get("level") == "act" else "ask"}
        else:
            about = "other" if read_context(tracker).audience in ("parent", "school") else "me"
            cls = _CLASS_OF_BUTTON.get(latest_intent(tracker), "immediate_danger")
            told = {"level": "act", "class": cls, "about": about}
        dispatcher.utter_message(json_message={"danger": told})
        return []


class Fallback(Action):
    """Not understood: the two likeliest topics as buttons and the menu; the second time in a row, a person."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_fallback"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Never utters a topic's script."""
        if not was_understood(tracker):
            dispatcher.utter_message(response="utter_fallback_again", offers=[])
        else:
            dispatcher.utter_message(response="utter_fallback", offers=guesses(tracker.latest_message))
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


def guesses(understood: Mapping[str, Any]) -> list[str]:
    """The likeliest topics of a message nobody understood, best first, at most two; `understood` is Rasa's parse."""
    ranking: Sequence[Mapping[str, Any]] = understood.get("intent_ranking") or ()
    return [str(entry["name"]) for entry in ranking if entry["name"] not in UNKNOWN][:2]


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
