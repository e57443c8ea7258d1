"""Reads from a text which platform is meant: Instagram, Snapchat, Roblox and so on, by name or slang."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.recognition.lexicon import Mention
from bot.recognition.place_names import Entry
from bot.recognition.tables import at_end, at_start, table
from bot.recognition.text import key

_TABLE = table("platforms")
_BEFORE, _SHOWN_ON = at_end(_TABLE["before"], r"\s*"), at_end(_TABLE["shown_on"], r"\s*")
_AFTER, _NOT_AFTER = at_start(_TABLE["after"]), at_start(_TABLE["not_after"])
# "snap and tiktok", "insta/sc": slang beside a platform is one.
_BESIDE = re.compile(r"\s*(?:[,/&+]|and|or|n|then|not)?\s*(?:on |my |his |her )?")
_WINDOW = 60


def platform_entries() -> Iterator[Entry]:
    """Phrases for the lexicon; kinds `platform` and `slang`."""
    for kind, part in (("platform", "plain"), ("slang", "slang")):
        for platform, names in _TABLE[part].items():
            yield from ((key(name), kind, platform) for name in names)


def platform_of(text: str, mentions: list[Mention]) -> str | None:
    """The platform something is shown on or reported to, else the first named. `text` is folded, in small letters."""
    named: list[Mention] = []
    for mention in mentions:
        if mention.kind in {"platform", "slang"} and _counts(text, mention, named):
            named.append(mention)
    shown = (m for m in named if _SHOWN_ON.search(text[max(0, m.start - _WINDOW):m.start]))
    return next((mention.value for mention in (*shown, *named)), None)


def _counts(text: str, mention: Mention, named: list[Mention]) -> bool:
    if _NOT_AFTER.match(text, mention.end):
        return False
    if mention.kind == "platform" or text.strip(" .!?") == text[mention.start:mention.end]:
        return True
    before = text[max(0, mention.start - _WINDOW):mention.start]
    beside = bool(named) and _BESIDE.fullmatch(text, named[-1].end, mention.start) is not None
    return beside or _BEFORE.search(before) is not None or _AFTER.match(text, mention.end) is not None
