"""Helpline files: every fault has its line and remedy, and every country's own file is a test."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from bot.content.check import check
from bot.content.helplines import CountryHelplines, read_helplines
from bot.content.problem import Problem
from bot.paths import CONTENT

FOLDER = CONTENT / "helplines"
GOOD = """\
country: GB
name: United Kingdom
police_caution: true
emergency:
  - {number: "999", service: all, source: a list, confidence: high}
services:
  - id: gb-line
    name: A line
    kind: child_helpline
    audience: [child, teen]
    topics: [emotional_support]
    channels:
      - {type: phone, number: "0800 1111", e164: "+448001111", free: true, hours: "24/7"}
      - {type: web, url: "https://line.example/", hours: "Mo-Fr 09:00-17:00"}
    languages: [en]
    timezone: Europe/London
    note: Free.
    source: https://line.example/about
    source_seen: "2026-01"
    confidence: high
    checked_on: null
    checked_by: null
"""
PHONE = 'number: "0800 1111", e164: "+448001111", free: true, hours: "24/7"'
WEB = 'url: "https://line.example/", hours: "Mo-Fr 09:00-17:00"'
CHANNELS = f"\n      - {{type: phone, {PHONE}}}\n      - {{type: web, {WEB}}}"
LONG = "word " * 46
SOURCE = "https://line.example/about"
DAMAGES = [
    # what is wrong, what is replaced, by what, rule, line
    ("an unknown field", "    note: Free.", "    note: Free.\n    colour: red", "schema", 18),
    ("a missing field", "    languages: [en]\n", "", "schema", 7),
    ("a number that is not in quotes", 'number: "999"', "number: 999", "schema", 5),
    ("an unknown kind", "kind: child_helpline", "kind: helpline", "schema", 9),
    ("an unknown audience", "[child, teen]", "[child, parent]", "schema", 10),
    ("an unknown confidence", "high\n    checked_on", "sure\n    checked_on", "schema", 20),
    ("an unknown language", "languages: [en]", "languages: [English]", "schema", 15),
    ("hours nobody can read", 'hours: "24/7"', 'hours: "9 to 5"', "schema", 13),
    ("a time zone that is none", "Europe/London", "Europe/Londres", "schema", 16),
    ("hours without a time zone", 'Europe/London', "null", "timezone", 14),
    ("a check without a person", "checked_on: null", "checked_on: 2026-10-01", "checked", 21),
    ("a date that is none", "checked_on: null", 'checked_on: "1.10.2026"', "schema", 21),
    ("no channel", CHANNELS, " []", "no-channel", 12),
    ("a phone without a number", PHONE, "url: https://line.example/", "schema", 13),
    ("a link in a phone", PHONE, f"{PHONE}, url: https://line.example/", "schema", 13),
    ("a link without https", '"https://line.example/"', '"http://line.example/"', "http", 14),
    ("a link that is none", '"https://line.example/"', '"line.example"', "schema", 14),
    ("a full number without e164", PHONE, 'number: "0800 1111", hours: null', "e164", 13),
    ("another number as e164", "+448001111", "+441372847161", "e164", 13),
    ("a number that cannot exist", PHONE, 'number: "0800 11", e164: "+4480011", hours: null', "e164", 13),
    ("a long number nobody knows", PHONE, 'number: "0123456789012", hours: null', "e164", 13),
    ("no source", "source: https://line.example/about", "source: null", "source", 18),
    ("a second source that is the first", "    source_seen", f"    second_source: {SOURCE}\n    source_seen",
     "source", 19),
    ("high on a repository", "https://line.example/about", "https://github.com/a/b", "lead", 20),
    ("a note that is too long", "note: Free.", f"note: {LONG}", "note", 17),
    ("a note that asks for a copy", "note: Free.", "note: Upload a screenshot.", "note", 17),
    ("another country's file", "country: GB", "country: IE", "file-name", 1),
    ("an id without its country", "id: gb-line", "id: uk-line", "id", 7),
    ("no word on the police", "police_caution: true\n", "", "schema", 1),
    ("no caution without a page", "police_caution: true", "police_caution: false", "police", 3),
    ("a note on the police with caution", "police_caution: true", "police_caution: true\npolice_note: They help.",
     "police", 4),
    ("a promise about blame", "note: Free.", "note: You will not be in trouble.", "police", 17),
]


def read(folder: Path, text: str, name: str = "GB") -> tuple[CountryHelplines | None, list[Problem]]:
    """The country of one file and the faults of the folder, apart from the missing INT.yml."""
    (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    countries = read_helplines(folder, problems)
    return countries.get(name), [problem for problem in problems if problem.rule != "missing"]


def test_a_good_file_has_no_fault(tmp_path: Path) -> None:
    country, problems = read(tmp_path, GOOD)
    assert country is not None and problems == [] and country.services[0].ways == country.services[0].channels


@pytest.mark.parametrize(("old", "new", "rule", "line"), [row[1:] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_a_fault_has_a_rule_a_line_and_a_remedy(tmp_path: Path, old: str, new: str, rule: str, line: int) -> None:
    assert old in GOOD
    _, problems = read(tmp_path, GOOD.replace(old, new, 1))
    found = [problem for problem in problems if problem.rule == rule]
    assert found and found[0].line == line and found[0].remedy and found[0].file.name == "GB.yml", problems


@pytest.mark.parametrize(("old", "new"), [
    ("source: https://line.example/about", "source: null\n    hold: No source yet."),
    ('"https://line.example/"', '"http://line.example/", exception: no https is known'),
    (PHONE, 'number: "0123456789012", hours: null, exception: the page prints it so'),
    (PHONE, 'number: "1111", e164: null, free: null, hours: null'),
])
def test_what_is_explained_is_no_fault(tmp_path: Path, old: str, new: str) -> None:
    country, problems = read(tmp_path, GOOD.replace(old, new, 1))
    assert problems == [] and country is not None
    assert all(not (channel.url or "").startswith("http:") for channel in country.services[0].ways)


def test_an_entry_whose_only_link_has_no_https_must_be_on_hold(tmp_path: Path) -> None:
    web = '- {type: web, url: "http://line.example/", hours: null, exception: no https is known}'
    lines = [line for line in GOOD.splitlines() if "type: phone" not in line]
    text = "\n".join(f"      {web}" if "type: web" in line else line for line in lines)
    _, problems = read(tmp_path, text)
    assert [problem.rule for problem in problems] == ["no-channel"]
    assert read(tmp_path, text.replace("    checked_on", "    hold: The link is not safe.\n    checked_on"))[1] == []


def test_an_id_may_stand_once_only(tmp_path: Path) -> None:
    service = GOOD.split("services:\n")[1]
    _, problems = read(tmp_path, GOOD + service)
    assert [(problem.rule, problem.line) for problem in problems] == [("twice", 23)]


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("+448001111", "+441372847161").replace("note: Free.", f"note: {LONG}")
    assert {problem.rule for problem in read(tmp_path, text)[1]} == {"e164", "note"}


def test_without_international_services_nothing_is_served(tmp_path: Path) -> None:
    (tmp_path / "GB.yml").write_text(textwrap.dedent(GOOD), encoding="utf-8")
    problems: list[Problem] = []
    read_helplines(tmp_path, problems)
    assert [problem.file.name for problem in problems] == ["INT.yml"]


@pytest.fixture(scope="module")
def countries() -> dict[str, CountryHelplines]:
    """The repository's own files."""
    problems: list[Problem] = []
    found = read_helplines(FOLDER, problems)
    assert problems == []
    return found


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.yml")))
def test_a_countrys_file_has_numbers_to_dial_and_services_to_reach(countries: dict[str, CountryHelplines],
                                                                   name: str) -> None:
    country = countries[name]
    assert name == "INT" or country.emergency
    for service in country.services:
        assert service.hold or (service.ways and service.source), service.id


def test_tools_for_adults_are_for_adults(countries: dict[str, CountryHelplines]) -> None:
    everyone = {service.id: service for country in countries.values() for service in country.services}
    for name in ("int-stopncii", "gb-revenge-porn-helpline", "us-ccri", "de-hateaid"):
        assert everyone[name].audience == ("adult",)


def test_116000_is_for_missing_children(countries: dict[str, CountryHelplines]) -> None:
    for country in countries.values():
        for service in country.services:
            if "missing" in service.id and service.kind == "child_protection_authority":
                assert "missing_children" in service.topics, service.id


def test_nothing_is_called_checked_that_nobody_checked(countries: dict[str, CountryHelplines]) -> None:
    for country in countries.values():
        assert all((service.checked_on is None) == (service.checked_by is None) for service in country.services)


def test_a_country_that_cannot_be_read_is_not_missed_by_other_files(tree: Path) -> None:
    """Who believed "nothing leads to …" would take a good line off the list of links."""
    file = tree / "helplines" / "PK.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("Mo-Fr 09:00-17:00", "25h", 1), encoding="utf-8")
    assert [(problem.rule, problem.file.name) for problem in check(tree)[1]] == [("schema", "PK.yml")]
