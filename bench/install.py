"""How much disk the packages take that each bot needs to run."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bench.rasa_init import STOCK
from bot.paths import PROJECT

_MB = 1_000_000
_PYPROJECT: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
_EXTRAS: dict[str, list[str]] = _PYPROJECT["project"]["optional-dependencies"]
# Packages whose requirements this project states anew.
_RESTATED: dict[str, list[str]] = {
    canonicalize_name(stated["name"]): stated["requires-dist"]
    for stated in _PYPROJECT["tool"]["uv"]["dependency-metadata"]
}


def ours() -> dict[str, float]:
    """MB of what a server needs with a trained model, and of what `make run` needs, which trains."""
    installed, serves = _installed(PROJECT / ".venv"), [*_PYPROJECT["project"]["dependencies"], *_EXTRAS["server"]]
    return {"install_serve_mb": _size(installed, serves, _RESTATED),
            "install_mb": _size(installed, [*serves, *_EXTRAS["training"]], _RESTATED)}


def rasa_init() -> dict[str, float]:
    """MB of what Rasa needs; what it declares and that environment leaves out (tensorflow-text …) is not counted."""
    found = _size(_installed(STOCK), ["rasa", *_EXTRAS["tensorflow"]], {})
    return {"install_serve_mb": found, "install_mb": found}


def _installed(environment: Path) -> dict[str, Distribution]:
    folder = next((environment / "lib").glob("python3*/site-packages"))
    return {canonicalize_name(found.metadata["Name"]): found for found in distributions(path=[str(folder)])}


def _size(installed: dict[str, Distribution], requirements: Iterable[str], restated: dict[str, list[str]]) -> float:
    names = _needed(installed, requirements, restated)
    paths = (Path(str(file.locate())) for name in names for file in installed[name].files or ())
    return sum(path.stat().st_size for path in paths if path.is_file()) / _MB


def _needed(installed: dict[str, Distribution], requirements: Iterable[str],
            restated: dict[str, list[str]]) -> set[str]:
    """Names of the installed packages that the requirements lead to."""
    waiting = [(Requirement(text), "") for text in requirements]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, asked_by = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": asked_by}):
            continue
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if name in installed and (name, extra) not in seen:
                seen.add((name, extra))
                declared = restated.get(name, installed[name].requires or [])
                waiting += [(Requirement(text), extra) for text in declared]
    return {name for name, _ in seen}
