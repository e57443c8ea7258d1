"""Names of countries and languages in many languages, from Unicode CLDR by way of Babel."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError, localedata

# What the world's children type in: the official and widely written languages of the countries with a directory entry.
LOCALES = tuple("""en es fr pt de it nl sv nb da fi is et lv lt pl cs sk hu ro bg sr sr_Latn hr bs sl mk sq el tr ru uk be ka hy az kk ky uz
    uz_Cyrl tg mn ar fa ur ps hi bn ta te ne si my km lo th vi id ms fil sw am zh zh_Hant ja ko he rw so ha yo zu af pa""".split())
_LANGUAGES = frozenset(code.partition("_")[0] for code in LOCALES)
_NAMED_IN = frozenset("en es fr pt de ru ar ur hi".split())
# Regions CLDR names that are no country: exceptional reservations, groupings and test codes.
_NO_COUNTRY = frozenset("AC AQ BV CP CQ DG EA EU EZ HM IC QO TA TF UM UN XA XB ZZ".split())


def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes of the countries and territories with people in them, and XK."""
    return frozenset(code for code in _territories() if len(code) == 2 and code not in _NO_COUNTRY)


def country_name(code: str, language: str = "en") -> str:
    """The name of a country in `language` (BCP 47); English when the language is unknown, `code` itself when the country is."""
    names = _locale(language).territories
    return names.get(code) or _territories().get(code, code)


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
    """The names of all countries in each of LOCALES; of these languages, what each calls itself and its names in the widest spoken.

    Babel keeps every locale it has read for good, about a megabyte each; the ones read only for this are dropped again. Names
    leave a locale as one text, because a single small string kept from a block of memory keeps the whole block.
    """
    codes, kept, texts = country_codes(), getattr(localedata, "_cache", {}), []
    for code in LOCALES:
        loaded = set(kept)
        locale = Locale.parse(code)
        countries = "\n".join(f"{key} {name}" for key, name in locale.territories.items() if key in codes)
        languages = "\n".join(f"{key} {name}" for key, name in locale.languages.items()
                              if key == locale.language or (key in _LANGUAGES and code in _NAMED_IN))
        texts.append((code, countries, languages))
        for key in set(kept) - loaded:
            kept.pop(key, None)
    return Names([(code, line[:2], line[3:]) for code, countries, _ in texts for line in countries.split("\n")],
                 [(code, line[:2], line[3:]) for code, _, languages in texts for line in languages.split("\n") if line[2:3] == " "])


@cache
def _territories() -> dict[str, str]:
    return dict(Locale("en").territories)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale("en")
