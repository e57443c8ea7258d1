"""What a file of content/danger/ may say: word lists, signs, and the rules of each class of danger."""

from __future__ import annotations

from typing import Literal

from bot.content.schema import Record

DANGERS = ("immediate_danger", "self_harm", "abuse", "violence_home", "meeting", "blackmail")
NOTES = ("image", "own_image", "sexual_interest", "friend")
CLASSES = DANGERS + NOTES  # in the order in which they are answered when several fit (safeguarding C9)

Level = Literal["act", "ask", "note"]
About = Literal["me", "other"]
Reach = Literal["here", "sentence", "near", "message"]


class Sign(Record):
    """Phrases that are no danger, but change what another phrase means; `reach` is how far they do so.

    `topic`: they only tell what is spoken of. Where words of `own` or `my` stand in what was found and the rule acts,
    they rule nothing out and make it a question: who says "he posts my pictures, what is the law" is threatened.
    """

    why: str
    reach: Reach
    topic: bool = False
    say: list[str]


class Rule(Record):
    """Phrases that mean a danger, and the signs that must stand with them, rule them out, or make them a question.

    `alone`: only when the phrase is the whole message.
    """

    why: str
    level: Level
    about: About = "me"
    alone: bool = False
    say: list[str]
    needs: list[str] = []
    excluded_by: list[str] = []
    weakened_by: list[str] = []


class DangerClass(Record):
    """All rules of one class; its own `excluded_by` and `weakened_by` hold for each of them."""

    why: str
    excluded_by: list[str] = []
    weakened_by: list[str] = []
    rules: dict[str, Rule]


class RuleFile(Record):
    """One language's file.

    A danger is another's when the sign `another` is near, no word of `own` stands in or just before the words found,
    and none of `my` in them.
    """

    language: str
    ignored: list[str]
    fillers: list[str]
    spellings: dict[str, list[str]]
    emoji: dict[str, str]
    own: list[str]
    my: list[str]
    another: str
    words: dict[str, list[str]]
    signs: dict[str, Sign]
    classes: dict[str, DangerClass]
