"""Removes what could identify a person from a message before it leaves the gateway (safeguarding F2, K5).

It runs after the danger screen has read the raw text, so that it can never hide a danger.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.safety.redaction_contacts import take_emails, take_handles, take_links
from bot.safety.redaction_names import take_names
from bot.safety.redaction_numbers import take_cards, take_phones
from bot.safety.redaction_places import take_addresses
from bot.safety.redaction_schools import take_schools
from bot.safety.redaction_spoken import take_spoken_phones

_MOST_PASSES = 8  # ordinary messages need two, the second of which finds nothing
_INVISIBLE = re.compile(r"(?<=\w)[\u200b\u2060\ufeff\u00ad]+(?=\w)|(?<=\d)[\u200c\u200d]+(?=\d)")


@dataclass(frozen=True)
class Redacted:
    """A message with placeholders such as “[phone]”, and the kinds of what was taken out.

    Kinds: phone email link handle card address name.
    """

    text: str
    kinds: frozenset[str]


def redact(text: str, country: str | None = None) -> Redacted:
    """`text` without contact details; `country` (ISO 3166-1 alpha-2) tells how telephone numbers are written there.

    Numbers of help (116 111, 988), ages, years, dates, times, prices and shares stay. Redacting twice changes nothing.
    """
    kinds: set[str] = set()
    text = _INVISIBLE.sub("", text)
    for _ in range(_MOST_PASSES):
        before, text = text, _once(text, country, kinds)
        if text == before:
            break
    return Redacted(text, frozenset(kinds))


def _once(text: str, country: str | None, kinds: set[str]) -> str:
    steps: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("email", take_emails), ("link", take_links), ("card", take_cards),
        ("phone", lambda left: take_phones(left, country)), ("phone", take_spoken_phones),
        ("handle", take_handles), ("address", take_addresses), ("address", take_schools), ("name", take_names),
    )
    for kind, take in steps:
        left = take(text)
        if left != text:
            kinds.add(kind)
        text = left
    return text
