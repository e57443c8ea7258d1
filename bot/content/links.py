"""The sites that visitors may be sent to."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field

from bot.content.problem import Problem
from bot.content.schema import Record, parse
from bot.content.yaml_file import read


class Link(Record):
    """One site; a person who signs its unit has seen that it belongs to its owner."""

    host: str = Field(..., regex=r"^(?!www\.)[^\s/.,:]+(\.[^\s/.,:]+)+$", description="without https and www")
    owner: str = Field(..., min_length=2, description="whose site it is")


def host_of(link: str) -> str:
    """The site of a link, without www."""
    host = urlsplit(link if "://" in link else f"https://{link}").hostname or link
    return host.removeprefix("www.").casefold()


class _Links(Record):
    links: tuple[Link, ...]


def read_links(file: Path, problems: list[Problem]) -> tuple[Link, ...]:
    """`file` as sites, in its order."""
    if not file.exists():
        problems.append(Problem(file, 1, "missing", "there is no list of links", "restore links.yml"))
        return ()
    document = read(file, problems)
    found = parse(_Links, document, problems) if document else None
    seen: set[str] = set()
    for number, link in enumerate(found.links if found else ()):
        if link.host in seen and document:
            problems.append(document.problem(("links", number), "twice", f"“{link.host}” stands twice", "keep one"))
        seen.add(link.host)
    return found.links if found else ()
