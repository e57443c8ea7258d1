"""Answers that look something up: the steps of the app somebody named, the law of their country."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import content
from actions.context import read_context
from bot.content.laws import Laws, law_of, law_script
from bot.content.platforms import GENERAL_SCRIPT, Platforms, platform_of, platform_script


class ShowReportSteps(Action):
    """The steps of the app that was named, now or earlier; the general ones for any other."""

    def __init__(self, platforms: Platforms | None = None) -> None:
        self._platforms = platforms

    def name(self) -> str:
        """As in domain.yml."""
        return "action_report_steps"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """One list of steps, or nothing where no app was named: the script before it has told how to go on."""
        named = next(tracker.get_latest_entity_values("platform"), None) or tracker.get_slot("platform")
        if named:
            known = platform_of(content.library().platforms if self._platforms is None else self._platforms, named)
            dispatcher.utter_message(response=platform_script(known) if known else GENERAL_SCRIPT)
        return []


class ShowLaw(Action):
    """What is known of the country's law, or that it differs."""

    def __init__(self, laws: Laws | None = None) -> None:
        self._laws = laws

    def name(self) -> str:
        """As in domain.yml."""
        return "action_law"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """The general answer first; then the country's, which falls back by itself once it has expired."""
        country = read_context(tracker).country
        known = law_of(content.library().laws if self._laws is None else self._laws, country)
        dispatcher.utter_message(response="utter_ask_law")
        if known:
            dispatcher.utter_message(response=law_script(known))
        elif country:
            dispatcher.utter_message(response="utter_ask_law_differs")
        return []
