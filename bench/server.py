"""Starts one server in a process of its own and stops exactly what it started."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_MB = 1_000_000


class ServerFailed(RuntimeError):
    """The server ended, or never answered rightly; the text is the last it printed."""


@dataclass(frozen=True)
class Server:
    """A started server, ready or not."""

    url: str
    process: subprocess.Popen[bytes]
    started: float  # time.perf_counter() just before its process began
    output: Path

    def seconds(self) -> float:
        """How long ago it was started."""
        return time.perf_counter() - self.started

    def check_alive(self) -> None:
        """Raises ServerFailed."""
        if self.process.poll() is not None:
            raise self.failure()

    def failure(self) -> ServerFailed:
        """What it printed, to be raised."""
        return ServerFailed(self.output.read_text(errors="replace")[-4000:])

    def memory_mb(self) -> float:
        """What it and its descendants keep in memory: proportional set size, shared pages counted once."""
        return sum(self.memory_of_parts_mb().values())

    def memory_of_parts_mb(self) -> dict[str, float]:
        """The same by process: the module that `python -m` runs in it."""
        parts: dict[str, float] = {}
        for part in _tree(self.process.pid):
            with suppress(psutil.NoSuchProcess):  # it ended meanwhile, as what was only needed to start
                name, size = _module(part.cmdline()), part.memory_full_info().pss / _MB
                parts[name] = parts.get(name, 0) + size
        return parts


def _module(command: Sequence[str]) -> str:
    return command[command.index("-m") + 1] if "-m" in command[:-1] else "python"


@contextmanager
def running(command: Sequence[str], port: int, folder: Path, output: Path,
            environment: Mapping[str, str]) -> Iterator[Server]:
    """Runs `command` in `folder`; its output goes to a file, so that printing costs every server the same."""
    with output.open("wb") as file:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=file,
                                   stderr=subprocess.STDOUT)
    try:
        yield Server(f"http://127.0.0.1:{port}", process, started, output)
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    tree = _tree(process.pid)
    process.terminate()
    try:
        process.wait(40)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    # psutil compares start times, so a pid that was given to somebody else meanwhile is left alone.
    for left in psutil.wait_procs(tree, timeout=5)[1]:
        left.kill()


def _tree(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
