"""The rules of the check beyond a file's form; each is a function from what is checked to the problems it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.content.problem import Problem
from bot.content.rules import (
    copies,
    dates,
    elements,
    languages,
    links,
    names,
paths,
    reading,
    signatures,
    sources,
    words,
    young,
)
from bot.content.rules.subject import Subject

Rule = Callable[[Subject], Iterator[Problem]]
# What makes an edit unfit to be shown. None of it comes true as days pass: a bot must be able to start again.
RULES: tuple[Rule, ...] = (
    words.harmful_words, words.methods, words.strange_characters, words.unfinished_text,
    copies.copies, copies.keep_or_delete, names.unknown_names, names.telephone_numbers,
    young.sexual_words, young.numbers_of_victims, young.only_parents, elements.elements,
    paths.dead_ends, paths.unreachable,
    reading.grades, reading.sentences, reading.bubbles, reading.taught_words,
    sources.claims, links.links, links.unused_links, languages.audiences, languages.languages, signatures.signatures,
)
# What comes true as time passes.
DATED: tuple[Rule, ...] = (dates.expired_facts,)
# What a release must have besides.
RELEASE: tuple[Rule, ...] = (signatures.unvetted,)
