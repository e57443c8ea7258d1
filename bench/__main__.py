"""The order of things: each server alone on the machine, then the table."""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path

from bench import echo, install, ours, rasa_init, relay, report

_SERVERS = {report.ECHO: echo.measure, report.RELAY: relay.measure, report.RASA_INIT: rasa_init.measure,
            report.OURS: ours.measure}


def main() -> None:
    """Measures, prints the table and writes it to bench/results/."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and folders are cleared up
    machine = report.machine_now()
    figures: report.Figures = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name, measure in _SERVERS.items():
            print(f"Measuring {name} …", file=sys.stderr)
            figures[name] = measure(Path(folder))
    figures[report.OURS] |= install.ours()
    figures[report.RASA_INIT] |= install.rasa_init()
    print(report.write(machine, figures))


if __name__ == "__main__":
    main()
