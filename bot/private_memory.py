"""Nothing may write down what a process has in memory: no core dump, no debugger of another process of this user."""

from __future__ import annotations

import ctypes
import resource
import runpy
import sys

_PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """For this process and, as far as core dumps go, those it starts; each of ours calls it first of all."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


if __name__ == "__main__":  # python -m bot.private_memory MODULE [ARGUMENT…]: a module that is not ours
    keep_memory_private()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
