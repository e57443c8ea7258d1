"""Site files, neutral pages and interface files: what is wrong is named with file, line and remedy."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest
import yaml

from bot.content.contrast import contrast
from bot.content.library import Library, examine
from bot.content.problem import Problem
from bot.content.sites import allows, is_origin
from bot.paths import CONTENT

SCHOOL = {"name": "School", "country": "GB", "origins": ["https://school.example"],
          "safeguarding_lead": "Ms Ito, deputy head", "complaints": "safe@school.example"}


def checked(tmp_path: Path, site: Mapping[str, object]) -> tuple[Library | None, list[Problem]]:
    """The repository's content with one more site."""
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "sites" / "school.yml").write_text(yaml.safe_dump(dict(site), sort_keys=False, allow_unicode=True))
    return examine(content)


def test_a_whole_site_file_is_good(tmp_path: Path) -> None:
    adult = {"name": "Ms Ito", "where": "Room 12", "phone": "+44 20 7946 0958", "email": "ito@school.example"}
    library, problems = checked(tmp_path, {**SCHOOL, "trusted_adult": adult, "opens_with": "help",
                                           "network_notice": True, "colour": "#7A1F5C"})
    assert problems == [] and library
    assert library.sites["school"].is_public() and library.sites["school"].colour == "#7a1f5c"


@pytest.mark.parametrize("field", ["safeguarding_lead", "complaints"])
def test_a_site_on_the_internet_names_who_answers_for_safety_and_where_to_complain(tmp_path: Path, field: str) -> None:
    _, problems = checked(tmp_path, {key: value for key, value in SCHOOL.items() if key != field})
    assert [(problem.rule, field in problem.message) for problem in problems] == [("public", True)]


def test_a_site_on_this_machine_owes_neither(tmp_path: Path) -> None:
    _, problems = checked(tmp_path, {"name": "Trial", "origins": ["http://localhost:8000"]})
    assert problems == []


@pytest.mark.parametrize(("field", "value", "line"), [
    ("colour", "#ffee00", 6), ("colour", "red", 6), ("colour", "#12345", 6), ("country", "XX", 2),
    ("languages", ["en", "tlh"], 6), ("languages", [], 6), ("opens_with", "page", 6), ("exit_url", "javascript:x", 6),
    ("exit_url", "http://weather.example", 6), ("complaints", "ask at the desk", 5), ("alerts", True, 6),
    ("trusted_adult", {"name": "Ms Ito"}, 6), ("trusted_adult", {"name": "Ms Ito", "phone": "the office"}, 6),
    ("trusted_adult", {"name": "Ms Ito", "email": "ito"}, 6), ("trusted_adult", {"where": "Room 12"}, 6)])
def test_a_fault_has_its_line_and_a_remedy(tmp_path: Path, field: str, value: object, line: int) -> None:
    _, problems = checked(tmp_path, {**SCHOOL, field: value})
    assert len(problems) == 1 and problems[0].file.name == "school.yml" and problems[0].remedy
    assert line <= problems[0].line <= line + 3


@pytest.mark.parametrize("origin", [
    "https://school.example", "http://localhost:8000", "https://*.school.example", "https://xn--schule-3ya.example",
    "http://[::1]:8080", "https://10.0.0.7"])
def test_an_origin_is_what_a_browser_calls_one(origin: str) -> None:
    assert is_origin(origin)


@pytest.mark.parametrize("origin", [
    "school.example", "https://school.example/", "https://School.example", "https://schüle.example", "https://*",
    "https://*.example", "*", "https://a;script-src *", "https://a b", "https://u:p@school.example", "ftp://school.example",
    "https://school.example:0", "https://", "https://school.example\nX: y", "'none'", "https://a,https://b"])
def test_nothing_else_is_an_origin_and_no_header_can_be_smuggled_in(origin: str) -> None:
    assert not is_origin(origin)


def test_a_star_stands_for_the_first_part_of_a_name_only() -> None:
    listed = ("https://*.school.example", "https://exact.example")
    assert allows(listed, "https://www.school.example") and allows(listed, "https://exact.example")
    assert not allows(listed, "https://school.example.evil.example") and not allows(listed, "https://evilschool.example")
    assert not allows(listed, "http://www.school.example") and not allows(listed, "https://school.example")


def test_on_every_colour_black_or_white_can_be_read() -> None:
    steps = ("00", "33", "66", "77", "88", "99", "cc", "ff")
    least = min(max(contrast(f"#{r}{g}{b}", "#ffffff"), contrast(f"#{r}{g}{b}", "#000000"))
                for r, g, b in product(steps, repeat=3))
    assert least >= 4.5
    assert contrast("#000000", "#ffffff") == pytest.approx(21) and contrast("#777777", "#777777") == 1


def test_exit_leads_to_the_sites_page_else_the_countrys_else_everybodys(tmp_path: Path) -> None:
    library, _ = checked(tmp_path, SCHOOL)
    assert library
    school, default = library.sites["school"], library.sites["default"]
    assert library.exit_page(school) == library.exits["GB"] and library.exit_page(default) == library.exits["default"]
    own = school.copy(update={"exit_url": "https://weather.example/"})
    assert library.exit_page(own) == "https://weather.example/"
    elsewhere = school.copy(update={"country": "TV"})
    assert library.exit_page(elsewhere) == library.exits["default"]


@pytest.mark.parametrize("exits", ["", "default: weather", "GB: https://weather.example/", "default: http://a.example/"])
def test_neutral_pages_are_checked(tmp_path: Path, exits: str) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "exits.yml").write_text(exits)
    assert [problem.file.name for problem in examine(content)[1]] == ["exits.yml"]


@pytest.mark.parametrize(("change", "rule"), [
    ({"exit": None}, "missing"), ({"exi": "x"}, "unknown"), ({"call": "Telefon"}, "blank"), ({"call": ""}, "schema")])
def test_another_languages_interface_has_the_words_and_blanks_of_english(tmp_path: Path, change: dict[str, str | None],
                                                                         rule: str) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    words = {**yaml.safe_load((content / "interface" / "en.yml").read_text()), **change}
    kept = {key: value for key, value in words.items() if value is not None}
    (content / "interface" / "xx.yml").write_text(yaml.safe_dump(kept, allow_unicode=True))
    assert rule in [problem.rule for problem in examine(content)[1] if problem.file.name == "xx.yml"]
