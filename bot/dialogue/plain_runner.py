"""Runs a model's graph of a few nodes one after the other, without a scheduler for clusters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import rasa.core.processor
import rasa.model_training
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner


class PlainGraphRunner(DaskGraphRunner):
    """Like Rasa's runner; the order of the nodes is found once for each set of targets, not for every message.

    A message passes four nodes; dask planned and dispatched them anew each time: a seventh of a message's time.
    """

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Runs what leads to `targets`; raises GraphRunError as Rasa's runner does."""
        inputs, wanted = inputs or {}, tuple(targets or self._graph_schema.target_names)
        clash = next((name for name in inputs if name in self._graph_schema.nodes), None)
        if clash:
            raise GraphRunError(f"Input value '{clash}' clashes with a node name.")
        # An input stands for itself where a node asks for it; a name that nobody provides is handed over as it is.
        done: dict[str, Any] = {name: (name, value) for name, value in inputs.items()}
        try:
            for name, needs in self._order(wanted):
                done[name] = self._instantiated_nodes[name](*(done.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(done[name] for name in wanted)

    def _order(self, targets: tuple[str, ...]) -> Sequence[tuple[str, tuple[str, ...]]]:
        orders: dict[tuple[str, ...], Sequence[tuple[str, tuple[str, ...]]]] = self.__dict__.setdefault("_orders", {})
        if targets not in orders:
            orders[targets] = _ordered(self._graph_schema.minimal_graph_schema(list(targets)))
        return orders[targets]


def _ordered(schema: GraphSchema) -> list[tuple[str, tuple[str, ...]]]:
    """Every node after those it needs."""
    order: dict[str, tuple[str, ...]] = {}

    def visit(name: str) -> None:
        if name in schema.nodes and name not in order:
            needs = tuple(schema.nodes[name].needs.values())
            for need in needs:
                visit(need)
            order[name] = needs

    for name in schema.nodes:
        visit(name)
    return list(order.items())


def run_plainly() -> None:
    """Serving and training use this runner."""
    rasa.core.processor.DaskGraphRunner = PlainGraphRunner
    rasa.model_training.DaskGraphRunner = PlainGraphRunner
