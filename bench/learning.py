"""What more examples and each part of the classifier are worth: `python -m bench.learning` (some ten minutes).

Trains on shares of the examples and without each part, measures on tests/evaluation, writes bench/results/learning.md.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rasa.shared.importers.rasa import RasaFileImporter
from sklearn.metrics import f1_score, roc_auc_score

from bot.dialogue.nlu import model_files
from bot.dialogue.nlu.classifier import MessageClassifier, kind_of
from bot.dialogue.nlu.danger_net import CLASS_OF
from bot.dialogue.nlu.learning import Example, fitted, prepared
from bot.dialogue.nlu.surface import plain
from bot.evaluation.typos import mistype
from bot.paths import PROJECT

_SETS = ("messages", "danger", "lookalikes")
_WITHOUT = ({"repair": False}, {"encoder": False})


def main() -> None:
    """Print and write one table."""
    examples, messages = _examples(), _messages()
    rows = [f"{len(examples)} examples, measured on {len(messages)} messages of tests/evaluation.\n",
            "| trained on | macro-F1 | first or second | with typing errors | danger told apart (AUC) |",
            "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        model_files.write_encoder(Path(folder))
        for name, config, chosen in _trials(examples):
            rows.append(f"| {name} | " + " | ".join(_measured(config, chosen, messages, Path(folder))) + " |")
            print(rows[-1], flush=True)
    (PROJECT / "bench" / "results" / "learning.md").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _trials(examples: Sequence[Example]) -> Iterator[tuple[str, dict[str, Any], Sequence[Example]]]:
    config = MessageClassifier.get_default_config()
    shuffled = random.Random(1).sample(list(examples), len(examples))
    for share in (0.125, 0.25, 0.5, 1.0):
        yield f"{share:.0%} of the examples", config, shuffled[:int(len(shuffled) * share)]
    for off in _WITHOUT:
        yield "all, without " + " and ".join(off), {**config, **off}, examples


def _measured(config: dict[str, Any], examples: Sequence[Example], messages: Sequence[dict[str, Any]],
              folder: Path) -> list[str]:
    views, lesson = prepared(examples, config, folder)
    understanding = fitted(views, lesson, config)
    real = np.array([message["intent"] for message in messages])
    shares, scores = understanding.read_all(views([plain(message["text"]) for message in messages]))
    mistyped, _ = understanding.read_all(views([plain(mistype(message["text"])) for message in messages]))
    names = np.array(understanding.intents)
    best = names[np.argsort(-shares, axis=1)[:, :2]]
    return [f"{f1_score(real, best[:, 0], average='macro'):.3f}", f"{(best == real[:, None]).any(axis=1).mean():.3f}",
            f"{f1_score(real, names[mistyped.argmax(axis=1)], average='macro'):.3f}",
            f"{roc_auc_score(np.isin(real, tuple(CLASS_OF)), scores):.4f}"]


def _examples() -> list[Example]:
    importer = RasaFileImporter(training_data_paths=[str(PROJECT / "data" / "nlu")])
    return [Example(plain(found.get("text")), found.get("intent"), kind_of(found))
            for found in importer.get_nlu_data().intent_examples]


def _messages() -> list[dict[str, Any]]:
    files = [PROJECT / "tests" / "evaluation" / f"{name}.jsonl" for name in _SETS]
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
