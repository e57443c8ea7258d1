"""Checks what a site file says against the rest of the content: its country and its languages must be there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from bot.content.helplines import INTERNATIONAL
from bot.content.problem import Problem
from bot.content.sites import Site
from bot.content.yaml_file import Key, read


def check_sites(folder: Path, sites: Mapping[str, Site], countries: Collection[str],
                languages: Collection[str]) -> Iterable[Problem]:
    """Every fault of the site files in `folder`; `languages` are those the interface has."""
    for name, site in sites.items():
        for path, message, remedy in _faults(site, countries, languages):
            document = read(folder / f"{name}.yml", [])
            if document:
                yield document.problem(path, "site", message, remedy)


def _faults(site: Site, countries: Collection[str],
            languages: Collection[str]) -> Iterable[tuple[tuple[Key, ...], str, str]]:
    known = set(countries) - {INTERNATIONAL}
    if countries and site.country is not None and site.country not in known:
        yield ("country",), f"there are no helplines for “{site.country}”", "use a code from content/helplines"
    for position, language in enumerate(site.languages):
        if language not in languages:
            yield (("languages", position), f"there is no interface in “{language}”",
                   f"write content/interface/{language}.yml first, or take it out")
    if not site.languages:
        yield ("languages",), "a site needs a language", "write [en]"
