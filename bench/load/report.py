"""The table and the picture of a load test: bench/results/load.md and load.png."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import matplotlib

from bench.load import capacity
from bench.load.steps import OTHERS, Row, Step
from bench.report import RESULTS, Machine, machine_now

matplotlib.use("Agg")
from matplotlib import pyplot

Play = Callable[[int], Step]
KINDS = ("typed", "button", "danger", "open")
__all__ = ["KINDS", "Play", "machine_now", "write"]


def write(machine: Machine, steps: Sequence[Step], others: Mapping[str, Sequence[Step]], seconds: int,
          bytes_each: float) -> str:
    """Writes both files; gives the text. `others`: the echo and the bot of `rasa init` under the same load."""
    RESULTS.mkdir(exist_ok=True)
    text = table(machine, steps, others, seconds, bytes_each)
    (RESULTS / "load.md").write_text(text, encoding="utf-8")
    draw(steps, others)
    return text


def table(machine: Machine, steps: Sequence[Step], others: Mapping[str, Sequence[Step]], seconds: int,
          bytes_each: float) -> str:
    """As Markdown."""
    rows = "\n".join(_line(step, [others[name][at].rows[name] for name in OTHERS]) for at, step in enumerate(steps))
    *unhurried, twice, crowd = steps
    best = max([*unhurried, twice], key=lambda step: step.per_second)
    memory = "\n".join(f"| {name} | {steps[0].memory[name]:.0f} | {crowd.memory.get(name, 0):.0f} | "
                       f"{best.core[name]:.2f} |" for name in sorted(steps[0].memory))
    failed = sum(step.rows["Aggregated"].failed for step in steps)
    where = f"{machine['date']} · {machine['cpu']}, {machine['cores']} cores, load {machine['load_before']} before"
    head = ["at once", "answers/s", *(f"{kind}, ms" for kind in KINDS), "help instead", "failed",
            *(f"{name}{unit}" for name in OTHERS for unit in ("/s", ", ms"))]
    return f"""# Many people at once

{where} · steps of {seconds} s

Two web processes and two Rasa workers behind Caddy, with Redis and SQLite; Locust plays conversations on the same
machine and takes its share of the cores. A visitor sends the next message as soon as the last one is answered, so
"at once" is messages at once, not people: a person reads for half a minute between two.

| {' | '.join(head)} |
|{'---|' * len(head)}
{rows}

Times are p50 / p95 / p99. *Help instead*: share of typed messages and buttons that found no room in the short queue to
Rasa and were answered at once (429) with a kind script and the people to turn to. *Failed*: no answer of ours, or a
danger not answered as one; {failed} in all. Most answers per second: {best.per_second:.0f}, with {best.visitors}
at once. The last line but one is twice the load at which no more was answered: there danger took
{_ms(twice.rows.get('danger'))} ms. The last is a crowd of twice what the queues hold, whose visitors write again at
once, refused or not: danger took {_ms(crowd.rows.get('danger'))} ms.
*Echo* is an aiohttp server that sends back what it gets, *rasa init* the bot that command makes, said “hello” to in
conversations as long: both under the same load in the same run.

![Answers per second and waiting times by messages at once](load.png)

| process, all of a kind | MB (PSS) with 1 at once | MB with {crowd.visitors} at once | ms of a core for an answer |
|---|---|---|---|
{memory}

{capacity.table(best, bytes_each)}
Made by `make load`. Milliseconds move with what else the machine does: read the ratios.
"""


def _line(step: Step, others: Sequence[Row]) -> str:
    kinds = " | ".join(_ms(step.rows.get(kind)) for kind in KINDS)
    beside = " | ".join(f"{row.per_second:.0f} | {_ms(row)}" for row in others)
    return (f"| {step.visitors} | {step.per_second:.0f} | {kinds} | {step.share_of_help_instead():.0%} | "
            f"{step.rows['Aggregated'].failed} | {beside} |")


def _ms(row: Row | None) -> str:
    return f"{row.p50:.0f} / {row.p95:.0f} / {row.p99:.0f}" if row else "–"


def draw(steps: Sequence[Step], others: Mapping[str, Sequence[Step]]) -> None:
    """Throughput and waiting times over messages at once."""
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
    at_once = [step.visitors for step in steps]
    left.plot(at_once, [step.per_second for step in steps], "o-", label="the bot, all processes")
    for name, mark in zip(OTHERS, ("s--", "^--"), strict=True):
        left.plot(at_once, [step.per_second for step in others[name]], mark, label=name)
    left.set(xscale="log", yscale="log", xlabel="messages at once", ylabel="answers per second")
    for kind in ("typed", "danger"):
        for share in ("p50", "p99"):
            right.plot(at_once, [getattr(step.rows[kind], share) if kind in step.rows else None for step in steps],
                       "o-" if share == "p50" else "o--", label=f"{kind}, {share}")
    right.set(xscale="log", yscale="log", xlabel="messages at once", ylabel="milliseconds")
    for axes in (left, right):
        axes.legend()
        axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(RESULTS / "load.png", dpi=80, metadata={"Software": None})
    pyplot.close(figure)
