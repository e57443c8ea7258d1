"""Types a message as a child in a hurry would: made otherwise than the noise of the training, so that it measures."""

from __future__ import annotations

import random
import re

_NEXT_KEYS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo",
    "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et",
    "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}
# As it sounds, for those who have not learned otherwise.
_SOUNDS = (
    ("ough", "uff"), ("tion", "shun"), ("ight", "ite"), ("ph", "f"), ("kn", "n"), ("wr", "r"), ("ck", "k"), ("th", "f"),
    ("ea", "ee"), ("ie", "ei"), ("wh", "w"), ("ture", "cher"), ("ll", "l"), ("ss", "s"), ("ou", "ow"), ("ai", "ay"),
)
_KINDS = ("key", "sound", "vowel", "lost", "joined")


def mistype(text: str, seed: int = 0, rate: float = 0.25) -> str:
    """`text` with about `rate` of its longer words typed wrongly and its apostrophes and capitals gone."""
    chance = random.Random(f"{seed}:{text}")
    words = text.lower().replace("'", "").replace("’", "").split()
    typed = [_typed(word, chance) if len(word) > 3 and chance.random() < rate else word for word in words]
    return re.sub(r"\x00 ?", "", " ".join(typed)).strip()


def _typed(word: str, chance: random.Random) -> str:
    kind = chance.choice(_KINDS)
    if kind == "joined":
        return word + "\x00"
    if kind == "sound":
        return next((word.replace(said, heard, 1) for said, heard in _SOUNDS if said in word), word)
    places = [at for at in range(1, len(word)) if kind != "vowel" or word[at] in "aeiou"]
    if not places:
        return word
    at = chance.choice(places)
    new = chance.choice(_NEXT_KEYS[word[at]]) if kind == "key" and word[at] in _NEXT_KEYS else ""
    return word[:at] + new + word[at + 1:]
