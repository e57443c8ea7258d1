"""Fixtures everyone may use, and which speed a test has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import product

__all__ = ["product"]

_SPEEDS = {"conversations": "product", "product": "product", "browser": "product", "model": "model"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test's folder says what it needs."""
    for item in items:
        speed = _SPEEDS.get(item.path.relative_to(Path(__file__).parent).parts[0])
        if speed:
            item.add_marker(speed)
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """Quick ones first; the browser last, because Playwright leaves an event loop running in this thread."""
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    return ["model", "conversations", "product", "browser"].index(folder) + 1 if folder in _SPEEDS else 0
