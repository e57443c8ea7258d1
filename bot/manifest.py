"""What exactly is running: digests of model, content and pipeline, and whether they are those that were released."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import yaml

from bot.paths import PROJECT

RELEASE = "release.yml"  # in the content folder; written by `python -m bot release`
_PIPELINE = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "requirements.lock")
_NOT_SERVED = ("README.md", RELEASE)


class NotReleased(ValueError):
    """A public process whose model, content or pipeline is not what was released (safeguarding.md A3)."""


@dataclass(frozen=True)
class Manifest:
    """SHA-256 of each; `model` is empty where no model is known, as in tests."""

    model: str
    content: str
    pipeline: str


def manifest(content: Path, model: Path | None) -> Manifest:
    """Of a content folder, a model file, and the files that pin the pipeline."""
    trained = _digest([(model.name, model)]) if model and model.exists() else ""
    pinned = [(name, PROJECT / name) for name in _PIPELINE if (PROJECT / name).exists()]
    return Manifest(trained, content_digest(content), _digest(pinned))


def content_digest(folder: Path) -> str:
    """Of every file people can read or that decides what they read."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in _NOT_SERVED
                   and not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return _digest((path.relative_to(folder).as_posix(), path) for path in files)


def write_release(content: Path, found: Manifest, by: str) -> Path:
    """Writes that this is what was released, by whom and when; gives the file."""
    file = content / RELEASE
    head = "# Written by `python -m bot release`; a public process starts on exactly this and nothing else.\n"
    values = {**asdict(found), "by": by, "on": date.today().isoformat()}
    file.write_text(head + yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def is_released(content: Path, found: Manifest) -> bool:
    """Whether the release file names exactly these digests."""
    return _released(content) == asdict(found)


def refuse_unreleased(content: Path, found: Manifest) -> None:
    """Raises NotReleased with what differs and the remedy."""
    released = _released(content)
    if not released:
        raise NotReleased("Nothing has been released yet, so this does not start in public. When all texts are signed: "
                          "python -m bot release --by NAME")
    changed = [name for name, digest in asdict(found).items() if released.get(name) != digest]
    if changed:
        raise NotReleased(f"The {' and the '.join(changed)} changed after the release: this does not start in public. "
                          "Have the change reviewed, then: python -m bot release --by NAME")


def _released(content: Path) -> dict[str, str]:
    try:
        values = yaml.safe_load((content / RELEASE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    known = Manifest.__dataclass_fields__
    return {name: str(value) for name, value in values.items() if name in known} if isinstance(values, dict) else {}


def _digest(files: Iterable[tuple[str, Path]]) -> str:
    digest = hashlib.sha256()
    for name, path in files:
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
