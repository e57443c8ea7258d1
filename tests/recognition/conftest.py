"""One recogniser for all tests here, and the tables of sayings."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.recognition import Recogniser

_SAYINGS = Path(__file__).with_name("sayings")


def sayings(kind: str) -> list[tuple[str, str | None]]:
    """What people write and what it tells (None: nothing), from sayings/<kind>.txt."""
    lines = (_SAYINGS / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.rpartition("|") for line in lines if line.strip() and not line.startswith("#"))
    return [(text.strip(), None if wanted.strip() == "-" else wanted.strip()) for text, _, wanted in pairs]


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    """A recogniser of all countries; making one takes seconds."""
    return Recogniser()
