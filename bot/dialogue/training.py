"""Trains the dialogue model and finds the one that fits the files it was trained from."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from bot.content.library import PROJECT

MODELS = PROJECT / "models"
# A change in any of these needs a new model.
_INPUTS = ("config.yml", "domain.yml", "data/**/*.yml", "bot/dialogue/classifier.py", "bot/dialogue/spelling_noise.py",
           "bot/dialogue/entities.py")
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
         "PYTHONWARNINGS": "ignore", "CUDA_VISIBLE_DEVICES": "-1"}


class TrainingFailed(RuntimeError):
    """Rasa could not train; the text is what it said."""


def fitting_model() -> Path:
    """Where the model of the present files is or would be: its name carries their digest."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _INPUTS for path in PROJECT.glob(pattern)):
        digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return MODELS / f"bot-{digest.hexdigest()[:16]}.tar.gz"


def train(model: Path) -> None:
    """Trains `model`; raises TrainingFailed."""
    command = [sys.executable, "-m", "rasa", "train", "--quiet", "--out", str(model.parent),
               "--fixed-model-name", model.name.removesuffix(".tar.gz")]
    done = subprocess.run(command, cwd=PROJECT, env={**os.environ, **QUIET, **_ENDPOINTS}, capture_output=True,
                          text=True)
    if done.returncode != 0 or not model.exists():
        raise TrainingFailed((done.stderr or done.stdout).strip()[-4000:])


# Rasa reads endpoints.yml and credentials.yml when it trains, too, and wants their variables to exist.
_ENDPOINTS = {"ACTIONS_PORT": "5055", "RASA_SECRET": "unused-in-training"}
