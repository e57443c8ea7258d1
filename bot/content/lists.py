"""The short lists of content/: words the chat teaches, who comes with which intent, how long signatures hold."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, conint

from bot.content.problem import Problem
from bot.content.schema import Record, parse
from bot.content.scripts import AUDIENCES, Audience
from bot.content.unit import LASTS
from bot.content.yaml_file import Document, read


class TaughtWord(Record):
    """A hard word that cannot be avoided, with one sentence a child can read."""

    word: str = Field(..., min_length=2, description="the word or words")
    meaning: str = Field(..., min_length=5, description="one sentence of ten words at most")
    language: str = Field("en", description="in which language; without it, English")


class _Words(Record):
    __root__: tuple[TaughtWord, ...]


class _Audiences(Record):
    __root__: dict[str, tuple[Audience, ...]]


class _Days(Record):
    __root__: dict[str, conint(ge=1, le=366)]  # type: ignore[valid-type]


def read_words(file: Path, problems: list[Problem]) -> tuple[TaughtWord, ...]:
    """`file` as words; each stands once."""
    document = _read(file, problems)
    found = parse(_Words, document, problems) if document else None
    words = found.__root__ if found else ()
    known = [(word.language, word.word.casefold()) for word in words]
    for number, word in enumerate(known):
        if word in known[:number] and document:
            problems.append(document.problem((number,), "twice", f"“{word[1]}” stands twice", "keep one of the two"))
    return words


def read_audiences(file: Path, problems: list[Problem]) -> dict[str, tuple[Audience, ...]]:
    """`file` as {intent: those who come with it}."""
    document = _read(file, problems)
    found = parse(_Audiences, document, problems) if document else None
    for intent, concerned in (found.__root__ if found else {}).items():
        if not concerned and document:
            problems.append(document.problem((intent,), "schema", f"“{intent}” concerns nobody",
                                             "name one of " + ", ".join(AUDIENCES)))
    return dict(found.__root__) if found else {}


def read_expiry(file: Path, problems: list[Problem]) -> dict[str, int]:
    """`file` as {kind of text: days a signature holds}; without it, as long as each kind allows."""
    if not file.exists():
        return {}
    document = read(file, problems)
    found = parse(_Days, document, problems) if document else None
    for kind in found.__root__ if found else {}:
        if kind not in LASTS and document:
            problems.append(document.problem((kind,), "schema", f"“{kind}” is no kind of text",
                                             "use one of " + ", ".join(LASTS)))
    return dict(found.__root__) if found else {}


def _read(file: Path, problems: list[Problem]) -> Document | None:
    if not file.exists():
        problems.append(Problem(file, 1, "missing", f"there is no {file.name}", "restore it"))
        return None
    return read(file, problems)
