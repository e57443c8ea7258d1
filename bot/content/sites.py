"""Sites: the schools and organisations whose pages carry the widget, and what differs there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, root_validator, validator

from bot.content.contrast import contrast
from bot.content.problem import Problem
from bot.content.schema import Record, parse
from bot.content.yaml_file import Document, read

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# As a browser writes an origin; a star for the first part of the name, as in a content security policy.
_ORIGIN = re.compile(r"https?://((\*\.)?([a-z0-9-]+\.)*[a-z0-9-]+|\[[0-9a-f:]+\])(:[1-9]\d{0,4})?")
_EVERYBODY = re.compile(r"https?://\*\.[a-z0-9-]+")
_EMAIL = re.compile(r"[^@\s/?&]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+")
_PHONE = re.compile(r"[+*#]?[\d *#()./-]{2,24}( ext\.? ?\d+)?")
LEAST_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: what can be pressed stands out from the page, here from a white one
# What a site on the internet owes its visitors (safeguarding.md P1), with how to write it.
_OWED = {"safeguarding_lead": "“Ms Ito, deputy head”", "complaints": "an e-mail address or an https page"}


class TrustedAdult(Record):
    """The grown-up whom a school's pupils may turn to, shown first among those who help."""

    name: str = Field(description="as pupils know them, with the role: “Ms Ito, school counsellor”")
    where: str | None = Field(None, description="where and when to find them: “Room 12, every break”")
    phone: str | None = None
    email: str | None = None

    @validator("phone")
    def _is_phone(cls, value: str | None) -> str | None:
        if value and not _PHONE.fullmatch(value):
            raise ValueError("is not a telephone number like 020 7946 0958")
        return value

    @validator("email")
    def _is_email(cls, value: str | None) -> str | None:
        if value and not _EMAIL.fullmatch(value):
            raise ValueError("is not an e-mail address")
        return value

    @root_validator(skip_on_failure=True)
    def _can_be_found(cls, values: dict[str, str | None]) -> dict[str, str | None]:
        if not (values["where"] or values["phone"] or values["email"]):
            raise ValueError("says nowhere how to reach this person; write “where”, “phone” or “email”")
        return values


class Site(Record):
    """One embedding site; `default` serves everybody who names none."""

    name: str
    colour: str = Field("#1f5f8b", description="#rrggbb of the launcher and the header")
    origins: tuple[str, ...] = Field((), description="pages that may frame the widget: https://school.example")
    country: str | None = Field(None, description="two letters; whose helplines are at hand before anyone says")
    languages: tuple[str, ...] = ("en",)
    opens_with: Literal["chat", "help"] = Field("chat", description="what a visitor sees first")
    trusted_adult: TrustedAdult | None = None
    safeguarding_lead: str | None = Field(None, description="who answers for children's safety here, name and role")
    complaints: str | None = Field(None, description="where to complain: an e-mail address or an https page")
    network_notice: bool = Field(False, description="says that the school's network may see that this was opened")
    exit_url: str | None = Field(None, description="the neutral page that Exit opens; else that of the country")

    @validator("colour")
    def _is_colour(cls, value: str) -> str:
        if not is_colour(value):
            raise ValueError("is not a colour like #1f5f8b")
        if contrast(value, "#ffffff") < LEAST_CONTRAST:
            raise ValueError(f"is too pale to stand out on a white page ({contrast(value, '#ffffff'):.1f} : 1, "
                             f"{LEAST_CONTRAST:.0f} : 1 is needed); choose a darker one")
        return value.lower()

    @validator("origins", each_item=True)
    def _is_origin(cls, value: str) -> str:
        if not is_origin(value):
            raise ValueError("is not an origin like https://school.example (lower case, no path, no slash at the end)")
        return value

    @validator("complaints")
    def _can_be_written_to(cls, value: str | None) -> str | None:
        if value and not (_EMAIL.fullmatch(value) or is_page(value)):
            raise ValueError("is neither an e-mail address nor a page like https://school.example/complaints")
        return value

    @validator("exit_url")
    def _is_page(cls, value: str | None) -> str | None:
        if value and not is_page(value):
            raise ValueError("is not a page like https://www.bbc.com/weather")
        return value

    def is_public(self) -> bool:
        """Whether a page beyond this machine may show the widget."""
        return any(urlsplit(origin).hostname not in _LOOPBACK for origin in self.origins)


def is_colour(text: str) -> bool:
    """Whether it is a colour like #1f5f8b."""
    return bool(re.fullmatch(r"#[0-9a-fA-F]{6}", text))


def is_origin(text: str) -> bool:
    """Whether it is an origin as browsers write it: scheme, host, perhaps a port, nothing else."""
    return bool(_ORIGIN.fullmatch(text)) and not _EVERYBODY.fullmatch(text)


def is_page(text: str) -> bool:
    """Whether it is the address of a page under https."""
    return bool(re.fullmatch(r"https://[\w.-]+(:\d+)?(/[^\s\"'<>]*)?", text))


def allows(origins: tuple[str, ...], origin: str) -> bool:
    """Whether a list of origins holds this one, itself or by a star."""
    scheme, _, host = origin.partition("://")
    starred = (listed.partition("://*") for listed in origins if "://*" in listed)
    return origin in origins or any(scheme == start and host.endswith(end) for start, _, end in starred)


def read_sites(folder: Path, problems: list[Problem]) -> dict[str, Site]:
    """`folder`/<site>.yml; there must be a `default`."""
    sites = {}
    for path in sorted(folder.glob("*.yml")):
        document = read(path, problems)
        site = parse(Site, document, problems) if document else None
        if site and document:
            sites[path.stem] = site
            problems.extend(_owed(site, document))
    if "default" not in sites and not any(problem.file.parent == folder for problem in problems):
        problems.append(Problem(folder / "default.yml", 1, "missing", "there is no default site", "restore it"))
    return sites


def _owed(site: Site, document: Document) -> list[Problem]:
    missing = [field for field in _OWED if site.is_public() and not getattr(site, field)]
    return [document.problem(("origins",), "public", f"a site on the internet needs “{field}”, and it is missing",
                             f"add it: {_OWED[field]}") for field in missing]
