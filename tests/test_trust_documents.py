"""What the documents on data protection, threats, incidents and dependencies say of the software is so."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from bot.content.sites import Site
from bot.counts.hiding import SMALLEST
from bot.counts.store import KEPT_WEEKS
from bot.dialogue import tracker_store
from bot.gateway import api, conversations, headers
from bot.help_only import help_only
from bot.paths import PROJECT
from bot.settings import read_settings
from tests.test_safeguarding import names_in
from upkeep.audit import ACCEPTED

DOCS = PROJECT / "docs"
PRIVACY = (DOCS / "privacy.md").read_text(encoding="utf-8")
THREATS = (DOCS / "threat-model.md").read_text(encoding="utf-8")
DEPENDENCIES = (DOCS / "dependencies.md").read_text(encoding="utf-8")
INCIDENTS = (DOCS / "incidents.md").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("fact", [
    f"{conversations.IDLE_SECONDS // 60} idle minutes, {conversations.LONGEST_SECONDS // 3600} hours at most",
    f"at most {tracker_store.MOST_CONVERSATIONS:,} conversations | in memory".split(" | ")[0],
    f"{tracker_store.IDLE_SECONDS // 60} idle minutes | the same",
    f"{KEPT_WEEKS} weeks",
    f"{api.MOST_CHARACTERS:,} characters",
    f"{conversations.MOST_CONVERSATIONS:,} conversations",
    {10: "fewer than ten hidden"}[SMALLEST],
])
def test_numbers_of_the_assessment_are_those_of_the_code(fact: str) -> None:
    assert fact in PRIVACY


def test_settings_the_assessment_names_exist() -> None:
    assert read_settings({"COUNTS": "off"}).counts is False and "`COUNTS=off`" in PRIVACY
    assert "network_notice" in Site.__fields__ and "`network_notice: true`" in PRIVACY
    assert "complaints" in Site.__fields__


def test_no_cookie_is_set_and_nothing_is_stored_by_any_of_our_sources() -> None:
    for folder in ("gateway", "gateway/widget"):
        for source in (PROJECT / "bot" / folder).iterdir():
            if source.suffix in (".py", ".js", ".j2"):
                text = source.read_text(encoding="utf-8")
                for word in ("set_cookie", "document.cookie", "localStorage.setItem", "sessionStorage.setItem",
                             "indexedDB.open"):
                    assert word not in text, (source.name, word)
    assert "access_log=None" in (PROJECT / "bot" / "gateway" / "__main__.py").read_text(encoding="utf-8")
    assert "geolocation=()" in str(vars(headers)) + (PROJECT / "bot/gateway/headers.py").read_text(encoding="utf-8")


def test_memory_is_not_locked_as_the_assessment_says() -> None:
    assert "`mlock` is not used" in PRIVACY
    assert not any("mlock" in path.read_text(encoding="utf-8") for path in (PROJECT / "bot").rglob("*.py"))


def test_the_assessment_leaves_blank_what_only_a_school_knows_and_names_nobody() -> None:
    for row in ("Controller", "Data protection officer", "Safeguarding lead and deputy", "Children, parents and staff",
                "Decision, date"):
        line = next(line for line in PRIVACY.splitlines() if line.startswith(f"| {row}"))
        assert line.rstrip(" |").endswith("____"), row
    assert "has read it yet" in PRIVACY


def test_all_fifteen_standards_and_each_feature_are_assessed() -> None:
    assert re.findall(r"^\| (\d+) \| ", PRIVACY, re.MULTILINE) == [str(number) for number in range(1, 16)]
    features = PRIVACY.partition("best interests\n")[2].partition("## Children's rights")[0]
    assert len(re.findall(r"^\| (?!feature|---)", features, re.MULTILINE)) >= 10


def test_the_software_has_no_alerts_as_the_assessment_says() -> None:
    """The school-managed profile is a school's own; nothing here sends a message to anybody."""
    senders = re.compile(r"^\s*(?:import|from) (?:smtplib|sentry_sdk|slack_sdk|twilio)\b", re.MULTILINE)
    assert not any(senders.search(path.read_text(encoding="utf-8"))
                   for folder in ("bot", "actions") for path in (PROJECT / folder).rglob("*.py"))


def test_every_measure_of_the_threat_model_names_a_test_that_exists() -> None:
    rows = [line for line in THREATS.splitlines() if line.startswith("| ") and not line.startswith("| who |")]
    for row in rows:
        assert re.search(r"`tests/", row), row
    for path, name in re.findall(r"`(tests/[\w/.]+)::(\w+)`", THREATS):
        assert name in names_in(path), f"{path}::{name}"


def test_the_incident_process_names_a_switch_that_exists_and_one_day() -> None:
    assert "`python -m bot help-only on`" in INCIDENTS and "`python -m bot help-only off`" in INCIDENTS
    assert set(help_only.params[0].type.choices) == {"on", "off"}  # type: ignore[attr-defined]
    assert "within one day" in INCIDENTS and "test that stays" in INCIDENTS and "Say so in public" in INCIDENTS


def held_back() -> dict[str, set[str]]:
    """What Rasa stops below some release: package and how."""
    held: dict[str, set[str]] = {}
    metadata: list[dict[str, Any]] = PYPROJECT["tool"]["uv"]["dependency-metadata"]
    for needs in (entry["requires-dist"] for entry in metadata if entry["name"] in ("rasa", "rasa-sdk")):
        for need in needs:
            name, _, releases = re.fullmatch(r"([\w.-]+)(\[.*?\])?(.*)", need).groups()  # type: ignore[union-attr]
            if "<" in releases or "==" in releases:
                held.setdefault(name.lower().replace("_", "-"), set()).add(releases.strip())
    return held


def test_what_rasa_holds_back_is_listed_as_it_is() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", DEPENDENCIES, re.MULTILINE)
    assert {name: set(re.findall(r"`([^`]+)`", how)) for name, how in rows} == held_back()
    assert re.search(r"Written on \d+ \w+ 20\d\d", DEPENDENCIES) and ACCEPTED.name in DEPENDENCIES
