"""One step of load: Locust with so many visitors at once, and what it and the machine saw."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bot.paths import PROJECT

LOCUST = PROJECT / ".venv-load" / "bin" / "locust"
_FILE = Path(__file__).with_name("locustfile.py")
KINDS = {"bot.gateway": "gateway", "bot.dialogue.command": "rasa", "actions": "actions", "redis-server": "redis",
         "caddy": "proxy"}
_MB = 1_000_000
OTHERS = ("echo", "rasa init")


@dataclass(frozen=True)
class Row:
    """Answers of one kind: how many, per second, and milliseconds within which a share of them came."""

    count: int
    failed: int
    per_second: float
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True)
class Step:
    """What happened with so many at once; memory in MB and milliseconds of a core for an answer, by process."""

    visitors: int
    rows: dict[str, Row]
    memory: dict[str, float] = field(default_factory=dict)
    core: dict[str, float] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        """Answers of all kinds in a second."""
        return sum(row.per_second for name, row in self.rows.items() if is_answer(name))

    def share_of_help_instead(self) -> float:
        """Of the typed messages and buttons: answered with a kind script and help because no room was left."""
        instead = sum(row.count for name, row in self.rows.items() if name.endswith("help instead"))
        asked = sum(self.rows[name].count for name in ("typed", "button") if name in self.rows)
        return instead / asked if asked else 0.0


def play(url: str, visitors: int, seconds: int, folder: Path, processes: Iterable[int] = (),
         played: str = "ours") -> Step:
    """Runs Locust for so many seconds against `ours`, the `echo` or `rasa init`."""
    prefix = folder / f"{played.replace(' ', '-')}-{visitors}"
    command = [str(LOCUST), "-f", str(_FILE), "--headless", "--host", url, "-u", str(visitors), "-r", str(visitors),
               "-t", f"{seconds}s", "--csv", str(prefix), "--only-summary", "--exit-code-on-error", "0"]
    before = core_of(processes)
    done = subprocess.run(command, env={**os.environ, "PLAYED": played}, capture_output=True,
                          text=True, check=False)
    if done.returncode:
        sys.exit(f"Locust failed:\n{done.stderr[-2000:]}")
    after = core_of(processes)
    with Path(f"{prefix}_stats.csv").open(newline="") as file:
        rows = {row["Name"]: _row(row) for row in csv.DictReader(file)}
    answers = max(sum(row.count for name, row in rows.items() if is_answer(name)), 1)
    core = {name: (after[name] - before[name]) * 1000 / answers for name in after}
    return Step(visitors, rows, memory_of(processes), core)


def is_answer(name: str) -> bool:
    """Whether a row counts messages that were answered, each once."""
    return name in ("open", "typed", "button", "danger", *OTHERS)


def memory_of(processes: Iterable[int]) -> dict[str, float]:
    """Proportional set size by kind of process: shared pages counted once."""
    return _by_kind(processes, lambda process: process.memory_full_info().pss / _MB)


def core_of(processes: Iterable[int]) -> dict[str, float]:
    """Seconds that each kind of process has had a core so far."""
    return _by_kind(processes, lambda process: sum(process.cpu_times()[:2]))


def _by_kind(processes: Iterable[int], figure: Callable[[psutil.Process], float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for pid in processes:
        process = psutil.Process(pid)
        command = process.cmdline()
        name = KINDS.get(command[command.index("-m") + 1] if "-m" in command else process.name(), "other")
        found[name] = found.get(name, 0) + figure(process)
    return found


def _row(row: dict[str, str]) -> Row:
    return Row(int(row["Request Count"]), int(row["Failure Count"]), float(row["Requests/s"]),
               *(float(row[share].replace("N/A", "nan")) for share in ("50%", "95%", "99%")))
