"""The folder of one running bot, `.run/` and its port: what supervisor reads and `python -m bot status` looks for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from bot.paths import PROJECT

RUN = PROJECT / ".run"  # a folder by port in it, so that two runs can stand side by side
STATE, CONFIG = "state.json", "supervisord.conf"
GAVE_UP = "gave-up"  # stands there when the bot was stopped because it did not become ready


def clear_up(run: Path) -> bool:
    """Removes the folder and the socket; whether the start had been given up."""
    gave_up = (run / GAVE_UP).exists()
    state = json.loads((run / STATE).read_text())
    shutil.rmtree(Path(state["socket"]).parent, ignore_errors=True)
    shutil.rmtree(run, ignore_errors=True)
    return gave_up
