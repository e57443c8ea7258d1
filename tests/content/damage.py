"""Damages a copy of content/ and says which rules the check names then."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from bot.content.check import broken_rules
from bot.content.library import Library, read_library
from bot.content.problem import Problem
from bot.content.rules.subject import Subject

Damage = Callable[[Path], None]


@cache
def library() -> Library:
    """The repository's content, read once."""
    return read_library()


@cache
def subject() -> Subject:
    """The same as the rules look at it."""
    return Subject(library())


@cache
def problems() -> list[Problem]:
    """What the rules find in it."""
    return broken_rules(subject())


def replaced(file: str, old: str, new: str) -> Damage:
    """Puts `new` in place of the first `old` in a file; the text must be there."""

    def damage(tree: Path) -> None:
        path = tree / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def appended(file: str, text: str) -> Damage:
    """Puts `text` at a file's end."""

    def damage(tree: Path) -> None:
        with (tree / file).open("a", encoding="utf-8") as opened:
            opened.write(text if text.endswith("\n") else text + "\n")

    return damage


def removed(file: str) -> Damage:
    """Takes a file away."""
    return lambda tree: (tree / file).unlink()


def script(child: str, more: str = "", sources: str = "[]", name: str = "utter_made_up") -> str:
    """A script as YAML."""
    text = "".join(f"    {line}\n" if line else "\n" for line in child.splitlines())
    return f"\n{name}:\n  child: |\n{text}{more}  sources: {sources}\n"
