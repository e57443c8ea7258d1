"""Links go only where content/links.yml says (docs/safeguarding.md O2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.content.links import host_of
from bot.content.problem import Problem
from bot.content.rules.subject import Subject, hits
from bot.content.unit import find_line

_LINK = re.compile(r"(?:https?://|www\.)[^\s)\"”]+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}\b|\S+@\S+\.\w+", re.IGNORECASE)
_REMEDY = "add the site to content/links.yml with its owner, or take the link out"


def links(subject: Subject) -> Iterator[Problem]:
    """Every site that a text, a helpline or an exit leads to is on the list."""
    known = {link.host for link in subject.library.links}
    for unit in subject.units:
        for words in (*(part.words for part in unit.parts), *unit.titles) if unit.kind != "link" else ():
            for found in hits(_LINK, (words,)):
                if host_of(found.rstrip(".,")) not in known:
                    yield subject.problem(unit, "O2", f"“{found}” is not on the list of links", _REMEDY, found)
    for file, link in _targets(subject):
        if host_of(link) not in known:
            yield Problem(subject.library.folder / file, find_line(subject.library.folder / file, link), "O2",
                          f"“{host_of(link)}” is not on the list of links", _REMEDY)


def missing_links(subject: Subject) -> dict[str, str]:
    """{site: whose it seems to be} of helplines' links that are not on the list, for an editor to look at."""
    known = {link.host for link in subject.library.links}
    return {host_of(channel.url): service.name for country in subject.library.helplines.values()
            for service in country.services for channel in service.channels
            if channel.url and host_of(channel.url) not in known}


def unused_links(subject: Subject) -> Iterator[Problem]:
    """A short list is one that people can read: what nothing leads to is taken off."""
    used = {host_of(link) for _, link in _targets(subject)}
    for unit in subject.units if subject.library.links else ():
        if unit.kind != "link":
            used |= {host_of(found.rstrip(".,")) for found in hits(_LINK, (part.words for part in unit.parts))}
    file = subject.library.folder / "links.yml"
    for link in subject.library.links:
        if link.host not in used:
            yield Problem(file, find_line(file, f"host: {link.host},"), "unused-link",
                          f"nothing leads to “{link.host}”", "take it off the list")


def _targets(subject: Subject) -> Iterator[tuple[str, str]]:
    for code, country in subject.library.helplines.items():
        for service in country.services:
            yield from ((f"helplines/{code}.yml", channel.url) for channel in service.channels if channel.url)
    yield from ((f"sites/{name}.yml", site.exit_url) for name, site in subject.library.sites.items() if site.exit_url)
    yield from (("exits.yml", page) for page in subject.library.exits.values())
