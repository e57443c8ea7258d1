"""The words of the widget and the help pages, by language."""

from __future__ import annotations

from pathlib import Path

from bot.content.problem import Problem
from bot.content.yaml_file import read


def read_interface(folder: Path, problems: list[Problem]) -> dict[str, dict[str, str]]:
    """`folder`/<lang>.yml as {language: {key: words}}; every language must have the keys of English."""
    words: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.yml")):
        document = read(path, problems)
        if document is None:
            continue
        for key, value in document.data.items():
            if not isinstance(value, str) or not value.strip():
                problems.append(document.problem((key,), "schema", f"“{key}” is not a text", "write it in quotes"))
        words[path.stem] = {key: value for key, value in document.data.items() if isinstance(value, str)}
        if path.stem != "en" and "en" in words:
            missing = sorted(words["en"].keys() - words[path.stem].keys())
            problems.extend(Problem(path, 1, "missing", f"“{key}” is missing", "translate it from en.yml")
                            for key in missing)
    if "en" not in words:
        problems.append(Problem(folder / "en.yml", 1, "missing", "there is no English interface", "restore en.yml"))
    return words
