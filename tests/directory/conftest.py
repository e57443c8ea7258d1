"""The directory of the repository's own content."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.content.helplines import CountryHelplines, read_helplines
from bot.directory import Directory
from bot.paths import CONTENT
from tests.postgres import postgres_url, url

__all__ = ["postgres_url", "url"]


@pytest.fixture(scope="session")
def helplines() -> Mapping[str, CountryHelplines]:
    """Every country's file."""
    return read_helplines(CONTENT / "helplines", [])


@pytest.fixture(scope="session")
def real(helplines: Mapping[str, CountryHelplines]) -> Directory:
    """The directory as it is served."""
    return Directory(helplines)
