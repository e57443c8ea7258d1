"""What must be the same: every output, every slot, and every event but its time, its ids and the blanked words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.equivalence.conversations import Turn
from tests.equivalence.servers import Rasa

_OF_THE_CONVERSATION = ("slots", "latest_action_name", "active_loop", "paused", "followup_action",
                        "latest_input_channel")
_IDS = ("timestamp", "message_id", "recipient_id", "model_id", "assistant_id", "extractor")


def play(stock: Rasa, ours: Rasa, sender: str, turns: Sequence[Turn]) -> list[str]:
    """Says the same to both, turn by turn; gives the differences, without a word of the messages."""
    found: list[str] = []
    for number, turn in enumerate(turns):
        left, right = (rasa.say(sender, turn.text, turn.metadata) for rasa in (stock, ours))
        if plain(left) != plain(right):
            found.append(f"{sender}, turn {number}: outputs differ: {plain(left)} / {plain(right)}")
    return [*found, *tracker_differences(sender, stock.tracker(sender), ours.tracker(sender))]


def tracker_differences(sender: str, stock: dict[str, Any], ours: dict[str, Any]) -> list[str]:
    """Ours keeps the last turns only, so its events must be the end of the other's."""
    found = [f"{sender}: {name} differs: {stock.get(name)} / {ours.get(name)}" for name in _OF_THE_CONVERSATION
             if _without_words(stock.get(name)) != _without_words(ours.get(name))]
    left, right = ([_event(event) for event in tracker["events"]] for tracker in (stock, ours))
    begin = _trimmed_head(right) if len(right) < len(left) else 0
    tail = right[begin:]
    if not tail or left[-len(tail):] != tail:
        pairs = zip(reversed(left), reversed(tail), strict=False)
        place, pair = next(((place, pair) for place, pair in enumerate(pairs) if pair[0] != pair[1]), (0, ({}, {})))
        found.append(f"{sender}: {len(left)} and {len(right)} events, the {place}. from the end differs: {pair}")
    return found


def _without_words(value: Any) -> Any:
    """An open form remembers the message that opened it: its intent counts, its words are blanked in ours."""
    if isinstance(value, dict) and "trigger_message" in value:
        trigger = value["trigger_message"] or {}
        return plain({**value, "trigger_message": trigger.get("intent")})
    return value


def _trimmed_head(events: Sequence[Any]) -> int:
    """How many events at the beginning only say what stood before."""
    return next((place for place, event in enumerate(events) if event.get("event") not in ("slot", "active_loop")), 0)


def _event(event: dict[str, Any]) -> Any:
    kept = {key: value for key, value in event.items() if key not in ("parse_data", "text", "input_channel")}
    if event.get("event") == "user":
        parsed = event.get("parse_data") or {}
        kept |= {"intent": parsed.get("intent"), "entities": [
            {key: entity[key] for key in ("entity", "value")} for entity in parsed.get("entities") or ()]}
    else:
        kept["text"] = event.get("text")
    return plain(kept)


def plain(value: Any) -> Any:
    """Without times and ids; numbers to twelve digits."""
    if isinstance(value, dict):
        return {key: plain(found) for key, found in value.items() if key not in _IDS}
    if isinstance(value, list):
        return [plain(found) for found in value]
    return round(value, 12) if isinstance(value, float) else value
