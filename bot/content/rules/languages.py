"""Nobody is left without words: audiences of each intent, and languages that are offered."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.problem import Problem
from bot.content.rules.subject import Subject
from bot.content.scripts import FALLBACKS, Script
from bot.content.unit import find_line


def audiences(subject: Subject) -> Iterator[Problem]:
    """Each intent has a script for everybody it concerns (content/audiences.yml), in English at least."""
    scripts = subject.library.scripts.by_language.get("en", {})
    file = subject.library.folder / "audiences.yml"
    for intent, concerned in subject.library.audiences.items():
        script = scripts.get(f"utter_{intent}")
        if script is None:
            yield Problem(file, find_line(file, f"{intent}:"), "audience", f"the intent “{intent}” has no script",
                          f"write utter_{intent} in content/scripts/en, or restore it")
            continue
        for audience in concerned:
            if not _speaks_to(script, audience):
                unit = subject.by_id[f"en/utter_{intent}/{script.audiences()[0]}"] if script.audiences() else None
                where, line = (unit.file, find_line(unit.file, f"utter_{intent}:")) if unit else (file, 1)
                yield Problem(where, line, "audience", f"utter_{intent} says nothing to {audience}",
                              f"write a text for `{audience}`")
    for intent in sorted(subject.library.intents - set(subject.library.audiences) - _WITHOUT_SCRIPT):
        yield Problem(file, 1, "audience", f"the intent “{intent}” of domain.yml is not listed",
                      "add it with the audiences it concerns")


# Answered by the danger flow, by a button's own script, or by the fallback.
_WITHOUT_SCRIPT = {"crisis_self_harm", "crisis_danger", "show", "path", "answer", "path_back", "nlu_fallback"}


def languages(subject: Subject) -> Iterator[Problem]:
    """A language that is offered or begun has its interface and every script for danger and the first words."""
    library = subject.library
    for name, site in library.sites.items():
        file = library.folder / "sites" / f"{name}.yml"
        for language in site.languages:
            if language not in library.interface or language not in library.scripts.by_language:
                yield Problem(file, find_line(file, "languages:"), "language",
                              f"“{language}” is offered, but not written",
                              f"add interface/{language}.yml and scripts/{language}, or do not offer it")
    for language, scripts in library.scripts.by_language.items():
        folder = library.folder / "scripts" / language
        if language not in library.interface:
            yield Problem(folder, 1, "language", f"there are scripts, but no interface in “{language}”",
                          f"translate content/interface/en.yml to {language}.yml")
        if language not in library.styles:
            yield Problem(folder, 1, "language", f"nobody has chosen the words that harm in “{language}”",
                          f"write content/style/{language}.yml with child-protection staff who speak it")
        for script in sorted(must_be_translated(subject) - set(scripts)):
            yield Problem(folder, 1, "language", f"{script} is missing", "people in danger read it: translate it first")


def must_be_translated(subject: Subject) -> set[str]:
    """What a person in danger and everybody at the start reads."""
    english = subject.library.scripts.by_language.get("en", {})
    first = {"utter_welcome", "utter_notice", "utter_ask_menu", "utter_draft_unavailable", "utter_unavailable"}
    return {name for name in english if subject.library.scripts.topics[name] == "danger"
            or name.startswith("utter_victim_threat")} | (first & set(english))


def _speaks_to(script: Script, audience: str) -> bool:
    nearest = FALLBACKS[audience][:3] if audience != "child" else ("child",)
    return any(script.text(candidate) for candidate in nearest)
