"""The long form: `python -m tests.fuzz screen 600` lets atheris look for faults for ten minutes.

A fault ends it with the input that found it, in .run/fuzz/.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["bot.safety", "bot.content"]):
    from bot.paths import PROJECT
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Feeds one target for so many seconds."""
    name, seconds = sys.argv[1], int(sys.argv[2])
    folder = PROJECT / ".run" / "fuzz"
    corpus = folder / name
    corpus.mkdir(parents=True, exist_ok=True)
    atheris.Setup([sys.argv[0], str(corpus), f"-max_total_time={seconds}", "-max_len=4096", "-timeout=30",
                   f"-artifact_prefix={folder}/{name}-"], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
