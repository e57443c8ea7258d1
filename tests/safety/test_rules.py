"""Reading content/danger/: every fault is told at once, with its line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.problem import BrokenContent
from bot.paths import PROJECT
from bot.safety.rules import read_rules
from bot.safety.screen import Danger, Screen

RULES = """\
language: en
ignored: [the]
fillers: [really]
own: [i]
my: [my]
another: person
spellings: {want to: [wanna]}
emoji: {}
words:
  i: [i]
signs:
  person: {why: Somebody else., reach: near, say: [friend]}
  joke: {why: Not meant., reach: sentence, say: [lol]}
  need: {why: More is said., reach: message, say: [tonight]}
classes:
  self_harm:
    why: Wants to die.
    weakened_by: [quoted]
    rules:
      wish:
        why: Says so.
        level: act
        say:
          - "{i} want to die"
          - "wants to die"
        weakened_by: [joke]
      plan:
        why: Names a time.
        level: ask
        say: [do it]
        needs: [need]
      word:
        why: Only the word.
        level: ask
        alone: true
        say: [die]
"""


def folder(place: Path, rules: str, name: str = "en", ordinary: str | None = "skill") -> Path:
    (place / f"{name}.yml").write_text(rules, encoding="utf-8")
    if ordinary is not None:
        (place / "ordinary").mkdir(exist_ok=True)
        (place / "ordinary" / f"{name}.txt").write_text(ordinary, encoding="utf-8")
    return place


@pytest.mark.parametrize(("text", "danger"), [
    ("I wanna die", Danger("self_harm", "act", "me")),
    ("i want to die lol", Danger("self_harm", "ask", "me")),
    ("i want to die. lol", Danger("self_harm", "act", "me")),
    ('he said "i want to die"', Danger("self_harm", "ask", "me")),
    ("my friend wants to die", Danger("self_harm", "act", "other")),
    ("do it", None),
    ("do it. not here. tonight", Danger("self_harm", "ask", "me")),
    ("die", Danger("self_harm", "ask", "me")),
    ("really die", Danger("self_harm", "ask", "me")),
    ("die hard", None),
])
def test_rules_mean_what_the_file_says(tmp_path: Path, text: str, danger: Danger | None) -> None:
    assert Screen(folder(tmp_path, RULES))(text) == danger


@pytest.mark.parametrize(("right", "wrong", "line", "message"), [
    ("want to die\"", "want (to die\"", 24, "missing"),
    ("{i} want", "{you} want", 24, "no word list"),
    ("weakened_by: [joke]", "weakened_by: [jokes]", 26, "no sign"),
    ("self_harm:", "sad:", 16, "no class"),
    ("level: act", "level: note", 22, "cannot have the level"),
    ("level: act", "level: shout", 22, "level"),
    ("  i: [i]", "  i: [i]\n  you: [you]", 11, "no phrase uses"),
    ("another: person", "another: people", 6, "no sign"),
    ("[wanna]", "[wan na]", 7, "not one word"),
    ("language: en", "language: fr", 1, "not the name of the file"),
    ("level: act", "levle: act", 22, "levle"),
])
def test_a_fault_is_told_with_its_line(tmp_path: Path, right: str, wrong: str, line: int, message: str) -> None:
    with pytest.raises(BrokenContent) as broken:
        read_rules(folder(tmp_path, RULES.replace(right, wrong, 1)))
    told = [problem for problem in broken.value.problems if message in problem.message]
    assert [problem.line for problem in told] == [line]
    assert all(problem.remedy and problem.file.name == "en.yml" for problem in told)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    wrong = RULES.replace("{i} want", "{you} want").replace("[joke]", "[jokes]")
    with pytest.raises(BrokenContent) as broken:
        read_rules(folder(tmp_path, wrong, ordinary=None))
    assert len(broken.value.problems) >= 4  # the list, the sign, both now unused, no ordinary words


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BrokenContent, match=r"add en\.yml"):
        read_rules(tmp_path)


def test_each_language_has_its_own_rules(tmp_path: Path) -> None:
    folder(tmp_path, RULES)
    spanish = RULES.replace("language: en", "language: es").replace("{i} want to die", "{i} quiero morir")
    spanish = spanish.replace("i: [i]", "i: [yo]").replace("wants to die", "quiere morir")
    screen = Screen(folder(tmp_path, spanish, name="es"))
    assert screen("yo quiero morir", ("es",)) == Danger("self_harm", "act", "me")
    assert screen("yo quiero morir", ("en",)) is None
    assert screen("yo quiero morir", ("es", "en")) == Danger("self_harm", "act", "me")


def test_the_rules_that_are_served_are_sound() -> None:
    assert "en" in read_rules(PROJECT / "content" / "danger")
