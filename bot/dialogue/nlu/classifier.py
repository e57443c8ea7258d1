"""Names the intent of a message, or says that it does not know; and tells how much it resembles a danger."""

from __future__ import annotations

import pickle
from collections import Counter
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.nlu import model_files
from bot.dialogue.nlu.danger_net import CLASS_OF
from bot.dialogue.nlu.surface import plain, words_of
from bot.dialogue.nlu.understanding import Understanding

UNKNOWN = "nlu_fallback"
DANGER = "danger"  # the output property that carries the second net's reading
_FILE = "understanding.pickle"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class MessageClassifier(GraphComponent, IntentClassifier):
    """Several small models vote (see `Understanding`), each of which can be switched off to measure it.

    Below a threshold, set in training to the confidence that all but `false_rejects` of held-out lines reach, the
    intent is `nlu_fallback`: this bot would rather ask than guess. So it is where less than a quarter of the letters
    belong to words of the training data (`inform` apart: what it says is recognised, or not, by other means).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What config.yml may set otherwise."""
        return {
            "encoder": True, "repair": True,  # the parts in use
            "false_rejects": 0.02,  # share of held-out lines that may fall below the threshold
            "asks": 0.09, "acts": 0.0015,  # shares of harmless held-out lines at which the second net asks and acts
            "misses": 0.02,  # share of held-out dangers it may call harmless: there a rule that only asks is let be
            "known": 0.25,  # share of letters that must belong to known words
            "favoured": {"request_harmful": 2.0},  # factors for intents that must not be missed
            "seed": 7,
        }

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource,
                 understanding: Understanding | None = None, threshold: float = 0.0,
                 words: frozenset[str] = frozenset()) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._understanding, self._threshold, self._words = understanding, threshold, words

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> MessageClassifier:
        """Rasa's constructor for training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **_: Any) -> MessageClassifier:
        """Rasa's constructor for a trained model; raises DamagedModel when a file is not the one that was trained."""
        with model_storage.read_from(resource) as folder:
            model_files.verify(folder)
            understanding, threshold, words = pickle.loads((folder / _FILE).read_bytes())  # noqa: S301 (just verified)
            understanding.open(folder)
        return cls(config, model_storage, resource, understanding, threshold, words)

    def train(self, training_data: TrainingData) -> Resource:
        """Calibrates on held-out lines, fits on all, and keeps the models with their digests."""
        from bot.dialogue.nlu.learning import Example, learned  # thinc, which a server does without

        examples = [Example(plain(found.get(TEXT)), found.get(INTENT), kind_of(found))
                    for found in training_data.intent_examples if found.get(TEXT)]
        with self._storage.write_to(self._resource) as folder:
            if self._config["encoder"]:
                model_files.write_encoder(folder)
            self._understanding, self._threshold = learned(examples, self._config, folder)
            counts = Counter(word for example in examples for word in words_of(example.text))
            self._words = frozenset(word for word, count in counts.items() if count > 1)
            (folder / _FILE).write_bytes(pickle.dumps((self._understanding, self._threshold, self._words)))
            model_files.sign(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent, ranking and the reading of danger of every message that is a text."""
        if self._understanding is None:
            return messages
        for message in messages:
            if not message.get(TEXT) or message.get(INTENT):
                continue
            ranking, danger = self._understanding.read(message.get(TEXT))
            is_gibberish = self._is_gibberish(message.get(TEXT), ranking[0]["name"])
            if is_gibberish or ranking[0]["confidence"] < self._threshold:
                ranking.insert(0, {"name": UNKNOWN, "confidence": self._threshold})
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(DANGER, None if is_gibberish else danger, add_to_output=True)
        return messages

    def _is_gibberish(self, text: str, intent: str) -> bool:
        return intent != "inform" and known_share(words_of(plain(text)), self._words) < self._config["known"]


def kind_of(example: Message) -> str:
    """What danger an example tells of: class and whom it is about, from its block's metadata, else from its intent."""
    told = ((example.get(METADATA) or {}).get(METADATA_INTENT) or {})
    cls = told.get("class") or CLASS_OF.get(example.get(INTENT), "")
    return f"{cls}/{told.get('about', 'me')}" if cls else ""


def known_share(words: list[str], known: frozenset[str]) -> float:
    """Share of the letters that belong to known words; one letter, also repeated, is a word only by itself."""
    letters = sum(map(len, words))
    found = sum(len(word) for word in words if word in known and (len(set(word)) > 1 or len(words) == 1))
    return found / letters if letters else 0.0
