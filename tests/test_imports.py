"""Who may import whom, as docs/architecture.md says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot.paths import PROJECT

# Each part may import those to its left, bot.paths and bot.settings.
ORDER = [
    ["content"], ["safety", "recognition", "directory", "counts"], ["gateway", "dialogue", "actions"],
    ["evaluation", "review"], ["preview"]]
RANK = {part: rank for rank, parts in enumerate(ORDER) for part in parts}
WITHOUT_RASA = ("content", "safety", "recognition", "directory", "counts", "gateway", "review",
                "preview", "processes", "settings")
FILES = sorted([*(PROJECT / "bot").rglob("*.py"), *(PROJECT / "actions").rglob("*.py")])


def part_of(path: Path) -> str:
    """The part of the product a file belongs to."""
    relative = path.relative_to(PROJECT)
    if relative.parts[0] == "actions":
        return "actions"
    return relative.parts[1].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Every module a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_part_imports_only_what_stands_to_its_left(path: Path) -> None:
    part = part_of(path)
    for module in imported(path):
        names = module.split(".")
        other = "actions" if names[0] == "actions" else names[1] if names[0] == "bot" and len(names) > 1 else None
        if other in RANK and part in RANK and other != part:
            assert RANK[other] < RANK[part], f"{part} imports {module}"
        if part in WITHOUT_RASA:
            assert names[0] not in ("rasa", "rasa_sdk", "tensorflow"), f"{part} imports {module}"
        if part == "content":
            assert names[0] not in ("spacy", "sqlalchemy"), f"content imports {module}"
