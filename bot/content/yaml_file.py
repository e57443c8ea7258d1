"""Reads a YAML file and remembers on which line each value stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from bot.content.problem import Problem

Key = str | int
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _CoreLoader(_Loader):  # type: ignore[misc]
    """YAML 1.2 core types only: in YAML 1.1 the country code NO would be the word false."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
):
    _CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


class Document:
    """The values of one file as plain dicts, lists and scalars, and the line of each."""

    def __init__(self, path: Path, data: Any, lines: dict[tuple[Key, ...], int]) -> None:
        self.path = path
        self.data = data
        self._lines = lines

    def line(self, *path: Key) -> int:
        """The line (from 1) of the value at `path`, or of the nearest parent that stands in the file."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def problem(self, path: tuple[Key, ...], rule: str, message: str, remedy: str) -> Problem:
        """A fault of the value at `path` in this file."""
        return Problem(self.path, self.line(*path), rule, message, remedy)


def read(path: Path, problems: list[Problem]) -> Document | None:
    """The file's document, or None with the fault added to `problems`."""
    try:
        text = path.read_text(encoding="utf-8")
        loader = _CoreLoader(text)
        try:
            node = loader.get_single_node()
            lines: dict[tuple[Key, ...], int] = {}
            data = None if node is None else _plain(loader, node, (), lines, path, problems)
        finally:
            loader.dispose()
    except UnicodeDecodeError:
        problems.append(Problem(path, 1, "utf-8", "the file is not UTF-8 text", "save it as UTF-8"))
        return None
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(path, error))
        return None
    return Document(path, {} if data is None else data, lines)


def _plain(loader: Any, node: Any, path: tuple[Key, ...], lines: dict[tuple[Key, ...], int],
           file: Path, problems: list[Problem]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        values: dict[Key, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in values:
                problems.append(Problem(file, line, "twice", f"“{key}” stands twice", "keep one of the two"))
            lines[(*path, key)] = line
            values[key] = _plain(loader, value_node, (*path, key), lines, file, problems)
        return values
    if isinstance(node, yaml.SequenceNode):
        return [_plain(loader, item, (*path, i), lines, file, problems) for i, item in enumerate(node.value)]
    return loader.construct_object(node)


def _syntax_problem(path: Path, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "not readable as YAML"
    remedy = "look at this line and the one above: indentation, a missing quote or a colon inside a text"
    return Problem(path, mark.line + 1 if mark else 1, "yaml", what, remedy)
