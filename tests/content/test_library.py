"""Broken content is reported whole: file, line, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.library import examine, read_library
from bot.content.problem import BrokenContent, Problem
from bot.paths import CONTENT

Damage = Callable[[Path], int]


def insert(file: Path, text: str) -> int:
    """Appends `text` to a file; gives the line it starts on."""
    lines = file.read_text(encoding="utf-8").rstrip("\n").splitlines()
    file.write_text("\n".join([*lines, text]) + "\n", encoding="utf-8")
    return len(lines) + 1


SCRIPTS = "scripts/en/deepfakes.yml"
DAMAGES: dict[str, tuple[str, str, int]] = {
    "yaml": (SCRIPTS, "utter_broken:\n  child: 'no end", 1),
    "schema": (SCRIPTS, "utter_broken:\n  child: Hello.\n  sources: []\n  colour: red", 3),
    "no-text": (SCRIPTS, "utter_broken:\n  sources: []", 0),
    "button": (SCRIPTS, "utter_broken:\n  child: Hi.\n  buttons:\n    - {title: A, to: ask_none}\n  sources: []", 3),
    "blank": (SCRIPTS, "utter_broken:\n  child: Hello {name}.\n  sources: []", 1),
    "script-id": (SCRIPTS, "Broken:\n  child: Hello.\n  sources: []", 0),
    "twice": (SCRIPTS, "utter_ask_deepfake:\n  child: Hello.\n  sources: []", 0),
    "slot": (SCRIPTS, "utter_broken:\n  child: Hi.\n  buttons:\n    - {title: A, to: ask_menu, slots: {age: '9'}}\n"
                      "  sources: []", 3),
}


@pytest.mark.parametrize("rule", DAMAGES)
def test_a_fault_is_reported_with_file_line_and_remedy(tree: Path, rule: str) -> None:
    file, text, offset = DAMAGES[rule]
    line = insert(tree / file, text) + offset
    _, problems = examine(tree)
    found = [problem for problem in problems if problem.rule == rule and problem.file == tree / file]
    assert found, problems
    assert found[0].remedy and abs(found[0].line - line) <= 1


def test_a_helpline_without_a_channel_is_reported(tree: Path) -> None:
    file = tree / "helplines" / "PK.yml"
    insert(file, "  - {id: pk-new, name: New line, kind: child_helpline, audience: [child], languages: [en], "
                 "topics: [abuse], channels: [], timezone: Asia/Karachi, source: 'https://example.org', "
                 "confidence: high, checked_on: null, checked_by: null, note: null, source_seen: null}")
    _, problems = examine(tree)
    assert any(problem.file == file and "channel" in problem.message for problem in problems), problems


def test_all_faults_are_reported_at_once(tree: Path) -> None:
    for file in (SCRIPTS, "scripts/en/chat.yml", "sites/default.yml"):
        insert(tree / file, "utter_x_y: 7")
    with pytest.raises(BrokenContent) as error:
        read_library(tree)
    assert {problem.file.name for problem in error.value.problems} >= {"deepfakes.yml", "chat.yml", "default.yml"}


def test_the_country_code_no_is_not_the_word_false() -> None:
    assert read_library().helplines["NO"].country == "NO"


def test_the_repositorys_content_is_good() -> None:
    _, problems = examine(CONTENT)
    assert problems == []


def test_a_problem_reads_as_one_line() -> None:
    assert str(Problem(Path("a.yml"), 3, "yaml", "broken", "mend it")) == "a.yml:3: yaml: broken → mend it"


def test_a_folder_that_is_not_there_is_one_plain_problem(tmp_path: Path) -> None:
    library, problems = examine(tmp_path / "nowhere")
    assert library is None and len(problems) == 1
