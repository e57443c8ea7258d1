"""Letters of different keyboards become comparable, and texts are cut into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.recognition.text import fold, words


@pytest.mark.parametrize(("written", "folded"), [
    ("México", "Mexico"), ("I’m", "I'm"), ("Türkiye", "Turkiye"), ("Łódź", "Lodz"), ("Å\u200bland", "Aland"),
    ("١٣", "13"), ("१२", "12"), ("１３", "13"), ("پاکستان", "پاكستان"), ("Кыргызстан", "Кыргызстан"),
    ("भारत", "भारत"), ("한국", "한국"), ("\ud800a", "a"),
])
def test_keyboards_make_no_difference(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(("text", "cut"), [
    ("im in uk.", ["im", "in", "uk", "."]), ("Türkiye'de", ["turkiye", "'", "de"]), ("हिंदी में", ["हिंदी", "में"]),
    ("我在中国", ["我", "在", "中", "国"]),
])
def test_words_are_cut_by_one_rule_in_every_script(text: str, cut: list[str]) -> None:
    assert [word.text for word in words(fold(text))] == cut


@given(st.text())
def test_every_word_stands_where_it_says(text: str) -> None:
    folded = fold(text)
    assert all(folded[word.start:word.end].lower() == word.text for word in words(folded))
