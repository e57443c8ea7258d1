"""Writes signatures and accepted words into content/, each file whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from bot.content.reviews import Review, Reviews
from bot.content.unit import Unit
from bot.content.yaml_file import read

_HEAD = """\
# Written by `python -m bot review import`. Never edit this by hand: a signature somebody typed is worse than none,
# and the check finds it by its seal.
"""


class CannotRewrite(ValueError):
    """Words that no tool can put in their place; an editor must."""


def write_reviews(folder: Path, known: Reviews, new: Iterable[Review], languages: dict[str, str]) -> None:
    """Adds signatures to `folder`/<lang>.yml; `languages` tells each unit's. The same signature twice stands once."""
    by_file: dict[str, dict[tuple[str, str, str, str], Review]] = {}
    for review in (*known.all, *new):
        key = (review.unit, review.role, review.by, review.digest)
        by_file.setdefault(languages.get(review.unit) or review.unit.split("/")[0], {})[key] = review
    for language, reviews in by_file.items():
        entries = [_entry(reviews[key]) for key in sorted(reviews)]
        folder.mkdir(exist_ok=True)
        text = yaml.safe_dump({"reviews": entries}, allow_unicode=True, sort_keys=False, width=1_000)
        write_whole(folder / f"{language}.yml", _HEAD + text)


def rewrite(unit: Unit, new: str) -> None:
    """Puts an accepted text into the unit's file, everything around it untouched; raises CannotRewrite."""
    if not unit.places:
        raise CannotRewrite(f"{unit.id} is put together from several fields: change it in {unit.file} by hand.")
    source = unit.file.read_text(encoding="utf-8")
    text = source
    for place, value in _values(unit, new):
        text = _replaced(text, place, value)
    write_whole(unit.file, text)
    problems: list = []
    document = read(unit.file, problems)
    if document is None or problems or any(_at(document.data, place).strip() != value.strip()
                                           for place, value in _values(unit, new)):
        write_whole(unit.file, source)
        raise CannotRewrite(f"{unit.id} could not be written: change it in {unit.file} by hand.")


def write_whole(file: Path, text: str) -> None:
    """Writes beside the file and puts it in place at once."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(file)


def _entry(review: Review) -> dict[str, str]:
    return {name: str(value) for name, value in review.dict().items()}


def _values(unit: Unit, new: str) -> list[tuple[tuple[str | int, ...], str]]:
    """(place, words) of what changes."""
    if len(unit.places) == 1:
        return [(unit.places[0], new)]
    names = [part.name for part in unit.parts]
    found = re.split(rf"^({'|'.join(map(re.escape, names))}): ", new, flags=re.MULTILINE)
    told = dict(zip(found[1::2], (words.strip() for words in found[2::2]), strict=True))
    if found[0].strip() or set(told) != set(names):
        raise CannotRewrite(f"{unit.id}: each part must stand under its own name, as in the text that was packed.")
    return [(place, told[part.name]) for place, part in zip(unit.places, unit.parts, strict=True)
            if told[part.name] != part.words.strip()]


def _replaced(text: str, place: tuple[str | int, ...], value: str) -> str:
    node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    for step in place:
        if isinstance(step, int):
            node = node.value[step]
        else:
            node = next(child for key, child in node.value if key.value == step)
    start, end = node.start_mark.index, node.end_mark.index
    old = text[start:end]
    return text[:start] + (_block(old, value) if old.startswith("|") else _quoted(value)) + text[end:]


def _block(old: str, value: str) -> str:
    """A text under “|” with the old one's indentation and the blank lines that followed it."""
    first = next(line for line in old.split("\n")[1:] if line.strip())
    indent = first[:len(first) - len(first.lstrip())]
    lines = (f"{indent}{line.strip()}".rstrip() for line in value.strip().split("\n"))
    after = old[len(old.rstrip()):].lstrip(" ") or "\n"
    return "|\n" + "\n".join(lines) + after


def _quoted(value: str) -> str:
    dumped: str = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=1_000_000)
    return dumped.rstrip("\n")


def _at(data: object, place: tuple[str | int, ...]) -> str:
    for step in place:
        data = data[step]  # type: ignore[index]
    return str(data)
