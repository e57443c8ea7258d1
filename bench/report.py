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
from bot.dialogue.training import uses_encoder

RESULTS = Path(__file__).with_name("results")
ECHO, RELAY, OURS, RASA_INIT = "echo", "two echoes", "ours", "rasa init"
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
    "look_up": "button, helplines by a custom action, ms",
    "danger": "danger, ms",
    "directory": "/api/helplines, ms",
    "text_per_second": f"typed messages/s, {CLIENTS} clients",
    "button_per_second": f"buttons/s, {CLIENTS} clients",
    "install_mb": "packages to train and run, MB on disk",
    "install_serve_mb": "packages to run with a model trained elsewhere, MB on disk",
}
# What is wanted of the last column: at most, or where the sign is `≥` at least. With the encoder, and without.
_WANTED = {
    "start_seconds": ("≤ 0.25", "≤ 0.25"), "memory_used_mb": ("≤ 0.45", "≤ 0.35"), "text": ("≤ 0.33", "≤ 0.20"),
    "action": ("≤ 0.33", "≤ 0.20"), "button": ("≤ 0.14", "≤ 0.14"), "look_up": ("≤ 0.14", "≤ 0.14"),
    "text_per_second": ("≥ 4", "≥ 10"), "button_per_second": ("≥ 10", "≥ 10"), "install_mb": ("≤ 0.33", "≤ 0.33"),
    "install_serve_mb": ("≤ 0.33", "≤ 0.33"),
}
_NOTES = f"""
Times are p50 / p95 of {MESSAGES} messages after {WARM_UP} for warming up, in conversations of {TURNS} turns over a kept
connection. The last column is ours divided by `rasa init` (of p50): below 1 is better for us, messages/s apart.
Milliseconds move by a factor of two with what else the machine does: read the ratios.

- *echo* is an aiohttp server that sends back what it gets: the price of HTTP and of the measuring client.
- *two echoes* is a web server of the gateway's kind that asks a server of Rasa's kind over a kept connection: what two
  processes and JSON cost when nothing is thought about.
- *ours* is `python -m bot run` asked through the gateway: “what is a deepfake”, “who can i call for help”, the buttons
  `/ask_deepfake` and `/ask_helpline`, “i want to die”, helplines of one country. Its start ends with the first
  helplines found by a custom action; danger is answered before that, by the gateway alone.
- *rasa init* is the project `rasa init` makes, served by `rasa run` and `rasa run actions`: “hello”, the button
  `/mood_great`, and “are you a bot?” and the button `/bot_challenge`, answered by the example action (“Hello World!”)
  that it brings as comments.
- Memory is the proportional set size of all processes of a bot. Packages are what each bot needs to run, without
  developers' tools; of Rasa's own declarations tensorflow-text, tensorflow-hub and the build of TensorFlow for
  graphics cards are not counted.
"""


def write(machine: Machine, figures: Figures) -> str:
    """Writes latest.md and latest.json; gives the Markdown."""
    RESULTS.mkdir(exist_ok=True)
    text = _markdown(machine, figures)
    name = "latest" if uses_encoder() else "latest-without-encoder"
    (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")
    rounded = {server: {key: round(value, 2) for key, value in found.items()} for server, found in figures.items()}
    found = json.dumps({**machine, "figures": rounded}, indent=1)
    (RESULTS / f"{name}.json").write_text(f"{found}\n", encoding="utf-8")
    return text


def _markdown(machine: Machine, figures: Figures) -> str:
    head = (f"# Our bot next to the bot of `rasa init`\n\n{machine['date']} · {machine['cpu']}, "
            f"{machine['cores']} cores, load {machine['load_before']} before · "
            f"Python {machine['python']}, Rasa {machine['rasa']}\n\n"
            f"| | {ECHO} | {RELAY} | {OURS} | `{RASA_INIT}` | {OURS} : `{RASA_INIT}` | wanted |\n"
            "|---|---|---|---|---|---|---|\n")
    rows = "".join(_row(key, label, figures) for key, label in _ROWS.items())
    factor = figures[RELAY]["text_per_second"] / figures[OURS]["text_per_second"]
    return (f"{head}{rows}{_NOTES}\nMemory after all messages, by process: {_parts(figures[OURS])}.\n\n"
            f"Two echoes answer {factor:.1f} times as many messages a second as ours do typed ones; profile.md says "
            "where the rest goes.\n")


def _parts(found: dict[str, float]) -> str:
    sizes = {key.removeprefix("memory of "): size for key, size in found.items() if key.startswith("memory of ")}
    return ", ".join(f"`{name}` {size:.0f} MB" for name, size in sorted(sizes.items(), key=lambda part: -part[1]))


def _row(key: str, label: str, figures: Figures) -> str:
    cells = [_cell(key, figures[name]) for name in (ECHO, RELAY, OURS, RASA_INIT)]
    mine, other = (figures[name].get(key, figures[name].get(f"{key}_p50_ms")) for name in (OURS, RASA_INIT))
    ratio = f"{mine / other:.2f}" if mine and other else "–"
    wanted = _WANTED.get(key, ("", ""))[not uses_encoder()]
    return f"| {label} | {' | '.join(cells)} | {ratio} | {wanted} |\n"


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
