"""The check of everything people edit: the form of each file first, then the rules, all problems at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bot.content.library import Library, examine
from bot.content.problem import Problem
from bot.content.rules import DATED, RELEASE, RULES, Rule
from bot.content.rules.grade import forget_lexicon
from bot.content.rules.subject import Subject
from bot.paths import CONTENT

_UNREADABLE = ("schema", "utf-8", "yaml")  # a file with one of these is left out whole
_ECHOES = ("audience", "button", "dead-end", "language", "unreachable", "unused-link")


def check(folder: Path = CONTENT, release: bool = False,
          today: date | None = None) -> tuple[Library | None, list[Problem]]:
    """The library as far as it can be read, and every problem; `release` also asks for signatures."""
    library, problems = examine(folder)
    if library is None:
        return None, problems
    subject = Subject(library, today or date.today())
    found = broken_rules(subject, (*RULES, *DATED, *(RELEASE if release else ())))
    return library, _without_echoes({*problems, *found})


def servable(folder: Path = CONTENT) -> tuple[Library | None, list[Problem]]:
    """The library and what makes it unfit to be shown: everything but what comes true by itself as days pass.

    A bot must be able to start again on the day after a law has expired; the law itself is then not spoken.
    """
    library, problems = examine(folder)
    found = broken_rules(Subject(library)) if library else []
    forget_lexicon()  # a running bot holds its memory for weeks
    return library, _without_echoes({*problems, *found})


def broken_rules(subject: Subject, rules: Iterable[Rule] = RULES) -> list[Problem]:
    """What these rules find."""
    return [problem for rule in rules for problem in rule(subject)]


def _without_echoes(problems: Iterable[Problem]) -> list[Problem]:
    """In order; when a file cannot be read, without what other files then seem to lack or to have in vain."""
    found = sorted(problems)
    if not any(problem.rule in _UNREADABLE for problem in found):
        return found
    return [problem for problem in found if problem.rule not in _ECHOES and problem.file.parent.name != "style"]
