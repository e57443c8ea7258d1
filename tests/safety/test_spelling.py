"""How misspelled words are read, and which are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.spelling import Spelling

WORDS = (
    "i", "want", "to", "die", "kill", "myself", "suicide", "blackmail", "threatening", "rape", "send", "more",
    "pictures",
)
VARIANTS = {"wanna": ("want", "to"), "kms": ("kill", "myself"), "u": ("you",)}
SPELLING = Spelling(WORDS, VARIANTS, ("skill", "diet", "grape"))


@pytest.mark.parametrize(("typed", "meant"), [
    ("die", "die"), ("kms", "kill myself"), ("wanna", "want to"),
    ("k1ll", "kill"), ("su1c1d3", "suicide"), ("$end", "send"), ("r@pe", "rape"), ("r*pe", "rape"),
    ("su!cide", "suicide"),
    ("dieeee", "die"), ("killlll", "kill"), ("tooo", "to"), ("mmyyself", "myself"),
    ("sucide", "suicide"), ("blakcmail", "blackmail"), ("blackmial", "blackmail"), ("threatning", "threatening"),
    ("myslf", "myself"), ("thrtnng", "threatening"), ("sned", "send"), ("klil", "kill"),
    ("iwanttodie", "i want to die"), ("killmyself", "kill myself"), ("iwannadie", "i want to die"),
    ("sendmore", "send more"),
])
def test_a_misspelled_word_is_read_as_the_known_one(typed: str, meant: str) -> None:
    assert SPELLING.read(typed) == tuple(meant.split())


@pytest.mark.parametrize("typed", ["skill", "diet", "grape", "13", "2024", "hello", "football", "", "b", "xq", "*"])
def test_other_words_stay_as_they_are(typed: str) -> None:
    assert SPELLING.read(typed) == (typed,)


@pytest.mark.parametrize("word", [word for word in WORDS if len(word) > 5])
def test_every_single_slip_in_a_long_word_is_mended(word: str) -> None:
    slips = [word[:i] + word[i + 1:] for i in range(1, len(word))]
    slips += [word[:i] + word[i + 1] + word[i] + word[i + 2:] for i in range(1, len(word) - 1)]
    slips += [word[:i] + "x" + word[i:] for i in range(1, len(word))]
    slips += [word[:i] + "x" + word[i + 1:] for i in range(1, len(word))]
    assert {SPELLING.read(slip) for slip in slips} == {(word,)}


@given(st.text(max_size=60))
def test_no_token_breaks_the_reading(token: str) -> None:
    assert all(isinstance(word, str) for word in SPELLING.read(token))
