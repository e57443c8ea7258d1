"""Shows the services that fit the person and what they came with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import content
from actions.context import Context, read_context
from actions.dialogue import Fallback
from bot.directory import Directory

# What each topic needs from a service; docs/ranking.md says how a need ranks services.
NEEDS: Mapping[str, str] = {
    "victim_image": "removal", "sent_own_image": "talk", "friend_victim": "removal", "received_image": "report",
    "made_image": "behaviour", "own_behaviour": "behaviour", "asked_for_photos": "talk", "feel_bad": "talk",
    "parent_child_victim": "removal", "parent_child_made": "parent", "school_incident": "report",
    "ask_human": "talk", "ask_police": "police", "ask_takedown": "removal", "ask_report": "report",
}
MOST = 4
_ABOUT_HELPLINES = {"utter_ask_country", "utter_helplines", "utter_helplines_international", "utter_helplines_none"}


class ShowHelplines(Action):
    """Names the services by id; where the country is unknown, asks for it under the international ones."""

    def __init__(self, directory: Directory | None = None) -> None:
        self._given = directory

    @property
    def directory(self) -> Directory:
        """The helplines as they now are."""
        return self._given or content.directory()

    def name(self) -> str:
        """As in domain.yml."""
        return "action_helplines"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Utters one script with the ids of at most four services."""
        context = self.show(dispatcher, tracker, latest_need(tracker))
        if context.country is None:
            dispatcher.utter_message(response="utter_ask_country")
        return []

    def show(self, dispatcher: CollectingDispatcher, tracker: Tracker, need: str | None = None,
             danger: str | None = None) -> Context:
        """Utters at most four services for a need or a class of danger; gives what was known of the person."""
        context = read_context(tracker)
        services = self.directory.services(context.country, context.audience, need, context.language,
                                           datetime.now(timezone.utc), danger=danger)
        dispatcher.utter_message(response=self._script(context), helplines=[service.id for service in services[:MOST]])
        return context

    def _script(self, context: Context) -> str:
        if context.country is None:
            return "utter_helplines_international"
        local = self.directory.countries.get(context.country)
        kinds = {service.kind for service in local.services if not service.hold} if local else set()
        is_young = context.audience in (None, "child", "teen")
        return "utter_helplines_none" if is_young and "child_helpline" not in kinds else "utter_helplines"


class TakeInform(ShowHelplines):
    """Somebody said who or where they are: helplines again if those were the last answer, else what next.

    A message taken for such, in which nothing was recognised, was not understood.
    """

    def name(self) -> str:
        """As in domain.yml."""
        return "action_inform"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """The gateway confirms what was said; this goes on from there."""
        if not tracker.latest_message.get("entities"):
            return Fallback().run(dispatcher, tracker, domain)
        if last_scripts(tracker) & _ABOUT_HELPLINES:
            return super().run(dispatcher, tracker, domain)
        dispatcher.utter_message(response="utter_inform")
        return []


def last_scripts(tracker: Tracker) -> set[str]:
    """The scripts of the answer before the latest message."""
    scripts: set[str] = set()
    messages = 0
    for event in reversed(tracker.events):
        messages += event.get("event") == "user"
        if messages > 1:
            break
        custom = (event.get("data") or {}).get("custom") if event.get("event") == "bot" else None
        scripts.add((custom or {}).get("script", ""))
    return scripts


def latest_need(tracker: Tracker) -> str | None:
    """The need of the newest message that has one: an `inform` asks again for what was asked before."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            intent = event.get("parse_data", {}).get("intent", {}).get("name")
            if intent != "inform":
                return NEEDS.get(str(intent))
    return None
