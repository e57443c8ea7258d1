"""The tables of content/README.md that say what each field means, made from the schema."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import BaseModel

from bot.content.links import Link
from bot.content.lists import TaughtWord
from bot.content.reviews import Review
from bot.content.scripts import Button, Script
from bot.paths import CONTENT

MODELS: dict[str, type[BaseModel]] = {
    "Script": Script, "Button": Button, "Link": Link, "Taught word": TaughtWord, "Signature": Review}
_TABLE = re.compile(r"(<!-- fields of (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(model: type[BaseModel]) -> str:
    """One row for each field: its name, whether it must be there, what it means."""
    rows = [f"| `{field.alias}` | {'yes' if field.required else ''} | {field.field_info.description} |"
            for field in model.__fields__.values()]
    return "\n".join(["", "| field | needed | meaning |", "|---|---|---|", *rows, "", ""])


def with_fields(readme: str) -> str:
    """The text with every table between its two marks made anew."""
    return _TABLE.sub(lambda found: found[1] + table(MODELS[found[2]]) + found[3], readme)


def write_fields(file: Path = CONTENT / "README.md") -> None:
    """Writes the tables into the README."""
    file.write_text(with_fields(file.read_text(encoding="utf-8")), encoding="utf-8")
