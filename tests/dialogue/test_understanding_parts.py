"""The parts of the classifier, each apart: features, repair, the second net, the model's files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from bot.dialogue.guesses import second_guess
from bot.dialogue.nlu import encoder_graph, fitting, model_files
from bot.dialogue.nlu.danger_net import calibrated
from bot.dialogue.nlu.encoder import SentenceEncoder
from bot.dialogue.nlu.fitting import fit_linear, fit_network
from bot.dialogue.nlu.learning import split, weighed
from bot.dialogue.nlu.network import Network, scaled
from bot.dialogue.nlu.spelling_repair import SpellingRepair
from bot.dialogue.nlu.surface import characters, plain, words_and_pairs

TEXTS = ["red apple tart", "red apple pie", "my friend sent it", "blue whale song", "blue whale", "delete it now"]


@pytest.fixture(scope="session")
def encoder_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    model_files.write_encoder(folder)
    return folder


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> SentenceEncoder:
    return SentenceEncoder(encoder_folder)


def likeness(encoder: SentenceEncoder, one: str, other: str) -> float:
    rows = encoder([one, other])[:, -384:]
    return float(rows[0] @ rows[1])


def test_the_encoder_knows_what_words_mean(encoder: SentenceEncoder) -> None:
    """The two sentences share hardly a word."""
    alike = likeness(encoder, "a girl is crying", "the young woman weeps")
    assert alike > 0.5 > 0.2 > likeness(encoder, "a girl is crying", "how do i cook rice")


def test_a_text_is_encoded_alike_whatever_stands_beside_it(encoder: SentenceEncoder) -> None:
    alone = encoder(["someone made a fake picture of me"])[0]
    beside = encoder(["hi", "someone made a fake picture of me", "a much longer message " * 20])[1]
    assert float(alone @ beside) / 4 > 0.98  # four layers of length 1; eight-bit inputs are scaled by batch


def test_no_text_is_too_long_or_too_odd_for_the_encoder(encoder: SentenceEncoder) -> None:
    rows = encoder(["", "a" * 20_000, "word " * 5_000, "🙏\x00\u202e"])
    assert rows.shape == (4, 4 * 384) and np.isfinite(rows).all()


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(encoder_graph.DIGESTS, "tokenizer.json", "0" * 64)
    with pytest.raises(encoder_graph.EncoderMissing, match=r"tokenizer\.json"):
        encoder_graph.published_files()


def test_missing_weights_are_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_graph, "PACKAGE", "no_such_package")
    with pytest.raises(encoder_graph.EncoderMissing, match="make install"):
        encoder_graph.published_files()


def test_a_changed_or_missing_model_file_is_found_at_load(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("trained")
    model_files.sign(tmp_path)
    model_files.verify(tmp_path)
    (tmp_path / "one").write_text("tampered")
    with pytest.raises(model_files.DamagedModel, match="one"):
        model_files.verify(tmp_path)
    (tmp_path / "one").unlink()
    with pytest.raises(model_files.DamagedModel, match="one"):
        model_files.verify(tmp_path)
    (tmp_path / "digests.json").unlink()
    with pytest.raises(model_files.DamagedModel, match="train"):
        model_files.verify(tmp_path)


def test_a_file_nobody_signed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("trained")
    model_files.sign(tmp_path)
    (tmp_path / "two").write_text("smuggled in")
    with pytest.raises(model_files.DamagedModel, match="two"):
        model_files.verify(tmp_path)


def test_repair_mends_slips_and_lets_known_words_be() -> None:
    repair = SpellingRepair(["someone shared my picture"] * 3, protected=["pitcher", "shard"])
    assert repair("smeone shard my pictre pitcher") == "someone shard my picture pitcher"
    assert repair("nudes xyzzy") == "nudes xyzzy"


def test_the_parts_of_a_text_are_those_scikit_learn_would_find() -> None:
    text = "i am so scared, what's a   deepfake 🙏 ok"
    by_characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)).build_analyzer()(text)
    assert Counter(characters(text)) == Counter(by_characters)
    by_words = TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2)).build_analyzer()(text)
    assert Counter(words_and_pairs(text)) == Counter(by_words)


def test_parts_are_weighed_as_scikit_learn_weighs_them() -> None:
    texts = [*TEXTS, "red red red apple", "§"]
    model = TfidfVectorizer(analyzer=words_and_pairs, min_df=2, sublinear_tf=True)
    expected, weigh = model.fit_transform(texts).toarray(), weighed(words_and_pairs, texts, least=2)
    assert weigh.places == model.vocabulary_
    assert np.allclose([dense(weigh(text), len(weigh.places)) for text in texts], expected, atol=1e-6)
    assert [len(places) for places, _ in map(weigh, ("§", ""))] == [0, 0]


def dense(row: tuple[Any, Any], length: int) -> Any:
    found = np.zeros(length)
    found[row[0]] = row[1]
    return found


def test_linear_models_are_those_that_scikit_learn_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "_ROUNDS", 100)
    weigh, labels = weighed(words_and_pairs, TEXTS, least=1), np.array(list("aabbcc"))
    rows, belongs = [weigh(text) for text in TEXTS], labels[:, None] == np.array(list("abc"))
    found = fit_linear(rows, belongs, len(weigh.places), seed=1)
    model = LogisticRegression(C=fitting._COST, solver="liblinear", dual=True, tol=1e-6, max_iter=1000)
    model.fit([dense(row, len(weigh.places)) for row in rows], labels)
    assert np.allclose(found.weights, model.coef_.T, atol=1e-3) and np.allclose(found.bias, model.intercept_, atol=1e-3)
    one, others = found.divided(1)
    assert np.allclose(np.hstack([one.scores(rows), others.scores(rows)]), found.scores(rows))
    assert found.shares(rows).argmax(axis=1).tolist() == [0, 0, 1, 1, 2, 2]
    assert np.allclose(found.shares(rows).sum(axis=1), 1)


def test_an_example_without_any_known_part_is_fitted_too() -> None:
    none = (np.array([], np.int32), np.array([], np.float32))
    found = fit_linear([none, none], np.array([[True], [True]]), 3, seed=1)
    assert found.scores([none])[0, 0] > 0 and np.isfinite(found.weights).all()


def test_a_network_learns_along_the_slope_of_its_error() -> None:
    chance = np.random.default_rng(1)
    parameters = [chance.normal(size=size) for size in ((5, 4), (4,), (4, 3), (3,))]
    rows, wanted = chance.normal(size=(7, 5)) / 10, np.eye(3)[chance.integers(3, size=7)]

    def error() -> float:
        inner, inner_bias, outer, outer_bias = parameters
        shares = Network((inner, outer), (inner_bias, outer_bias)).shares(rows)
        return float(-np.log((shares * wanted).sum(axis=1)).mean())

    for parameter, gradient in zip(parameters, fitting.gradients(parameters, rows, wanted), strict=True):
        for place in np.ndindex(parameter.shape):
            kept = parameter[place]
            parameter[place] = kept + 1e-5
            above = error()
            parameter[place] = kept - 1e-5
            assert abs((above - error()) / 2e-5 - gradient[place]) < 1e-4
            parameter[place] = kept


@pytest.mark.parametrize("labels", ["ab", "abc"])
def test_a_network_names_what_scikit_learns_does(labels: str) -> None:
    chance = np.random.default_rng(1)
    numbers = chance.integers(len(labels), size=3000)
    rows = (np.eye(8)[numbers] + chance.normal(size=(3000, 8)) / 4).astype(np.float32)
    named = np.array(list(labels))[numbers]
    model = MLPClassifier((16,), batch_size=512, learning_rate_init=2e-3, max_iter=20, random_state=4)
    with pytest.warns(ConvergenceWarning):
        model.fit(scaled(rows), named)
    shares = fit_network(rows, named, width=16, rounds=20, seed=4).shares(rows)
    assert np.allclose(shares.sum(axis=1), 1)
    agreed = np.array(list(labels))[shares.argmax(axis=1)] == model.predict(scaled(rows))
    assert agreed.mean() > 0.98


def test_chance_is_the_same_for_the_same_seed() -> None:
    rows, labels = np.random.default_rng(1).normal(size=(50, 4)).astype(np.float32), list("ab") * 25
    one, same, other = (fit_network(rows, labels, 3, 2, seed).shares(rows) for seed in (1, 1, 2))
    assert np.array_equal(one, same) and not np.allclose(one, other)


def test_the_same_share_of_every_label_is_held_out() -> None:
    labels = np.array(["a"] * 40 + ["b"] * 20 + ["c"])
    kept, held_out = split(labels, seed=1)
    assert sorted([*kept, *held_out]) == list(range(61))
    assert Counter(labels[held_out]) == {"a": 6, "b": 3}


def test_thresholds_let_only_the_shares_asked_for_through() -> None:
    scores = np.concatenate([np.linspace(-10, 0, 1000), np.linspace(-4, 6, 100)])
    is_danger = np.arange(1100) >= 1000
    found = calibrated(scores, is_danger, np.zeros(1100, bool), asks=0.05, acts=0.01, misses=0.02)
    assert found.harmless <= found.ask <= found.act
    assert abs((scores[:1000] >= found.ask).mean() - 0.05) < 0.002
    assert abs((scores[:1000] >= found.act).mean() - 0.01) < 0.002
    assert [found.level(score) for score in (9.0, found.ask, -9.9)] == ["act", "ask", "harmless"]


def ranking(*entries: tuple[str, float]) -> dict[str, object]:
    return {"intent_ranking": [{"name": name, "confidence": share} for name, share in entries]}


def test_a_second_need_or_reading_is_offered_and_noise_is_not() -> None:
    assert second_guess(ranking(("feel_bad", 0.5), ("ask_takedown", 0.4))) == "ask_takedown"
    assert second_guess(ranking(("feel_bad", 0.65), ("ask_takedown", 0.33))) == "ask_takedown"
    assert second_guess(ranking(("ask_law", 0.9), ("ask_police", 0.08))) is None
    assert second_guess(ranking(("ask_law", 0.4), ("ask_police", 0.05))) is None
    assert second_guess(ranking(("nlu_fallback", 0.3), ("ask_police", 0.2))) is None
    assert second_guess({}) is None


def test_plain_text_is_small_and_short_of_breath() -> None:
    assert plain("  HEEEELP me I’m") == "heelp me i'm"
