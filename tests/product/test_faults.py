"""A part breaks while fifty people write: everyone still gets a vetted reply with help, and it heals by itself."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
import requests

from bot.dialogue.training import fitting_model, is_whole
from bot.paths import PROJECT
from bot.processes import free_port
from tests.postgres import Postgres, own_postgres
from tests.product.conftest import Battered
from tests.product.crowd import PLANTED, Crowd
from tests.running import wait_until
from tests.talk import Talk

pytestmark = pytest.mark.timeout(900)  # the first test waits for the start; a machine may be busy
FIRST_MESSAGES = {
    "what is a deepfake": None,
    "i live in lahore": None,
    "someone made a fake nude of me": "utter_victim_image",
    "i want to die": "utter_danger_self_harm_open",
    "im 13 in karachi n he says he'll post it tonight if i dont send more": "utter_danger_blackmail_open",
    "I am forced to have sex and I am only 12 years old": "utter_danger_abuse_open",
    "xqzv blorp wuggle": None,
}


def gets_local_help(url: str, from_model: bool = False) -> None:
    """Whatever is written first, an answer fits as well as the screen can tell, with people of the country.

    Where the model answers (`from_model`), people stand beside what happened to somebody, not beside every fact.
    """
    for text, script in FIRST_MESSAGES.items():
        talk = Talk(url, country="PK")
        assert talk.say(text)
        if from_model and script is None:
            continue
        assert talk.cards() and talk.cards()[0]["country"] == "PK", (text, talk.scripts())
        assert any(service["id"].startswith("pk-") for service in talk.cards()[0]["services"]), text
        assert script is None or script in talk.scripts()


def understands(battered: Battered) -> None:
    """The bot answers from its model again."""
    battered.heals()
    wait_until(lambda: "utter_ask_deepfake" in said(battered.url, "what is a deepfake"), 60)


def said(url: str, text: str) -> list[str]:
    """The scripts of the answer in a new conversation."""
    talk = Talk(url, country="PK")
    talk.say(text)
    return talk.scripts()


def test_rasa_killed(battered: Battered) -> None:
    with battered.crowd() as crowd:
        died = battered.product.kill("rasa")
        gets_local_help(battered.url)
        crowd.each_is_answered()
        understands(battered)
        assert battered.pid("rasa") != died


def test_rasa_frozen(battered: Battered) -> None:
    with battered.crowd() as crowd:
        with battered.frozen("rasa"):
            crowd.each_is_answered()
            wait_until(lambda: battered.ready()["circuit"] != "closed", 60)
            began = time.monotonic()
            ready = battered.ready()
            assert ready["parts"]["rasa"] is False
            assert time.monotonic() - began < 20  # about one; a machine may be busy, and a frozen part never answers
            gets_local_help(battered.url)
            assert Talk(battered.url).delete() == 204
        understands(battered)


@pytest.mark.parametrize("mode", ["slow", "empty"])
def test_rasa_slow_or_answering_nothing(battered: Battered, mode: str) -> None:
    with battered.crowd() as crowd:
        before = crowd.fallbacks
        battered.between.mode = mode
        try:
            crowd.each_is_answered()
            gets_local_help(battered.url)
        finally:
            battered.between.mode = "through"
        assert crowd.fallbacks > before
        understands(battered)


@pytest.mark.parametrize("how", ["killed", "frozen"])
def test_the_action_server(battered: Battered, how: str) -> None:
    with battered.crowd() as crowd:
        if how == "killed":
            battered.product.kill("actions")
            assert Talk(battered.url, country="PK").say("who can i call")
            crowd.each_is_answered()
        else:
            with battered.frozen("actions"):
                crowd.each_is_answered()
                assert battered.ready()["parts"]["actions"] is False
        understands(battered)


def removed(database: Path) -> None:
    database.unlink()


def overwritten(database: Path) -> None:
    database.write_bytes(b"no database at all" * 1000)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """By another connection, which lets nobody read."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    yield
    connection.execute("ROLLBACK")
    connection.close()


@pytest.mark.parametrize("harm", [removed, overwritten])
def test_the_database_removed_or_overwritten(battered: Battered, harm: Callable[[Path], None]) -> None:
    database = battered.folder / "directory.db"
    good = database.read_bytes()
    with battered.crowd() as crowd:
        harm(database)
        crowd.each_is_answered()
        wait_until(lambda: [name for name, is_well in battered.ready()["parts"].items() if not is_well] == ["database"],
                   60)
        database.write_bytes(good)
        understands(battered)


def test_the_database_locked(battered: Battered) -> None:
    with battered.crowd() as crowd:
        with locked(battered.folder / "directory.db"):
            crowd.each_is_answered()
            assert battered.ready()["parts"]["database"] is False
        understands(battered)


def test_no_room_on_the_disk(battered: Battered) -> None:
    """Neither a log line nor a file can be written; then Rasa dies as well and cannot start without its files."""
    with battered.crowd() as crowd:
        with battered.without_disk():
            crowd.each_is_answered()
            battered.product.kill("rasa")
            crowd.each_is_answered()
            gets_local_help(battered.url)
        understands(battered)


@pytest.mark.parametrize("days", [1, -1])
def test_the_clock_jumps(battered: Battered, days: int) -> None:
    """A day ahead, or back: who talks goes on talking, at most as somebody new."""
    with battered.crowd() as crowd:
        battered.set_clock(days * 86_400)
        try:
            crowd.each_is_answered(times=3)
            assert battered.ready()["parts"]["rasa"] is True
            assert "utter_danger_self_harm_open" in said(battered.url, "i want to die")
        finally:
            battered.set_clock(0)
        crowd.each_is_answered()
        understands(battered)


def test_content_edited_badly(battered: Battered) -> None:
    edited = battered.folder / "content" / "scripts" / "en" / "deepfakes.yml"
    good = edited.read_bytes()
    with battered.crowd() as crowd:
        edited.write_text("utter_ask_deepfake: [", encoding="utf-8")
        wait_until(lambda: bool(battered.ready()["content_refused"]), 120)
        crowd.each_is_answered()
        assert "utter_ask_deepfake" in said(battered.url, "what is a deepfake")
        edited.write_bytes(good)
        wait_until(lambda: not battered.ready()["content_refused"], 120)


def test_the_switch_leaves_only_help_and_gives_everything_back(battered: Battered) -> None:
    talk = Talk(battered.url, country="PK", audience="teen")
    with battered.crowd() as crowd:
        with battered.frozen("rasa"), battered.frozen("actions"):
            switch("on", battered)
            crowd.each_is_answered()
            ready = battered.ready()
            assert ready["status"] == "help-only" and ready["help_only"] is True
            for path in ("/", "/chat", "/widget", "/help"):
                page = requests.get(battered.url + path, timeout=30)
                assert page.status_code == 200 and "tel:" in page.text + requests.get(
                    f"{battered.url}/help/PK", timeout=30).text and "/widget/chat.js" not in page.text
            for text in ("what is a deepfake", "i want to die", "hello"):
                talk.say(text)
                assert talk.scripts() == ["utter_unavailable", "utter_danger_cards"]
                assert talk.cards()[0]["country"] == "PK" and talk.cards()[0]["emergency"]
            switch("off", battered)
        understands(battered)
    assert "/widget/chat.js" in requests.get(f"{battered.url}/chat", timeout=30).text
    talk.say("what is a deepfake")  # the conversation from before
    assert talk.context["audience"] == "teen" and "utter_ask_deepfake" in talk.scripts()


def switch(state: str, battered: Battered) -> None:
    """As an operator turns it."""
    settings = {**os.environ, "HELP_ONLY_FILE": str(battered.folder / "help-only")}
    done = subprocess.run([sys.executable, "-m", "bot", "help-only", state], cwd=PROJECT, env=settings,
                          capture_output=True, text=True, check=True)
    assert done.stdout.startswith(state)


def test_the_web_process_killed(battered: Battered) -> None:
    battered.product.kill("gateway")
    battered.heals()
    assert Talk(battered.url).scripts() == ["utter_welcome"]


@contextmanager
def another_gateway(battered: Battered, folder: Path, database_url: str) -> Iterator[str]:
    """A web process of its own before the same Rasa; gives its address once it answers."""
    port = free_port()
    settings = {"PORT": str(port), "DATABASE_URL": database_url, "RATE_LIMIT": "off", "RASA_URL": battered.between.url,
                "ACTIONS_PORT": str(battered.product.parts()["actions"]["port"])}
    with (folder / "gateway.txt").open("wb") as output:
        process = subprocess.Popen([sys.executable, "-m", "bot.gateway"], cwd=PROJECT, env={**os.environ, **settings},
                                   stdout=output, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: answers(url) or process.poll() is not None, 240)
        assert process.poll() is None, (folder / "gateway.txt").read_text()
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/healthz", timeout=10).status_code == 200
    except requests.RequestException:
        return False


@pytest.mark.parametrize("harm", ["overwritten", "locked", "in a folder that is a file"])
def test_a_start_without_a_database(battered: Battered, tmp_path: Path, harm: str) -> None:
    database = tmp_path / "directory.db"
    if harm == "overwritten":
        overwritten(database)
    elif harm == "in a folder that is a file":
        (tmp_path / "file").touch()
        database = tmp_path / "file" / "directory.db"
    with locked(database) if harm == "locked" else nullcontext(), \
            another_gateway(battered, tmp_path, f"sqlite:///{database}") as url:
        parts = requests.get(f"{url}/readyz", timeout=30).json()["parts"]
        assert parts["directory"] is False and parts["rasa"] is True
        gets_local_help(url, from_model=True)


def test_postgresql_stopped(battered: Battered, tmp_path: Path) -> None:
    with own_postgres() as database, another_gateway(battered, tmp_path, database.url) as url, Crowd(url) as crowd:
        crowd.each_is_answered()
        assert requests.get(f"{url}/readyz", timeout=30).json()["parts"]["database"] is True
        stop_and_see(database, url)
        crowd.each_is_answered()
        gets_local_help(url, from_model=True)


def stop_and_see(database: Postgres, url: str) -> None:
    database.stop()
    parts = requests.get(f"{url}/readyz", timeout=30).json()["parts"]
    assert parts["database"] is False and parts["directory"] is True


def test_the_bot_does_not_start_on_a_damaged_model(tmp_path: Path) -> None:
    whole = fitting_model()
    damaged = tmp_path / "model.tar.gz"
    octets = bytearray(whole.read_bytes())
    octets[len(octets) // 2] ^= 0xFF
    damaged.write_bytes(octets)
    code = ("import bot.dialogue.training as training; from pathlib import Path; from bot.__main__ import cli; "
            f"training.fitting_model = lambda: Path({str(damaged)!r}); cli(['run'])")
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False,
                          env={**os.environ, "PORT": str(free_port())}, timeout=240)
    assert done.returncode == 1 and "is damaged" in done.stderr and "Traceback" not in done.stderr
    assert "Starting" not in done.stdout
    assert is_whole(whole) and not is_whole(tmp_path / "nowhere")


def test_the_word_they_all_wrote_is_left_nowhere(battered: Battered) -> None:
    """After all of the above: in no live object, log, database, or file that a process has or had open, or changed."""
    while battered.conversations < 1_000:
        with battered.crowd() as crowd:
            crowd.each_is_answered(times=2)
    for part in ("gateway", "rasa", "actions"):
        assert battered.look_inside(part, "utter_ask_deepfake")["texts"] or part == "actions"  # it sees what is there
        found = battered.look_inside(part)
        assert found["objects"] > 10_000
        assert (found["texts"], found["remembered"], found["dumpable"]) == (0, 0, 0), (part, found)
    assert battered.look_inside("gateway")["vocabularies"] > 0
    battered.note_files()
    for name in battered.opened:
        path = Path(name)
        if path.is_file() and not name.startswith(("/proc", "/dev", "/sys")):
            assert PLANTED.encode() not in path.read_bytes(), name
    assert PLANTED not in battered.product.output()


def test_no_process_can_leave_a_core_dump(battered: Battered) -> None:
    for process in battered.processes():
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"], process.cmdline()
