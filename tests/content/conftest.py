"""A small good content tree that a test may damage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.paths import CONTENT


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the repository's content."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))
