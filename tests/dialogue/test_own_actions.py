"""Actions inside Rasa's process answer as the server does, and one that fails leaves no word of anybody behind."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.own_actions import ActionFailed, OwnActions

PLANTED = "xylocarpine"
_CONTENT = "def is_due():\n    return False\n\n\ndef library():\n    return None\n"
_ACTIONS = f'''
from rasa_sdk import Action


class Speak(Action):
    def name(self):
        return "action_speak"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(response="utter_greet", offers=[tracker.get_slot("country")])
        return []


class Break(Action):
    def name(self):
        return "action_break"

    def run(self, dispatcher, tracker, domain):
        raise ValueError("{PLANTED}")
'''


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnActions:
    package = tmp_path / "invented_actions"
    package.mkdir()
    for name, text in (("__init__", ""), ("content", _CONTENT), ("speaking", _ACTIONS)):
        (package / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    return OwnActions("invented_actions")


def asked(action: str) -> dict[str, Any]:
    tracker = {"sender_id": "one", "slots": {"country": "PK"}, "latest_message": {}, "events": [], "paused": False,
               "followup_action": None, "active_loop": {}, "latest_action_name": None}
    return {"next_action": action, "sender_id": "one", "tracker": tracker, "domain": {}}


async def test_it_gives_what_the_server_would_give(own: OwnActions) -> None:
    answer = await own.request(json=asked("action_speak"), method="post", timeout=1, compress=False)
    assert answer["events"] == []
    assert [(said["response"], said["offers"]) for said in answer["responses"]] == [("utter_greet", ["PK"])]


async def test_an_action_that_fails_leaves_no_word_in_the_log(own: OwnActions,
                                                              caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(ActionFailed) as failed:
        await own.request(json=asked("action_break"))
    assert failed.value.__suppress_context__
    assert PLANTED not in caplog.text and PLANTED not in str(failed.value)


async def test_an_unknown_action_fails_too(own: OwnActions) -> None:
    with pytest.raises(ActionFailed):
        await own.request(json=asked("action_that_nobody_wrote"))
