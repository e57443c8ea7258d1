"""“I don't understand” goes down step by step and ends with a person."""

from __future__ import annotations

import pytest

from bot.content.library import read_library
from bot.content.scripts import SIMPLER
from bot.content.vetting import Vetting
from bot.directory import Directory
from bot.gateway.conversations import Conversation
from bot.gateway.payloads import Payloads
from bot.gateway.speaker import Speaker

LIBRARY = read_library()
SPEAKER = Speaker(LIBRARY, Vetting(LIBRARY, False), Directory(LIBRARY.helplines), Payloads(LIBRARY, "s" * 64))


def wordings(audience: str | None, times: int) -> list[str]:
    """Which wording of the script about deepfakes is said, each time somebody asks for a simpler one."""
    who = Conversation("default", "en", audience=audience)
    said = []
    for _ in range(times):
        script = SPEAKER.say_simpler("utter_ask_deepfake", who)[0]["script"]
        said.append(who.simplified[1] if who.simplified and script == "utter_ask_deepfake" else script)
    return said


@pytest.mark.parametrize(("audience", "steps"), [
    ("school", ["parent", "teen", "child", SIMPLER]), ("parent", ["teen", "child", SIMPLER]),
    ("adult", ["teen", "child", SIMPLER]), ("teen", ["child", SIMPLER]), ("child", [SIMPLER]), (None, [SIMPLER])])
def test_each_time_the_next_easier_wording_and_then_a_person(audience: str | None, steps: list[str]) -> None:
    person = "utter_ask_simpler"
    assert wordings(audience, len(steps) + 2) == [*steps, person, person]


def test_a_script_without_an_easier_text_offers_a_person_at_once() -> None:
    who = Conversation("default", "en", audience="child")
    said = SPEAKER.say_simpler("utter_ask_news", who)
    assert said[0]["script"] == "utter_ask_simpler" and any(b["title"] for b in said[-1]["buttons"])


def test_another_script_begins_at_the_top_again() -> None:
    who = Conversation("default", "en", audience="teen")
    SPEAKER.say_simpler("utter_ask_deepfake", who)
    assert who.simplified == ("utter_ask_deepfake", "child")
    SPEAKER.say_simpler("utter_ask_harm", who)
    assert who.simplified == ("utter_ask_harm", "child")
