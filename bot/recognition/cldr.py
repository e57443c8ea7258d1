"""Names of countries and languages in many languages, from Unicode CLDR by way of Babel."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError, localedata

from bot.recognition.tables import table

_TABLE = table("locales")
_LANGUAGES = frozenset(locale.partition("_")[0] for locale in _TABLE["locales"])
_NAMED_IN = frozenset(_TABLE["all_languages_named_in"])
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

    Babel keeps every locale it has read for good, about a megabyte each; the ones read only for this are dropped
    again. Names leave a locale as one text: a single small string kept from a block of memory keeps the whole block.
    """
    kept, texts = getattr(localedata, "_cache", {}), []
    for code in _TABLE["locales"]:
        loaded = set(kept)
        texts.append((code, *_names_in(code)))
        for key in set(kept) - loaded:
            kept.pop(key, None)
    return Names([(code, line[:2], line[3:]) for code, countries, _ in texts for line in countries.splitlines()],
                 [(code, line[:2], line[3:]) for code, _, languages in texts for line in languages.splitlines()])


def _names_in(code: str) -> tuple[str, str]:
    """Lines of a two-letter code and a name: the countries, and the languages."""
    locale, codes = Locale.parse(code), country_codes()
    countries = "\n".join(f"{key} {name}" for key, name in locale.territories.items() if key in codes)
    languages = "\n".join(f"{key} {name}" for key, name in locale.languages.items() if len(key) == 2 and (
        key == locale.language or (key in _LANGUAGES and code in _NAMED_IN)))
    return countries, languages


@cache
def _territories() -> dict[str, str]:
    return dict(Locale("en").territories)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale("en")
