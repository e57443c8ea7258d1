"""What a text must say, and in which order: the elements of docs/safeguarding.md, as the house style lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.content.problem import Problem
from bot.content.rules.subject import Subject
from bot.content.scripts import AUDIENCES, SIMPLER, Script
from bot.content.style import Element
from bot.content.unit import find_line
from bot.content.wording import in_order


def elements(subject: Subject) -> Iterator[Problem]:
    """Every element of every rule, in the scripts it names; a rule whose scripts are gone is broken too."""
    for language, style in subject.library.styles.items():
        scripts = subject.library.scripts.by_language.get(language, {})
        for rule, listed in style.must_say.items():
            for element in listed:
                named = [name for name in scripts if re.fullmatch(element.scripts, name)]
                if not named and language == "en":
                    file = subject.library.folder / "style" / f"{language}.yml"
                    yield Problem(file, find_line(file, "must_say:", f"{rule}:"), rule,
                                  f"no script is named {element.scripts}", "restore it: the rule protects people")
                for name in named:
                    yield from _of_script(subject, rule, element, language, name, scripts[name])


def _of_script(subject: Subject, rule: str, element: Element, language: str, name: str,
               script: Script) -> Iterator[Problem]:
    units = [subject.by_id[f"{language}/{name}/{wording}"] for wording in script.wordings() if wording != SIMPLER]
    for unit in units:
        if unit.audience in (element.audiences or AUDIENCES) and re.search(element.when, unit.text, re.IGNORECASE):
            for fault in missing(element, [part.words for part in unit.parts]):
                yield subject.problem(unit, rule, fault, element.why)
    if element.everybody and len(units) < len(AUDIENCES):
        yield subject.problem(units[0], rule, "an audience has no text of its own", element.why)
    if units:
        yield from (subject.problem(units[0], rule, fault, element.why, "buttons:")
                    for fault in _missing_buttons(element, script))


def missing(element: Element, bubbles: list[str]) -> Iterator[str]:
    """What a text of these bubbles lacks, as sentences."""
    text, first = " ".join(bubbles), " ".join(bubbles[:3])
    yield from (f"it does not say {_plain(said)}" for said in element.says if not _expression(said).search(text))
    yield from (f"it says {_plain(said)}" for said in element.never if _expression(said).search(text))
    for listed, words in ((element.in_order, text), (element.begins, first)):
        if listed and not in_order(words, *listed):
            yield "it does not say, in this order: " + ", ".join(map(_plain, listed))
    if element.bubbles and len(bubbles) != len(element.bubbles):
        yield f"it has {len(bubbles)} bubbles, not {len(element.bubbles)}"
    for step, (said, bubble) in enumerate(zip(element.bubbles, bubbles, strict=False), start=1):
        if not _expression(said).search(bubble):
            yield f"bubble {step} does not say {_plain(said)}"
    if element.not_before:
        what, before = map(_expression, element.not_before)
        if what.search(before.split(text, maxsplit=1)[0]):
            yield "it speaks of law, police, reporting or settings before it shows who helps"


def _missing_buttons(element: Element, script: Script) -> Iterator[str]:
    for audience in (audience for audience in script.audiences() if audience in (element.audiences or AUDIENCES)):
        offered = [button.to for button in script.buttons if button.is_for(audience)]
        for target in element.buttons:
            if target not in offered:
                yield f"no button leads to {target} for {audience}"
        if element.first_button and offered[:1] != [element.first_button]:
            yield f"the first button for {audience} does not lead to {element.first_button}"


@lru_cache(maxsize=500)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _plain(pattern: str) -> str:
    return "“" + re.sub(r"\\b|\\w\+|[()]|\[\^\.\]\*|\\(?=[.?])", "", pattern).replace("|", " or ") + "”"
