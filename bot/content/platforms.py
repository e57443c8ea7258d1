"""Reads content/platforms/<name>.yml: how to report in an app or on a site, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, StrictStr

from bot.content.dated import Dated, check_dated
from bot.content.problem import Problem
from bot.content.schema import parse
from bot.content.scripts import Scripts
from bot.content.yaml_file import read

LONGEST_DAYS = 90  # menus change often
GENERAL = "other"  # the steps that fit any app; they stand in for what is missing or has expired
GENERAL_SCRIPT = "utter_ask_report_app"


class Platform(Dated):
    """One app or site; `also` are further names of it that recognition knows."""

    platform: StrictStr = Field(..., regex=r"^[a-z_]+$")
    name: StrictStr
    also: tuple[str, ...] = ()


Platforms = Mapping[str, Platform]


def platform_script(platform: str) -> str:
    """The id of a platform's steps."""
    return f"utter_platform_{platform}"


def platform_of(platforms: Platforms, named: str | None) -> str | None:
    """The file that holds the steps of a named platform; None where there are none."""
    if named in platforms and named != GENERAL:
        return named
    return next((name for name, platform in platforms.items() if named in platform.also), None)


def read_platforms(folder: Path, problems: list[Problem]) -> dict[str, Platform]:
    """`folder`/<name>.yml by name; every fault is added to `problems`."""
    platforms: dict[str, Platform] = {}
    for path in sorted(folder.glob("*.yml")):
        document = read(path, problems)
        found = parse(Platform, document, problems) if document else None
        if document and found:
            platforms[path.stem] = found
            problems.extend(check_dated(document, found, LONGEST_DAYS))
            if found.platform != path.stem:
                problems.append(document.problem(
                    ("platform",), "file-name", f"“{found.platform}” stands in {path.name}",
                    f"write “{path.stem}” or rename the file"))
    return platforms


def add_platforms(platforms: Platforms, folder: Path, scripts: Scripts) -> None:
    """Makes each a script; an expired one is replaced by the general steps."""
    general = platforms.get(GENERAL)
    buttons = {language: words.buttons for language, words in general.words.items()} if general else {}
    for name, platform in platforms.items():
        for language, script in platform.scripts(GENERAL_SCRIPT, buttons).items():
            scripts.add(platform_script(name), language, script, "platforms", folder / f"{name}.yml")
