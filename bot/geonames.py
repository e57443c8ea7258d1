"""What GeoNames tells us: which country a big city or town is in, and how many people a country has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FILE = Path(__file__).with_name("geonames.txt")


def places(kind: str) -> Iterator[tuple[str, str]]:
    """(country, name) of every `big` city, `town` or `state`; names as `bot.recognition.text.key` writes them."""
    for found, code, name in _lines():
        if found == kind:
            yield code, name


def populations() -> dict[str, int]:
    """Country → how many people live there."""
    return {code: int(number) for kind, code, number in _lines() if kind == "people"}


def _lines() -> Iterator[tuple[str, str, str]]:
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, code, rest = line.split(" ", 2)
            yield kind, code, rest
