"""Rules by the intent they want, so that a message is compared with a few of them and not with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.nlu.constants import INTENT

_compared_with_all = RulePolicy._get_possible_keys


def _get_possible_keys(self: Any, lookup: Mapping[str, str], states: list[Any]) -> set[str]:
    """Like Rasa's: a rule that wants another intent in its last state than the conversation has fails there anyway."""
    if not states:
        return _compared_with_all(self, lookup, states)
    by_intent = _index(self, lookup)
    intent = states[-1].get(USER, {}).get(INTENT)
    keys = [*by_intent.get(None, ()), *(by_intent.get(intent, ()) if intent else ())]
    return _compared_with_all(self, dict.fromkeys(keys, ""), states)


def _index(policy: Any, lookup: Mapping[str, str]) -> Mapping[str | None, list[str]]:
    """Rules by the intent of their last state; under None those that want none, or are a conversation's first."""
    indices = policy.__dict__.setdefault("_by_intent", {})
    known, index = indices.get(id(lookup), (None, {}))
    if known != lookup.keys():  # in training they still change
        index = defaultdict(list)
        for key in lookup:
            last = policy._rule_key_to_state(key)[-1]
            wanted = last.get(USER, {}).get(INTENT)
            is_bound = last.get(PREVIOUS_ACTION) and wanted and wanted != SHOULD_NOT_BE_SET
            index[wanted if is_bound else None].append(key)
        indices[id(lookup)] = (frozenset(lookup), index)
    return index


def compare_with_few() -> None:
    """Rasa's rules are looked up through this."""
    RulePolicy._get_possible_keys = _get_possible_keys
