"""What ages: words that rest on dated sources, with a last day, and how they become scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from pydantic import Field, StrictStr, root_validator, validator

from bot.content.problem import Problem
from bot.content.schema import Record
from bot.content.scripts import AUDIENCES, MARKS, Audience, Button, Script, bubbles
from bot.content.service import Confidence
from bot.content.yaml_file import Document, Key

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


class Source(Record):
    """Where a fact comes from: the original by name, with the date it carries."""

    name: StrictStr = Field(..., min_length=10)
    date: StrictStr | None = Field(..., regex=_DAY.pattern, description="the date on the source; null: it shows none")
    url: StrictStr | None = Field(None, regex=r"^https://")
    primary: bool = Field(..., description="whether the body's own page was seen; else it was read about elsewhere")

    def __str__(self) -> str:
        return f"{self.name}, {self.date}" if self.date else f"{self.name} (undated)"


class Words(Record):
    """What each audience reads; a blank line starts the next step, `{notes}` what is no step."""

    title: StrictStr = Field(..., max_length=60)
    child: str | None
    teen: str | None
    parent: str | None
    school: str | None
    adult: str | None
    buttons: tuple[Button, ...] = ()

    @root_validator(skip_on_failure=True)
    def _says_something(cls, values: dict[str, object]) -> dict[str, object]:
        if not any(values.get(audience) for audience in AUDIENCES):
            raise ValueError("has words for no audience")
        return values

    def text(self, audience: str) -> str | None:
        """The wording of exactly this audience."""
        wording: str | None = getattr(self, audience)
        return wording

    def audiences(self) -> tuple[Audience, ...]:
        """Those that have a wording of their own."""
        return tuple(audience for audience in AUDIENCES if self.text(audience))


class Dated(Record):
    """Words with their sources and their last day."""

    sources: tuple[Source, ...]
    confidence: Confidence
    written_on: date = Field(..., description="when the words were written from the sources")
    checked_on: date | None = Field(..., description="when a person walked through it; null: never")
    checked_by: StrictStr | None
    expires: date = Field(..., description="the last day on which it is said")
    words: Mapping[str, Words] = Field(..., description="by language")

    @validator("written_on", "checked_on", "expires", pre=True)
    def _is_written_as_a_date(cls, value: object) -> object:
        if value is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
            raise ValueError("is not a date like 2026-10-31")
        return value

    def scripts(self, instead: str, buttons: Mapping[str, tuple[Button, ...]] | None = None) -> dict[str, Script]:
        """One script for each language; `buttons` by language are used where it has none of its own."""
        return {language: Script.parse_obj({
            **{audience: words.text(audience) for audience in AUDIENCES}, "title": words.title,
            "expires": self.expires, "instead": instead, "sources": tuple(map(str, self.sources)),
            "buttons": words.buttons or (buttons or {}).get(language, ()),
        }) for language, words in self.words.items()}


def check_dated(document: Document, found: Dated, longest_days: int, at: tuple[Key, ...] = ()) -> Iterator[Problem]:
    """Faults that the form does not show: a last day too far away, no source, no English, unknown blanks."""
    last = (found.checked_on or found.written_on) + timedelta(days=longest_days)
    if found.expires > last:
        yield document.problem((*at, "expires"), "expiry", f"{found.expires} is later than these words may stand",
                               f"write {last} at most, or check them again and fill in `checked_on`")
    if not found.sources:
        yield document.problem((*at, "sources"), "source", "nothing says where this comes from", "name the original")
    if (found.checked_on is None) != (found.checked_by is None):
        yield document.problem((*at, "checked_on"), "checked", "a check needs a date and a person",
                               "write both, or null in both")
    if "en" not in found.words:
        yield document.problem((*at, "words"), "missing", "there are no English words", "write `en`")
    for language, words in found.words.items():
        for audience in words.audiences():
            for bubble in bubbles(words.text(audience) or ""):
                if "{" in bubble and bubble not in MARKS:
                    yield document.problem((*at, "words", language, audience), "blank", "nothing fills a blank here",
                                           "say it without braces")
