"""Loaders that schools have pinned: every version ever released, under its digest, for ever the same bytes."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from bot.gateway.assets import Asset, pack

RELEASED = Path(__file__).parent / "released"


def loader_digest(text: str) -> str:
    """The name of a loader: the first 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def integrity(asset: Asset) -> str:
    """What a page writes into `integrity` (Subresource Integrity)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(asset.body).digest()).decode()


def read_released(folder: Path = RELEASED) -> dict[str, Asset]:
    """Every released loader by digest, the newest last; raises ValueError when one is not what it was."""
    released = {}
    for path in sorted(folder.glob("*.js"), key=lambda path: path.name):
        digest = path.stem.partition("-")[2]
        text = path.read_text(encoding="utf-8")
        if loader_digest(text) != digest:
            raise ValueError(f"{path.name} was changed after its release: restore it, pages rely on every byte")
        released[digest] = pack("text/javascript", text)
    return released


def release_loader(text: str, folder: Path = RELEASED) -> Path:
    """Keeps a loader as the newest; one that is kept already stays where it is."""
    digest = loader_digest(text)
    kept = sorted(folder.glob("*.js"))
    same = next((path for path in kept if path.stem.endswith(digest)), None)
    path = same or folder / f"{len(kept) + 1:04d}-{digest}.js"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
