"""Reads which language somebody asks for or says they speak; the one they write in is not judged here."""

from __future__ import annotations

from collections.abc import Iterator

from bot.recognition.cldr import Names
from bot.recognition.lexicon import Mention
from bot.recognition.place_names import Entry
from bot.recognition.tables import at_end, at_start, either, table
from bot.recognition.text import key

_TABLE = table("languages")
_ASKS = at_end(_TABLE["asks"], r"\s*")
_ASKS_POLITELY = at_end(_TABLE["asks_with_please"], r"\W{0,9}")
_NEVER = at_end([f"{either(_TABLE['never_before'])}(?: (?:to|can|really|even|only|speak|also))*"], r"\s*")
_PLEASE, _AFTER = at_start([_TABLE["please"]]), at_start([_TABLE["after"]])
_WINDOW = 60

LANGUAGE_KINDS = frozenset({"language", "endonym"})


def language_entries(names: Names) -> Iterator[Entry]:
    """Phrases for the lexicon, kinds `language` and `endonym` (its own name for itself); values of two letters."""
    own = {key(name): code for code, listed in _TABLE["names"].items() for name in listed}
    endonyms = {key(name) for locale, code, name in names.languages if locale.partition("_")[0] == code != "en"}
    for _, code, name in names.languages:
        if len(name) > 2:
            own.setdefault(key(name), code)
    yield from ((name, "endonym" if name in endonyms else "language", code) for name, code in own.items())


def language_of(text: str, mentions: list[Mention]) -> str | None:
    """The first language asked for or spoken by the writer, in two letters. `text` is folded, in small letters."""
    nationalities = {(mention.start, mention.end) for mention in mentions if mention.kind == "demonym"}
    return next((mention.value for mention in mentions if mention.kind in LANGUAGE_KINDS
                 and _is_asked_for(text, mention, (mention.start, mention.end) in nationalities)), None)


def _is_asked_for(text: str, mention: Mention, is_nationality_too: bool) -> bool:
    before = text[max(0, mention.start - _WINDOW):mention.start]
    if asked := _ASKS.search(before):
        return not _NEVER.search(before[:asked.start()]) and not _NEVER.search(before)
    # "French" alone may be a nationality; "français" is an answer to "which language?".
    alone = text.strip(" .!?") == text[mention.start:mention.end] and (
        mention.kind == "endonym" or not is_nationality_too)
    politely = _ASKS_POLITELY.search(before) and _PLEASE.match(text, mention.end)
    return bool(alone or politely or _AFTER.match(text, mention.end))
