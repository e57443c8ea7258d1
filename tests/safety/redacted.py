"""Messages with invented personal data and harmless look-alikes, and how much of them redaction gets right.

They were written before the redaction they measure was improved. Numbers, addresses and cards are those kept for drama,
documentation and tests, elsewhere counting ones.
`python -m tests.safety.redacted` prints the figures of both halves; only the development half was looked at.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.safety.redaction import redact

HALVES = ("development", "held_out")
_PLACEHOLDER = re.compile(r"\[[a-z]+\]")
# Words that say what a thing is, and nothing of whose it is.
_GENERAL = frozenset({
    "school", "primary", "secondary", "high", "middle", "junior", "elementary", "college", "academy", "gymnasium",
    "mrs", "mr", "miss", "ms"})


@dataclass(frozen=True)
class Message:
    """A message; `hide` lists what has to go, nothing for a look-alike."""

    kind: str
    text: str
    hide: tuple[str, ...] = ()
    country: str | None = None

    def is_right(self) -> bool:
        """Whether no word of what has to go is left, or nothing of a look-alike is changed."""
        left = redact(self.text, self.country).text
        if not self.hide:
            return left == self.text
        around = self.text
        for hidden in self.hide:
            around = around.replace(hidden, " ")
        gone = _words(" ".join(self.hide)) - _words(around) - _GENERAL
        return bool(_PLACEHOLDER.search(left)) and not gone & _words(_PLACEHOLDER.sub(" ", left))


@cache
def messages(half: str) -> tuple[Message, ...]:
    """The messages of one half."""
    lines = (Path(__file__).parent / "messages" / f"redaction_{half}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    return tuple(Message(row["kind"], row["text"], tuple(row.get("hide", ())), row.get("country")) for row in rows)


def shares(half: str) -> dict[str, tuple[int, int]]:
    """By kind: how many are right, of how many."""
    counted: dict[str, list[bool]] = defaultdict(list)
    for message in messages(half):
        counted[message.kind].append(message.is_right())
    return {kind: (sum(right), len(right)) for kind, right in counted.items()}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


if __name__ == "__main__":
    for name in HALVES:
        print(name, " ".join(f"{kind} {right}/{total}" for kind, (right, total) in shares(name).items()))
    for message in messages("development") if "--show" in sys.argv else ():
        if not message.is_right():
            print(f"  {message.kind:8} {message.text!r} -> {redact(message.text, message.country).text!r}")
