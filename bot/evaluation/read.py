"""Reads labelled messages and says plainly what is wrong with a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class BadLine(ValueError):
    """A file or line that cannot be used: file, line and remedy."""


def read_lines(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file; blank lines are skipped; raises BadLine."""
    try:
        texts = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadLine(f"{file} cannot be read: {type(error).__name__}") from error
    for number, text in enumerate(texts, start=1):
        if text.strip():
            yield _object(file, number, text)


def _object(file: Path, number: int, text: str) -> dict[str, Any]:
    try:
        line = json.loads(text)
    except ValueError as error:
        raise BadLine(f"{file}:{number}: this is not JSON; write one object a line") from error
    if not isinstance(line, dict) or not isinstance(line.get("text"), str):
        raise BadLine(f"{file}:{number}: there is no \"text\"; write {{\"text\": \"…\", \"intent\": \"…\"}}")
    return line
