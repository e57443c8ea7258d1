"""A unit: any text a visitor can read that experts read and sign as one."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

# For how many days a signature holds at most, by kind of text; content/expiry.yml may shorten it.
LASTS = {"script": 365, "law": 182, "platform": 90, "removal": 182, "interface": 365, "helpline": 365, "word": 365,
         "link": 182}
# Kinds that are said in the conversation, with buttons of their own.
SPOKEN = ("script", "law", "platform", "removal")


@dataclass(frozen=True)
class Part:
    """A bubble, a step, or one entry of an interface file; `name` is the entry's key."""

    words: str
    name: str = ""


@dataclass(frozen=True)
class Unit:
    """What one review is about. `id` names it for ever; `also` is signed with it though nobody reads it as a sentence:
    where buttons lead, which country a law is of.

    `markers` find its line: each is looked for in `file` from where the one before was found. `places` are the paths of
    the values in the file: one for the whole text, or one for each part; none where a tool cannot change it.
    """

    id: str
    kind: str
    language: str
    topic: str
    parts: tuple[Part, ...]
    file: Path
    markers: tuple[str, ...] = ()
    audience: str | None = None
    titles: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    expires: date | None = None
    is_danger: bool = False
    places: tuple[tuple[str | int, ...], ...] = ()

    @property
    def text(self) -> str:
        """As people read it; a blank line between the parts."""
        return "\n\n".join(f"{part.name}: {part.words}" if part.name else part.words for part in self.parts)

    @property
    def digest(self) -> str:
        """Of exactly what is read and what is signed with it."""
        signed = [self.text, self.titles, self.also, self.sources, str(self.expires or "")]
        return hashlib.sha256(json.dumps(signed, ensure_ascii=False).encode()).hexdigest()

    def line(self, *words: str) -> int:
        """Where the unit stands in its file, or, inside it, the first of these words that is found."""
        return find_line(self.file, *self.markers, *words[:1])


def find_line(file: Path, *markers: str) -> int:
    """The line (from 1) of the last marker, looked for one after the other; a missing one is skipped."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return 1
    at = 0
    for marker in filter(None, markers):
        at = next((number for number in range(at, len(lines)) if _stands_in(marker, lines[number])), at)
    return at + 1


def _stands_in(marker: str, line: str) -> bool:
    """A marker that ends in a colon is a key: nothing but spaces, a dash, a brace or a quote stands before it."""
    if marker.endswith(":"):
        return bool(re.match(rf"[\s\-{{\"']*{re.escape(marker[:-1])}[\"']?:", line))
    return marker.casefold() in line.casefold()
