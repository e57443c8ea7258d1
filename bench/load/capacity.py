"""What the measured figures come to, up to a country's children in one evening: arithmetic, with its assumptions."""

from __future__ import annotations

from math import ceil

from bench.load.steps import Step

# Assumptions, not measurements: nobody knows how many will come or how long they will talk.
CHILDREN = (1_000, 20_000, 200_000, 1_000_000)  # within one hour
MESSAGES = 12  # of each
PEAK = 2.0  # the busiest minute has so many times the messages of an average one
BUSY = 0.6  # of a core; beyond that, waiting times grow
REMEMBERED_MINUTES = 25  # ten of talk and fifteen of idleness


def table(measured: Step, bytes_each: float) -> str:
    """As Markdown."""
    lines = "\n".join(_line(children, measured, bytes_each) for children in CHILDREN)
    alone = BUSY * 1000 / measured.core["redis"] if measured.core.get("redis") else 0
    head = ("children in an hour", "messages/s at the peak", "cores: gateways", "cores: Rasa", "cores: proxy",
            "Redis, of its core", "Redis, MB")
    return f"""## Capacity on paper

Arithmetic from the last column above and {bytes_each:,.0f} bytes of Redis for a conversation (measured), **if** so many
children come within one hour, each writes {MESSAGES} messages, the busiest minute has {PEAK:.0f} times the average, no
core is to be busy for more than {BUSY:.0%}, and a conversation is remembered for {REMEMBERED_MINUTES} minutes. These
are assumptions; change them in `bench/load/capacity.py`.

| {' | '.join(head)} |
|{'---|' * len(head)}
{lines}

A gateway and a Rasa worker use one core each at most, so the cores are also how many of each to start. Redis is one
process with one core: at about {alone:,.0f} messages/s it is what breaks first that more processes do not mend; then
run several bots, each with its own Redis, and let the proxy keep a visitor with one of them.
"""


def _line(children: int, measured: Step, bytes_each: float) -> str:
    per_second = children * MESSAGES * PEAK / 3600
    cores = [ceil(per_second * measured.core.get(name, 0) / 1000 / BUSY) for name in ("gateway", "rasa", "proxy")]
    redis = per_second * measured.core.get("redis", 0) / 1000
    memory = children * REMEMBERED_MINUTES / 60 * bytes_each / 1_000_000
    needed = " | ".join(map(str, cores))
    return f"| {children:,} | {per_second:,.0f} | {needed} | {redis:.0%} | {memory:,.0f} |"
