"""Counts for /metrics: whether the parts work. What messages were about is counted by the week only (bot/counts)."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, generate_latest

_REGISTRY = CollectorRegistry()
_MESSAGES = Counter("messages", "Messages, by whether the dialogue model answered", ["outcome"], registry=_REGISTRY)


def count_message(outcome: str) -> None:
    """One was answered. Prometheus looks every few seconds, so it is not told of danger (docs/decisions/0029)."""
    _MESSAGES.labels("fallback" if outcome == "fallback" else "answered").inc()


def metrics_text() -> bytes:
    """In Prometheus' text format."""
    return generate_latest(_REGISTRY)
