"""Writes the figures of one run as a Markdown table and as JSON."""

from __future__ import annotations

import json
import os
import platform
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.measure import CLIENTS, MESSAGES, TURNS, WARM_UP

RESULTS = Path(__file__).with_name("results")
ECHO, OURS, RASA_INIT = "echo", "ours", "rasa init"
Figures = dict[str, dict[str, float]]
Machine = dict[str, Any]
_ROWS = {
    "start_seconds": "start to the first answer, s",
    "start_danger_seconds": "start to the first answer to danger, s",
    "memory_idle_mb": "memory when idle, MB",
    "memory_used_mb": "memory after all messages, MB",
    "text": "typed message, ms",
    "action": "typed message, helplines by a custom action, ms",
    "button": "button, ms",
    "danger": "danger, ms",
    "directory": "/api/helplines, ms",
    "requests_per_second": f"messages/s, {CLIENTS} clients",
    "install_mb": "packages on disk, MB",
    "install_without_tensorflow_mb": "packages without TensorFlow, MB",
}
_NOTES = f"""
Times are p50 / p95 of {MESSAGES} messages after {WARM_UP} for warming up, in conversations of {TURNS} turns over a kept
connection. The last column is ours divided by `rasa init` (of p50): below 1 is better for us, messages/s apart.
Milliseconds move by a factor of two with what else the machine does: read the ratios.

- *echo* is an aiohttp server that sends back what it gets: the price of HTTP and of the measuring client.
- *ours* is `python -m bot run` asked through the gateway: “what is a deepfake”, “who can i call for help”, the button
  `/ask_deepfake`, “i want to die”, helplines of one country. Its start ends with the first helplines found by a custom
  action; danger is answered before that, by the gateway alone.
- *rasa init* is the project `rasa init --no-prompt` makes and trains, served by `rasa run`: “hello”, “I am sad” (two
  utterances and no custom action: the lighter task of that row), the button `/mood_great`.
- Memory is the proportional set size of all processes of a bot; it comes out smaller while other bots run from the same
  environment, because they share pages. Packages are what each bot needs to run; Rasa 3.6 imports TensorFlow when it
  starts, so the last row holds only for a bot that starts without it.
"""


def write(machine: Machine, figures: Figures) -> str:
    """Writes latest.md and latest.json; gives the Markdown."""
    RESULTS.mkdir(exist_ok=True)
    text = _markdown(machine, figures)
    (RESULTS / "latest.md").write_text(text, encoding="utf-8")
    rounded = {name: {key: round(value, 2) for key, value in found.items()} for name, found in figures.items()}
    (RESULTS / "latest.json").write_text(json.dumps({**machine, "figures": rounded}, indent=1) + "\n", encoding="utf-8")
    return text


def _markdown(machine: Machine, figures: Figures) -> str:
    head = (f"# Our bot next to the bot of `rasa init`\n\n{machine['date']} · {machine['cpu']}, "
            f"{machine['cores']} cores, load {machine['load_before']} before · "
            f"Python {machine['python']}, Rasa {machine['rasa']}\n\n"
            f"| | {ECHO} | {OURS} | `{RASA_INIT}` | {OURS} : `{RASA_INIT}` |\n|---|---|---|---|---|\n")
    rows = "".join(_row(key, label, figures) for key, label in _ROWS.items())
    return f"{head}{rows}{_NOTES}\nMemory after all messages, by process: {_parts(figures[OURS])}.\n"


def _parts(found: dict[str, float]) -> str:
    sizes = {key.removeprefix("memory of "): size for key, size in found.items() if key.startswith("memory of ")}
    return ", ".join(f"`{name}` {size:.0f} MB" for name, size in sorted(sizes.items(), key=lambda part: -part[1]))


def _row(key: str, label: str, figures: Figures) -> str:
    cells = [_cell(key, figures[name]) for name in (ECHO, OURS, RASA_INIT)]
    mine, other = (figures[name].get(key, figures[name].get(f"{key}_p50_ms")) for name in (OURS, RASA_INIT))
    ratio = f"{mine / other:.2f}" if mine and other else "–"
    return f"| {label} | {' | '.join(cells)} | {ratio} |\n"


def _cell(key: str, found: dict[str, float]) -> str:
    if key in found:
        return _number(found[key])
    if f"{key}_p50_ms" in found:
        return f"{_number(found[f'{key}_p50_ms'])} / {_number(found[f'{key}_p95_ms'])}"
    return "–"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def machine_now() -> Machine:
    """Date, machine and how busy it is with other things: to be asked before anything is measured."""
    return {"date": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"), "cpu": _cpu(), "cores": os.cpu_count(),
            "load_before": round(os.getloadavg()[0], 2), "python": platform.python_version(), "rasa": version("rasa")}


def _cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
