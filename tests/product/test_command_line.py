"""Everything that can go wrong at the command line is one plain sentence, never a traceback."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.paths import CONTENT, PROJECT


def bot(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `python -m bot …`."""
    return subprocess.run([sys.executable, "-m", "bot", *arguments], cwd=PROJECT, capture_output=True, text=True,
                          env={**os.environ, **environment}, timeout=120, check=False)


def failed_plainly(done: subprocess.CompletedProcess[str], words: str) -> None:
    assert done.returncode == 1 and words in done.stderr and "Traceback" not in done.stderr, done.stderr


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        failed_plainly(bot("run", PORT=port), f"Port {port} is in use")


def test_the_bot_does_not_start_on_broken_content(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    subprocess.run(["cp", "-r", str(CONTENT), str(folder)], check=True)
    (folder / "scripts" / "en" / "broken.yml").write_text("utter_x: [", encoding="utf-8")
    failed_plainly(bot("run", CONTENT=str(folder)), "broken.yml:")
    failed_plainly(bot("check", "--content", str(folder)), "broken.yml:")


@pytest.mark.parametrize(("environment", "words"), [
    ({"PORT": "eighty"}, "PORT"), ({"HOST": "0.0.0.0"}, "SECRET_KEY"),
    ({"HOST": "0.0.0.0", "SECRET_KEY": "0123456789abcdef" * 4}, "not signed by experts"),
    ({"REQUIRE_VETTED": "true"}, "not signed by experts"),
])
def test_the_bot_does_not_start_on_settings_that_would_harm(environment: dict[str, str], words: str) -> None:
    failed_plainly(bot("run", **environment), words)


def test_check_says_that_all_is_good_or_lists_problems_as_json(tmp_path: Path) -> None:
    assert bot("check").stdout.startswith("All good")
    done = bot("check", "--json", "--content", str(tmp_path / "nowhere"))
    assert done.returncode == 1 and json.loads(done.stdout)[0]["remedy"]


def test_a_bad_line_of_an_evaluation_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"text": "hi"}\n{"words": "hi"}\n', encoding="utf-8")
    failed_plainly(bot("evaluate", str(file)), "bad.jsonl:2")
    failed_plainly(bot("evaluate", str(tmp_path / "nowhere.jsonl")), "cannot be read")
