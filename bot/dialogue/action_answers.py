"""Checks the action server's answers against a schema that is itself checked once, not at every answer."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from rasa.core.actions.action import RemoteAction


def check_schema_once() -> None:
    """Rasa validates each answer of an action and, each time anew, the constant schema: most of what an action took.

    The answer is validated as before; a wrong one raises jsonschema's ValidationError.
    """
    schema = RemoteAction.action_response_format_spec()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)

    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
