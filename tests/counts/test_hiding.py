"""Small counts stay hidden, also from those who can subtract."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counts.hiding import SMALLEST, rounded, shown

CELLS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 60), max_size=8)

TABLE = [
    ({}, set()),
    ({"a": 9}, set()),
    ({"a": 10}, {"a"}),
    ({"a": 100, "b": 40, "c": 3}, {"a"}),  # only c is small: b goes too, or c were the sum less a and b
    ({"a": 100, "b": 40, "c": 9, "d": 9}, {"a", "b"}),  # two that hide each other
    ({"a": 100, "b": 40, "c": 1, "d": 2}, {"a"}),  # two, but together still fewer than ten
    ({"a": 100, "b": 3}, set()),
]


@pytest.mark.parametrize(("cells", "seen"), TABLE)
def test_what_is_seen_of_a_table(cells: dict[str, int], seen: set[str]) -> None:
    assert set(shown(cells)) == seen


@given(CELLS)
def test_whoever_knows_the_sum_learns_of_no_single_small_count(cells: dict[str, int]) -> None:
    seen = shown(cells)
    assert all(count >= SMALLEST and cells[value] == count for value, count in seen.items())
    hidden = [count for value, count in cells.items() if value not in seen]
    if seen and hidden:  # the sum less what is seen: that of several, and of ten chats at least
        assert len(hidden) > 1 and sum(hidden) >= SMALLEST


@given(CELLS)
def test_what_is_seen_is_seen_again_once_the_rest_is_gone(cells: dict[str, int]) -> None:
    assert shown(shown(cells)) == shown(cells)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_total_tells_a_rest_only_down_to_ten(seen: int, rest: int) -> None:
    assert rounded(seen + rest) == rounded(seen + rest - (seen + rest) % SMALLEST)
    assert rounded(seen + rest) <= seen + rest < rounded(seen + rest) + SMALLEST
