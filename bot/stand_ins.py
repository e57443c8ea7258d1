"""Puts stand-ins where Rasa imports what this bot never uses, so that it need be neither loaded nor installed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, MutableSequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class NotInstalled(RuntimeError):
    """Something was used for which this bot has a stand-in only; the text says what and how to have it."""


class StandIn(type):
    """A class that may be imported, named in an annotation, inherited from, and caught: but never used."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(cls, name, found := _stand_in(f"{cls.__module__}.{cls.__name__}.{name}"))
        return found

    def name(cls) -> str:
        """Rasa lists its channels by the names they give."""
        return f"{cls.__module__}.{cls.__name__}"

    def __call__(cls, *_: Any, **__: Any) -> Any:
        raise NotInstalled(f"{cls.__module__}.{cls.__name__} is left out of the lean launch of Rasa "
                           "(bot/dialogue/left_out.py says why; `make tensorflow` installs all of it).")


class _StandInModule(ModuleType):
    """Every name can be imported from it."""

    __path__: MutableSequence[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(self, name, found := _stand_in(f"{self.__name__}.{name}"))
        return found


class Finder(Loader):
    """Finds a stand-in for the modules `left_out` and everything below them."""

    def __init__(self, left_out: Iterable[str]) -> None:
        self.left_out = frozenset(left_out)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Part of Python's import protocol."""
        above = name.split(".")
        if any(".".join(above[:length]) in self.left_out for length in range(1, len(above) + 1)):
            return ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Part of Python's import protocol."""
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Part of Python's import protocol; there is nothing to run."""


def stand_in_for(left_out: Iterable[str]) -> None:
    """From now on importing one of these modules gives a stand-in; what is imported already stays."""
    sys.meta_path.insert(0, Finder(left_out))  # type: ignore[arg-type]


def is_stand_in(module: str) -> bool:
    """Whether importing this module gives a stand-in."""
    return any(finder.find_spec(module) for finder in sys.meta_path if isinstance(finder, Finder))


def _stand_in(name: str) -> StandIn:
    module, _, own = name.rpartition(".")
    return StandIn(own, (Exception,), {"__module__": module})
