"""Rasa's command line, launched lean and without old libraries' warnings: `python -m bot.dialogue.command run`."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from bot.dialogue import lean, left_out
from bot.private_memory import keep_memory_private

QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
         "CUDA_VISIBLE_DEVICES": "-1"}
# endpoints.yml and credentials.yml name these; `python -m bot run` sets them, other commands only need them to exist.
_NAMED = {"ACTIONS_PORT": "5055", "RASA_SECRET": "a-shell-on-this-machine"}
_SPEAKING = ("run", "shell", "interactive")  # commands that run actions


def main() -> None:
    """Runs Rasa with the arguments of this process; telemetry is off whatever the environment says."""
    keep_memory_private()
    os.environ.update(QUIET)
    for name, value in _NAMED.items():
        os.environ.setdefault(name, value)
    warnings.showwarning = lambda *_, **__: None
    command, off = next(iter(sys.argv[1:]), ""), lean.switched_off(os.environ.get("STOCK_RASA", ""))
    lean.before_import(command, off)
    try:
        _refuse_what_is_missing(command, sys.argv[2:])
    except left_out.MissingForModel as error:
        sys.exit(str(error))
    from rasa.__main__ import main as rasa

    lean.after_import(off)
    if command in _SPEAKING and os.environ.get("ACTIONS", "process") == "process":
        from bot.dialogue.own_actions import run_own_actions

        run_own_actions()
    sys.argv[0] = "rasa"
    rasa()


def _refuse_what_is_missing(command: str, arguments: Sequence[str]) -> None:
    if command == "test":
        left_out.refuse_test()
    if command == "train":
        left_out.refuse_config(Path(_given(arguments, "--config", "-c") or "config.yml"))
    model = _given(arguments, "--model", "-m")
    if command == "run" and model:
        left_out.refuse_model(Path(model))


def _given(arguments: Sequence[str], *names: str) -> str | None:
    return next((value for name, value in pairwise(arguments) if name in names), None)


if __name__ == "__main__":
    main()
