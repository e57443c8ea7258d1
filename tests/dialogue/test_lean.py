"""The lean launch: what is left out is missed loudly, and each measure does what Rasa does."""

from __future__ import annotations

import importlib
import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import ValidationError  # type: ignore[import-untyped]

from bot.dialogue import lean
from bot.dialogue.left_out import MissingForModel, refuse_config, refuse_model
from bot.paths import PROJECT
from bot.stand_ins import Finder, NotInstalled

DIET = """
recipe: default.v1
language: en
pipeline: [{name: WhitespaceTokenizer}, {name: CountVectorsFeaturizer}, {name: DIETClassifier, epochs: 1}]
policies: [{name: RulePolicy}]
"""


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A package that is not there, with a stand-in for it."""
    monkeypatch.setattr(sys, "meta_path", [Finder(["no_such_package"]), *sys.meta_path])
    yield importlib.import_module("no_such_package.inner")
    for name in [name for name in sys.modules if name.startswith("no_such_package")]:
        del sys.modules[name]


def test_a_stand_in_may_be_named_inherited_from_and_caught(absent: Any) -> None:
    class Child(absent.Base):
        pass

    assert issubclass(Child, absent.Base)
    assert absent.Deep.er.__name__ == "er"
    with pytest.raises(ZeroDivisionError):
        try:
            raise ZeroDivisionError
        except absent.SomeError:
            pytest.fail("a stand-in caught something")


def test_a_stand_in_that_is_used_says_so(absent: Any) -> None:
    with pytest.raises(NotInstalled, match=r"no_such_package\.inner\.Client"):
        absent.Client("there")


def run_lean(*arguments: str, folder: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bot.dialogue.command", *arguments], cwd=PROJECT, capture_output=True,
                          text=True, check=False)


def test_training_what_needs_tensorflow_ends_with_a_plain_sentence(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text(DIET)
    done = run_lean("train", "--config", str(config), "--out", str(tmp_path))
    assert done.returncode != 0
    assert "DIETClassifier (tensorflow)" in done.stderr and "make tensorflow" in done.stderr
    assert "Traceback" not in done.stderr and not list(tmp_path.glob("*.tar.gz"))


def test_serving_a_model_that_needs_tensorflow_ends_with_a_plain_sentence(tmp_path: Path) -> None:
    uses = "rasa.nlu.classifiers.diet_classifier.DIETClassifier"
    done = run_lean("run", "--model", str(model_of(tmp_path, uses)))
    assert done.returncode != 0
    assert "DIETClassifier (tensorflow)" in done.stderr and "Traceback" not in done.stderr


def test_rasas_own_test_says_what_it_needs_where_it_is_not_installed() -> None:
    code = ("import sys, importlib.machinery as m\n"
            "found = m.PathFinder.find_spec\n"
            "m.PathFinder.find_spec = lambda name, *rest: None if name == 'sklearn' else found(name, *rest)\n"
            "sys.argv = ['rasa', 'test', 'nlu']\n"
            "from bot.dialogue.command import main; main()")
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "make install" in done.stderr and "Traceback" not in done.stderr


def test_our_own_configuration_and_components_are_there(tmp_path: Path) -> None:
    refuse_config(PROJECT / "config.yml")
    refuse_model(model_of(tmp_path, "bot.dialogue.nlu.classifier.MessageClassifier"))


def test_a_model_that_is_not_there_is_no_reason_to_serve_another(tmp_path: Path) -> None:
    with pytest.raises(MissingForModel):
        refuse_model(tmp_path / "none.tar.gz")


def model_of(folder: Path, uses: str) -> Path:
    """A model's outside, with the one file that says what it uses."""
    metadata = json.dumps({"predict_schema": {"nodes": {"one": {"uses": uses}}}}).encode()
    model = folder / "model.tar.gz"
    with tarfile.open(model, "w:gz") as packed:
        info = tarfile.TarInfo("metadata.json")
        info.size = len(metadata)
        packed.addfile(info, io.BytesIO(metadata))
    return model


def test_nothing_of_what_is_left_out_is_imported_by_a_serving_rasa() -> None:
    code = ("import sys\nfrom bot.dialogue import lean, left_out\nlean.before_import('run', ())\n"
            "import rasa.__main__; lean.after_import(()); from rasa.core import run, agent\n"
            "import bot.dialogue.nlu.classifier, bot.dialogue.entities\n"
            "print([name for name in (*left_out.NEURAL, *left_out.CHANNELS, *left_out.SERVICES, *left_out.SCIENCE,\n"
            "       'tensorflow', 'dask', 'spacy', 'setuptools', 'rich.traceback')\n"
            "       if name in sys.modules and type(sys.modules[name]).__name__ != '_StandInModule'])")
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_measures_are_switched_off_by_name() -> None:
    assert lean.switched_off("") == frozenset()
    assert lean.switched_off("runner, events") == {"runner", "events"}
    assert lean.switched_off("all") == set(lean.MEASURES)
    with pytest.raises(lean.NoSuchMeasure):
        lean.switched_off("gravity")


def test_every_measure_is_documented() -> None:
    operating = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in operating for name in lean.MEASURES)


def test_a_wrong_answer_of_an_action_is_still_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from rasa.core.actions.action import RemoteAction

    from bot.dialogue.action_answers import check_schema_once

    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    check_schema_once()
    action = RemoteAction("action_helplines", None)
    assert action._validate_action_result({"events": [], "responses": [{}]})
    with pytest.raises(ValidationError):
        action._validate_action_result({"events": "none", "responses": []})


def test_event_types_are_found_as_rasa_finds_them() -> None:
    from rasa.shared.core.events import Event
    from rasa.shared.utils.common import all_subclasses

    from bot.dialogue.event_types import _resolve, _resolve_once

    for name in {found.type_name for found in all_subclasses(Event) if isinstance(found.type_name, str)}:
        assert _resolve_once(name) is _resolve(name) is _resolve_once(name)
    assert _resolve_once("unheard of", Event) is Event
    with pytest.raises(ValueError, match="unheard of"):
        _resolve_once("unheard of")
