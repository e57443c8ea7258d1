"""The product on several machines, as far as one can be several: n web processes and n Rasa workers behind a proxy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import requests

from bot.paths import PROJECT
from bot.processes import free_port

SECRET = "an-invented-secret-of-forty-characters--"


@dataclass
class Grown:
    """Running processes by name: proxy, gateway-1, gateway-2, rasa-1, …"""

    folder: Path
    settings: Mapping[str, str]
    copies: int = 2
    ports: dict[str, int] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [f"{part}-{number + 1}" for part in ("gateway", "rasa") for number in range(self.copies)]
        self.ports = {name: free_port() for name in ("proxy", "inner", *names)}

    @property
    def url(self) -> str:
        """Where visitors come in."""
        return f"http://127.0.0.1:{self.ports['proxy']}"

    def names(self, part: str) -> list[str]:
        """The processes of one kind."""
        return [name for name in self.ports if name.startswith(f"{part}-")]

    def start(self) -> None:
        """All of them; returns when every web process says that it is ready."""
        for name in (*self.names("rasa"), *self.names("gateway"), "proxy"):
            self.start_one(name)
        for name in (*self.names("rasa"), *self.names("gateway")):
            self.wait_for(name)
        wait_for(f"{self.url}/healthz")

    def start_one(self, name: str) -> None:
        """One that is to run, or to run again."""
        command = [sys.executable, "-m", "bot", "part", name.split("-")[0]]
        if name == "proxy":
            program = shutil.which("caddy")
            assert program, "Caddy is missing: run `make test`, which installs it, or apt-get install caddy"
            command = [program, "run", "--config", str(PROJECT / "deploy" / "Caddyfile"), "--adapter", "caddyfile"]
        with (self.folder / f"{name}.txt").open("ab") as output:
            self.running[name] = subprocess.Popen(command, cwd=PROJECT, env=self._environment(name), stdout=output,
                                                  stderr=subprocess.STDOUT, start_new_session=True)

    def kill(self, name: str) -> None:
        """`kill -9`."""
        self.running[name].kill()
        self.running[name].wait()

    def stop(self) -> None:
        """All of them."""
        for process in self.running.values():
            process.kill()
        for process in self.running.values():
            process.wait()

    def wait_for(self, name: str) -> None:
        """Until it answers; a Rasa that still loads its model does not."""
        path = "readyz" if name.startswith("gateway") else "webhooks/gateway/"
        wait_for(f"http://127.0.0.1:{self.ports[name]}/{path}", self.running[name])

    def output(self) -> str:
        """Everything any of them printed."""
        return "\n".join(file.read_text(errors="replace") for file in sorted(self.folder.glob("*.txt")))

    def _environment(self, name: str) -> dict[str, str]:
        inside = {part: " ".join(f"127.0.0.1:{self.ports[one]}" for one in self.names(part))
                  for part in ("gateway", "rasa")}
        return {
            **os.environ, "SECRET_KEY": SECRET, "RASA_SECRET": SECRET, "RATE_LIMIT": "off", "HOST": "127.0.0.1",
            "PORT": str(self.ports[name]), "OPENBLAS_NUM_THREADS": "1",
            "RASA_URL": f"http://127.0.0.1:{self.ports['inner']}", "INNER_PORT": str(self.ports["inner"]),
            "SITE_ADDRESS": self.url, "GATEWAYS": inside["gateway"], "RASAS": inside["rasa"], "BIND": "127.0.0.1",
            "HTTP_PORT": str(self.ports["proxy"]), "XDG_DATA_HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder), **self.settings}


def wait_for(url: str, process: subprocess.Popen[bytes] | None = None, seconds: float = 420) -> None:
    """Until it answers with 200; fails when its process ended."""
    until = time.monotonic() + seconds
    while True:
        try:
            if requests.get(url, timeout=5).status_code == 200:
                return
        except requests.RequestException:
            pass
        assert process is None or process.poll() is None, f"{url} ended"
        assert time.monotonic() < until, f"{url} does not answer"
        time.sleep(0.3)
