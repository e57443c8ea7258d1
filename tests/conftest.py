"""Fixtures everyone may use, and which speed a test has."""

from __future__ import annotations

import pytest

from tests.running import product

__all__ = ["product"]

_PRODUCT_FOLDERS = ("conversations", "product", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in the folders of the running product are marked so by their place."""
    for item in items:
        if set(item.path.parts) & set(_PRODUCT_FOLDERS) and "tests" in item.path.parts:
            item.add_marker(pytest.mark.product)
