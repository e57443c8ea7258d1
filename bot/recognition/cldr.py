"""Names of countries and languages in many languages, from Unicode CLDR by way of Babel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from bot.recognition.tables import table

_TABLE = table("locales")
FILE = Path(__file__).with_name("cldr_names.txt")
_NO_COUNTRY = frozenset(_TABLE["no_country"])


class Names(NamedTuple):
    """Names as (locale, code, name)."""

    countries: list[tuple[str, str, str]]
    languages: list[tuple[str, str, str]]


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes of the countries and territories with people in them, and XK."""
    return frozenset(code for code in _territories() if len(code) == 2 and code not in _NO_COUNTRY)


def country_name(code: str, language: str = "en") -> str:
    """The name of a country in `language` (BCP 47); English if the language is unknown, `code` if the country is."""
    return _locale(language).territories.get(code) or _territories().get(code, code)


def flag(code: str) -> str:
    """The flag emoji of a two-letter country code; empty for anything else."""
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        return ""
    return "".join(chr(ord(letter) - ord("A") + 0x1F1E6) for letter in code.upper())


def read_names() -> Names:
    """The names of all countries in each locale; of the languages, their own names and those in the widest spoken.

    From a file that bot/recognition/cldr_extract.py writes: Babel would read sixty locales of a megabyte each for them.
    """
    names = Names([], [])
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, locale, code, name = line.split(" ", 3)
            (names.countries if kind == "country" else names.languages).append((locale, code, name))
    return names


@cache
def _territories() -> dict[str, str]:
    return dict(Locale("en").territories)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale("en")
