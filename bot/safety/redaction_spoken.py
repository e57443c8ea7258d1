"""Telephone numbers said in words, wholly or in part: “oh seven nine double two …”, “07seven00 …”, “O77OO …”."""

from __future__ import annotations

import re

from bot.safety.redaction_numbers import is_counting

_DIGIT = {word: str(digit) for digit, words in enumerate((
    "zero oh o nil nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
)) for word in words.split()}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_UNIT = rf"(?:{'|'.join(sorted((*_DIGIT, *_TIMES), key=len, reverse=True))}|\d)"
_SEPARATOR = r"[\s.,\-()/*]{0,3}"
_RUN = re.compile(rf"(?<![\w$€£₹¥.,])(?:plus\s+|\+)?{_UNIT}(?:{_SEPARATOR}{_UNIT}){{4,40}}(?![\w%])", re.IGNORECASE)
_PIECE = re.compile(rf"{_UNIT}", re.IGNORECASE)
_ASKED_TO_CALL = re.compile(r"(?:call|ring|phone|text|txt|number|nr|no|on|whatsapp|is|its|:)\s*$", re.IGNORECASE)
_SHORTEST = 7


def take_spoken_phones(text: str) -> str:
    """`text` with numbers in words as “[phone]”; seven digits at least, and nobody who only counts."""
    return _RUN.sub(lambda found: "[phone]" if _is_phone(found) else found[0], text)


def _is_phone(found: re.Match[str]) -> bool:
    said = found[0]
    if not any(sign.isalpha() for sign in said):
        return False  # digits alone are read elsewhere
    digits = _digits(said)
    if len(digits) < _SHORTEST or digits.startswith(("0800", "1800", "0808")):
        return False
    before = found.string[max(0, found.start() - 12):found.start()]
    return not is_counting([int(digit) for digit in digits]) or _ASKED_TO_CALL.search(before) is not None


def _digits(said: str) -> str:
    digits, times = "", 1
    for piece in _PIECE.findall(said.lower()):
        if piece in _TIMES:
            times = _TIMES[piece]
        else:
            digits, times = digits + times * _DIGIT.get(piece, piece), 1
    return digits
