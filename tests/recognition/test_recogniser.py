"""What people write is recognised, and nothing of it is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognition import Recognised, Recogniser
from tests.recognition.conftest import sayings

KINDS = ("country", "age", "audience", "platform", "language")
SAYINGS = [(kind, text, wanted) for kind in KINDS for text, wanted in sayings(kind)]
LOOKED_FOR = ["im", "i", "in", "from", "uk", "the", "us", "13", "m", "f", "my", "daughter", "is", "not", "on", "insta",
              "jordan", "year", "old", "-", "'", ",", ".", "\n", "🇵🇰", "और", "我在"]
HELPLINES = Path(__file__).parents[2] / "content" / "helplines"


@pytest.mark.parametrize(("kind", "text", "wanted"), SAYINGS)
def test_what_people_write_is_recognised(recogniser: Recogniser, kind: str, text: str, wanted: str | None) -> None:
    found = getattr(recogniser(text), kind)
    assert (None if found is None else str(found)) == wanted


def test_one_message_can_tell_everything(recogniser: Recogniser) -> None:
    found = recogniser("im 13 in karachi, he posted it on insta. i speak urdu")
    assert found == Recognised(country="PK", age=13, audience="teen", platform="instagram", language="ur")


def test_entities_are_normalised_and_each_comes_once(recogniser: Recogniser) -> None:
    found = recogniser.entities("I'm 13, from Nigeria, in Lagos. On Insta and on TikTok. Insta!")
    assert found == [{"entity": "country", "value": "NG"}, {"entity": "age", "value": 13},
                     {"entity": "audience", "value": "teen"}, {"entity": "platform", "value": "instagram"}]


def test_a_text_that_tells_nothing_gives_no_entities(recogniser: Recogniser) -> None:
    assert recogniser.entities("someone made a fake picture of me what do i do") == []


def test_a_country_without_help_is_no_country_and_nationality_does_not_take_its_place() -> None:
    limited = Recogniser({"GB", "PK"})
    assert limited("i live in pakistan").country == "PK"
    assert limited("british but live in tuvalu").country is None


@pytest.mark.parametrize("path", sorted(HELPLINES.glob("[A-Z][A-Z].yml")), ids=lambda path: path.stem)
def test_every_country_with_help_is_recognised_by_its_flag(recogniser: Recogniser, path: Path) -> None:
    flag = "".join(chr(ord(letter) - ord("A") + 0x1F1E6) for letter in path.stem)
    assert recogniser(f"i live in {flag}").country == path.stem


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_raises(recogniser: Recogniser, text: str) -> None:
    found = recogniser(text)
    assert found.age is None or 4 <= found.age <= 99
    assert found.audience in {None, "child", "teen", "adult", "parent", "school"}


@given(st.lists(st.sampled_from(LOOKED_FOR), max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_jumble_of_the_words_looked_for_raises(recogniser: Recogniser, words: list[str]) -> None:
    recogniser(" ".join(words))
    recogniser("".join(words))


@pytest.mark.parametrize("piece", [
    "a", "1 ", "im ", "((", "' ", "- ", "🇵🇰", "in pakistan ", "im 13 from ", "\ud800", "not in the ", "11", "a1", "my ",
])
def test_the_longest_message_of_anything_is_read_to_its_end(recogniser: Recogniser, piece: str) -> None:
    recogniser((piece * 16_000)[:16_000])


def test_nothing_written_stays_in_the_vocabulary(recogniser: Recogniser) -> None:
    recogniser("warm")
    size = len(recogniser.lexicon.vocabulary)
    recogniser("im Zanzibaria Plantedword from plantedtown, my snap is plantedsnap99")
    strings = recogniser.lexicon.vocabulary.strings
    planted = ("Plantedword", "plantedword", "plantedtown", "plantedsnap99", "zanzibaria", "Zanzibaria")
    assert not any(word in strings for word in planted)
    assert len(recogniser.lexicon.vocabulary) == size


def test_threads_may_share_a_recogniser(recogniser: Recogniser) -> None:
    texts = ["im 13 in karachi", "i live in brazil", "im a teacher in leeds", "hello"] * 25
    alone = [recogniser(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(recogniser, texts)) == alone
