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
