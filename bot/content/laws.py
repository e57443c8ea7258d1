"""Reads content/laws/<CC>.yml: what the law of a country is known to say, with source and last day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, StrictStr

from bot.content.dated import Dated, check_dated
from bot.content.problem import Problem
from bot.content.schema import parse
from bot.content.scripts import Scripts
from bot.content.yaml_file import read

LONGEST_DAYS = 184  # safeguarding.md N3: six months
DIFFERS = "utter_ask_law_differs"  # “the law differs; a helpline can tell you”


class Law(Dated):
    """The law of a country, or of several that share it (`also`, as in the European Union)."""

    country: StrictStr = Field(..., regex=r"^[A-Z]{2}$")
    name: StrictStr
    status: Literal["in force", "passed", "proposed"]
    as_of: StrictStr = Field(..., regex=r"^\d{4}(-\d\d){0,2}$", description="the day for which the sources state it")
    also: tuple[str, ...] = ()


Laws = Mapping[str, Law]


def law_script(country: str) -> str:
    """The id of a country's law."""
    return f"utter_ask_law_{country.lower()}"


def law_of(laws: Laws, country: str | None) -> str | None:
    """The file in which the law of a country stands; None where nothing is known."""
    if country in laws:
        return country
    return next((code for code, law in laws.items() if country in law.also), None)


def read_laws(folder: Path, problems: list[Problem]) -> dict[str, Law]:
    """`folder`/<CC>.yml by country; every fault is added to `problems`."""
    laws: dict[str, Law] = {}
    for path in sorted(folder.glob("*.yml")):
        document = read(path, problems)
        found = parse(Law, document, problems) if document else None
        if document and found:
            laws[path.stem] = found
            problems.extend(check_dated(document, found, LONGEST_DAYS))
            if found.country != path.stem:
                problems.append(document.problem(("country",), "file-name", f"“{found.country}” stands in {path.name}",
                                                 f"write “{path.stem}” or rename the file"))
    return laws


def add_laws(laws: Laws, folder: Path, scripts: Scripts) -> None:
    """Makes each a script; an expired one is replaced by the line that the law differs."""
    for country, law in laws.items():
        for language, script in law.scripts(DIFFERS).items():
            scripts.add(law_script(country), language, script.copy(update={"title": None}), "law",
                        folder / f"{country}.yml")
