"""The neutral pages that Exit opens, by country."""

from __future__ import annotations

from pathlib import Path

from bot.content.problem import Problem
from bot.content.sites import is_page
from bot.content.yaml_file import read

EVERYWHERE = "default"


def read_exits(path: Path, problems: list[Problem]) -> dict[str, str]:
    """The file as {country: page}; `default` is for every other country and must be there."""
    document = read(path, problems) if path.is_file() else None
    if document is None or not isinstance(document.data, dict) or EVERYWHERE not in document.data:
        problems.append(Problem(path, 1, "missing", f"there is no “{EVERYWHERE}” page", "restore it"))
        return {}
    problems.extend(document.problem((country,), "exit", f"“{page}” is not a page",
                                     "write an address like https://www.bbc.com/weather")
                    for country, page in document.data.items() if not isinstance(page, str) or not is_page(page))
    return dict(document.data)
