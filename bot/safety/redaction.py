"""PLACEHOLDER by the lead to unblock integration: overwrite this file with the real redaction."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Redacted:
    text: str
    kinds: frozenset[str]


def redact(text: str, country: str | None = None) -> Redacted:
    new = re.sub(r"\+?\d[\d \-]{8,}\d", "[phone]", text)
    return Redacted(new, frozenset({"phone"} if new != text else ()))
