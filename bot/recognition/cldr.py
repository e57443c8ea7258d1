"""Names of countries and languages in many languages, from Unicode CLDR by way of Babel."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError, localedata

# What the world's children type in: the official and widely written languages of the countries with a directory entry.
LOCALES = tuple("""en es fr pt de it nl sv nb da fi is et lv lt pl cs sk hu ro bg sr sr_Latn hr bs sl mk sq el tr ru uk be ka hy az kk ky uz
    uz_Cyrl tg mn ar fa ur ps hi bn ta te ne si my km lo th vi id ms fil sw am zh zh_Hant ja ko he rw so ha yo zu af pa""".split())
# Regions CLDR names that are no country: exceptional reservations, groupings and test codes.
_NO_COUNTRY = frozenset("AC AQ BV CP CQ DG EA EU EZ HM IC QO TA TF UM UN XA XB ZZ".split())


def is_country(code: str) -> bool:
    """Whether `code` is an ISO 3166-1 alpha-2 code of a country or territory with people in it, or XK."""
    return code in _english("territories") and len(code) == 2 and code not in _NO_COUNTRY


def country_name(code: str, language: str = "en") -> str:
    """The name of a country in `language` (BCP 47); English when the language is unknown, `code` itself when the country is."""
    names = _locale(language).territories
    return names.get(code) or _english("territories").get(code, code)


def flag(code: str) -> str:
    """The flag emoji of a two-letter country code; empty for anything else."""
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        return ""
    return "".join(chr(ord(letter) - ord("A") + 0x1F1E6) for letter in code.upper())


class Names(NamedTuple):
    """Names as (locale, code, name)."""

    countries: list[tuple[str, str, str]]
    languages: list[tuple[str, str, str]]


def read_names() -> Names:
    """The names of all countries and of languages of two letters, in each of LOCALES.

    Babel keeps every locale it has read for good, about a megabyte each; the ones read only for this are dropped again.
    """
    names = Names([], [])
    kept = getattr(localedata, "_cache", {})
    for code in LOCALES:
        loaded = set(kept)
        locale = Locale.parse(code)
        names.countries.extend((code, key, name) for key, name in locale.territories.items() if is_country(key))
        names.languages.extend((code, key, name) for key, name in locale.languages.items() if len(key) == 2)
        for key in set(kept) - loaded:
            kept.pop(key, None)
    return names


@cache
def _english(what: str) -> dict[str, str]:
    return dict(getattr(Locale("en"), what))


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale("en")
