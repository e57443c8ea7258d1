"""What was taken from GeoNames is what its package says."""

from __future__ import annotations

from bot.geonames import FILE, places, populations
from bot.recognition.geonames_extract import extract


def test_the_file_is_what_the_package_gives() -> None:
    assert FILE.read_text(encoding="utf-8") == extract(), "run `python -m bot.recognition.geonames_extract`"


def test_places_and_people_are_read_by_country() -> None:
    assert ("PK", "lahore") in set(places("big"))
    assert ("US", "ohio") in set(places("state"))
    assert populations()["IN"] > 1_000_000_000
