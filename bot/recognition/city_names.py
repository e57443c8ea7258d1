"""Which country a big city is in, from GeoNames."""

from __future__ import annotations

from collections.abc import Iterator

from bot.geonames import places
from bot.recognition.place_names import SHARED, Entry
from bot.recognition.tables import table
from bot.recognition.text import key


def city_entries() -> Iterator[Entry]:
    """Cities of 300,000 people and capitals; from 100,000 as home towns only; and the states of the USA.

    A name that several countries share goes to the far largest place, or to none.
    """
    own = table("cities")
    people, never = set(own["people"]), set(own["never"])
    known = {key(name): code for code, listed in own["names"].items() for name in listed}
    towns = dict(own["with_home_word"])
    for found, kind in ((known, "big"), (towns, "town")):
        for code, name in places(kind):
            if name not in never:
                found.setdefault(name, code)
    known |= dict.fromkeys(own["shared"], SHARED)
    yield from ((name, "namesake" if name in people else "city", code) for name, code in known.items())
    yield from ((key(name), "country", code) for code, listed in own["native"].items() for name in listed)
    yield from ((name, "hometown", code) for name, code in towns.items() if name not in known)
    states = {name for _, name in places("state")} - {"georgia"}
    yield from ((name, "person" if name in people else "word", "US") for name in states)
