"""What a message is made of: its characters and words."""

from __future__ import annotations

import re
from itertools import pairwise

_SHORTEST, _LONGEST = 2, 5


def plain(text: str) -> str:
    """Lower case, straight apostrophes, no letter more than twice in a row."""
    text = text.lower().replace("’", "'").strip()
    return re.sub(r"(\w)\1{2,}", r"\1\1", text)


def words_of(text: str) -> list[str]:
    """The words of a plain text; an emoji counts as one."""
    return re.findall(r"[^\W_]+(?:'\w+)?|[^\w\s.,!?'\"-]", text)


def characters(text: str) -> list[str]:
    """Every run of 2 to 5 characters within a word and the blanks around it."""
    found = []
    for word in text.split():
        padded = f" {word} "
        for length in range(_SHORTEST, _LONGEST + 1):
            if len(padded) <= length:
                found.append(padded)
                break
            found += [padded[at:at + length] for at in range(len(padded) - length + 1)]
    return found


def words_and_pairs(text: str) -> list[str]:
    """What stands between blanks, and each two neighbours."""
    words = text.split()
    return [*words, *map(" ".join, pairwise(words))]
