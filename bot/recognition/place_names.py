"""Every name of a country that counts, and how much each needs around it to count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.recognition.cldr import Names
from bot.recognition.tables import table
from bot.recognition.text import key

Entry = tuple[str, str, str]
"""A phrase, its kind and its code.

Kinds: `country` counts by itself; `word` and `person` (also words and first names) and `code` need a word of place,
`capital` capital letters; `city`, `namesake` (a city people are called after) and `hometown` a word of place or home;
`demonym` a person it is said of."""

SHARED = "?"
"""The code of a city name several countries share: it is a place, and a country named beside it says where."""


def country_entries(names: Names) -> Iterator[Entry]:
    """Names from CLDR in all locales, our own, codes and demonyms; phrases folded, in small letters."""
    own = table("countries")
    never = {key(name) for name in own["never"]}
    known = {key(name): code for code, listed in own["names"].items() for name in listed}
    known |= {name: code for name, code in _cldr_names(names).items() if name not in known and name not in never}
    words, people = ({key(name) for name in own[part]} for part in ("words", "people"))
    for name, code in known.items():
        yield name, "person" if name in people else "word" if name in words else "country", code
    for kind, part in (("country", "anywhere"), ("code", "with_place_word"), ("capital", "in_capitals")):
        yield from ((name, kind, code) for name, code in own["codes"][part].items())
    yield from ((key(name), "demonym", code) for code, listed in table("demonyms").items() for name in listed)


def spelling_targets(names: Names) -> set[str]:
    """English names of one word, towards which misspelt words are mended."""
    return {name for locale, _, written in names.countries if locale == "en" and (name := key(written)).isalpha()}


def _cldr_names(names: Names) -> dict[str, str]:
    found: dict[str, str] = {}
    for locale, code, name in names.countries:
        for variant in _variants(name):
            if locale == "en" or len(variant) >= _shortest(variant):
                found.setdefault(variant, code)
    return found


def _shortest(name: str) -> int:
    """Letters a name needs to be no ordinary word of another language in its script; shorter ones are in our table."""
    first = name[0]
    if first < "\u0370":
        return 6
    if first < "\u0900" or "\u3040" <= first < "\u3100":
        return 4
    return 3 if first < "\u3040" else 2


def _variants(name: str) -> set[str]:
    """A CLDR name as people write it: "Myanmar (Burma)" is two names, "&" is "and", "St." is "Saint" or "St"."""
    plain = re.sub(r" SAR China$", "", name)
    found = {key(part) for part in (re.sub(r"\s*\(.*?\)\s*", " ", plain), *re.findall(r"\((.{4,}?)\)", plain))}
    for old, new in (("&", "and"), ("st.", "saint"), ("st.", "st"), ("-", " "), ("'", " ")):
        found |= {" ".join(variant.replace(old, new).split()) for variant in found}
    return found - {""}
