"""A check that passed is remembered for exactly what was checked."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bot import preflight
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(preflight, "_FILE", tmp_path / ".run" / "checked")
    content = tmp_path / "content"
    content.mkdir()
    (content / "words.yml").write_text("plain: words\n")
    return Settings(content=content, secret_key="a" * 32)


def test_any_edit_setting_or_model_asks_anew(settings: Settings, tmp_path: Path) -> None:
    model = tmp_path / "model.tar.gz"
    assert not preflight.has_passed(settings, model)
    preflight.remember(settings, model)
    assert preflight.has_passed(settings, model)
    assert not preflight.has_passed(dataclasses.replace(settings, host="0.0.0.0"), model)
    assert not preflight.has_passed(dataclasses.replace(settings, secret_key="short"), model)
    assert not preflight.has_passed(settings, tmp_path / "another.tar.gz")
    (settings.content / "words.yml").write_text("plainer: words\n")
    assert not preflight.has_passed(settings, model)


def test_what_is_remembered_holds_no_secret(settings: Settings, tmp_path: Path) -> None:
    preflight.remember(settings, tmp_path / "model.tar.gz")
    assert settings.secret_key not in (tmp_path / ".run" / "checked").read_text()
