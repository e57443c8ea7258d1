"""What Rasa imports when it starts and this bot never uses, each with its reason; and who would need it."""

from __future__ import annotations

import contextlib
import json
import sys
import tarfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from bot.stand_ins import is_stand_in, stand_in_for

# Neural networks: a bot of rules, stories and one classifier of its own has none. 360 MB, and most of the start.
NEURAL = (
    "rasa.core.policies.ted_policy", "rasa.core.policies.unexpected_intent_policy",
    "rasa.nlu.classifiers.diet_classifier", "rasa.nlu.selectors.response_selector",
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer", "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
    "rasa.utils.tensorflow.callback", "rasa.utils.tensorflow.data_generator", "rasa.utils.tensorflow.model_data",
    "rasa.utils.tensorflow.model_data_utils", "rasa.utils.tensorflow.models",
)
# Stock featurizers and classifiers, and what `rasa test` reckons with: ours is learned and read with numpy. 50 MB.
SCIENCE = ("scipy", "sklearn")
# Ways in that nobody comes by: the gateway is the only one, and the shell. Rasa imports all of them.
CHANNELS = tuple(f"rasa.core.channels.{name}" for name in (
    "botframework", "callback", "facebook", "hangouts", "mattermost", "rasa_chat", "rocketchat", "slack", "socketio",
    "telegram", "twilio", "twilio_voice", "webexteams"))
# Brokers, foreign databases, reminders, other people's log-in: conversations stay in memory and leave no copy.
SERVICES = ("aio_pika", "aiormq", "apscheduler", "boto3", "botocore", "confluent_kafka", "pymongo", "sanic_jwt")
# Reports home; telemetry is off whatever the environment says.
REPORTS = ("requests", "sentry_sdk", "terminaltables")
# What only a person at a desk uses: questions in a terminal, pictures of a test's results.
DESK = ("matplotlib", "questionary", "rasa.core.channels.console", "rasa.core.training.interactive")

# Components of Rasa by name in config.yml, and what they need that is not installed without the extra `tensorflow`.
_NEEDS: Mapping[str, str] = {
    "DIETClassifier": "tensorflow", "ResponseSelector": "tensorflow", "TEDPolicy": "tensorflow",
    "UnexpecTEDIntentPolicy": "tensorflow", "ConveRTFeaturizer": "tensorflow",
    "LanguageModelFeaturizer": "transformers", "CRFEntityExtractor": "sklearn_crfsuite",
    "DucklingEntityExtractor": "requests", "LogisticRegressionClassifier": "skops", "SklearnIntentClassifier": "skops",
    "CountVectorsFeaturizer": "sklearn", "LexicalSyntacticFeaturizer": "scipy", "RegexFeaturizer": "scipy",
}
_LEFT_OUT_ANYWAY: Mapping[str, tuple[str, ...]] = {"tensorflow": NEURAL, "requests": REPORTS}


# Without the first, Rasa can only be imported with stand-ins for the rest.
_INSTALLED_WITH: Mapping[str, tuple[str, ...]] = {
    "tensorflow": NEURAL, "aiogram": CHANNELS, **{name: (name,) for name in ("dask", "matplotlib")},
    **{name: (name,) for name in (*SCIENCE, *SERVICES, *REPORTS)},
}


class MissingForModel(RuntimeError):
    """A configuration or a model names a component that this launch cannot run; the text says which."""


def leave_out_neural() -> None:
    """No TensorFlow, at training either."""
    stand_in_for(NEURAL)


def leave_out_science() -> None:
    """Nothing that only components of Rasa reckon with which this bot has none of."""
    stand_in_for(SCIENCE)


def leave_out_services(at_desk: bool) -> None:
    """No channel, broker or cloud; `at_desk`: a command that a person types, which may ask and draw."""
    stand_in_for((*CHANNELS, *SERVICES, *REPORTS, *(() if at_desk else DESK)))
    _report_nothing()


def leave_out_frills() -> None:
    """Nothing that only makes Rasa's log look better, or that it has in Python itself; 12 MB and half a second.

    With rich, structlog would print the local variables of every error, and with them what a person wrote.
    """
    sys.modules["rich"] = None  # type: ignore[assignment]  # as if it were not installed
    with contextlib.suppress(ImportError):
        import _distutils_hack

        _distutils_hack.remove_shim()  # Python's distutils instead of the one that loads setuptools


def leave_out_encoder() -> None:
    """For a model that was trained without it; such a model then fails to load if it has one after all."""
    stand_in_for(("onnxruntime", "tokenizers"))


def stand_in_for_what_is_missing() -> None:
    """What is not installed only."""
    stand_in_for(module for package, modules in _INSTALLED_WITH.items() for module in modules if not find_spec(package))
    if not find_spec("structlog_sentry"):
        _report_nothing()


def _report_nothing() -> None:
    silent = ModuleType("structlog_sentry")
    silent.SentryProcessor = _Unchanged  # type: ignore[attr-defined]
    sys.modules["structlog_sentry"] = silent


class _Unchanged:
    """The step of Rasa's logging that would report home."""

    def __init__(self, **_: Any) -> None:
        pass

    def __call__(self, logger: Any, name: str, event: Any) -> Any:
        return event


def refuse_test() -> None:
    """Raises MissingForModel where Rasa's own test could not reckon."""
    if not all(map(_is_there, SCIENCE)):
        raise MissingForModel("Rasa's test reckons with scikit-learn, which this environment does without. Install it "
                              "with `make install`.")


def refuse_config(file: Path) -> None:
    """Raises MissingForModel before training on a config.yml that this launch cannot train."""
    if file.is_file():
        config = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
        named = [part["name"] for key in ("pipeline", "policies") for part in config.get(key) or ()]
        _refuse(map(str, named), file)


def refuse_model(file: Path) -> None:
    """Raises MissingForModel before serving a trained model that this launch cannot run.

    Rasa itself logs an error then and still says that it is up and running.
    """
    if not file.is_file():
        raise MissingForModel(f"There is no model {file}; train one with `python -m bot train`.")
    _refuse(_used_by(file), file)


def _used_by(model: Path) -> Iterator[str]:
    with tarfile.open(model) as packed:
        found = next((part for part in packed if Path(part.name).name == "metadata.json"), None)
        content = packed.extractfile(found) if found else None
        metadata = json.load(content) if content else {}
    for node in (metadata.get("predict_schema") or {}).get("nodes", {}).values():
        yield str(node["uses"])


def _refuse(components: Any, file: Path) -> None:
    missing = sorted({f"{name.rpartition('.')[2]} ({need})" for name in components
                      if (need := _NEEDS.get(name.rpartition(".")[2])) and not _is_there(need)})
    if missing:
        raise MissingForModel(
            f"{file.name} names {', '.join(missing)}, which the lean launch of Rasa leaves out. Install the extra with "
            "`make tensorflow` and use the plain `rasa` command of that environment, or take it out of config.yml.")


def _is_there(package: str) -> bool:
    left_out = any(is_stand_in(module) for module in _LEFT_OUT_ANYWAY.get(package, (package,)))
    return not left_out and find_spec(package) is not None
