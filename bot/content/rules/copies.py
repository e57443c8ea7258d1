"""No text tells anybody to make, keep or delete a copy of a picture (docs/safeguarding.md F3, F10, H2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.content import wording
from bot.content.problem import Problem
from bot.content.rules.subject import Subject, hits
from bot.content.unit import SPOKEN, Unit

_COPIES = re.compile(r"screen ?shots?|\bsav(?:e|es|ed|ing)\b|\bdownload\w*|\bprint\w*|(?<!coming )\bforward\w*"
                     r"|\bevidence\b", re.IGNORECASE)
_REFUSES = re.compile(r"\b(?:not|never|nobody|none|no)\b|against the law", re.IGNORECASE)
_KEEPS_OR_DELETES = re.compile(r"\b(?:keep(?:s|ing)? (?!others|children|both)\w*|sav(?:e|es|ing)|delet\w+|eras\w+)\b",
                               re.IGNORECASE)
_MADE_OR_GOT_ONE = re.compile(r"utter_(made_image|received_image|parent_child_made|school_incident_made)")


def copies(subject: Subject) -> Iterator[Problem]:
    """Screenshots, saving, printing, forwarding: only in texts a person has looked at, and only to refuse them."""
    for unit, style in subject.styled():
        for part in unit.parts:
            place = f"interface/{part.name}" if unit.kind == "interface" else _name(unit)
            is_reviewed = place in style.speak_of_copies or unit.kind in ("helpline", "word")
            for sentence in wording.sentences(subject.without_services(part.words, unit.language)):
                found = _COPIES.search(sentence)
                if found and not is_reviewed:
                    yield subject.problem(unit, "F3", f"“{found[0]}” stands in a text that nobody looked at for it",
                                          "nobody is told to copy a picture; if it is refused here, enter the text in "
                                          "content/style under speak_of_copies", found[0])
                elif found and _advises(sentence, part.words) and unit.kind not in ("interface", "word"):
                    yield subject.problem(unit, "F3", f"“{sentence}” may be read as advice to make a copy",
                                          "say who must not do it: not, never, nobody", found[0])
        for title in unit.titles:
            if _COPIES.search(title):
                yield subject.problem(unit, "F3", f"the button “{title}” speaks of copies", "name another step", title)


def keep_or_delete(subject: Subject) -> Iterator[Problem]:
    """Who made or got a picture is told neither to keep nor to delete it, until a lawyer of the country has ruled."""
    for unit, _ in subject.styled(*SPOKEN):
        if _MADE_OR_GOT_ONE.match(_name(unit)):
            words = (*(part.words for part in unit.parts), *unit.titles)
            for found in hits(_KEEPS_OR_DELETES, words):
                yield subject.problem(unit, "H2", f"“{found}” tells what to do with the picture",
                                      "say: do not open it, do not send it, ask an adult or a helpline", found)


def _advises(sentence: str, bubble: str) -> bool:
    is_chat_text = "words only" in bubble and "no sexual picture" in bubble
    return not _REFUSES.search(sentence) and not is_chat_text


def _name(unit: Unit) -> str:
    return unit.id.split("/")[1] if unit.kind in SPOKEN and unit.id.count("/") > 1 else unit.id
