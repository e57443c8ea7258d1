"""Rasa's command line without the warnings of old libraries: `python -m bot.dialogue.command run`."""

from __future__ import annotations

import os
import sys
import warnings

from bot.private_memory import keep_memory_private

QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
         "CUDA_VISIBLE_DEVICES": "-1"}
# endpoints.yml and credentials.yml name these; `python -m bot run` sets them, other commands only need them to exist.
_NAMED = {"ACTIONS_PORT": "5055", "RASA_SECRET": "a-shell-on-this-machine"}


def main() -> None:
    """Runs Rasa with the arguments of this process; telemetry is off whatever the environment says."""
    keep_memory_private()
    os.environ.update(QUIET)
    for name, value in _NAMED.items():
        os.environ.setdefault(name, value)
    warnings.showwarning = lambda *_, **__: None
    from rasa.__main__ import main as rasa

    from bot.dialogue.action_answers import check_schema_once

    check_schema_once()
    sys.argv[0] = "rasa"
    rasa()


if __name__ == "__main__":
    main()
