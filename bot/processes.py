"""Starts and watches the processes under supervisor, which restarts one that dies."""

from __future__ import annotations

import getpass
import json
import os
import secrets
import shlex
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from bot.paths import PROJECT
from bot.run_folder import CONFIG, GAVE_UP, RUN, STATE

NOT_NEEDED = frozenset({"directory", "database", "disk"})  # helplines are served from content/ without them
PARTS = ("actions", "rasa", "gateway")
_PROGRAM = """
[program:{name}]
command={command}
directory={folder}
autorestart=true
startsecs=1
startretries=1000000
stopasgroup=true
killasgroup=true
stopwaitsecs=8
redirect_stderr=true
stdout_logfile=/dev/fd/1
stdout_logfile_maxbytes=0
"""
_HEAD = """
[supervisord]
nodaemon=true
user={user}
logfile=/dev/null
logfile_maxbytes=0
pidfile={run}/supervisord.pid
loglevel=error
[unix_http_server]
file={socket}
chmod=0700
username=bot
password={password}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""


class NotRunning(RuntimeError):
    """No bot of this folder is running."""


class CannotStart(RuntimeError):
    """Why the processes did not come up, in one plain sentence."""


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_port_free(host: str, port: int) -> bool:
    """Whether the gateway could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def command_of(part: str, model: Path, rasa_host: str, rasa_port: int) -> list[str]:
    """What starts one part; gateway and actions read their addresses from the environment."""
    if part == "rasa":
        return [sys.executable, "-m", "bot.dialogue.command", "run", "--quiet", "--model", str(model), "--interface",
                rasa_host, "--port", str(rasa_port), "--endpoints", "endpoints.yml", "--credentials",
                "credentials.yml"]
    return [sys.executable, "-m", {"actions": "actions", "gateway": "bot.gateway"}[part]]


class Processes:
    """Gateway, Rasa and actions of one run; inner ones on free ports, behind a secret made for this run.

    Actions run inside Rasa's process, or with ACTIONS=server in one of their own.
    """

    def __init__(self, model: Path, host: str, port: int, environment: Mapping[str, str], run: Path = RUN) -> None:
        self.run = run / str(port)
        self.host, self.port = host, port
        rasa_port = free_port()
        self.inside = {} if environment.get("ACTIONS") == "server" else {"actions": "rasa"}
        self.ports = {"actions": rasa_port if self.inside else free_port(), "rasa": rasa_port, "gateway": port}
        self._environment = {
            # One message's few numbers are multiplied sooner by one thread than handed to two.
            "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
            # Two arenas instead of eight for each core: threads here wait more than they allocate.
            "MALLOC_ARENA_MAX": "2", **environment, "PYTHONUNBUFFERED": "1",
            "ACTIONS_PORT": str(self.ports["actions"]),
            "RASA_URL": environment.get("RASA_URL") or f"http://127.0.0.1:{self.ports['rasa']}",
            "RASA_SECRET": secrets.token_hex(32), "HOST": host, "PORT": str(port),
            "MODEL": str(model), "LOG_LEVEL": environment.get("LOG_LEVEL", "WARNING"),
            "SECRET_KEY": environment.get("SECRET_KEY") or secrets.token_hex(32),
        }
        self._commands = {name: shlex.join(command_of(name, model, "127.0.0.1", self.ports["rasa"]))
                          for name in PARTS if name not in self.inside}

    def prepare(self) -> None:
        """Writes what supervisor reads, and what `python -m bot status` finds it by."""
        self.run.mkdir(parents=True, exist_ok=True)
        # Not below the project: the path of a Unix socket may have about a hundred characters only.
        socket_folder = Path(tempfile.mkdtemp(prefix="bot-"))
        self.run.chmod(0o700)
        password = secrets.token_hex(16)
        head = _HEAD.format(run=self.run, socket=socket_folder / "s", user=getpass.getuser(), password=password)
        (self.run / CONFIG).write_text(head + "".join(
            _PROGRAM.format(name=name, command=command, folder=PROJECT) for name, command in self._commands.items()))
        state = {"socket": str(socket_folder / "s"), "password": password, "ports": self.ports, "inside": self.inside}
        (self.run / STATE).write_text(json.dumps(state))

    def become_supervisor(self) -> NoReturn:
        """This process goes on as supervisor, which clears up when it ends."""
        os.chdir(PROJECT)
        os.execve(sys.executable, [sys.executable, "-m", "bot.supervision", str(self.run)], self._environment)

    def wait_until_ready(self, is_alive: Callable[[], bool], seconds: float = 300) -> list[str]:
        """Returns when all answer that people cannot do without, with the parts that are missing; or CannotStart."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "") else "[::1]" if self.host == "::" else self.host
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not is_alive():
                raise CannotStart("The processes ended before they were ready; their messages stand above.")
            try:
                with urllib.request.urlopen(f"http://{host}:{self.port}/readyz", timeout=3):
                    return []
            except urllib.error.HTTPError as error:
                missing = _missing(error)
                if missing <= NOT_NEEDED:
                    return sorted(missing)
            except OSError:
                pass
            time.sleep(0.3)
        (self.run / GAVE_UP).touch()
        raise CannotStart(f"Rasa was not ready after {seconds:.0f} seconds; its messages stand above. "
                          "Is the machine very busy or short of memory?")


def _missing(answer: urllib.error.HTTPError) -> set[str]:
    try:
        return {name for name, is_ready in json.load(answer)["parts"].items() if not is_ready}
    except (ValueError, KeyError, OSError):
        return {"gateway"}


def parts_status(run: Path = RUN) -> list[dict[str, object]]:
    """[{name, state, pid, port}] of all running parts started from this folder; raises NotRunning."""
    parts = [part for state in sorted(run.glob(f"*/{STATE}")) for part in _parts(json.loads(state.read_text()))]
    if not parts:
        raise NotRunning("The bot is not running here; start it with `make run`.")
    return parts


def _parts(state: dict[str, Any]) -> list[dict[str, object]]:
    try:
        transport = SupervisorTransport("bot", state["password"], f"unix://{state['socket']}")
        found: Any = ServerProxy("http://127.0.0.1", transport=transport).supervisor.getAllProcessInfo()
    except (OSError, Fault, KeyError):
        return []  # that run was killed and could not clear up
    parts = {part["name"]: {"state": part["statename"].lower(), "pid": part["pid"] or None} for part in found}
    parts |= {name: parts[host] for name, host in state["inside"].items()}
    return [{"name": name, **part, "port": state["ports"][name]} for name, part in sorted(parts.items())]
