"""Walks a guided path: takes answers, skips and steps back, and says which question comes next."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import read_context
from actions.helplines import ShowHelplines
from actions.questions import ANSWERS, PATHS, SKIPPED, answered, chosen_path, latest_intent, questions

Events = list[dict[str, Any]]
_DANGER_SHOWN = {"threatened": "blackmail"}  # help stands above the first question
_NOT_SAFE = {"level": "act", "class": "immediate_danger", "about": "me"}  # as the second net says it


class WalkPath(Action):
    """The form's validation. Returns no event when the message was no answer: then Rasa answers it as any other."""

    def __init__(self, helplines: ShowHelplines | None = None) -> None:
        self._helplines = helplines or ShowHelplines()

    def name(self) -> str:
        """As in domain.yml; Rasa runs it for the form path_form."""
        return "validate_path_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Events for the answers and for `requested_slot`; none of them ends the path but the last answer."""
        context = read_context(tracker)
        answers = {name: tracker.get_slot(name) for name in ANSWERS}
        path, new = tracker.get_slot("path"), chosen_path(tracker)
        if new:
            self._begin(new, dispatcher, tracker)
            path, answers = new, dict.fromkeys(ANSWERS)
            events: Events = [SlotSet("path", path if path in PATHS else None), *_set(answers)]
        elif latest_intent(tracker) == "path_back":
            path, changed = _step_back(path, tracker.get_slot("requested_slot"), answers, context)
            answers |= changed
            events = [SlotSet("path", path), *_set(changed)]
        else:
            said = answered(tracker, context)
            if not said and latest_intent(tracker) != "answer" and tracker.active_loop_name:
                return _stay(tracker)
            if said.get("path_safe") == "no":  # the flow opens; whoever comes back is asked again
                dispatcher.utter_message(json_message={"danger": _NOT_SAFE})
                said = {}
            answers |= said
            events = [SlotSet("path", path), *_set(said)]
        missing = [name for name in questions(path, answers, context) if not answers.get(name)]
        return [*events, SlotSet("requested_slot", missing[0] if missing else None)]

    def _begin(self, path: str, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        if path in PATHS:
            dispatcher.utter_message(response=f"utter_path_{path}")
        if path in _DANGER_SHOWN:
            self._helplines.show(dispatcher, tracker, danger=_DANGER_SHOWN[path])


def _step_back(path: str | None, asked: str | None, answers: dict[str, Any],
               context: Any) -> tuple[str | None, dict[str, str | None]]:
    """Takes back the answer before the question that stands; at the first question, the choice of the path."""
    asked_before = [name for name in questions(path, answers, context) if answers.get(name) and name != asked]
    if not asked_before:
        return None, dict.fromkeys(ANSWERS)
    return path, {asked_before[-1]: None}


def _stay(tracker: Tracker) -> Events:
    """First nothing, so that Rasa answers what was said; when that is done, the question that stood, once more."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return []
        if event.get("event") == "action_execution_rejected":
            break
    return [SlotSet("requested_slot", tracker.get_slot("requested_slot"))]


def _set(values: dict[str, Any]) -> Events:
    return [SlotSet(name, value) for name, value in values.items()]


def is_answer(value: str | None) -> bool:
    """Whether a question was answered and not skipped."""
    return value not in (None, SKIPPED)
