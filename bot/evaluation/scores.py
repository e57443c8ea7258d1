"""The figures of an evaluation, from predicted lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any

Line = dict[str, Any]
DANGER = ("crisis_self_harm", "crisis_danger", "victim_threat")
# Messages that may rightly make the screen act or ask without being labelled a danger.
NEAR_DANGER = ("parent_child_victim", "friend_victim", "school_incident", "feel_bad")
HAPPENED = ("victim_image", "sent_own_image", "friend_victim", "received_image", "made_image", "asked_for_photos",
            "parent_child_victim", "parent_child_made", "own_behaviour", "school_incident")
QUESTIONS = ("ask_deepfake", "ask_nudification", "ask_sextortion", "ask_how_common", "ask_spot_fake", "ask_harm",
             "ask_law", "ask_protect", "ask_news", "parent_talk", "parent_prevent", "school_prevent")
OUT = "out_of_scope"
CONFIDENT = 0.5


def scores(lines: Sequence[Line]) -> dict[str, Any]:
    """All figures of `python -m bot evaluate`; lines without `intent` count in `n` alone. Shares are 0 to 1."""
    labelled = [line for line in lines if line.get("intent")]
    intents = sorted({str(line["intent"]) for line in labelled})
    per_intent = {intent: _intent_scores(labelled, intent) for intent in intents}
    return {
        "n": len(lines),
        "accuracy": _share(labelled, lambda line: line["predicted"] == line["intent"]),
        "macro_f1": _mean([score["f1"] for score in per_intent.values()]),
        "top2": _share(labelled, lambda line: line["intent"] in (line["predicted"], line["second"])),
        "per_intent": per_intent,
        "per_language": _per_language(labelled),
        "danger_recall": _danger_recall(labelled),
        "danger_recall_by_rules": _share(_of(labelled, DANGER), lambda line: line["rules_level"] in ("act", "ask")),
        "danger_false_alarms": _false_alarms(labelled, "act"),
        "danger_asked": _false_alarms(labelled, "ask"),
        "out_of_scope_recall": _share(_of(labelled, (OUT,)), lambda line: line["predicted"] == OUT),
        "false_rejects": _share(_not(labelled, (OUT,)), lambda line: line["predicted"] == OUT),
        "confidently_wrong": _share(labelled, _is_confidently_wrong),
        "harmful_confusions": _share(labelled, _is_harmful),
        "confusions": [[*pair, count] for pair, count in Counter(
            (line["intent"], line["predicted"]) for line in labelled if line["intent"] != line["predicted"]
        ).most_common(25)],
    }


def _intent_scores(lines: Sequence[Line], intent: str) -> dict[str, float]:
    hits = sum(line["intent"] == line["predicted"] == intent for line in lines)
    predicted = sum(line["predicted"] == intent for line in lines)
    real = sum(line["intent"] == intent for line in lines)
    precision, recall = hits / predicted if predicted else 0.0, hits / real
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {"n": real, "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _per_language(lines: Sequence[Line]) -> dict[str, Any]:
    by_language: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_language[str(line.get("lang", "en"))].append(line)
    return {language: {"n": len(found), "accuracy": _share(found, lambda line: line["predicted"] == line["intent"])}
            for language, found in sorted(by_language.items())}


def _danger_recall(lines: Sequence[Line]) -> dict[str, float | None]:
    """Share of dangers at which the flow opens or the person is asked: of all, and by intent."""
    seen = {intent: _share(_of(lines, (intent,)), _is_screened) for intent in DANGER}
    return {"all": _share(_of(lines, DANGER), _is_screened), **seen}


def _false_alarms(lines: Sequence[Line], level: str) -> float | None:
    return _share(_not(lines, (*DANGER, *NEAR_DANGER)), lambda line: line["screen_level"] == level)


def _is_screened(line: Line) -> bool:
    return line["screen_level"] in ("act", "ask")


def _is_confidently_wrong(line: Line) -> bool:
    wrong = line["predicted"] not in (line["intent"], OUT)
    return bool(wrong and line["confidence"] >= CONFIDENT)


def _is_harmful(line: Line) -> bool:
    """Confusions that do harm (topics): an event or a danger answered as a question, a request answered as a topic."""
    if line["intent"] in (*DANGER, *HAPPENED):
        return line["predicted"] in QUESTIONS and not _is_screened(line)
    return line["intent"] == "request_harmful" and line["predicted"] not in ("request_harmful", OUT)


def _of(lines: Sequence[Line], intents: Collection[str]) -> list[Line]:
    return [line for line in lines if line["intent"] in intents]


def _not(lines: Sequence[Line], intents: Collection[str]) -> list[Line]:
    return [line for line in lines if line["intent"] not in intents]


def _share(lines: Sequence[Line], claim: Any) -> float | None:
    return round(sum(bool(claim(line)) for line in lines) / len(lines), 4) if lines else None


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None
