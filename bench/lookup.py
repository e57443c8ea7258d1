"""What looking up helplines costs, with ten times the directory: `python -m bench.lookup`."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
import yaml

from bench import report
from bench.measure import WARM_UP, Kind, percentile, start_seconds
from bench.ours import MESSAGES as ASKED
from bench.ours import message_kind
from bench.server import running
from bot.paths import CONTENT, PROJECT
from bot.processes import free_port

TIMES = 10
ROUNDS = 200
MOST = 1.3  # an answer with a look-up may take this much longer than one without
# All go through the model: answered by a rule alone, by an action that looks nothing up, by one that does.
RULE, WITHOUT, WITH = "text", "simpler", "action"
KINDS = {RULE: ASKED[RULE], WITHOUT: ({"text": "can you say that in easier words please"}, {"utter_ask_simpler"}),
         WITH: ASKED[WITH]}
LABELS = {RULE: "answered by a rule alone", WITHOUT: "answered by an action that looks nothing up",
          WITH: "answered by an action that looks up helplines"}


def main() -> None:
    """Prints the table, writes bench/results/lookup.md, and fails above MOST."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and folders are cleared up
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        services = enlarge(Path(folder) / "content")
        times = measure(Path(folder))
    text = table(times, services)
    report.RESULTS.mkdir(exist_ok=True)
    (report.RESULTS / "lookup.md").write_text(text, encoding="utf-8")
    print(text)
    sys.exit(ratio(times) > MOST)


def enlarge(folder: Path) -> int:
    """A copy of the content whose countries have TIMES the services; gives how many there are."""
    shutil.copytree(CONTENT, folder)
    services = 0
    for file in sorted((folder / "helplines").glob("*.yml")):
        country = yaml.safe_load(file.read_text(encoding="utf-8").replace("country: NO", 'country: "NO"'))
        country["services"] = [{**service, "id": f"{service['id']}-{copy}" if copy else service["id"]}
                               for copy in range(TIMES) for service in country["services"]]
        services += len(country["services"])
        file.write_text(yaml.safe_dump(country, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
    return services


def measure(folder: Path) -> dict[str, list[float]]:
    """Milliseconds of each kind, asked by turns so that what else the machine does strikes both alike."""
    port = free_port()
    settings = {"PORT": str(port), "DATABASE_URL": f"sqlite:///{folder / 'directory.db'}", "RATE_LIMIT": "off",
                "CONTENT": str(folder / "content")}
    with running([sys.executable, "-m", "bot", "run"], port, PROJECT, folder / "ours.txt", settings) as server:
        kinds = {name: message_kind(server.url, *asked) for name, asked in KINDS.items()}
        asyncio.run(start_seconds(server, kinds[WITH]))
        return asyncio.run(by_turns(kinds))


async def by_turns(kinds: Mapping[str, Kind]) -> dict[str, list[float]]:
    """ROUNDS answers of each kind after a warm-up, every ten in a conversation of their own."""
    times: dict[str, list[float]] = {name: [] for name in kinds}
    async with aiohttp.ClientSession() as http:
        sends: dict[str, Any] = {}
        for turn in range(WARM_UP + ROUNDS):
            for name, kind in kinds.items():
                if turn % 10 == 0:
                    sends[name] = await kind.open(http)
                times[name].append(await kind.time(sends[name]))
    return {name: found[WARM_UP:] for name, found in times.items()}


def ratio(times: Mapping[str, list[float]], without: str = WITHOUT) -> float:
    """Of the medians."""
    return percentile(times[WITH], 50) / percentile(times[without], 50)


def table(times: Mapping[str, list[float]], services: int) -> str:
    """The figures as Markdown."""
    machine = report.machine_now()
    rows = "".join(f"| {label} | {percentile(times[name], 50):.1f} | {percentile(times[name], 95):.1f} |\n"
                   for name, label in LABELS.items())
    return (f"# What looking up helplines costs\n\n{machine['date']} · {machine['cpu']}, {machine['cores']} cores, "
            f"load {machine['load_before']} before · {services} services, {TIMES} times the directory\n\n"
            f"| typed message | p50, ms | p95, ms |\n|---|---|---|\n{rows}\n"
            f"An answer with a look-up takes {ratio(times):.2f} times as long as one without (of p50; at most {MOST} "
            f"is wanted), and {ratio(times, RULE):.2f} times as long as one that needs no action at all. {ROUNDS} "
            "answers of each kind, by turns, through the gateway's API; times move with what else the machine does.\n")


if __name__ == "__main__":
    main()
