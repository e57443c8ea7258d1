"""Reads content/danger/ into rules ready to be matched, and says everything that is wrong in it at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from bot.content.problem import BrokenContent, Problem
from bot.content.schema import parse
from bot.content.yaml_file import Document, Key, read
from bot.safety.folding import fold, is_foreign_to_latin
from bot.safety.phrase_graph import PhraseGraph
from bot.safety.phrases import NUMBER, PhraseFault, PhraseReader
from bot.safety.rule_file import CLASSES, DANGERS, DangerClass, Rule, RuleFile, Sign
from bot.safety.spelling import Spelling, Words

QUOTED = "quoted"  # the one sign that has no phrases: words in quotation marks


@dataclass(frozen=True)
class KnownRule:
    """A rule with its place: class, id, and all signs that bear on it."""

    cls: str
    id: str
    rule: Rule
    excluded_by: frozenset[str]
    weakened_by: frozenset[str]


@dataclass
class Rules:
    """One language's rules: a label of `graph` is a KnownRule or the name of a sign, by its place in `labels`."""

    language: str
    spelling: Spelling
    emoji: dict[str, str]
    lookalikes: bool
    fillers: frozenset[str]
    own: frozenset[str]
    my: frozenset[str]
    another: str
    signs: dict[str, Sign]
    graph: PhraseGraph
    labels: list[KnownRule | str] = field(default_factory=list)

    @cached_property
    def topics(self) -> frozenset[str]:
        """The signs that only tell what is spoken of."""
        return frozenset(name for name, sign in self.signs.items() if sign.topic)


def read_rules(folder: Path) -> dict[str, Rules]:
    """The rules of every language in `folder`, by language; BrokenContent with all faults of all files."""
    problems: list[Problem] = []
    found = [_read_file(path, problems) for path in sorted(folder.glob("*.yml"))]
    if not found:
        problems.append(Problem(folder, 1, "danger", "there are no rules here", "add en.yml"))
    if problems:
        raise BrokenContent(problems)
    return {rules.language: rules for rules in found if rules is not None}


def _read_file(path: Path, problems: list[Problem]) -> Rules | None:
    document = read(path, problems)
    file = None if document is None else parse(RuleFile, document, problems)
    if document is None or file is None:
        return None
    if file.language != path.stem:
        problems.append(document.problem(
            ("language",), "danger", f"“{file.language}” is not the name of the file", f"write {path.stem}"))
    return _Compiler(document, file, problems).rules()


class _Compiler:
    """Turns a file's phrases into a graph; faults go to `problems`, with the line of the phrase."""

    def __init__(self, document: Document, file: RuleFile, problems: list[Problem]) -> None:
        self._document = document
        self._file = file
        self._problems = problems
        self._lookalikes = not is_foreign_to_latin(document.path.read_text(encoding="utf-8"))
        self._ignored = {self._fold(word) for word in file.ignored}
        self._variants = self._read_variants()
        self._phrases = PhraseReader(file.words, cache(self._plain))
        self._fillers = frozenset(self._fold(word) for word in (*file.ignored, *file.fillers))
        self._graph = PhraseGraph(self._fillers)
        self._labels: list[KnownRule | str] = []
        self._used_signs: set[str] = set()

    def rules(self) -> Rules:
        for name, sign in self._file.signs.items():
            self._add(name, sign.say, ("signs", name))
        for cls, described in self._file.classes.items():
            self._add_class(cls, described)
        self._check_sign(("another",), self._file.another)
        self._check_unused()
        self._graph.close()
        spelling = Spelling(self._fillers | self._phrases.said, self._variants, self._ordinary_words())
        return Rules(self._file.language, spelling, self._file.emoji, self._lookalikes,
                     self._fillers, frozenset(self._file.own), frozenset(self._file.my),
                     self._file.another, self._file.signs, self._graph, self._labels)

    def _add_class(self, cls: str, described: DangerClass) -> None:
        at: tuple[Key, ...] = ("classes", cls)
        if cls not in CLASSES:
            self._fault(at, f"there is no class “{cls}”", f"use one of {', '.join(CLASSES)}")
        for name in self._signs_of(at, described):
            self._check_sign((*at, name[0]), name[1])
        for id_, rule in described.rules.items():
            here = (*at, "rules", id_)
            for place, sign in self._signs_of(here, rule):
                self._check_sign((*here, place), sign)
            if (rule.level == "note") == (cls in DANGERS):
                self._fault((*here, "level"), f"a rule of {cls} cannot have the level {rule.level}",
                            "write act or ask" if cls in DANGERS else "write note")
            known = KnownRule(cls, id_, rule, frozenset((*described.excluded_by, *rule.excluded_by)),
                              frozenset((*described.weakened_by, *rule.weakened_by)))
            self._add(known, rule.say, here)

    def _add(self, label: KnownRule | str, say: list[str], at: tuple[Key, ...]) -> None:
        for place, text in enumerate(say):
            try:
                phrase = self._phrases.read(text)
            except PhraseFault as fault:
                self._fault((*at, "say", place), f"“{text}”: {fault.message}", fault.remedy)
                continue
            self._graph.add(phrase, len(self._labels))
        self._labels.append(label)

    @staticmethod
    def _signs_of(at: tuple[Key, ...], holder: Rule | DangerClass) -> Iterator[tuple[str, str]]:
        for place in ("needs", "excluded_by", "weakened_by"):
            for sign in getattr(holder, place, ()):
                yield place, sign

    def _check_sign(self, at: tuple[Key, ...], sign: str) -> None:
        self._used_signs.add(sign)
        if sign != QUOTED and sign not in self._file.signs:
            self._fault(at, f"there is no sign “{sign}”", "correct the name, or add it under “signs”")

    def _check_unused(self) -> None:
        for name in self._file.words.keys() - self._phrases.used:
            self._fault(("words", name), f"no phrase uses the word list “{name}”", "use it or remove it")
        for name in self._file.signs.keys() - self._used_signs:
            self._fault(("signs", name), f"no rule names the sign “{name}”", "use it or remove it")

    def _read_variants(self) -> dict[str, Words]:
        variants: dict[str, Words] = {}
        for meaning, spellings in self._file.spellings.items():
            words = tuple(self._fold(meaning).split())
            for spelling in spellings:
                folded = self._fold(spelling)
                if " " in folded or variants.get(folded, words) != words:
                    self._fault(("spellings", meaning), f"“{spelling}” is not one word, or has two meanings",
                                "write it once, as one word")
                variants[folded] = words
        return variants

    def _ordinary_words(self) -> list[str]:
        path = self._document.path.parent / "ordinary" / f"{self._file.language}.txt"
        if not path.exists():
            self._fault((), "the list of ordinary words is missing", f"add ordinary/{path.name}, one word a line")
            return []
        lines = path.read_text(encoding="utf-8").splitlines()
        return [word for line in lines if not line.startswith("#") for word in self._fold(line).split()]

    def _plain(self, word: str) -> Words:
        folded = self._fold(word)
        parts = folded.replace("-", " ").split()
        return tuple(read for part in parts if part not in self._ignored
                     for read in self._variants.get(part, (NUMBER if part.isdigit() else part,)))

    def _fold(self, text: str) -> str:
        return fold(text, self._lookalikes).replace("'", "")

    def _fault(self, at: tuple[Key, ...], message: str, remedy: str) -> None:
        self._problems.append(self._document.problem(at, "danger", message, remedy))
