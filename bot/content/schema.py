"""Turns a document into typed values, and every misfit into a problem an editor understands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, Extra, ValidationError

from bot.content.problem import Problem
from bot.content.yaml_file import Document, Key

Model = TypeVar("Model", bound=BaseModel)

_REMEDIES = {
    "value_error.missing": "add it",
    "value_error.extra": "remove it or correct its spelling",
    "type_error.none.not_allowed": "write a value",
    "type_error.str": "write a text, in quotes if it looks like a number",
}


class Record(BaseModel):
    """What all records of content share: no unknown field, no change after reading."""

    class Config:
        extra = Extra.forbid
        frozen = True
        smart_union = True


def parse(model: type[Model], document: Document, problems: list[Problem],
          data: object = None, at: tuple[Key, ...] = ()) -> Model | None:
    """`data` (or the whole document) as `model`, or None with every fault added to `problems`.

    `at` is where `data` stands in the document, for the line numbers.
    """
    try:
        return model.parse_obj(document.data if data is None else data)
    except ValidationError as error:
        for fault in error.errors():
            path = (*at, *(part for part in fault["loc"] if part != "__root__"))
            problems.append(document.problem(path, "schema", _message(path, dict(fault)), _remedy(dict(fault))))
        return None


def _message(path: tuple[Key, ...], fault: Mapping[str, Any]) -> str:
    where = ".".join(str(part) for part in path) or "the file"
    if fault["type"] == "value_error.missing":
        return f"“{where}” is missing"
    if fault["type"] == "value_error.extra":
        return f"“{where}” is not a known field"
    return f"“{where}”: {fault['msg']}"


def _remedy(fault: Mapping[str, Any]) -> str:
    return _REMEDIES.get(str(fault["type"]), "write what content/README.md says for this field")
