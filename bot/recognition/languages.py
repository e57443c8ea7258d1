"""Reads from a text which language somebody asks for or says they speak; the language they write in is not judged here."""

from __future__ import annotations

from collections.abc import Iterator

from bot.recognition.cldr import Names
from bot.recognition.lexicon import Mention
from bot.recognition.place_names import Entry
from bot.recognition.tables import at_end, at_start, table
from bot.recognition.text import fold

_TABLE = table("languages")
_ASKS = at_end([rf"(?:{part})\s*" for part in _TABLE["asks"]])
_ASKS_POLITELY = at_end([rf"(?:{part})\W{{0,9}}" for part in _TABLE["asks_with_please"]])
_NEVER = at_end([rf"(?:{'|'.join(_TABLE['never_before'])})(?: (?:to|can|really|even|only|speak|also))*\s*"])
_PLEASE, _AFTER = at_start([_TABLE["please"]]), at_start([_TABLE["after"]])
_WINDOW = 60


def language_entries(names: Names) -> Iterator[Entry]:
    """Phrases of the kind `language` for the lexicon; values are codes of two letters."""
    own = {_key(name): code for code, listed in _TABLE["names"].items() for name in listed}
    for _, code, name in names.languages:
        if len(name) > 2:
            own.setdefault(_key(name), code)
    yield from ((name, "language", code) for name, code in own.items())


def language_of(text: str, mentions: list[Mention]) -> str | None:
    """The first language asked for or spoken by the writer, in two letters. `text` in small letters."""
    unsure = {(m.start, m.end) for m in mentions if m.kind == "demonym"}
    return next((m.value for m in mentions if m.kind == "language" and _is_asked_for(text, m, (m.start, m.end) in unsure)), None)


def _is_asked_for(text: str, mention: Mention, is_nationality_too: bool) -> bool:
    before = text[max(0, mention.start - _WINDOW):mention.start]
    if asked := _ASKS.search(before):
        return not _NEVER.search(before[:asked.start()]) and not _NEVER.search(before)
    alone = text.strip(" .!?") == text[mention.start:mention.end] and not is_nationality_too
    politely = _ASKS_POLITELY.search(before) and _PLEASE.match(text, mention.end)
    return bool(alone or politely or _AFTER.match(text, mention.end))


def _key(name: str) -> str:
    return fold(name).lower()
