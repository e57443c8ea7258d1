"""Reads every message for danger, before anything else does: rules from content/danger/, no statistics, no state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.safety.phrase_graph import STOP, Hit
from bot.safety.reading import Reader, Reading
from bot.safety.rule_file import CLASSES
from bot.safety.rules import QUOTED, KnownRule, Rules, read_rules

INTENT = {  # what the evaluation reports; a class of level "note" has none
    "immediate_danger": "crisis_danger",
    "abuse": "crisis_danger",
    "violence_home": "crisis_danger",
    "meeting": "crisis_danger",
    "self_harm": "crisis_self_harm",
    "blackmail": "victim_threat",
}
_LEVELS = ("act", "ask", "note")
_NEAR = 25  # words


@dataclass(frozen=True)
class Danger:
    """What a message tells of: `cls` as in content/danger/, `level` act, ask or note, `about` me or other.

    `weakened`: the words would act, but for a sign beside them that makes it a question.
    """

    cls: str
    level: str
    about: str
    weakened: bool = field(default=False, compare=False)


class Screen:
    """Finds the gravest danger in a message. Deterministic, and remembers nothing."""

    def __init__(self, folder: Path) -> None:
        """Read the rules of every language in `folder`; BrokenContent names every fault in them."""
        self._languages = {code: _LanguageScreen(rules) for code, rules in read_rules(folder).items()}

    def __call__(self, text: str, languages: Sequence[str] = ("en",)) -> Danger | None:
        """The gravest danger in `text` by the rules of `languages` (BCP 47; unknown ones are passed over), or None.

        Graver is the stronger level, then the class that stands first in CLASSES.
        """
        codes = dict.fromkeys(code.lower().split("-")[0] for code in languages)
        screens = [self._languages[code] for code in codes if code in self._languages]
        found = [screen.danger(text) for screen in screens or self._languages.values()]
        dangers = [danger for danger in found if danger is not None]
        return min(dangers, key=_gravity) if dangers else None


class _LanguageScreen:
    """The screen of one language."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._reader = Reader(rules.language, rules.spelling, rules.emoji, rules.lookalikes)
        self.danger("warm the tokenizer outside a memory zone")

    def danger(self, text: str) -> Danger | None:
        reading = self._reader.read(text)
        rule_hits: list[tuple[Danger, KnownRule, Hit]] = []
        sign_hits: dict[str, list[Hit]] = {}
        for hit in self._rules.graph.find(reading.words):
            label = self._rules.labels[hit.label]
            if isinstance(label, str):
                sign_hits.setdefault(label, []).append(hit)
            else:
                rule_hits.append((Danger(label.cls, label.rule.level, label.rule.about), label, hit))
        signs = _Signs(self._rules, reading, sign_hits)
        return _gravest(rule_hits, signs)


class _Signs:
    """Where in a message each sign stands."""

    def __init__(self, rules: Rules, reading: Reading, hits: dict[str, list[Hit]]) -> None:
        self._rules = rules
        self._words = reading.words
        self._quoted = reading.quoted
        self._sentence: list[int] = []
        for word in reading.words:
            last = self._sentence[-1] if self._sentence else 0
            self._sentence.append(last + (word == STOP))
        self._places = {
            name: {at for hit in spans for at in range(hit.start, hit.end + 1)} for name, spans in hits.items()
        }
        self._sentences = {name: {self._sentence[at] for at in places} for name, places in self._places.items()}

    def allow(self, known: KnownRule, hit: Hit) -> bool:
        """Whether nothing speaks against the rule at the words of `hit`."""
        return (
            not (known.rule.alone and self._said_more_than(hit))
            and not self.any_at(known.excluded_by - self._topics_of(known, hit), hit)
            and all(self.at(name, hit) for name in known.rule.needs)
        )

    def weaken(self, known: KnownRule, hit: Hit) -> bool:
        """Whether something makes a question of a rule that would act."""
        return self.any_at(known.weakened_by | known.excluded_by & self._topics_of(known, hit), hit)

    def _topics_of(self, known: KnownRule, hit: Hit) -> frozenset[str]:
        """Signs that cannot rule out what the writer tells of themselves."""
        is_own = not (self._rules.own | self._rules.my).isdisjoint(self._words[hit.start:hit.end + 1])
        return self._rules.topics if is_own and (known.rule.level, known.rule.about) == ("act", "me") else frozenset()

    def are_anothers(self, hit: Hit) -> bool:
        """Whether the words of `hit` tell of a friend, child or pupil rather than of the writer."""
        found = self._words[hit.start:hit.end + 1]
        before = self._words[max(0, hit.start - 2):hit.start]
        own = not self._rules.own.isdisjoint((*before, *found)) or not self._rules.my.isdisjoint(found)
        return not own and self.at(self._rules.another, hit)

    def _said_more_than(self, hit: Hit) -> bool:
        around = (*self._words[:hit.start], *self._words[hit.end + 1:])
        return any(word != STOP and word not in self._rules.fillers for word in around)

    def any_at(self, names: Iterable[str], hit: Hit) -> bool:
        """Whether one of the signs bears on the words of `hit`."""
        return any(self.at(name, hit) for name in names)

    def at(self, name: str, hit: Hit) -> bool:
        """Whether the sign bears on the words of `hit`."""
        span = range(hit.start, hit.end + 1)
        if name == QUOTED:
            return all(self._quoted[at] for at in span)
        places = self._places.get(name)
        if not places:
            return False
        reach = self._rules.signs[name].reach
        if reach == "message":
            return True
        if reach == "sentence":
            return not self._sentences[name].isdisjoint({self._sentence[at] for at in span})
        margin = _NEAR if reach == "near" else 0
        return not places.isdisjoint(range(hit.start - margin, hit.end + margin + 1))


def _gravest(hits: list[tuple[Danger, KnownRule, Hit]], signs: _Signs) -> Danger | None:
    """The gravest danger; it is about another when every hit of it that is about "me" lies inside one that is not."""
    found: list[tuple[Danger, Hit]] = []
    for danger, known, hit in hits:
        if signs.allow(known, hit):
            if danger.level == "act" and signs.weaken(known, hit):
                danger = replace(danger, level="ask", weakened=True)
            if danger.about == "me" and signs.are_anothers(hit):
                danger = replace(danger, about="other")
            found.append((danger, hit))
    if not found:
        return None
    gravest = min((danger for danger, _ in found), key=_gravity)
    same = [(danger, hit) for danger, hit in found if _gravity(danger) == _gravity(gravest)]
    others = [hit for danger, hit in same if danger.about == "other"]
    about_me = any(danger.about == "me" and not any(_covers(other, hit) for other in others) for danger, hit in same)
    return Danger(gravest.cls, gravest.level, "me" if about_me else "other", any(danger.weakened for danger, _ in same))


def _covers(outer: Hit, inner: Hit) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _gravity(danger: Danger) -> tuple[int, int]:
    return _LEVELS.index(danger.level), CLASSES.index(danger.cls)
