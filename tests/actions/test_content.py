"""The action server sees edited content, and keeps the last good."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rasa.shared.core.trackers import DialogueStateTracker

from actions.content import LocalContent
from bot.dialogue.nlg import VettedScripts
from bot.paths import CONTENT
from tests.content.damage import appended, replaced, script


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("actions.content.LOOK_EVERY", 0.0)
    monkeypatch.setenv("CONTENT", str(tmp_path / "content"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/directory.db")
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def test_an_edited_helpline_is_seen_and_a_broken_one_leaves_the_last_good_ones(tree: Path) -> None:
    local = LocalContent()
    number = local.directory().emergency("PK")[0].number
    replaced("helplines/PK.yml", f'number: "{number}"', 'number: "199"')(tree)
    assert local.directory().emergency("PK")[0].number == "199"
    appended("helplines/PK.yml", "nonsense: [")(tree)
    assert local.directory().emergency("PK")[0].number == "199"


def test_edited_laws_platforms_and_ways_to_removal_are_seen(tree: Path) -> None:
    local = LocalContent()
    replaced("laws/GB.yml", "name: United Kingdom", "name: Somewhere")(tree)
    replaced("platforms/tiktok.yml", 'name: "TikTok"', 'name: "Another"')(tree)
    replaced("removal.yml", "countries: [GB]", "countries: [PK]")(tree)
    seen = local.library()
    assert seen.laws["GB"].name == "Somewhere" and seen.platforms["tiktok"].name == "Another"
    assert seen.removal.routes["report_remove"].fits.countries == ("PK",)


async def test_a_script_that_was_just_written_can_be_spoken(tree: Path) -> None:
    speaks = VettedScripts(content=tree)
    nobody = DialogueStateTracker.from_events("nobody", [])
    assert await speaks.generate("utter_made_up", nobody, "collector") is None
    appended("scripts/en/chat.yml", script("Hello."))(tree)
    spoken = await speaks.generate("utter_made_up", nobody, "collector")
    assert spoken and spoken["custom"]["script"] == "utter_made_up"
