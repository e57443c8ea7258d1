"""The house style of a language: what no text may say, what some must say, and what a person has looked at."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, validator

from bot.content.problem import Problem
from bot.content.schema import Record, parse
from bot.content.yaml_file import read


class Banned(Record):
    """Expressions that one rule of docs/safeguarding.md forbids."""

    where: Literal["everything", "own"] = Field(description="own: not in buttons, sources and what stands in quotes")
    why: str = Field(description="the remedy an editor reads")
    never: tuple[str, ...]
    caught: tuple[str, ...] = Field(description="sentences that prove the expressions work")
    allowed: dict[str, str] = Field({}, description="unit → the words it may say, to refuse them")

    @validator("never", each_item=True)
    def _is_expression(cls, value: str) -> str:
        return _expression(value)


class Element(Record):
    """What the scripts of that name must say; each field is a test of its own."""

    scripts: str = Field(description="a regular expression for the whole id")
    audiences: tuple[str, ...] = ()
    why: str
    says: tuple[str, ...] = Field((), description="all of these, anywhere")
    in_order: tuple[str, ...] = Field((), description="one after the other")
    begins: tuple[str, ...] = Field((), description="one after the other within the first three bubbles")
    bubbles: tuple[str, ...] = Field((), description="exactly one bubble for each, in this order")
    not_before: tuple[str, ...] = Field((), description="[what, before]: not said until this has been")
    never: tuple[str, ...] = ()
    when: str = Field("", description="only texts that say this")
    buttons: tuple[str, ...] = Field((), description="where buttons lead that everybody sees")
    first_button: str = ""
    everybody: bool = Field(False, description="there is a text for each audience")

    @validator("scripts", "when")
    def _is_expression(cls, value: str) -> str:
        return _expression(value)

    @validator("says", "in_order", "begins", "bubbles", "not_before", "never", each_item=True)
    def _are_expressions(cls, value: str) -> str:
        return _expression(value)


class Style(Record):
    """Everything the check knows of a language's words."""

    never: dict[str, Banned]
    must_say: dict[str, tuple[Element, ...]]
    speak_of_copies: tuple[str, ...]
    names: tuple[str, ...]
    not_measured: tuple[str, ...]
    services: tuple[str, ...]
    shares_for_teens: tuple[str, ...]
    numbers: tuple[str, ...]
    menus: tuple[str, ...]
    said_beside: tuple[str, ...]
    methods: tuple[str, ...]
    before_typing: tuple[str, ...]


def read_styles(folder: Path, problems: list[Problem]) -> dict[str, Style]:
    """`folder`/<lang>.yml by language; English must be there."""
    styles: dict[str, Style] = {}
    for path in sorted(folder.glob("*.yml")):
        document = read(path, problems)
        style = parse(Style, document, problems) if document else None
        if style:
            styles[path.stem] = style
    if not (folder / "en.yml").exists():
        problems.append(Problem(folder / "en.yml", 1, "missing", "there is no house style for English",
                                "restore en.yml: without it no harmful word is found"))
    return styles


def _expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from None
    return value
