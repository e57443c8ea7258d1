"""A running bot takes edited content, all or nothing."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.content.library import read_library
from bot.gateway.conversations import Conversation
from bot.gateway.parts import PARTS
from bot.paths import CONTENT
from tests.gateway.conftest import Client, Start, scripts

FACTS = "scripts/en/chat.yml"
Edit = Callable[[str], str]
SECONDS = 60  # how long to wait at most, on the busiest machine


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all, because what was not edited need not be read again."""
    return tmp_path_factory.mktemp("edited") / "content"


@pytest.fixture
def tree(folder: Path) -> Path:
    """Content that may be edited, as it is in the repository."""
    return Path(shutil.copytree(CONTENT, folder, dirs_exist_ok=True))


@pytest.fixture
async def client(start: Start, tree: Path) -> Client:
    """A visitor of a bot that serves the tree."""
    found = await start(read_library(tree), content=tree)
    await found.open()
    return found


def save(tree: Path, file: str, edit: Edit) -> None:
    """Saves a file as an editor's program does: beside it, then in its place."""
    path = tree / file
    beside = path.with_suffix(".saving")
    beside.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    beside.replace(path)


async def until(holds: Callable[[], Awaitable[bool]]) -> float:
    """Waits until something is so; how many seconds it took."""
    begun = time.monotonic()
    while time.monotonic() - begun < SECONDS:
        if await holds():
            return time.monotonic() - begun
        await asyncio.sleep(0.05)
    raise AssertionError("it never came to be so")


async def ready(client: Client) -> dict[str, Any]:
    body: dict[str, Any] = await (await client.http.get("/readyz")).json()
    return body


async def welcome(client: Client) -> str:
    opened = await client.open()
    return str(opened["messages"][0]["text"])


def new_words(text: str) -> str:
    return text.replace("I am a computer program.", "I am just a computer program.")


async def test_an_edit_shows_in_the_running_chat(client: Client, tree: Path) -> None:
    before = await ready(client)
    save(tree, FACTS, new_words)
    await until(lambda: _says(client, "just a computer program"))
    after = await ready(client)
    assert after["content_refused"] == [] and after["manifest"]["content"] != before["manifest"]["content"]


@pytest.mark.parametrize(("edit", "rule"), [
    (lambda text: text + "\nutter_broken:\n  child: 'no end", "yaml"),
    (lambda text: text + "\nutter_broken:\n  child: Hello.\n  colour: red\n  sources: []\n", "schema"),
    (lambda text: text.replace("I am a computer program.", "I am a computer program!"), "A5"),
])
async def test_a_broken_edit_is_refused_with_file_and_line_and_the_old_words_stay(
        client: Client, tree: Path, edit: Edit, rule: str) -> None:
    before = await welcome(client)
    save(tree, FACTS, edit)
    await until(lambda: _refuses(client))
    refused = "\n".join((await ready(client))["content_refused"])
    assert "chat.yml:" in refused and f": {rule}:" in refused and "→" in refused
    assert await welcome(client) == before
    save(tree, FACTS, lambda text: (CONTENT / FACTS).read_text(encoding="utf-8"))
    await until(lambda: _takes(client))


async def test_all_files_or_none_are_taken(client: Client, tree: Path) -> None:
    save(tree, FACTS, new_words)
    save(tree, "sites/default.yml", lambda text: text + "colour: nothing\n")
    await until(lambda: _refuses(client))
    assert "just a computer program" not in await welcome(client)


async def test_a_corrected_number_of_a_helpline_is_shown(client: Client, tree: Path) -> None:
    number = client.http.app[PARTS].directory.emergency("PK")[0].number
    save(tree, "helplines/PK.yml", lambda text: text.replace(f'number: "{number}"', 'number: "199"', 1))

    async def shows() -> bool:
        body = await (await client.http.get("/api/helplines?country=PK")).json()
        return any(line["number"] == "199" for line in body["emergency"])

    await until(shows)


async def test_an_edit_between_reading_and_serving_is_not_overlooked(start: Start, tree: Path) -> None:
    read_before = read_library(tree)
    save(tree, FACTS, new_words)
    client = await start(read_before, content=tree)
    await until(lambda: _says(client, "just a computer program"))


async def test_edited_steps_of_a_platform_are_said(client: Client, tree: Path) -> None:
    save(tree, "platforms/tiktok.yml", lambda text: text.replace('title: "Report it', 'title: "Now report it'))

    async def is_said() -> bool:
        said = client.http.app[PARTS].speaker.say("utter_platform_tiktok", Conversation("default", "en"))
        return bool(said[0]["title"].startswith("Now "))

    await until(is_said)


async def test_a_button_somebody_still_has_before_them_brings_help_when_its_script_is_gone(
        client: Client, tree: Path) -> None:
    gone = '/show{"script": "utter_noted_made_up"}'
    save(tree, FACTS, lambda text: text + "\nutter_noted_made_up:\n  child: Hello.\n  sources: []\n")
    await until(lambda: _knows(client, "utter_noted_made_up"))
    save(tree, FACTS, lambda text: (CONTENT / FACTS).read_text(encoding="utf-8"))
    await until(lambda: _forgets(client, "utter_noted_made_up"))
    assert "utter_ask_menu" in scripts(await client.tap(gone))


async def test_a_chat_that_is_open_goes_on(client: Client, tree: Path) -> None:
    save(tree, FACTS, new_words)
    token = client.token
    await until(lambda: _says(client, "just a computer program"))
    client.token = token
    assert (await client.post(text="hello")).status == 200


async def _says(client: Client, words: str) -> bool:
    return words in await welcome(client)


async def _refuses(client: Client) -> bool:
    return bool((await ready(client))["content_refused"])


async def _takes(client: Client) -> bool:
    return not (await ready(client))["content_refused"]


async def _knows(client: Client, script: str) -> bool:
    return script in client.http.app[PARTS].library.scripts.ids()


async def _forgets(client: Client, script: str) -> bool:
    return not await _knows(client, script)
