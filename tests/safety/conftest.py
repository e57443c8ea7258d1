"""The screen with the rules that are served."""

from __future__ import annotations

import pytest

from bot.paths import PROJECT
from bot.safety.screen import Screen


@pytest.fixture(scope="session")
def screen() -> Screen:
    return Screen(PROJECT / "content" / "danger")
