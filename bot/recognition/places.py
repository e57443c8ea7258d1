"""Makes places of the names found in a text: which belong together, and whether the text is nothing but a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.recognition.lexicon import Mention
from bot.recognition.place_names import SHARED
from bot.recognition.tables import table

CITIES = frozenset({"city", "namesake", "hometown"})
NEEDS_PLACE_WORD = CITIES | {"word", "person", "code"}
_PLACES = NEEDS_PLACE_WORD | {"country", "capital", "demonym"}
_FILLER = frozenset(table("whereabouts")["fillers"])
_BETWEEN = re.compile(r"[\s,/()-]*(?:in )?")
_MOST = 40


class Place(NamedTuple):
    """A place in a text: its kind (see place_names), its country, and where it stands."""

    kind: str
    code: str
    start: int
    end: int


def places_in(text: str, mentions: list[Mention]) -> list[Place]:
    """The places among `mentions`, at most 40. "Karachi, Pakistan" is one place, and the country says which Karachi.

    A country and a city of the same name (Singapore, Ontario) are the country."""
    countries = {mention.start for mention in mentions if mention.kind in _PLACES - CITIES - {"demonym"}}
    found = [mention for mention in mentions if mention.kind in _PLACES
             and not (mention.kind in CITIES and mention.start in countries)][:_MOST]
    return [place for place in _joined(text, found) if place.code != SHARED]


def is_nothing_but(text: str, places: list[Place]) -> bool:
    """Whether a message holds places, ages and small talk only: an answer to "where are you?"."""
    for place in reversed(places):
        text = text[:place.start] + " " + text[place.end:]
    return all(word in _FILLER or word[0].isdigit() for word in re.findall(r"[\w']+", text))


def _joined(text: str, mentions: list[Mention]) -> Iterator[Place]:
    following = iter([*mentions[1:], None])
    rest = iter(mentions)
    for mention in rest:
        after = next(following)
        if after and _belong_together(text, mention, after):
            country = after if mention.kind in CITIES else mention
            yield Place("country", country.value, mention.start, after.end)
            next(rest, None)
            next(following, None)
        else:
            yield Place(*mention)


def _belong_together(text: str, one: Mention, other: Mention) -> bool:
    kinds = {one.kind, other.kind}
    is_city_and_country = len(kinds & CITIES) == 1 and len(kinds) == 2 and "demonym" not in kinds and one.kind != "code"
    return is_city_and_country and _BETWEEN.fullmatch(text, one.end, other.start) is not None
