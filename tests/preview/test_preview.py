"""The preview shows every text with all an editor must know, and follows as files are saved."""

from __future__ import annotations

import re
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.content.problem import Problem
from bot.paths import CONTENT
from bot.preview.page import page
from bot.preview.server import make_server
from tests.content.damage import library, script, subject


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path_factory.mktemp("preview") / "content"))


@pytest.fixture(scope="module")
def address(tree: Path) -> Iterator[str]:
    """A preview that runs."""
    server = make_server(tree, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


def test_every_text_is_shown_with_its_state_and_level() -> None:
    html = page(library(), [], date.today())
    for unit in subject().units:
        if unit.kind != "link":
            assert f'id="{unit.id}"' in html, unit.id
    assert "waits for child protection and law or mental health" in html and re.search(r"Grade \d\.\d of 4", html)


def test_a_problem_stands_at_its_text() -> None:
    unit = subject().by_id["en/utter_ask_harm/child"]
    html = page(library(), [Problem(unit.file, 7, "I1", f"{unit.id}: not so", "say it kindly")], date.today())
    article = html.split(f'id="{unit.id}"')[1].split("</article>")[0]
    assert "I1, line 7: not so → say it kindly" in article


def test_one_file_can_be_written_that_asks_nobody(tmp_path: Path) -> None:
    out = tmp_path / "preview.html"
    assert CliRunner().invoke(cli, ["preview", "--out", str(out)]).exit_code == 0
    html = out.read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", html) and 'stamp = ""' in html


def test_a_text_cannot_become_a_program() -> None:
    unit = subject().by_id["en/utter_ask_harm/child"]
    bad = Problem(unit.file, 1, "x", f"{unit.id}: <script>bad()</script>", "</script>")
    html = page(library(), [bad], date.today())
    assert "<script>bad" not in html


def test_the_page_follows_what_is_saved_and_shows_faults_until_they_are_mended(address: str, tree: Path) -> None:
    file = tree / "scripts" / "en" / "facts.yml"
    good, stamp = file.read_text(encoding="utf-8"), get(f"{address}/stamp")
    assert "A very new sentence" not in get(address)
    file.write_text(good + script("A very new sentence.", name="utter_very_new"), encoding="utf-8")
    assert get(f"{address}/stamp") != stamp and "A very new sentence" in get(address)
    file.write_text(good + "\nutter_broken:\n  child: 'no end", encoding="utf-8")
    assert "These files cannot be read yet" in get(address) and "facts.yml:" in get(address)
    file.write_text(good, encoding="utf-8")
    assert "These files cannot be read yet" not in get(address)


def test_only_this_machine_is_answered(address: str) -> None:
    asked = urllib.request.Request(address, headers={"Host": "evil.example"})
    for request in (asked, f"{address}/../etc/passwd"):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(request, timeout=10)


def test_a_folder_that_is_not_there_is_one_plain_sentence(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["preview", "--content", str(tmp_path / "nowhere")])
    assert done.exit_code == 1 and "There is no folder" in done.output
