"""The words of the widget and the help pages, by language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bot.content.problem import Problem
from bot.content.yaml_file import Document, read

_BLANK = re.compile(r"\{\w+\}")


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
            problems.extend(_differences(document, words["en"], words[path.stem]))
    if "en" not in words:
        problems.append(Problem(folder / "en.yml", 1, "missing", "there is no English interface", "restore en.yml"))
    return words


def _differences(document: Document, english: dict[str, str], words: dict[str, str]) -> Iterable[Problem]:
    for key in sorted(english.keys() - words.keys()):
        yield Problem(document.path, 1, "missing", f"“{key}” is missing", "translate it from en.yml")
    for key in sorted(words.keys() - english.keys()):
        yield document.problem((key,), "unknown", f"nothing shows “{key}”", "remove it or correct its spelling")
    for key in sorted(english.keys() & words.keys()):
        wanted = set(_BLANK.findall(english[key]))
        if wanted != set(_BLANK.findall(words[key])):
            blanks = ", ".join(sorted(wanted)) or "none"
            yield document.problem((key,), "blank", f"“{key}” has other blanks than English", f"write these: {blanks}")
