"""What is said: every message of the evaluation sets alone, and long conversations of everything mixed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from bot.content.all_scripts import read_all_scripts
from bot.paths import CONTENT, PROJECT

_SETS = ("messages", "danger", "lookalikes", "requests")
_CONTEXTS: Sequence[dict[str, Any]] = (
    {"country": "PK", "audience": "child", "language": "en"}, {"country": None, "audience": None, "language": "en"},
    {"country": "US", "audience": "parent", "language": "en"},
    {"country": "NO", "audience": "school", "language": "en"})
_PATHS = ("me", "threatened", "friend", "made", "child", "school", "removal", "tell")
_ANSWERS = ({"path_age": "teen"}, {"path_spread": "posted"}, {"path_spread": "threatened"}, {"path_shown": "under_18"},
            {"path_place": "app"}, {"path_safe": "yes"}, {"path_pushed": "no"}, {"tell_who": "teacher"},
            {"tell_what": "shared"}, {"tell_wish": "listen"}, {"path_age": "skip"})


class Turn(NamedTuple):
    """One message with what the gateway sends along."""

    text: str
    metadata: dict[str, Any]


def single_messages() -> list[Turn]:
    """More than a thousand different texts and all topics' buttons."""
    chance = random.Random(3)
    return [Turn(text, {"context": chance.choice(_CONTEXTS), "entities": []}) for text in [*_texts(), *_buttons()]]


def long_conversations(count: int, turns: int, seed: int = 5) -> Iterator[list[Turn]]:
    """Texts, buttons, guided paths with answers, steps back and digressions, as chance will have it."""
    texts, buttons = _texts(), _buttons()
    for number in range(count):
        chance = random.Random(seed * 1000 + number)
        context = chance.choice(_CONTEXTS)
        yield [Turn(_said(chance, texts, buttons), {"context": context, "entities": _seen(chance)})
               for _ in range(turns)]


def _said(chance: random.Random, texts: Sequence[str], buttons: Sequence[str]) -> str:
    kind = chance.random()
    if kind < 0.4:
        return chance.choice(texts)
    if kind < 0.65:
        return chance.choice(buttons)
    if kind < 0.75:
        return f'/path{json.dumps({"path": chance.choice(_PATHS)})}'
    if kind < 0.95:
        return f"/answer{json.dumps(chance.choice(_ANSWERS))}"
    return chance.choice(("/path_back", "yes", "no", "/ask_simpler", "xqzv blorp wuggle"))


def _seen(chance: random.Random) -> list[dict[str, Any]]:
    """What the gateway recognised, now and then."""
    found: list[dict[str, Any]] = []
    if chance.random() < 0.2:
        found.append({"entity": "country", "value": chance.choice(("PK", "US", "NO"))})
    if chance.random() < 0.2:
        found.append({"entity": "age", "value": chance.choice((9, 14, 40))})
    if chance.random() < 0.2:
        found.append({"entity": "platform", "value": chance.choice(("instagram", "whatsapp", "roblox"))})
    return found


def _texts() -> list[str]:
    files = [PROJECT / "tests" / "evaluation" / f"{name}.jsonl" for name in _SETS]
    lines = [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    learned = [line.removeprefix("- ").strip() for file in sorted((PROJECT / "data" / "nlu" / "en").glob("*.yml"))
               for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]
               for line in str(block.get("examples", "")).splitlines()[:12]]
    return [text for text in dict.fromkeys([*lines, *learned]) if text and not text.startswith("/")]


def _buttons() -> list[str]:
    intents = [next(iter(intent)) for intent in
               yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))["intents"]]
    scripts = sorted(read_all_scripts(CONTENT, []).ids())
    return [*(f"/{name}" for name in intents if name != "nlu_fallback"),
            *(f'/show{json.dumps({"script": script})}' for script in scripts)]
