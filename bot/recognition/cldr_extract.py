"""Writes the names that are used of CLDR: `python -m bot.recognition.cldr_extract`."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale

from bot.recognition.cldr import FILE, country_codes
from bot.recognition.tables import table

_TABLE = table("locales")
_LANGUAGES = frozenset(locale.partition("_")[0] for locale in _TABLE["locales"])
_NAMED_IN = frozenset(_TABLE["all_languages_named_in"])
_HEAD = "# From Unicode CLDR by way of Babel (Unicode License v3), written by bot/recognition/cldr_extract.py.\n"


def extract() -> str:
    """The whole file: lines of a kind, a locale, a code and a name."""
    return _HEAD + "".join(f"{line}\n" for code in _TABLE["locales"] for line in _lines(code))


def _lines(code: str) -> Iterator[str]:
    locale, codes = Locale.parse(code), country_codes()
    for key, name in locale.territories.items():
        if key in codes:
            yield f"country {code} {key} {name}"
    for key, name in locale.languages.items():
        if len(key) == 2 and (key == locale.language or (key in _LANGUAGES and code in _NAMED_IN)):
            yield f"language {code} {key} {name}"


if __name__ == "__main__":
    FILE.write_text(extract(), encoding="utf-8")
