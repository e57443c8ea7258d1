"""What runs in public is what was released: model, content and pipeline. All signatures are invented."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from bot.__main__ import cli
from bot.content.reviews import Review
from bot.content.units import all_units
from bot.manifest import NotReleased, content_digest, is_released, manifest, refuse_unreleased, write_release
from bot.paths import CONTENT, PROJECT
from bot.processes import free_port
from tests.content.damage import library

BY = "Invented Lead (test)"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of content/ in which invented people have signed everything."""
    tree = Path(shutil.copytree(CONTENT, tmp_path_factory.mktemp("signed") / "content"))
    today, entries = date.today(), []
    for unit in all_units(library()):
        for role in ("child protection", "mental health"):
            review = Review.parse_obj({"unit": unit.id, "digest": unit.digest, "by": f"Invented {role} (test)",
                                       "role": role, "organisation": "Invented (test)", "on": today,
                                       "until": today + timedelta(days=30)}).sealed()
            entries.append({name: str(value) for name, value in review.dict().items()})
    (tree / "reviews").mkdir()
    (tree / "reviews" / "en.yml").write_text(yaml.dump({"reviews": entries}, Dumper=yaml.CSafeDumper), "utf-8")
    return tree


@pytest.fixture
def tree(signed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed, tmp_path / "content"))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    file = tmp_path / "model.tar.gz"
    file.write_bytes(b"a model")
    return file


def test_nothing_released_nothing_starts(tree: Path, model: Path) -> None:
    with pytest.raises(NotReleased, match="Nothing has been released"):
        refuse_unreleased(tree, manifest(tree, model))


def test_what_was_released_starts(tree: Path, model: Path) -> None:
    write_release(tree, manifest(tree, model), BY)
    refuse_unreleased(tree, manifest(tree, model))
    assert is_released(tree, manifest(tree, model))


@pytest.mark.parametrize("what", ["content", "model", "pipeline"])
def test_any_change_after_the_release_is_refused_and_named(tree: Path, model: Path, what: str) -> None:
    write_release(tree, manifest(tree, model), BY)
    if what == "content":
        (tree / "words.yml").write_text((tree / "words.yml").read_text("utf-8") + "# a remark\n", "utf-8")
    if what == "model":
        model.write_bytes(b"another model")
    found = manifest(tree, model)
    found = dataclasses.replace(found, pipeline="0" * 64) if what == "pipeline" else found
    with pytest.raises(NotReleased, match=f"The {what} changed"):
        refuse_unreleased(tree, found)


def test_the_readme_and_the_release_itself_do_not_count_and_a_signature_does(tree: Path) -> None:
    before = content_digest(tree)
    (tree / "README.md").write_text("Other words for editors.", "utf-8")
    (tree / "release.yml").write_text("model: x", "utf-8")
    assert content_digest(tree) == before
    (tree / "reviews" / "en.yml").unlink()
    assert content_digest(tree) != before


def test_a_renamed_file_is_a_change(tree: Path) -> None:
    before = content_digest(tree)
    (tree / "sites" / "default.yml").rename(tree / "sites" / "other.yml")
    assert content_digest(tree) != before


def test_a_release_needs_every_signature_and_somebody_who_answers_for_it(tree: Path, monkeypatch: Any) -> None:
    assert CliRunner().invoke(cli, ["release", "--content", str(CONTENT), "--by", BY]).exit_code == 1
    assert not (CONTENT / "release.yml").exists()
    assert CliRunner().invoke(cli, ["release", "--content", str(tree)]).exit_code == 2
    monkeypatch.setattr("bot.commands.release.trained", lambda force=False: tree / "words.yml")
    done = CliRunner().invoke(cli, ["release", "--content", str(tree), "--by", BY])
    assert done.exit_code == 0, done.output
    assert yaml.safe_load((tree / "release.yml").read_text("utf-8"))["by"] == BY


def start(tree: Path, **environment: str) -> str:
    """What a gateway process says that does not start; it is stopped if it does."""
    command = [sys.executable, "-m", "bot.gateway"]
    try:
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=180, check=False, env={
            **os.environ, "CONTENT": str(tree), "PORT": str(free_port()), "DATABASE_URL": "sqlite://", **environment})
    except subprocess.TimeoutExpired:
        return "started"
    return done.stderr


def test_a_public_process_refuses_what_was_not_released(tree: Path) -> None:
    assert "Nothing has been released" in start(
        tree, HOST="0.0.0.0", SECRET_KEY="0123456789abcdef" * 4, RASA_SECRET="0123456789abcdef" * 4)
