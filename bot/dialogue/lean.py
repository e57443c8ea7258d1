"""The lean launch of Rasa: each measure with its reason and a name by which STOCK_RASA switches it off."""

from __future__ import annotations

from collections.abc import Collection

from bot import collector
from bot.dialogue.training import uses_encoder

# Name in STOCK_RASA → what Rasa does otherwise. docs/operating.md lists them with what each is worth.
MEASURES = {
    "tensorflow": "imports TensorFlow and everything of Rasa that is built on it",
    "science": "imports scikit-learn and SciPy whatever it is made of",
    "services": "imports every channel, broker and cloud client",
    "collector": "lets Python search for garbage while it starts",
    "frills": "draws its log with rich, and loads setuptools for one word of it",
    "validator": "checks the schema of actions' answers anew at every action",
    "payloads": "runs the classifier on buttons too",
    "runner": "schedules each message's four steps with dask",
    "events": "searches all classes for every event",
    "states": "replays the conversation for every policy at every step",
    "rules": "compares a message with every rule at every step",
    "store": "keeps conversations as text and replays them for every message",
}
# Commands that a person types, and that may ask questions and draw pictures; `run` serves.
_SERVING, _TESTING = "run", "test"


class NoSuchMeasure(ValueError):
    """STOCK_RASA names something else."""


def switched_off(stock: str) -> frozenset[str]:
    """The measures that STOCK_RASA (names by commas, or `all`) switches off; raises NoSuchMeasure."""
    named = {name.strip() for name in stock.split(",") if name.strip()}
    unknown = named - set(MEASURES) - {"all"}
    if unknown:
        raise NoSuchMeasure(f"STOCK_RASA can name {', '.join(MEASURES)} or all, not “{sorted(unknown)[0]}”.")
    return frozenset(MEASURES) if "all" in named else frozenset(named)


def before_import(command: str, off: Collection[str]) -> None:
    """What must stand before `rasa` is imported."""
    from bot.dialogue import left_out

    if "tensorflow" not in off:
        left_out.leave_out_neural()
    if "services" not in off:
        left_out.leave_out_services(at_desk=command != _SERVING)
    if "frills" not in off:
        left_out.leave_out_frills()
    if command == _SERVING and "collector" not in off:
        collector.wait_until_started()
    if command != _TESTING and "science" not in off:
        left_out.leave_out_science()
    if command == _SERVING and not uses_encoder():
        left_out.leave_out_encoder()
    if "runner" not in off:
        from bot.stand_ins import stand_in_for

        stand_in_for(["dask"])


def after_import(off: Collection[str]) -> None:
    """What changes Rasa itself."""
    from bot.dialogue import (
        action_answers,
        button_payloads,
        event_types,
        past_states,
        plain_runner,
        readiness,
        rule_index,
        tracker_store,
    )

    readiness.end_without_model()
    measures = {"validator": action_answers.check_schema_once, "payloads": button_payloads.read_payloads_at_once,
                "runner": plain_runner.run_plainly, "events": event_types.remember_event_types,
                "states": past_states.carry_on_past_states, "rules": rule_index.compare_with_few,
                "store": tracker_store.keep_live}
    for name, apply in measures.items():
        if name not in off:
            apply()
