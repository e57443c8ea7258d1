"""Reads the tables of this package: what no library knows about places, ages, roles and platforms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from bot.content.problem import BrokenContent, Problem
from bot.content.yaml_file import read
from bot.recognition.text import fold


@cache
def table(name: str) -> dict[str, Any]:
    """The table `name`.yml beside this module. Raises BrokenContent with line and remedy if it is not readable."""
    problems: list[Problem] = []
    document = read(Path(__file__).with_name(f"{name}.yml"), problems)
    if document is None or problems:
        raise BrokenContent(problems)
    data: dict[str, Any] = document.data
    return data


def either(patterns: Iterable[str]) -> str:
    """One regular expression that is any of `patterns`, its letters folded as texts are."""
    return "(?:" + "|".join(fold(pattern) for pattern in patterns) + ")"


def anywhere(patterns: Iterable[str]) -> re.Pattern[str]:
    """Finds any of `patterns` as whole words."""
    return re.compile(rf"(?<!\w){either(patterns)}(?!\w)")


def at_end(patterns: Iterable[str], then: str = "") -> re.Pattern[str]:
    """Finds any of `patterns`, and `then`, at the end of what stands before something."""
    return re.compile(rf"(?<!\w){either(patterns)}{then}$")


def at_start(patterns: Iterable[str]) -> re.Pattern[str]:
    """Finds any of `patterns` at the beginning of what stands after something."""
    return re.compile(either(patterns))


def words_only(patterns: Iterable[str]) -> re.Pattern[str]:
    """Any number of the words of `patterns`, with anything between them that is no word."""
    return re.compile(rf"\W*(?:{either(patterns)}\b\W*)*")
