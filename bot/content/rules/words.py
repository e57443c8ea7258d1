"""Words that must not be read, whoever reads them (docs/safeguarding.md A5, B, D, E, H, I)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.content import wording
from bot.content.problem import Problem
from bot.content.rules.subject import Subject, hits, near
from bot.content.style import Banned
from bot.content.unit import SPOKEN, Unit

_UNFINISHED = re.compile(r"\b(todo|tbd|tbc|fixme|xxx+|lorem|ipsum|placeholder)\b|\?\?\?|\[[^\]]*\]|<\/?[a-z!][^>]*>"
                         r"|\*\*|__|`|&\w+;", re.IGNORECASE)
_JOINERS = "\u200c\u200d"  # Persian, Urdu and Hindi need them


def harmful_words(subject: Subject) -> Iterator[Problem]:
    """What the house style forbids, by the id of the rule in docs/safeguarding.md."""
    for unit, style in subject.styled():
        for rule, banned in style.never.items():
            words = subject.read(unit) if banned.where == "everything" else _own(unit)
            if banned.where == "own" and unit.kind == "helpline":
                continue  # it speaks of a service, not of the bot
            for found in hits(_expression(banned.never), words):
                if not _is_allowed(unit, found, banned):
                    yield subject.problem(unit, rule, f"“{found}” may not be said", banned.why, found)


def methods(subject: Subject) -> Iterator[Problem]:
    """No method or tool of suicide is named (E2); the words are known by their digests alone."""
    for unit, style in subject.styled():
        known = set(style.methods)
        for words in subject.read(unit):
            for word in re.findall(r"[^\W\d_]+", words.lower()):
                if _short_digest(word) in known:
                    yield subject.problem(unit, "E2", "a word here names a means of suicide",
                                          "leave it out: say that help works", word)


def strange_characters(subject: Subject) -> Iterator[Problem]:
    """Characters nobody sees, and letters of another script that look like ours."""
    for unit in subject.units:
        for words in (*(part.words for part in unit.parts), *unit.titles, *unit.sources):
            for character in "" if words.isascii() and words.isprintable() else words:
                if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn") and character not in "\n" + _JOINERS:
                    yield subject.problem(unit, "character", f"an invisible character, U+{ord(character):04X}",
                                          "delete it and type the word again", near(words))
            for word in () if words.isascii() else re.findall(r"\w+", words):
                if len({_script(letter) for letter in word if letter.isalpha()} - {""}) > 1:
                    yield subject.problem(unit, "character", f"“{word}” mixes letters of two alphabets",
                                          "type the word again on one keyboard", word)


def unfinished_text(subject: Subject) -> Iterator[Problem]:
    """Notes to oneself, brackets to be filled, and marks of another format."""
    for unit in subject.units:
        if unit.kind == "link":
            continue
        for found in hits(_UNFINISHED, (*(part.words for part in unit.parts), *unit.titles)):
            yield subject.problem(unit, "unfinished", f"“{found}” is not meant for readers",
                                  "finish the sentence; texts carry no marks, tags or brackets", found)
        if unit.kind in SPOKEN and not re.search(r"[.!?:\"”»؟۔।。…}]$", unit.parts[-1].words if unit.parts else "."):
            yield subject.problem(unit, "unfinished", "the last sentence does not end", "end it with a full stop",
                                  near(unit.parts[-1].words))


def _own(unit: Unit) -> Iterable[str]:
    """The bot's own words; on buttons visitors speak, but in danger these too stay calm."""
    return (*(wording.own_words(part.words) for part in unit.parts), *(unit.titles if unit.is_danger else ()))


def _is_allowed(unit: Unit, found: str, banned: Banned) -> bool:
    return any(unit.id.endswith(place) and found == words.lower() for place, words in banned.allowed.items())


@lru_cache(maxsize=256)
def _expression(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@lru_cache(maxsize=20_000)
def _short_digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()[:8]


@lru_cache(maxsize=4_000)
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").split()
    return name[0] if name and name[0] in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "ARABIC") else ""
