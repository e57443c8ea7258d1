"""Sites: the schools and organisations whose pages carry the widget, and what differs there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, validator

from bot.content.problem import Problem
from bot.content.schema import Record, parse
from bot.content.yaml_file import read

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Site(Record):
    """One embedding site; `default` serves everybody who names none."""

    name: str
    colour: str = Field("#1f5f8b", description="#rrggbb of the launcher and the header")
    origins: tuple[str, ...] = Field((), description="pages that may frame the widget: https://school.example")
    country: str | None = Field(None, description="two letters; whose helplines are at hand before anyone says")
    languages: tuple[str, ...] = ("en",)
    exit_url: str = Field("https://www.bbc.com/weather", description="the neutral page that Exit opens")

    @validator("colour")
    def _is_colour(cls, value: str) -> str:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise ValueError("is not a colour like #1f5f8b")
        return value

    @validator("origins", each_item=True)
    def _is_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or value != f"{parts.scheme}://{parts.netloc}":
            raise ValueError("is not an origin like https://school.example (no path, no slash at the end)")
        return value

    def is_public(self) -> bool:
        """Whether a page beyond this machine may show the widget."""
        return any(urlsplit(origin).hostname not in _LOOPBACK for origin in self.origins)


def read_sites(folder: Path, problems: list[Problem]) -> dict[str, Site]:
    """`folder`/<site>.yml; there must be a `default`."""
    sites = {}
    for path in sorted(folder.glob("*.yml")):
        document = read(path, problems)
        site = parse(Site, document, problems) if document else None
        if site:
            sites[path.stem] = site
    if "default" not in sites and not any(problem.file.parent == folder for problem in problems):
        problems.append(Problem(folder / "default.yml", 1, "missing", "there is no default site", "restore it"))
    return sites
