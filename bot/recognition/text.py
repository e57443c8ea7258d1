"""Makes letters comparable across keyboards and languages, and cuts a text into words whose places are known."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from bot.invisible import FORMAT_CHARACTERS

_STRAIGHT = str.maketrans({**dict.fromkeys("‘’‚‛`´ʼʻ＇ʹ′", "'"), **dict.fromkeys("–—‐‑−", "-")})
_LETTERS = str.maketrans({
    **dict.fromkeys("یىےئ", "ي"), **dict.fromkeys("ہةۀە", "ه"), **dict.fromkeys("أإآٱ", "ا"), "ک": "ك", "ؤ": "و",
    "ـ": None, "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe",
    "ə": "e", "Ə": "E",
})
# Accents, vowel marks of Arabic script, half characters and what is not seen make no difference to a name.
_MARKS = dict.fromkeys([*range(0x300, 0x370), *range(0x64B, 0x660), 0x670, *range(0xFE00, 0xFE10),
                        *range(0xD800, 0xE000), *FORMAT_CHARACTERS])
# Scripts without spaces (Thai, Lao, Burmese, Khmer, kana, Han), and Hangul with its endings: each letter is a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_SIGNS = "".join(chr(c) for c in range(0x370, 0x3000) if unicodedata.category(chr(c)) in {"Mn", "Mc"})
_WORD = re.compile(rf"[{_UNSPACED}][{_SIGNS}]*|(?:[^\W_{_UNSPACED}]|[{_SIGNS}])+|[^\w\s]|_")


class Word(NamedTuple):
    """A word in small letters, and where it stands in the folded text."""

    text: str
    start: int
    end: int

# One character may fold into eighteen letters; a message of 16,000 characters is read, not what it can be blown up to.
MOST = 16_000


def fold(text: str) -> str:
    """`text` without accents, invisible characters and keyboard differences, Western digits, case kept."""
    plain = unicodedata.normalize("NFKD", text.translate(_STRAIGHT)).translate(_MARKS)[:MOST]
    plain = unicodedata.normalize("NFC", plain).translate(_LETTERS)
    return plain if plain.isascii() else "".join(_western(character) for character in plain)


def key(name: str) -> str:
    """A name as it is looked up: folded, in small letters, single spaces."""
    return " ".join(fold(name).lower().split())


def words(folded: str) -> list[Word]:
    """The words and signs of a folded text, in order."""
    return [Word(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(folded)]


def _western(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character
