"""Counts for /metrics: how messages were answered, never what they said."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, generate_latest

_REGISTRY = CollectorRegistry()
_MESSAGES = Counter("messages", "Messages by how they were answered", ["outcome"], registry=_REGISTRY)


def count_message(outcome: str) -> None:
    """One message was answered: `answered`, `danger`, `asked` or `fallback`."""
    _MESSAGES.labels(outcome).inc()


def metrics_text() -> bytes:
    """In Prometheus' text format."""
    return generate_latest(_REGISTRY)
