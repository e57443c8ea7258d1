"""The files of a trained model beside Rasa's own: written with their digests, verified when they are loaded."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from bot.dialogue.nlu.encoder import GRAPH, TOKENIZER

_DIGESTS = "digests.json"


class DamagedModel(RuntimeError):
    """A file of the model is missing or is not the one that was trained."""


def write_encoder(folder: Path) -> None:
    """The sentence encoder; raises EncoderMissing."""
    from bot.dialogue.nlu.encoder_graph import encoder_graph, published_files  # needed in training only

    files = published_files()
    (folder / GRAPH).write_bytes(encoder_graph(files["model.safetensors"]))
    shutil.copyfile(files["tokenizer.json"], folder / TOKENIZER)


def sign(folder: Path) -> None:
    """Note the SHA-256 of every file in `folder`."""
    digests = {path.name: _digest(path) for path in sorted(folder.iterdir()) if path.name != _DIGESTS}
    (folder / _DIGESTS).write_text(json.dumps(digests, indent=1), encoding="utf-8")


def verify(folder: Path) -> None:
    """Raises DamagedModel unless every file is as it was noted."""
    try:
        digests = json.loads((folder / _DIGESTS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedModel("the model has no list of its files: train it again (python -m bot train)") from error
    there = {path.name for path in folder.iterdir()} - {_DIGESTS}
    for name in sorted(there | set(digests)):
        if name not in there or _digest(folder / name) != digests.get(name):
            raise DamagedModel(f"{name} in the model is not the file that was trained: train it again"
                               " (python -m bot train)")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
