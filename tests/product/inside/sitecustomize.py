"""Loaded by every Python process whose PYTHONPATH names this folder: looks through live objects, moves the clock.

Tests start the product with it, so that the product needs no door for them. On SIGUSR2 a process looks for the word
that stands reversed in the file that LOOK_FOR names; <LOOK_FOR>.<pid> gets counts alone, never what was found. The file
that CLOCK names holds by how many seconds `time.time` is wrong: what tokens, rate windows and Rasa's events go by. (A
library put before the C library would move all clocks, but Debian's breaks `time.sleep`.)
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_PR_GET_DUMPABLE = 3


def look(*_: object) -> None:
    """Counts the texts and bytes among all live objects that hold the word, spaCy's vocabularies included."""
    asked = Path(os.environ["LOOK_FOR"])
    word = asked.read_text()[::-1]
    gc.collect()
    found = {"texts": 0, "objects": 0, "vocabularies": 0, "remembered": 0}
    _walk(word, word.encode(), found)
    found["dumpable"] = ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0)
    written = asked.with_name(f"{asked.name}.{os.getpid()}.part")
    written.write_text(json.dumps(found))
    written.rename(asked.with_name(f"{asked.name}.{os.getpid()}"))


def _walk(word: str, octets: bytes, found: dict[str, int]) -> None:
    own = {id(word), id(octets)}
    seen: set[int] = set()
    left: list[Any] = gc.get_objects()
    own |= {id(left), id(seen)}
    while left:
        thing = left.pop()
        if id(thing) in seen or id(thing) in own:
            continue
        seen.add(id(thing))
        found["objects"] += 1
        kind = type(thing)
        if kind is str:
            found["texts"] += word in thing.casefold()
        elif kind in (bytes, bytearray):
            found["texts"] += octets in thing
        elif kind.__name__ == "Vocab" and kind.__module__ == "spacy.vocab":
            found["vocabularies"] += 1
            found["remembered"] += word in thing.strings
        if gc.is_tracked(thing) or kind in (tuple, dict):
            left.extend(gc.get_referents(thing))


def _moved(real: Callable[[], float], offset: str) -> Callable[[], float]:
    def moved() -> float:
        try:
            with open(offset) as file:  # noqa: PTH123  (at every call: quick)
                return real() + float(file.read() or 0)
        except (OSError, ValueError):
            return real()

    return moved


if "CLOCK" in os.environ:
    time.time = _moved(time.time, os.environ["CLOCK"])
if "LOOK_FOR" in os.environ and sys.platform == "linux":
    signal.signal(signal.SIGUSR2, look)
