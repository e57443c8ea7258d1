"""No dead ends: every script leads on, and something leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.content.problem import Problem
from bot.content.rules.subject import Subject
from bot.content.unit import find_line


def dead_ends(subject: Subject) -> Iterator[Problem]:
    """Whoever reads a script can tap on; what is said beside an answer leaves the answer's buttons standing."""
    for language, scripts in subject.library.scripts.by_language.items():
        for name, script in scripts.items():
            for audience in script.audiences() if not _is_beside(subject, name) else ():
                if not any(button.is_for(audience) for button in script.buttons):
                    yield _problem(subject, language, name, "dead-end", f"{audience} can tap nothing after this",
                                   "add a button, at least to ask_helpline")


def unreachable(subject: Subject) -> Iterator[Problem]:
    """A script that no intent and no button leads to is never read; often its id is misspelled."""
    targets = {button.to for button in subject.library.scripts.buttons()}
    targets |= {script.instead or "" for found in subject.library.scripts.by_language.values()
                for script in found.values()}
    for language, scripts in subject.library.scripts.by_language.items():
        for name in scripts:
            answers = name.removeprefix("utter_") in subject.library.intents
            is_looked_up = name in subject.library.scripts.files  # by app, country or situation
            if not answers and not is_looked_up and name not in targets and not _is_beside(subject, name):
                yield _problem(subject, language, name, "unreachable", "nothing leads to this script",
                               f"correct its id, or let a button lead `to: {name}`")


def _is_beside(subject: Subject, name: str) -> bool:
    style = subject.style("en")
    return style is not None and any(re.fullmatch(pattern, name) for pattern in style.said_beside)


def _problem(subject: Subject, language: str, name: str, rule: str, message: str, remedy: str) -> Problem:
    file = subject.library.file_of(language, name)
    return Problem(file, find_line(file, f"{name}:"), rule, f"{language}/{name}: {message}", remedy)
