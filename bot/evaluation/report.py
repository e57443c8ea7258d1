"""Shows the figures of an evaluation as plain tables."""

from __future__ import annotations

from typing import Any

from bot.evaluation.page import HEADLINES


def report(figures: dict[str, Any]) -> str:
    """A text to read in a terminal."""
    lines = [f"{name:22} {figures[name]}" for name in HEADLINES]
    lines += ["", "danger recall (the person is asked or the flow opens)"]
    lines += [f"  {name:20} {share}" for name, share in figures["danger_recall"].items()]
    lines += [f"rules alone{'':11} {figures['danger_recall_by_rules']}"]
    if "mistyped" in figures:
        lines += ["", "with a child's typing errors"]
        lines += [f"  {name:20} {share}" for name, share in figures["mistyped"].items()]
    lines += ["", "by intent, weakest first"]
    for intent, score in sorted(figures["per_intent"].items(), key=lambda entry: entry[1]["f1"]):
        lines.append(f"  {intent:20} f1 {score['f1']:.2f}  recall {score['recall']:.2f}  n {score['n']}")
    lines += ["", "most frequent confusions"]
    lines += [f"  {real} → {predicted}: {count}" for real, predicted, count in figures["confusions"]]
    return "\n".join(lines)
