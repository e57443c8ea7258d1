"""What happens once Rasa has loaded its model, or could not."""

from __future__ import annotations

import functools
import os
import sys
from typing import Any

import rasa.core.run

from bot import collector

_load = rasa.core.run.load_agent_on_start


@functools.wraps(_load)
async def _load_or_end(*arguments: Any, **named: Any) -> Any:
    agent = await _load(*arguments, **named)
    if not agent.is_ready():
        sys.stderr.write("Rasa could not load its model, so it does not start; the reason stands above.\n")
        sys.stderr.flush()
        os._exit(1)  # an exception in here would only be logged
    collector.begin()
    return agent


def end_without_model() -> None:
    """Rasa logs the error, says “up and running”, and serves without a model."""
    rasa.core.run.load_agent_on_start = _load_or_end
