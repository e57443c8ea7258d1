"""Names the intent of a message from its words and characters, or says that it does not know."""

from __future__ import annotations

import random
import re
import warnings
from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline

from bot.dialogue.spelling_noise import misspell

UNKNOWN = "nlu_fallback"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class SurfaceClassifier(GraphComponent, IntentClassifier):
    """TF-IDF of character and word n-grams under a logistic regression.

    Below a threshold, set in training to the confidence that all but 5 % of held-out lines reach, the intent is
    `nlu_fallback`: this bot would rather ask than guess. So it is where less than a quarter of the letters belong to
    words of the training data (`inform` apart: what it says is recognised, or not, by other means).
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse regularisation; `false_rejects`: share of held-out lines that may fall below the threshold;
        `known`: share of letters that must belong to known words."""
        return {"C": 12.0, "false_rejects": 0.05, "known": 0.25, "seed": 7}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource,
                 model: Pipeline | None = None, threshold: float = 0.0, words: frozenset[str] = frozenset()) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._model, self._threshold, self._words = model, threshold, words

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> SurfaceClassifier:
        """Rasa's constructor for training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **_: Any) -> SurfaceClassifier:
        """Rasa's constructor for a trained model."""
        with model_storage.read_from(resource) as folder:
            model, threshold, words = joblib.load(folder / "surface.joblib")
        return cls(config, model_storage, resource, model, threshold, words)

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the model, calibrates the threshold on held-out folds, and keeps both."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        texts = np.array([plain(example.get(TEXT)) for example in examples])
        intents = np.array([example.get(INTENT) for example in examples])
        self._threshold = self._calibrated(texts, intents)
        self._model = self._fitted(texts, intents)
        self._words = frozenset(word for text in texts for word in words_of(text))
        with self._storage.write_to(self._resource) as folder:
            joblib.dump((self._model, self._threshold, self._words), folder / "surface.joblib")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking of every message that is a text."""
        if self._model is None:
            return messages
        for message in messages:
            if not message.get(TEXT) or message.get(INTENT):
                continue
            ranking = ranked(self._model, message.get(TEXT))
            if ranking[0]["confidence"] < self._threshold or self._is_gibberish(message.get(TEXT), ranking[0]["name"]):
                ranking.insert(0, {"name": UNKNOWN, "confidence": self._threshold})
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _is_gibberish(self, text: str, intent: str) -> bool:
        return intent != "inform" and known_share(words_of(plain(text)), self._words) < self._config["known"]

    def _fitted(self, texts: Any, intents: Any) -> Pipeline:
        chance = random.Random(self._config["seed"])
        noisy = [misspell(text, chance) for text in texts]
        features = FeatureUnion([
            ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True,
                                           dtype=np.float32)),
            ("words", TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), min_df=2, sublinear_tf=True,
                                      dtype=np.float32)),
        ])
        regression = LogisticRegression(C=self._config["C"], max_iter=60, tol=1e-3)
        model = make_pipeline(features, regression)
        with warnings.catch_warnings():  # stopping early is meant: later steps change no prediction worth their seconds
            warnings.simplefilter("ignore", ConvergenceWarning)
            return model.fit([*texts, *noisy], [*intents, *intents])

    def _calibrated(self, texts: Any, intents: Any, folds: int = 3) -> float:
        confidences: list[float] = []
        for kept, held_out in StratifiedKFold(folds, shuffle=True, random_state=0).split(texts, intents):
            held_out = held_out[intents[held_out] != "out_of_scope"]
            model = self._fitted(texts[kept], intents[kept])
            confidences.extend(model.predict_proba(texts[held_out]).max(axis=1))
        return float(np.quantile(confidences, self._config["false_rejects"])) if confidences else 0.0


def ranked(model: Pipeline, text: str, most: int = 10) -> list[dict[str, Any]]:
    """The likeliest intents of `text` as Rasa wants them: [{name, confidence}], best first."""
    shares = model.predict_proba([plain(text)])[0]
    best = np.argsort(shares)[::-1][:most]
    return [{"name": str(model.classes_[i]), "confidence": float(shares[i])} for i in best]


def known_share(words: list[str], known: frozenset[str]) -> float:
    """Share of the letters that belong to known words; a single letter is a word only where it stands alone."""
    letters = sum(map(len, words))
    found = sum(len(word) for word in words if word in known and (len(word) > 1 or len(words) == 1))
    return found / letters if letters else 0.0


def words_of(text: str) -> list[str]:
    """The words of a plain text; an emoji counts as one."""
    return re.findall(r"[^\W_]+(?:'\w+)?|[^\w\s.,!?'\"-]", text)


def plain(text: str) -> str:
    """Lower case, straight apostrophes, no letter more than twice in a row."""
    text = text.lower().replace("’", "'").strip()
    return re.sub(r"(\w)\1{2,}", r"\1\1", text)
