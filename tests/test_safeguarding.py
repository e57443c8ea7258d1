"""docs/safeguarding.md: every rule stands once, and a test that exists, a person or a piece of work stands for it."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import NamedTuple

import pytest
import yaml

from bot.dialogue.command import QUIET
from bot.paths import PROJECT

PAGE = (PROJECT / "docs" / "safeguarding.md").read_text(encoding="utf-8")
# How many rules of each priority a section has: P0 first, then P1, then P2. K-1 and S carry none.
SECTIONS = {"A": (5, 2, 0), "B": (5, 1, 0), "C": (9, 2, 0), "D": (5, 2, 0), "E": (6, 1, 0), "F": (8, 3, 0),
            "G": (3, 1, 0), "H": (3, 1, 0), "I": (1, 1, 0), "J": (3, 2, 0), "K": (6, 2, 0), "L": (5, 3, 0),
            "M": (6, 4, 1), "N": (4, 1, 0), "O": (4, 1, 0), "P": (5, 3, 0)}
WITHOUT_PRIORITY = {"K-1 #": 15, "S #": 7}
WORKS = {"whole path", "understanding", "content", "help", "widget", "trust", "lean"}
# Libraries that write text by themselves or ask a service that does.
GENERATORS = re.compile(r"^(openai|anthropic|cohere|mistralai|groq|ollama|langchain|llama|transformers|torch|vllm"
                        r"|litellm|google-generativeai|replicate|gpt|auto-?gptq|ctransformers)\b", re.MULTILINE)


class Rule(NamedTuple):
    """One row of the page; `proofs` are its parts between the dots."""

    id: str
    priority: str
    proofs: tuple[str, ...]


def expected() -> dict[str, str]:
    """Every id with its priority."""
    ids = {f"{name}{number}": "–" for name, count in WITHOUT_PRIORITY.items() for number in range(1, count + 1)}
    for letter, (blockers, launch, later) in SECTIONS.items():
        priorities = ["P0"] * blockers + ["P1"] * launch + ["P2"] * later
        ids |= {f"{letter}{number}": priority for number, priority in enumerate(priorities, start=1)}
    return ids


def rules() -> list[Rule]:
    """The rows of the page."""
    rows = re.findall(r"^\| ([A-Z](?:-1)? ?#?\d+) \| (\S+) \| .+? \| (.+) \|$", PAGE, re.MULTILINE)
    return [Rule(id, priority, tuple(proofs.split(" · "))) for id, priority, proofs in rows]


@cache
def names_in(path: str) -> set[str]:
    """The tests of a Python file, or the dialogues of a YAML file; none if there is no such file."""
    file = PROJECT / path
    if not file.is_file():
        return set()
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".yml":
        return {dialogue["name"] for dialogue in yaml.safe_load(text)}
    return {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def stands(proof: str) -> bool:
    """Whether a part names a test that exists, a person, or a known piece of work."""
    if proof.startswith("waits for: "):
        return len(proof) > len("waits for: a b")
    if proof.startswith("not yet due: "):
        return proof.removeprefix("not yet due: ") in WORKS
    path, _, name = proof.strip("`").partition("::")
    return path.startswith("tests/") and name in names_in(path)


def test_every_rule_stands_once_with_its_priority() -> None:
    found = rules()
    assert len({rule.id for rule in found}) == len(found)
    assert {rule.id: rule.priority for rule in found} == expected()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_test_that_exists_a_person_or_a_work_stands_for_the_rule(rule: Rule) -> None:
    assert rule.proofs and [proof for proof in rule.proofs if not stands(proof)] == []


def test_a_test_that_does_not_exist_stands_for_nothing() -> None:
    assert not stands("`tests/test_safeguarding.py::test_nothing_of_this_name`")
    assert not stands("`tests/conversations/test_chat.yml::a dialogue nobody wrote`")
    assert not stands("`tests/nowhere.py::test_x`") and not stands("not yet due: someday") and not stands("later")


def test_nothing_on_the_way_to_an_answer_generates_text() -> None:
    config = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))
    endpoints = yaml.safe_load((PROJECT / "endpoints.yml").read_text(encoding="utf-8"))
    assert all(part["name"].startswith("bot.dialogue.") for part in config["pipeline"])
    assert {part["name"] for part in config["policies"]} <= {"MemoizationPolicy", "RulePolicy"}
    assert endpoints["nlg"] == {"type": "bot.dialogue.nlg.VettedScripts"}
    assert GENERATORS.findall((PROJECT / "requirements.lock").read_text(encoding="utf-8")) == []


def test_nothing_is_set_up_to_keep_or_send_what_is_written() -> None:
    endpoints = yaml.safe_load((PROJECT / "endpoints.yml").read_text(encoding="utf-8"))
    assert set(endpoints) == {"action_endpoint", "nlg", "tracker_store", "lock_store"}  # no event broker
    assert endpoints["tracker_store"] == {"type": "bot.dialogue.shared_tracker_store.SharedTrackerStore"}
    assert set(yaml.safe_load((PROJECT / "credentials.yml").read_text())) == {"bot.dialogue.channel.GatewayInput"}
    assert QUIET["RASA_TELEMETRY_ENABLED"] == "false"
    assert "access_log=None" in (PROJECT / "bot" / "gateway" / "__main__.py").read_text(encoding="utf-8")
