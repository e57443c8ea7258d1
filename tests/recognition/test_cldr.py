"""Countries are named in the reader's language."""

import pytest

from bot.recognition import country_name, flag
from bot.recognition.cldr import country_codes, read_names


@pytest.mark.parametrize(("code", "language", "name"), [
    ("PK", "en", "Pakistan"), ("DE", "de", "Deutschland"), ("XK", "en", "Kosovo"), ("PK", "ur", "پاکستان"),
    ("BR", "pt-BR", "Brasil"), ("PK", "tlh", "Pakistan"), ("PK", "", "Pakistan"), ("QQ", "en", "QQ"),
])
def test_a_country_has_a_name_in_every_language(code: str, language: str, name: str) -> None:
    assert country_name(code, language) == name


@pytest.mark.parametrize(("code", "emoji"), [
    ("PK", "🇵🇰"), ("gb", "🇬🇧"), ("XK", "🇽🇰"), ("INT", ""), ("", ""), ("1A", ""),
])
def test_a_code_of_two_letters_has_a_flag(code: str, emoji: str) -> None:
    assert flag(code) == emoji


def test_only_places_with_people_are_countries() -> None:
    assert {"PK", "GB", "XK", "HK", "PS", "TW"} <= country_codes()
    assert not {"EU", "UN", "ZZ", "AQ", "UK"} & country_codes()


def test_names_come_in_forty_languages_and_more() -> None:
    names = read_names()
    assert len({locale for locale, _, _ in names.countries}) >= 40
    assert ("ur", "PK", "پاکستان") in names.countries
    assert ("ur", "ur", "اردو") in names.languages
