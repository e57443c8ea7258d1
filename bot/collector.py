"""Python's garbage collector, which finds next to nothing while a process starts: about a sixth of that time."""

from __future__ import annotations

import gc


def wait_until_started() -> None:
    """Let it rest from now on."""
    gc.disable()


def begin() -> None:
    """Let it do its work, on what is made from now on; nothing if it never rested."""
    if not gc.isenabled():
        gc.collect()
        gc.freeze()
        gc.enable()
