"""Names are found whole, the longest first, however they are cut and spelt."""

from bot.recognition.lexicon import Lexicon
from bot.recognition.text import fold

LEXICON = Lexicon([
    ("british", "demonym", "GB"), ("british columbia", "country", "CA"), ("columbia", "word", "CO"),
    ("portugal", "country", "PT"), ("portuguese", "demonym", "PT"), ("portuguese", "language", "pt"),
    ("中国", "country", "CN"), ("中国語", "language", "zh"),
], {"portugal"})


def test_the_longest_name_wins() -> None:
    assert [mention[:2] for mention in LEXICON.find("british columbia")] == [("country", "CA")]
    assert [mention[:2] for mention in LEXICON.find("中国語")] == [("language", "zh")]


def test_two_meanings_of_the_same_words_both_stay() -> None:
    assert {mention.kind for mention in LEXICON.find("portuguese")} == {"demonym", "language"}


def test_a_mention_knows_where_it_stands() -> None:
    text = "in portugl, 我在中国"
    assert [text[mention.start:mention.end] for mention in LEXICON.find(text)] == ["portugl", "中国"]


def test_an_empty_text_has_no_names() -> None:
    assert LEXICON.find("") == LEXICON.find(" \n ") == []


def test_a_failure_while_reading_does_not_shut_the_memory_zone() -> None:
    assert LEXICON.find(fold("\ud800 portugal \x00"))[0].value == "PT"
    assert LEXICON.find("portugal")[0].value == "PT"
