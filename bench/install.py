"""How much disk the packages take that a bot needs, with and without TensorFlow."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.paths import PROJECT

_MB = 1_000_000
_PYPROJECT: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
_TENSORFLOW: list[str] = _PYPROJECT["dependency-groups"]["tensorflow"]
# As this project installs them: Rasa without TensorFlow, which is a group of its own.
_RESTATED: dict[str, list[str]] = {
    canonicalize_name(stated["name"]): stated["requires-dist"]
    for stated in _PYPROJECT["tool"]["uv"]["dependency-metadata"]
}


def ours() -> dict[str, float]:
    """MB of what the server needs; developers' tools are left out."""
    project = _PYPROJECT["project"]
    return _sizes([*project["dependencies"], *project["optional-dependencies"]["server"]])


def rasa_init() -> dict[str, float]:
    """MB of what Rasa needs; what it declares and this environment leaves out (tensorflow-text …) is not counted."""
    return _sizes(["rasa"])


def _sizes(requirements: list[str]) -> dict[str, float]:
    return {"install_mb": _size(_needed([*requirements, *_TENSORFLOW])),
            "install_without_tensorflow_mb": _size(_needed(requirements))}


def _needed(requirements: Iterable[str], extras: Iterable[str] = ()) -> set[str]:
    """Names of the installed packages that the requirements lead to."""
    found: set[str] = set()
    waiting = [(Requirement(text), "") for text in requirements]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, asked_by = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": asked_by}):
            continue
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if (name, extra) not in seen and (declared := _declared(name)) is not None:
                seen.add((name, extra))
                found.add(name)
                waiting += [(Requirement(text), extra) for text in declared]
    return found


def _declared(name: str) -> list[str] | None:
    """What a package requires; None if it is not installed."""
    try:
        return _RESTATED.get(name, distribution(name).requires or [])
    except PackageNotFoundError:
        return None


def _size(names: Iterable[str]) -> float:
    paths = (Path(file.locate()) for name in names for file in distribution(name).files or ())
    return sum(path.stat().st_size for path in paths if path.is_file()) / _MB
