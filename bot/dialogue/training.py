"""Trains the dialogue model and finds the one that fits the files it was trained from."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import yaml

from bot.paths import PROJECT

MODELS = PROJECT / "models"
# A change in any of these needs a new model.
_INPUTS = ("config.yml", "domain.yml", "data/**/*.yml", "bot/dialogue/nlu/*.py", "bot/dialogue/entities.py")

_WITHOUT_ENCODER = "without the sentence encoder"


class TrainingFailed(RuntimeError):
    """Rasa could not train; the text is what it said."""


def fitting_model() -> Path:
    """Where the model of the present files is or would be: its name carries their digest."""
    digest = hashlib.sha256()
    if not uses_encoder():
        digest.update(_WITHOUT_ENCODER.encode())
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
    with tempfile.TemporaryDirectory() as folder:
        # Validating would read all examples once more: the tests do it (tests/dialogue/test_training_data.py).
        command = [sys.executable, "-m", "bot.dialogue.command", "train", "--quiet", "--force", "--skip-validation",
                   "--out", str(model.parent), "--fixed-model-name", model.name.removesuffix(".tar.gz"),
                   "--config", str(_config(Path(folder)))]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not model.exists():
        raise TrainingFailed((done.stderr or done.stdout).strip()[-4000:])


def uses_encoder() -> bool:
    """ENCODER=off trains and runs without the sentence encoder: smaller, quicker, and less is understood."""
    return os.environ.get("ENCODER", "on") != "off"


def _config(folder: Path) -> Path:
    """config.yml, or a copy of it that leaves the encoder out."""
    own = PROJECT / "config.yml"
    if uses_encoder():
        return own
    config = yaml.safe_load(own.read_text(encoding="utf-8"))
    for part in config["pipeline"]:
        if part["name"].endswith(".MessageClassifier"):
            part["encoder"] = False
    copy = folder / "config.yml"
    copy.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return copy
