"""The long form: `make equivalence` plays thousands of messages through Rasa with TensorFlow and through ours."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bot.dialogue.training import fitting_model
from tests.equivalence.compare import play
from tests.equivalence.conversations import long_conversations, single_messages
from tests.equivalence.servers import both

_TOGETHER = 5  # single messages share a conversation, so that memory plays its part


def main() -> None:
    """Exit code 1: something differs."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--stock", help="Python with stock Rasa; else ours are switched off")
    arguments.add_argument("--model", type=Path, help="another model than the one of the present files")
    arguments.add_argument("--messages", type=int, default=100_000, help="at most so many single messages")
    arguments.add_argument("--conversations", type=int, default=50)
    arguments.add_argument("--turns", type=int, default=60)
    chosen = arguments.parse_args()
    model = chosen.model or fitting_model()
    with tempfile.TemporaryDirectory() as folder, both(model, Path(folder), chosen.stock) as (stock, ours):
        singles = single_messages()[:chosen.messages]
        differences: list[str] = []
        for begin in range(0, len(singles), _TOGETHER):
            differences += play(stock, ours, f"single-{begin}", singles[begin:begin + _TOGETHER])
        for number, turns in enumerate(long_conversations(chosen.conversations, chosen.turns)):
            differences += play(stock, ours, f"long-{number}", turns)
    print("\n".join(differences))
    print(f"{len(singles)} messages and {chosen.conversations} conversations of {chosen.turns} turns: "
          f"{len(differences)} differences.")
    sys.exit(bool(differences))


if __name__ == "__main__":
    main()
