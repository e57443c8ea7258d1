"""One switch leaves only help: pages with numbers, and one answer with people to turn to, whatever is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.help_only import help_only
from tests.fakes import FakeRasa
from tests.gateway.conftest import Client, Start, cards, scripts


@pytest.fixture
def switch(tmp_path: Path) -> Path:
    """The file that everyone looks for."""
    return tmp_path / "help-only"


@pytest.fixture
async def helped(start: Start, switch: Path) -> Client:
    """A visitor who was there before the switch was turned."""
    client = await start(help_only_file=switch)
    await client.open(country="PK")
    switch.touch()  # noqa: ASYNC240
    return client


async def page(client: Client, path: str) -> str:
    answer = await client.http.get(path)
    assert answer.status == 200
    return await answer.text()


@pytest.mark.parametrize("path", ["/", "/chat", "/widget", "/widget?site=default"])
async def test_the_help_page_stands_where_the_chat_was(helped: Client, switch: Path, path: str) -> None:
    text = await page(helped, path)
    assert "/help/PK" in text and "chat.js" not in text and 'href="/chat' not in text
    switch.unlink()  # noqa: ASYNC240
    assert "/help/PK" not in await page(helped, path)


async def test_a_schools_page_may_frame_the_help_pages_too(helped: Client) -> None:
    for path in ("/widget", "/help", "/help/PK"):
        answer = await helped.http.get(path)
        assert "X-Frame-Options" not in answer.headers, path


async def test_whatever_is_said_the_answer_is_people_to_turn_to(helped: Client, rasa: FakeRasa) -> None:
    for text in ("what is a deepfake", "hello", "/restart", "x" * 20_000):
        body = await helped.say(text)
        assert scripts(body) == ["utter_unavailable", "utter_danger_cards"] and cards(body)[0]["country"] == "PK"
    assert rasa.asked == []


async def test_who_says_where_they_are_gets_the_help_of_that_country(start: Start) -> None:
    client = await start(help_only=True)
    opened = await client.open()
    assert scripts(opened) == ["utter_unavailable", "utter_helplines_international"]
    assert cards(await client.tap('/inform{"country": "IN"}'))[0]["country"] == "IN"
    assert cards(await client.say("i live in lahore"))[0]["country"] == "PK"
    assert cards(await client.tap("no button of ours"))[0]["country"] == "PK"


async def test_in_danger_the_lines_for_that_danger_come_first(helped: Client) -> None:
    kinds = [service["kind"] for service in cards(await helped.say("i want to die"))[0]["services"]]
    assert kinds[0] in ("suicide_crisis", "child_helpline")


async def test_a_conversation_goes_on_when_everything_is_served_again(helped: Client, switch: Path) -> None:
    await helped.say("i am a mother")
    switch.unlink()  # noqa: ASYNC240
    body = await helped.say("what can you do")
    assert body["context"]["country"] == "PK" and body["context"]["audience"] == "parent"
    assert "utter_ask_menu" in scripts(body)


async def test_readyz_says_so_and_needs_nothing_else(helped: Client, rasa: FakeRasa) -> None:
    rasa.frozen = True
    answer = await helped.http.get("/readyz")
    body = await answer.json()
    assert answer.status == 200 and body["status"] == "help-only" and body["help_only"] is True
    assert body["parts"]["rasa"] is False


def test_the_command_turns_it_on_and_off_and_says_which(switch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELP_ONLY_FILE", str(switch))
    said = [CliRunner().invoke(help_only, arguments).output for arguments in ([], ["on"], [], ["off"], ["off"], [])]
    assert [words.split(":")[0].split(",")[0] for words in said] == ["off", "on", "on", "off", "off", "off"]
    monkeypatch.setenv("HELP_ONLY", "true")
    assert "HELP_ONLY" in CliRunner().invoke(help_only, ["off"]).output
