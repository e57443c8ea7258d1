"""Reads content/helplines/<CC>.yml: the helplines and reporting services of each country."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bot.content.helpline_checks import check_country, check_ids
from bot.content.problem import Problem
from bot.content.schema import parse
from bot.content.service import INTERNATIONAL, Channel, CountryHelplines, EmergencyNumber, Service
from bot.content.yaml_file import Document, read

__all__ = ["INTERNATIONAL", "Channel", "CountryHelplines", "EmergencyNumber", "Service", "read_helplines"]


def read_helplines(folder: Path, problems: list[Problem]) -> dict[str, CountryHelplines]:
    """`folder`/<CC>.yml by country code; every fault is added to `problems`."""
    countries: dict[str, CountryHelplines] = {}
    documents: dict[str, Document] = {}
    for path in sorted(folder.glob("*.yml")):
        changed = path.stat()
        document, country, found = _read_country(path, changed.st_mtime_ns, changed.st_size)
        problems.extend(found)
        if document and country:
            countries[path.stem], documents[path.stem] = country, document
    problems.extend(check_ids(documents, countries))
    if INTERNATIONAL not in countries and not (folder / "INT.yml").exists():
        problems.append(Problem(folder / "INT.yml", 1, "missing", "there are no international services",
                                "restore INT.yml: it is all there is for a person whose country is unknown"))
    return countries


# A running bot and the preview read all files again when one was saved; nearly all of them are as they were.
@lru_cache(maxsize=1_000)
def _read_country(path: Path, changed: int,
                  size: int) -> tuple[Document | None, CountryHelplines | None, list[Problem]]:
    problems: list[Problem] = []
    document = read(path, problems)
    country = parse(CountryHelplines, document, problems) if document else None
    if document and country:
        problems.extend(check_country(document, country))
    return document, country, problems
