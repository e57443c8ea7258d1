"""content/README.md explains every field an editor can write, with its allowed values, and none that does not exist."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from pydantic import BaseModel

from bot.content.dated import Dated, Source
from bot.content.fields import MODELS as GENERATED
from bot.content.fields import with_fields
from bot.content.laws import Law
from bot.content.platforms import Platform
from bot.content.removal import Route
from bot.content.rules.reading import LIMITS, RISK_BUBBLE, RISK_SENTENCE
from bot.content.scripts import BLANKS, DANGER_TARGETS, SLOTS
from bot.content.service import Age, Channel, CountryHelplines, EmergencyNumber, Kind, Means, Service, Topic
from bot.content.sites import Site, TrustedAdult
from bot.paths import CONTENT
from tests.content.test_gate import CASES

README = (CONTENT / "README.md").read_text(encoding="utf-8")
MODELS: dict[str, type[BaseModel]] = {  # the others are written by the tool, see below
    "Country file": CountryHelplines, "Emergency number": EmergencyNumber,
    "Service": Service, "Channel": Channel, "Site": Site,
    "Trusted adult": TrustedAdult, "Dated words": Dated, "Source": Source}
SPECIAL: dict[str, type[Dated]] = {"Platform": Platform, "Law": Law, "Way to remove": Route}


def section(heading: str) -> str:
    """What stands under a heading, up to the next one."""
    return re.split(r"^#+ ", README.split(f"### {heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("heading", MODELS)
def test_every_field_is_explained_and_no_unknown_one(heading: str) -> None:
    explained = re.findall(r"^\| `(\w+)` \| \S", section(heading), re.MULTILINE)
    assert sorted(explained) == sorted(field.alias for field in MODELS[heading].__fields__.values())


@pytest.mark.parametrize("heading", SPECIAL)
def test_every_field_beyond_those_of_dated_words_is_explained(heading: str) -> None:
    explained = re.findall(r"^\| `(\w+)` \| \S", section(heading), re.MULTILINE)
    assert sorted(explained) == sorted(SPECIAL[heading].__fields__.keys() - Dated.__fields__.keys())


@pytest.mark.parametrize(("heading", "values"), [
    ("Service", get_args(Kind)), ("Service", get_args(Topic)), ("Service", get_args(Age)), ("Channel", get_args(Means)),
    ("Button", DANGER_TARGETS), ("Button", SLOTS), ("Blanks", tuple(f"{{{blank}}}" for blank in BLANKS))])
def test_every_value_that_may_be_written_is_named(heading: str, values: tuple[str, ...]) -> None:
    assert [value for value in values if f"`{value}`" not in section(heading)] == []


def test_the_tables_of_fields_are_those_of_the_schema() -> None:
    assert with_fields(README) == README, "run: python -m bot fields"
    assert set(re.findall(r"<!-- fields of (.+?) -->", README)) == set(GENERATED)
    for model in GENERATED.values():
        assert all(field.field_info.description for field in model.__fields__.values()), model


def test_every_rule_of_the_check_is_explained() -> None:
    for rule in {case.rule for case in CASES} | {"unvetted-missing", "unvetted-changed", "unvetted-expired"}:
        assert f"`{rule}`" in README or re.fullmatch(r"[A-O]\d+", rule), rule


def test_the_reading_levels_are_those_of_the_check() -> None:
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \| (\d+) \|$", section("Reading levels"), re.MULTILINE)
    assert {who: (int(grade), int(sentence), int(bubble)) for who, grade, sentence, bubble in rows} == LIMITS
    assert f"one grade lower, {RISK_SENTENCE} words in a sentence, {RISK_BUBBLE} in a bubble" in README


def test_every_file_and_command_that_is_named_exists() -> None:
    for link in re.findall(r"\]\((\.\./[^)#]+)\)", README):
        assert (CONTENT / link).exists(), link
    makefile = (CONTENT.parent / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{target}:" in makefile for target in re.findall(r"^make (\w+)", README, re.MULTILINE))
    assert (CONTENT / "helplines" / "RW.yml").exists() and (CONTENT / "sites" / "default.yml").exists()
