"""Removes what could identify a person from a message before it leaves the gateway (safeguarding F2, K5).

It runs after the danger screen has read the raw text, so that it can never hide a danger.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.safety.redaction_numbers import take_cards, take_phones
from bot.safety.redaction_words import take_addresses, take_emails, take_handles, take_links, take_names


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
    left = ""
    while left != text:  # every pass takes letters away, so this ends
        left = text
        text = _once(text, country, kinds)
    return Redacted(text, frozenset(kinds))


def _once(text: str, country: str | None, kinds: set[str]) -> str:
    for kind, take in (("email", take_emails), ("link", take_links), ("card", take_cards)):
        text = _note(kind, text, take(text), kinds)
    text = _note("phone", text, take_phones(text, country), kinds)
    for kind, take in (("address", take_addresses), ("handle", take_handles), ("name", take_names)):
        text = _note(kind, text, take(text), kinds)
    return text


def _note(kind: str, before: str, after: str, kinds: set[str]) -> str:
    if after != before:
        kinds.add(kind)
    return after
