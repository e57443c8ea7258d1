"""Ends a guided path: people to turn to, what to do now, today and this week, and the ways to removal that fit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, cast

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import content
from actions.context import Context, read_context
from actions.helplines import ShowHelplines
from actions.paths import Events, is_answer
from actions.questions import ANSWERS
from bot.content.platforms import platform_of, platform_script
from bot.content.removal import Removal, route_script
from bot.directory.removal import Situation, ways

# What is said at the end of each path, as lists of steps.
STEPS: Mapping[str, tuple[str, ...]] = {
    "me": ("utter_plan_me_now", "utter_plan_me_today", "utter_plan_me_week"),
    "friend": ("utter_friend_victim_steps",),
    "made": ("utter_made_image_steps",),
    "child": ("utter_parent_child_victim_steps", "utter_plan_child_today", "utter_parent_child_victim_support"),
    "school": ("utter_school_incident_first_hour", "utter_school_incident_first_day",
               "utter_school_incident_first_week"),
}
IN_THE_APP = "platform_report"  # the steps of the app that was named stand in for it
NINE_STEPS = "utter_victim_threat_steps"
_NEEDS: Mapping[str, str] = {"made": "behaviour", "school": "report"}
_REMOVES = ("me", "threatened", "friend", "child", "school", "removal")
_UNFOLDED = 2  # of the ways that the path on removal ends in


class EndPath(Action):
    """Speaks the plan and forgets the answers: the next time the path begins anew."""

    def __init__(self, helplines: ShowHelplines | None = None, removal: Removal | None = None) -> None:
        self._helplines = helplines or ShowHelplines()
        self._removal = removal

    def name(self) -> str:
        """As in domain.yml."""
        return "action_plan"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Scripts by id only; which ones follows from path and answers."""
        path = tracker.get_slot("path")
        if path == "tell":
            tell(dispatcher, tracker)
        elif path:
            self._plan(path, dispatcher, tracker)
        else:
            dispatcher.utter_message(response="utter_ask_menu")
        return [SlotSet("path", None), *(SlotSet(name, None) for name in ANSWERS)]

    def _plan(self, path: str, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        threatened = is_threat(path, tracker)
        opening = "utter_removal" if path == "removal" else "utter_plan"
        dispatcher.utter_message(response="utter_plan_threatened" if threatened else opening)
        danger = "blackmail" if threatened else None
        self._helplines.show(dispatcher, tracker, need=_NEEDS.get(path, "removal"), danger=danger)
        if threatened:
            dispatcher.utter_message(response=NINE_STEPS, bare=True)
        for script in STEPS.get(path, ()):
            if not (threatened and script.endswith("_now")):  # the nine steps are what to do now
                dispatcher.utter_message(response=script, bare=True)
        if path == "made" and tracker.get_slot("path_pushed") == "yes":
            dispatcher.utter_message(response="utter_made_image_pushed")
        if path in _REMOVES:
            self._show_ways(path, dispatcher, tracker)
        dispatcher.utter_message(response="utter_plan_next")

    def _show_ways(self, path: str, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        known = content.library()
        found = ways(situation(path, tracker, read_context(tracker)), self._removal or known.removal,
                     self._helplines.directory, datetime.now(timezone.utc).date())
        for place, way in enumerate(found):
            folded = path != "removal" or place >= _UNFOLDED
            app = platform_of(known.platforms, tracker.get_slot("platform")) if way.route == IN_THE_APP else None
            script = platform_script(app) if app else route_script(way.route)
            dispatcher.utter_message(response=script, folded=folded, bare=True)


def tell(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """A short message to show or copy, put together from the lines that were tapped."""
    parts = {name: tracker.get_slot(name) for name in ("tell_who", "tell_what", "tell_wish")}
    lines = [f"utter_{name}_{value}" for name, value in parts.items() if is_answer(value)]
    dispatcher.utter_message(response="utter_tell_message",
                             lines=["utter_tell_begin", *(lines or ["utter_tell_what_open"]), "utter_tell_end"])
    dispatcher.utter_message(response="utter_tell_next")


def is_threat(path: str, tracker: Tracker) -> bool:
    """Whether the plan has to be the one against blackmail."""
    return path == "threatened" or (path in STEPS and tracker.get_slot("path_spread") == "threatened")


def situation(path: str, tracker: Tracker, context: Context) -> Situation:
    """The answers as the router reads them; what was skipped is unknown."""
    given = {name: value for name in ANSWERS if is_answer(value := tracker.get_slot(name))}
    audience = context.audience or given.get("path_age")
    asks = {"friend": "friend", "child": "parent", "school": "school"}.get(path)
    if asks is None and path == "removal":
        asks = {"parent": "parent", "school": "school"}.get(audience or "")
    ages = {"child": "under_18", "teen": "under_18", "adult": "adult"}
    return Situation(
        shown=cast(Any, given.get("path_shown")), now=cast(Any, ages.get(audience or "") if not asks else None),
        country=context.country, spread=cast(Any, "threatened" if path == "threatened" else given.get("path_spread")),
        place=cast(Any, given.get("path_place")), asks=cast(Any, asks or "me"))
