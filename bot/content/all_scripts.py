"""Every script there is: those of scripts/, and those that removal routes, platforms and laws become."""

from __future__ import annotations

from pathlib import Path

from bot.content.laws import add_laws, read_laws
from bot.content.platforms import add_platforms, read_platforms
from bot.content.problem import Problem
from bot.content.removal import add_routes, read_removal
from bot.content.scripts import Scripts, read_scripts


def read_all_scripts(folder: Path, problems: list[Problem]) -> Scripts:
    """All of the content folder by id and language; what is wrong is added to `problems`."""
    scripts = read_scripts(folder / "scripts", problems)
    add_routes(read_removal(folder / "removal.yml", problems), folder / "removal.yml", scripts)
    add_platforms(read_platforms(folder / "platforms", problems), folder / "platforms", scripts)
    add_laws(read_laws(folder / "laws", problems), folder / "laws", scripts)
    return scripts
