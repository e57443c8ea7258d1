"""The folder of a run, and how a start ends that does not get ready."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.processes import CannotStart, Processes, free_port
from bot.run_folder import STATE, clear_up


def prepared(folder: Path) -> Processes:
    processes = Processes(folder / "model.tar.gz", "127.0.0.1", free_port(), {}, run=folder / "run")
    processes.prepare()
    return processes


def test_a_run_that_ends_leaves_no_folder_and_no_socket(tmp_path: Path) -> None:
    processes = prepared(tmp_path)
    socket = Path(json.loads((processes.run / STATE).read_text())["socket"])
    assert socket.parent.is_dir() and processes.run.stat().st_mode & 0o077 == 0
    assert not clear_up(processes.run)
    assert not socket.parent.exists() and not processes.run.exists()


def test_a_start_that_takes_too_long_is_given_up_and_says_so(tmp_path: Path) -> None:
    processes = prepared(tmp_path)
    with pytest.raises(CannotStart, match="not ready after 0 seconds"):
        processes.wait_until_ready(lambda: True, seconds=0.1)
    assert clear_up(processes.run)


def test_a_start_whose_processes_ended_is_not_waited_for(tmp_path: Path) -> None:
    processes = prepared(tmp_path)
    with pytest.raises(CannotStart, match="ended before"):
        processes.wait_until_ready(lambda: False)
    assert not clear_up(processes.run)
