"""The plain graph runner gives what the targets ask for, each node after those it needs."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode

from bot.dialogue.plain_runner import PlainGraphRunner

RUNS: list[str] = []


class Plus(GraphComponent):
    """Adds what it is configured with."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def create(cls, config: dict[str, Any], *_: Any, **__: Any) -> Plus:
        return cls(config)

    def run(self, number: int) -> int:
        RUNS.append(self._config["name"])
        return number + int(self._config["plus"])


def node(name: str, plus: int, of: str, is_target: bool = False) -> SchemaNode:
    return SchemaNode(needs={"number": of}, uses=Plus, constructor_name="create", fn="run",
                      config={"name": name, "plus": plus}, eager=True, is_target=is_target)


@pytest.fixture
def runner() -> PlainGraphRunner:
    RUNS.clear()
    schema = GraphSchema({"last": node("last", 100, "middle", is_target=True), "middle": node("middle", 10, "first"),
                          "first": node("first", 1, "given"), "aside": node("aside", 5, "first", is_target=True)})
    return PlainGraphRunner.create(schema, None, ExecutionContext(schema, "one"))  # type: ignore[arg-type]


def test_all_targets_are_run_each_node_once(runner: PlainGraphRunner) -> None:
    assert runner.run({"given": 0}) == {"last": 111, "aside": 6}
    assert sorted(RUNS) == ["aside", "first", "last", "middle"]
    assert RUNS.index("first") < RUNS.index("middle") < RUNS.index("last")


def test_only_what_a_target_needs_is_run(runner: PlainGraphRunner) -> None:
    assert runner.run({"given": 1}, ["aside"]) == {"aside": 7}
    assert runner.run({"given": 2}, ["aside"]) == {"aside": 8}
    assert set(RUNS) == {"first", "aside"}


def test_an_input_must_not_be_called_like_a_node(runner: PlainGraphRunner) -> None:
    from rasa.engine.exceptions import GraphRunError

    with pytest.raises(GraphRunError):
        runner.run({"first": 1})
