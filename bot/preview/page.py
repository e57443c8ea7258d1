"""The preview as one HTML page: every text with its state, reading level, sources, problems, and as a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader

from bot.content import wording
from bot.content.library import Library
from bot.content.problem import Problem
from bot.content.rules import reading
from bot.content.rules.subject import Subject
from bot.content.scripts import AUDIENCES, DANGER_TARGETS, FALLBACKS, Button, Script, bubbles
from bot.content.unit import SPOKEN, Unit
from bot.content.vetting import STATES, state_of
from bot.review.status import waits_for
from bot.safety.flow import CLASSES, STEPS, Step, spoken


def page(library: Library, problems: Iterable[Problem], today: date, stamp: str = "") -> str:
    """One file that needs no other; with a `stamp` it asks the server for newer words and shows them."""
    subject = Subject(library, today)
    by_unit = _by_unit(subject, problems)
    cards = [_card(subject, unit, by_unit.get(unit.id, []), today) for unit in subject.units if unit.kind != "link"]
    templates = Environment(loader=PackageLoader("bot.preview", "."), autoescape=True, trim_blocks=True,
                            lstrip_blocks=True)
    topics: dict[str, list[dict[str, Any]]] = {}
    for card in cards:
        topics.setdefault(card["topic"], []).append(card)
    return templates.get_template("page.html.j2").render(
        topics=topics, languages=sorted({unit.language for unit in subject.units}), audiences=AUDIENCES, states=STATES,
        elsewhere=by_unit.get("", []), many=sum(map(len, by_unit.values())), stamp=stamp, today=today,
        conversation=_conversation(library))


def broken_page(problems: Iterable[Problem], stamp: str) -> str:
    """What is shown while the files cannot be read: the faults, and nothing else, until they are mended."""
    templates = Environment(loader=PackageLoader("bot.preview", "."), autoescape=True)
    return templates.get_template("broken.html.j2").render(problems=[problem.from_here() for problem in problems],
                                                           stamp=stamp)


def _by_unit(subject: Subject, problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        id = problem.message.split(": ")[0]
        found.setdefault(id if id in subject.by_id else "", []).append(problem.from_here())
    return found


def _card(subject: Subject, unit: Unit, problems: list[Problem], today: date) -> dict[str, Any]:
    sentences = [sentence for part in unit.parts for sentence in wording.sentences(part.words)]
    script = _script(subject.library, unit)
    grade = reading.grade(subject, unit)
    return {
        "unit": unit, "topic": unit.topic, "name": unit.id.split("/")[1] if script else unit.id,
        "wording": unit.id.rsplit("/", 1)[1] if script else "",
        "state": state_of(subject.library, unit, today), "waits": waits_for(subject.library, unit, today),
        "grade": None if grade is None else round(grade, 1), "limits": reading.limits(unit),
        "sentence": max(map(wording.count, sentences), default=0),
        "bubble": max((wording.count(part.words) for part in unit.parts), default=0),
        "buttons": [(button.title, _target(subject.library, button)) for button in _seen(script, unit)],
        "problems": problems, "line": unit.line(),
    }


def _script(library: Library, unit: Unit) -> Script | None:
    if unit.id.count("/") != 2 or not unit.topic or unit.kind not in SPOKEN:
        return None
    return library.scripts.by_language.get(unit.language, {}).get(unit.id.split("/")[1])


def _seen(script: Script | None, unit: Unit) -> list[Button]:
    return [button for button in script.buttons if button.is_for(unit.audience)] if script else []


def _target(library: Library, button: Button) -> str:
    """The script a button leads to; “” where helpline cards or the danger flow answer."""
    if button.to in library.scripts.ids():
        return button.to
    return f"utter_{button.to}" if f"utter_{button.to}" in library.scripts.ids() else ""


def _conversation(library: Library) -> dict[str, Any]:
    """What the page needs to play a conversation: words, buttons, who falls back on whom, and the danger flow."""
    scripts = {
        language: {name: {"words": {audience: bubbles(script.text(audience) or "")
                                    for audience in script.wordings()},
                          "buttons": [{"title": button.title, "to": _target(library, button) or button.to,
                                       "for": list(button.audiences)} for button in script.buttons]}
                   for name, script in found.items()}
        for language, found in library.scripts.by_language.items()}
    flow = {f"{cls}/{step}": list(spoken(Step(cls, step))) for cls in CLASSES for step in STEPS}
    return {"scripts": scripts, "fallbacks": {who or "": list(order) for who, order in FALLBACKS.items()},
            "flow": flow, "danger": list(DANGER_TARGETS), "safe_word": library.safe_word}
