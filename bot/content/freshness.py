"""Notices that somebody saved a file of content/."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

Stamp = frozenset[tuple[str, int, int]]


def stamp(folder: Path) -> Stamp:
    """Of every file below: path, time of its last change, size. Two stamps are equal when nothing was saved between."""
    return frozenset(_files(str(folder)))


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir():
                    yield from _files(entry.path)
                else:
                    found = entry.stat()
                    yield entry.path, found.st_mtime_ns, found.st_size
    except OSError:  # a file or folder that goes while we look is a change, seen the next time
        return
