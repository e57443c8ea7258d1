"""Doubles the visitors until no more is answered, once more, and then sends a crowd; writes bench/results/load.md."""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
from pathlib import Path

from bench import rasa_init
from bench.load import report
from bench.load.steps import LOCUST, Step, play
from bench.measure import start_seconds
from bench.server import running
from bot.commands.running import trained
from bot.gateway.circuit import IN_FLIGHT, WAITING
from bot.paths import PROJECT
from bot.processes import free_port
from tests.growing import Grown
from tests.redis_server import RedisServer
from tests.talk import Talk

SECONDS = 20  # of a step
MOST_VISITORS = 1024
CROWD = 2 * 2 * (IN_FLIGHT + WAITING)  # twice what the queues of both web processes hold
CHATS = 50
GROWS = 1.1  # less than a tenth more with twice the visitors: saturated


def main() -> None:
    """Once through; `python -m bench.load SECONDS` for shorter or longer steps."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and folders are cleared up
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    if not LOCUST.exists() or not rasa_init.STOCK.exists():
        sys.exit("Locust or stock Rasa is not installed: `make load` installs both and measures.")
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        machine = report.machine_now()
        steps, bytes_each = measure(Path(folder), seconds)
        visitors = [step.visitors for step in steps]
        others = {"echo": measure_echo(Path(folder), seconds, visitors),
                  "rasa init": measure_rasa_init(Path(folder), seconds, visitors)}
    print(report.write(machine, steps, others, seconds, bytes_each))


def measure(folder: Path, seconds: int) -> tuple[list[Step], float]:
    """All processes: two web processes and two Rasa workers behind the proxy, with Redis; bytes for a chat."""
    redis = RedisServer().start()
    grown = Grown(folder, {"REDIS_URL": redis.url, "DATABASE_URL": f"sqlite:///{folder / 'directory.db'}",
                           "MODEL": str(trained())})
    try:
        grown.start()
        assert redis.process
        pids = [redis.process.pid, *(process.pid for process in grown.running.values())]
        play(grown.url, 4, 5, folder)  # to warm up
        steps = until_saturated(lambda visitors: play(grown.url, visitors, seconds, folder, pids))
        bytes_each = bytes_of_a_chat(grown.url, redis)
        return [*steps, play(grown.url, CROWD, seconds, folder, pids)], bytes_each
    finally:
        grown.stop()
        redis.stop()


def bytes_of_a_chat(url: str, redis: RedisServer) -> float:
    """What Redis needs for a conversation of some turns; all that were had before are deleted."""
    client = redis.client()
    client.flushdb()
    for _ in range(CHATS):
        talk = Talk(url, country="PK")
        for text in ("what is a deepfake", "i live in lahore", "who can i call", "is it illegal"):
            talk.say(text)
    return float(sum(client.memory_usage(key) or 0 for key in client.scan_iter())) / CHATS


def until_saturated(step: report.Play) -> list[Step]:
    """Steps of 1, 2, 4 … visitors; the last has twice as many as the one at which no more was answered."""
    steps = [step(1)]
    while steps[-1].visitors < MOST_VISITORS:
        steps.append(step(2 * steps[-1].visitors))
        if steps[-1].per_second < GROWS * steps[-2].per_second:
            return [*steps, step(2 * steps[-1].visitors)]
    return steps


def measure_echo(folder: Path, seconds: int, visitors: list[int]) -> list[Step]:
    """The floor: a server that sends back what it was sent, under the same load."""
    port = free_port()
    with running([sys.executable, "-m", "bench.echo", str(port)], port, PROJECT, folder / "echo.txt", {}) as server:
        play(server.url, 4, 5, folder, played="echo")
        return [play(server.url, many, max(seconds // 4, 5), folder, played="echo") for many in visitors]


def measure_rasa_init(folder: Path, seconds: int, visitors: list[int]) -> list[Step]:
    """The bot that `rasa init` makes, under the same load."""
    with rasa_init.serving(folder) as server:
        asyncio.run(start_seconds(server, rasa_init.kind(server.url, *rasa_init.MESSAGES["text"])))
        play(server.url, 1, 5, folder, played="rasa init")
        return [play(server.url, many, seconds, folder, played="rasa init") for many in visitors]


if __name__ == "__main__":
    main()
