"""Removal, platforms and laws: every fault has its line and remedy, and every file of the repository is a test."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.content import laws, platforms, removal
from bot.content.dated import Dated
from bot.content.laws import law_of, read_laws
from bot.content.library import Library, examine, read_library
from bot.content.platforms import platform_of, platform_script, read_platforms
from bot.content.problem import Problem
from bot.paths import CONTENT
from bot.recognition.tables import table

WANTED = {"instagram", "facebook", "whatsapp", "messenger", "tiktok", "snapchat", "youtube", "x", "telegram", "discord",
          "reddit", "roblox", "google", "google_play", "bing", "apple", "other"}
GOOD = """\
platform: tiktok
name: TikTok
confidence: high
written_on: 2026-11-23
checked_on: null
checked_by: null
expires: 2027-02-21
sources:
  - {name: "TikTok Safety Center", date: "2024-11-20", url: "https://safety.example/", primary: true}
words:
  en:
    title: Report it
    teen: |
      Tap Report.
"""
DAMAGES = [
    ("an unknown field", "name: TikTok\n", "name: TikTok\ncolour: red\n", "schema", 3),
    ("another name", "platform: tiktok", "platform: tictoc", "file-name", 1),
    ("too long a life", "2027-02-21", "2027-02-22", "expiry", 7),
    ("a date that is none", "2027-02-21", "soon", "schema", 7),
    ("a check without a person", "checked_on: null", "checked_on: 2026-11-20", "checked", 5),
    ("a source without its kind", ", primary: true", "", "schema", 9),
    ("a source that is no page", "https://safety", "http://safety", "schema", 9),
    ("an unknown confidence", "confidence: high", "confidence: sure", "schema", 3),
    ("no English", "  en:", "  fr:", "missing", 10),
    ("no words", "    teen: |\n      Tap Report.\n", "", "schema", 11),
    ("a blank nobody fills", "Tap Report.", "Tap {name}.", "blank", 13),
]


def faults(folder: Path, text: str) -> list[Problem]:
    """What is wrong with one platform file."""
    (folder / "tiktok.yml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    read_platforms(folder, problems)
    return problems


def test_a_good_file_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == []


@pytest.mark.parametrize(("old", "new", "rule", "line"), [row[1:] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_a_fault_has_a_rule_a_line_and_a_remedy(tmp_path: Path, old: str, new: str, rule: str, line: int) -> None:
    assert old in GOOD
    (first, *_) = [fault for fault in faults(tmp_path, GOOD.replace(old, new, 1)) if fault.rule == rule]
    assert (first.line, first.file.name) == (line, "tiktok.yml") and first.remedy


def test_a_check_gives_the_words_another_ninety_days(tmp_path: Path) -> None:
    checked = GOOD.replace("checked_on: null\nchecked_by: null", "checked_on: 2027-02-01\nchecked_by: A test")
    assert faults(tmp_path, checked.replace("expires: 2027-02-21", "expires: 2027-05-01")) == []


def test_a_law_in_the_wrong_file_is_named(tmp_path: Path) -> None:
    shutil.copy(CONTENT / "laws" / "PK.yml", tmp_path / "IN.yml")
    problems: list[Problem] = []
    read_laws(tmp_path, problems)
    assert [(problem.rule, problem.line) for problem in problems] == [("file-name", 1)]


@pytest.mark.parametrize(("old", "new", "words"), [
    ("services: [gb-report-remove]", "services: [gb-nobody]", "no service"),
    ("services: [int-take-it-down]", "services: [int-stopncii]", "adults only"),
    ("services: [int-take-it-down]", "services: [int-icmec-iwf-portal]", "on hold"),
    ("countries: [GB]", "countries: [XX]", "no file"),
])
def test_a_way_to_the_wrong_service_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    file = tmp_path / "content" / "removal.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    _, problems = examine(tmp_path / "content")
    assert [problem for problem in problems if words in problem.message and problem.file == file and problem.line > 1]


@pytest.fixture(scope="module")
def library() -> Library:
    """The repository's content."""
    return read_library()


def aging(library: Library) -> dict[str, tuple[Dated, int]]:
    """Everything that has a last day, with the longest it may stand."""
    return {**{f"removal/{name}": (found, removal.LONGEST_DAYS) for name, found in library.removal.routes.items()},
            **{f"platforms/{name}": (found, platforms.LONGEST_DAYS) for name, found in library.platforms.items()},
            **{f"laws/{name}": (found, laws.LONGEST_DAYS) for name, found in library.laws.items()}}


def test_every_entry_has_its_sources_and_nobody_has_checked_one(library: Library) -> None:
    for name, (found, longest) in aging(library).items():
        assert found.sources and found.expires - found.written_on <= timedelta(days=longest), name
        assert found.checked_on is None and found.checked_by is None, name


def test_no_law_stands_longer_than_six_months(library: Library) -> None:
    assert all(law.expires - law.written_on <= timedelta(days=184) and law.as_of and law.status == "in force"
               for law in library.laws.values())


def test_every_platform_that_is_wanted_has_steps_and_leads_on(library: Library) -> None:
    assert set(library.platforms) == WANTED
    for name in library.platforms:
        script = library.scripts.by_language["en"][platform_script(name)]
        assert {button.to for button in script.buttons} >= {"ask_takedown", "ask_helpline"}, name
        assert {"child", "teen", "parent"} <= set(script.audiences())


def test_platforms_are_found_by_the_names_that_recognition_gives(library: Library) -> None:
    known = {*table("platforms")["plain"], *table("platforms")["slang"]}
    assert set(library.platforms) - {"other"} <= known
    assert platform_of(library.platforms, "threads") == "instagram"
    assert platform_of(library.platforms, "other") is None and platform_of(library.platforms, None) is None


def test_a_country_of_the_european_union_reads_its_law(library: Library) -> None:
    assert [law_of(library.laws, code) for code in ("FR", "GB", "NG", None)] == ["EU", "GB", None, None]
