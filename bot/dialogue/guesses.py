"""What else a message may mean, to be offered as a button: never answered unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

SURE = 0.6  # from this confidence on nothing else is offered, unless a second need is as clear as SECOND
SECOND = 0.3
LIKELY = 0.1  # a guess less likely than this is noise
_NOT_A_TOPIC = frozenset({"nlu_fallback", "out_of_scope", "show"})


def second_guess(understood: Mapping[str, Any]) -> str | None:
    """The other need of a message, or the other reading of one that was not clear."""
    ranking: Sequence[Mapping[str, Any]] = understood.get("intent_ranking") or ()
    if len(ranking) < 2 or ranking[0]["name"] in _NOT_A_TOPIC or ranking[1]["name"] in _NOT_A_TOPIC:
        return None
    first, second = ranking[0]["confidence"], ranking[1]["confidence"]
    unclear = first < SURE and second >= LIKELY
    return str(ranking[1]["name"]) if unclear or second >= SECOND else None
