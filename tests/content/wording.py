"""All English scripts as the lint tests read them: text by text, with bubbles, sentences and what is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bot.content.library import Library, read_library
from bot.content.scripts import AUDIENCES, MARKS, Script, bubbles

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]*\s+")
_QUOTED = re.compile(r'"[^"]*"')
_BLANK = re.compile(r"\{\w+\}")  # filled with words that stand, and are looked at, somewhere else
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Text:
    """What one audience reads of one script; `topic` is the file it stands in."""

    script: str
    topic: str
    audience: str
    words: str

    def __str__(self) -> str:
        return f"{self.script}/{self.audience}"

    @property
    def bubbles(self) -> list[str]:
        """One thought each."""
        return [bubble for bubble in bubbles(self.words) if bubble not in MARKS and not _BLANK.fullmatch(bubble)]

    @property
    def line(self) -> str:
        """The whole text on one line, in small letters."""
        return " ".join(self.bubbles).lower()

    @property
    def spoken(self) -> str:
        """The text as the bot's own words: without the sentences it lends a person to say, which stand in quotes."""
        return _QUOTED.sub(" … ", " ".join(self.bubbles))

    @property
    def is_risk(self) -> bool:
        """Whether it is read by somebody in danger or blackmailed (safeguarding.md J: stricter limits)."""
        return self.topic == "danger" or self.script.startswith("utter_victim_threat")


@cache
def library() -> Library:
    """The repository's content, read once for all lint tests."""
    return read_library()


def scripts() -> dict[str, Script]:
    """The English scripts by id."""
    return library().scripts.by_language["en"]


@cache
def texts() -> tuple[Text, ...]:
    """Every text of every English script."""
    topics = library().scripts.topics
    return tuple(Text(name, topics[name], audience, script.text(audience) or "")
                 for name, script in scripts().items() for audience in script.audiences())


def texts_of(name: str) -> list[Text]:
    """The texts of one script; it must exist."""
    found = [text for text in texts() if text.script == name]
    assert found, f"{name} does not exist"
    return found


def titles() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every button as (script, title, the audiences that see it)."""
    for name, script in scripts().items():
        for button in script.buttons:
            yield name, button.title, tuple(audience for audience in AUDIENCES if button.is_for(audience))


def everything_read() -> Iterator[tuple[str, str]]:
    """Every English word a visitor can read, with where it stands: scripts, buttons, sources, interface."""
    for text in texts():
        yield str(text), " ".join(text.bubbles)
    for name, title, _ in titles():
        yield f"{name}/button", title
    for name, script in scripts().items():
        for source in script.sources:
            yield f"{name}/source", source
    for key, words in library().interface["en"].items():
        yield f"interface/{key}", words


def sentences(bubble: str) -> list[str]:
    """A bubble's sentences; a colon ends none."""
    return [part for part in _SENTENCE_END.split(bubble) if part.strip()]


def count(words: str) -> int:
    """How many words a reader meets."""
    return sum(1 for part in words.split() if _WORD.search(part))


def service_names() -> set[str]:
    """The names of all services in the helplines: names keep their own wording."""
    return {service.name for country in library().helplines.values() for service in country.services}


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds each of these names as whole words, the longest where several fit."""
    longest_first = sorted(set(names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def without(words: str, names: re.Pattern[str]) -> str:
    """`words` with what the pattern finds left out."""
    return " ".join(names.sub(" ", words).split())


def in_order(words: str, *patterns: str) -> bool:
    """Whether each pattern is found after the one before."""
    at = 0
    for pattern in patterns:
        found = re.compile(pattern, re.IGNORECASE).search(words, at)
        if not found:
            return False
        at = found.end()
    return True
