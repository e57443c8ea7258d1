"""What was taken from GeoNames and CLDR is what their packages say."""

from __future__ import annotations

from bot import geonames
from bot.geonames import places, populations
from bot.recognition import cldr, cldr_extract, geonames_extract


def test_the_file_of_places_is_what_the_package_gives() -> None:
    said = geonames.FILE.read_text(encoding="utf-8")
    assert said == geonames_extract.extract(), "run `python -m bot.recognition.geonames_extract`"


def test_the_file_of_names_is_what_babel_gives() -> None:
    said = cldr.FILE.read_text(encoding="utf-8")
    assert said == cldr_extract.extract(), "run `python -m bot.recognition.cldr_extract`"


def test_places_and_people_are_read_by_country() -> None:
    assert ("PK", "lahore") in set(places("big"))
    assert ("US", "ohio") in set(places("state"))
    assert populations()["IN"] > 1_000_000_000
