"""Trains the dialogue model and finds the one that fits the files it was trained from."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
import zlib
from pathlib import Path

from bot.paths import PROJECT

MODELS = PROJECT / "models"
# A change in any of these needs a new model.
_INPUTS = ("config.yml", "domain.yml", "data/**/*.yml", "bot/dialogue/nlu/*.py", "bot/dialogue/entities.py")


class TrainingFailed(RuntimeError):
    """Rasa could not train; the text is what it said."""


def fitting_model() -> Path:
    """Where the model of the present files is or would be: its name carries their digest."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _INPUTS for path in PROJECT.glob(pattern)):
        digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return MODELS / f"bot-{digest.hexdigest()[:16]}.tar.gz"


def is_whole(model: Path) -> bool:
    """Whether the file can be read to its end: gzip's own check sums find a byte that changed."""
    try:
        with gzip.open(model) as file:
            while file.read(1 << 20):
                pass
    except (OSError, EOFError, zlib.error):
        return False
    return True


def train(model: Path) -> None:
    """Trains `model`; raises TrainingFailed."""
    command = [sys.executable, "-m", "bot.dialogue.command", "train", "--quiet", "--force", "--out", str(model.parent),
               "--fixed-model-name", model.name.removesuffix(".tar.gz")]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not model.exists():
        raise TrainingFailed((done.stderr or done.stdout).strip()[-4000:])
