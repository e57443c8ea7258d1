"""What a message is made of: its characters and words, weighed, and linear models that read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion


def plain(text: str) -> str:
    """Lower case, straight apostrophes, no letter more than twice in a row."""
    text = text.lower().replace("’", "'").strip()
    return re.sub(r"(\w)\1{2,}", r"\1\1", text)


def words_of(text: str) -> list[str]:
    """The words of a plain text; an emoji counts as one."""
    return re.findall(r"[^\W_]+(?:'\w+)?|[^\w\s.,!?'\"-]", text)


def surface_features() -> FeatureUnion:
    """TF-IDF of characters 2–5 within words and of words 1–2: rows of length 1 for each of the two."""
    return FeatureUnion([
        ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True,
                                       dtype=np.float32)),
        ("words", TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), min_df=2, sublinear_tf=True,
                                  dtype=np.float32)),
    ])


@dataclass(frozen=True)
class Linear:
    """One logistic regression a class. `weights` lie by feature, so that a message reads only the rows it needs."""

    weights: Any  # [features, classes]
    bias: Any  # [classes]

    def scores(self, rows: Any) -> Any:
        """Log-odds of each class, [texts, classes]; `rows` are sparse."""
        return np.asarray(rows @ self.weights) + self.bias

    def shares(self, rows: Any) -> Any:
        """The classes' probabilities scaled to a sum of 1, [texts, classes]."""
        found = expit(self.scores(rows)) + 1e-9
        return found / found.sum(axis=1, keepdims=True)


def fit_linear(rows: Any, labels: Sequence[Any], inverse_regularisation: float) -> Linear:
    """One against the rest for each label, in the order of the sorted labels; two labels make one column."""
    # Few steps: measured, more of them took twice the time and named no intent better.
    fitted = LogisticRegression(C=inverse_regularisation, solver="liblinear", dual=True, tol=1.0,
                                multi_class="ovr").fit(rows, labels)
    return Linear(np.ascontiguousarray(fitted.coef_.T, np.float32), fitted.intercept_)
