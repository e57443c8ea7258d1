"""What the model learns from: every intent, varied, no line twice, nothing that harms."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.content.library import read_intents
from bot.dialogue.nlu.spelling_noise import misspell
from bot.paths import PROJECT

FILES = sorted((PROJECT / "data" / "nlu" / "en").glob("*.yml"))
LEAST = 40
BUTTON_ONLY = {"show", "path", "answer", "path_back", "nlu_fallback"}


def examples() -> list[tuple[Path, str, str]]:
    """(file, intent, text) of every example."""
    return [(path, entry["intent"], line.removeprefix("- "))
            for path in FILES for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
            for line in entry["examples"].splitlines() if line.strip()]


def test_every_intent_has_at_least_forty_examples() -> None:
    counts = Counter(intent for _, intent, _ in examples())
    assert set(counts) == read_intents(PROJECT / "domain.yml") - BUTTON_ONLY
    assert {intent: n for intent, n in counts.items() if n < LEAST} == {}


def test_no_example_stands_twice() -> None:
    counts = Counter(text.casefold() for _, _, text in examples())
    assert [text for text, n in counts.items() if n > 1] == []


def test_no_example_is_a_command_or_an_annotation() -> None:
    assert [text for _, _, text in examples() if text.startswith("/") or "](" in text or "{" in text] == []


def test_rasa_finds_domain_examples_and_rules_valid(tmp_path: Path) -> None:
    """As `rasa train` validates them, which `python -m bot train` leaves out."""
    assert validation(PROJECT) == ""
    small = {"config.yml": "recipe: default.v1\nassistant_id: one\nlanguage: en\npipeline: []\npolicies: []\n",
             "domain.yml": "version: '3.1'\nintents: [greet]\nresponses: {utter_greet: [{text: hi}]}\n",
             "data/nlu.yml": "version: '3.1'\nnlu: [{intent: greet, examples: '- hi'}]\n",
             "data/rules.yml": "version: '3.1'\nrules: [{rule: one, steps: [{intent: greet}, {action: utter_gone}]}]\n"}
    for name, text in small.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert "validation completed with errors" in validation(tmp_path)


def validation(folder: Path) -> str:
    """What Rasa says against the project in `folder`."""
    files = ["--config", str(folder / "config.yml"), "--domain", str(folder / "domain.yml"), "--data",
             str(folder / "data")]
    done = subprocess.run([sys.executable, "-m", "bot.dialogue.command", "data", "validate",
                           "--fail-on-warnings", *files], cwd=PROJECT,
                          capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_a_topic_is_one_name_in_every_layer() -> None:
    topics = {path.stem for path in FILES} | {"paths"}  # nobody types their way into a path: buttons lead there
    assert topics == {path.stem for path in (PROJECT / "data" / "stories").glob("*.yml")}
    assert topics == {path.stem for path in (PROJECT / "content" / "scripts" / "en").glob("*.yml")}


def test_rules_and_domain_name_scripts_that_exist() -> None:
    domain = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
    scripts = {name for path in (PROJECT / "content" / "scripts" / "en").glob("*.yml")
               for name in yaml.safe_load(path.read_text(encoding="utf-8"))}
    assert set(domain["responses"]) <= scripts
    for path in (PROJECT / "data" / "stories").glob("*.yml"):
        stories = yaml.safe_load(path.read_text(encoding="utf-8"))
        for story in stories.get("rules", []) + stories.get("stories", []):
            for step in story["steps"]:
                name = step.get("action", "utter_" + step.get("intent", ""))
                known = {*domain["responses"], *domain["actions"], *domain["forms"]}
                assert name in known or not {"action"} & set(step), (path, name)


@pytest.mark.parametrize("word", ["picture", "because", "someone"])
def test_misspelling_changes_words_and_is_repeatable(word: str) -> None:
    import random

    once = misspell(word, random.Random(3), rate=1.0)
    assert once != word and once == misspell(word, random.Random(3), rate=1.0)
    assert misspell(word, random.Random(3), rate=0.0) == word
