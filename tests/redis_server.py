"""A real Redis of its own for tests, on a free port of 127.0.0.1, that can be killed, frozen and started again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis

from bot.processes import free_port

MEMORY_ONLY = ("--save", "", "--appendonly", "no")
PASSWORD = "an-invented-password"


@dataclass
class RedisServer:
    """One Redis; memory only unless told otherwise."""

    options: tuple[str, ...] = MEMORY_ONLY
    port: int = field(default_factory=free_port)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="redis-")))
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What REDIS_URL is to be."""
        return f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"

    def client(self) -> redis.Redis:
        """To look into it."""
        return redis.Redis.from_url(self.url, decode_responses=True)

    def start(self) -> RedisServer:
        """Returns when it answers."""
        program = shutil.which("redis-server")
        assert program, "Redis is missing: run `make test`, which installs it, or apt-get install redis-server"
        self.process = subprocess.Popen([program, "--port", str(self.port), "--bind", "127.0.0.1", "--dir",
                                         str(self.folder), "--requirepass", PASSWORD, *self.options],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while True:
            try:
                self.client().ping()
                return self
            except redis.RedisError:
                assert time.monotonic() < until and self.process.poll() is None, "Redis did not start"
                time.sleep(0.1)

    def kill(self) -> None:
        """`kill -9`; what it remembered is gone."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def freeze(self, frozen: bool = True) -> None:
        """It still holds its port and answers nothing."""
        assert self.process
        os.kill(self.process.pid, signal.SIGSTOP if frozen else signal.SIGCONT)

    def stop(self) -> None:
        """Clears up."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def dump(self) -> str:
        """Everything it remembers, keys and values."""
        kinds = {"hash": "hgetall", "string": "get", "list": "lrange", "zset": "zrange", "set": "smembers"}
        client, found = self.client(), []
        for key in client.scan_iter():
            span = (0, -1) if client.type(key) in ("list", "zset") else ()
            found.append(f"{key} {getattr(client, kinds[client.type(key)])(key, *span)}")
        return "\n".join(found)


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """An empty one."""
    server = RedisServer().start()
    yield server
    server.stop()
