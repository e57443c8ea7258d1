"""Remembers that this content passed the check with these settings, so that the next start need not read it twice."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date
from pathlib import Path

from bot.content.freshness import stamp
from bot.paths import PROJECT
from bot.settings import Settings

_FILE = PROJECT / ".run" / "checked"


def has_passed(settings: Settings, model: Path) -> bool:
    """Whether the last check that passed was of exactly this; any edit, setting, release or new day asks anew."""
    return _FILE.is_file() and _FILE.read_text(encoding="utf-8") == _digest(settings, model)


def remember(settings: Settings, model: Path) -> None:
    """Best effort: where nothing can be written, every start checks."""
    try:
        _FILE.parent.mkdir(exist_ok=True)
        _FILE.write_text(_digest(settings, model), encoding="utf-8")
    except OSError:
        return


def _digest(settings: Settings, model: Path) -> str:
    """Of content, code, the day (reviews run out), and settings; secrets by their length alone."""
    told = {**asdict(settings), "secret_key": len(settings.secret_key), "rasa_secret": "", "database_url": ""}
    seen = (sorted(told.items(), key=str), sorted(stamp(settings.content)), sorted(stamp(PROJECT / "bot")),
            str(model), model.exists(), date.today().isoformat())
    return hashlib.sha256(repr(seen).encode()).hexdigest()
