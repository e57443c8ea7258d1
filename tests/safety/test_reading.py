"""How a message becomes words."""

from __future__ import annotations

import pytest

from bot.safety.folding import fold
from bot.safety.phrase_graph import STOP
from bot.safety.reading import LINK, Reader
from bot.safety.spelling import Spelling

WORDS = ("i", "want", "to", "die", "kill", "myself", "he", "do", "not", "self", "harm", "skull", "said", "yesterday")
READER = Reader("en", Spelling(WORDS, {"dont": ("do", "not")}, ()), {"💀": "skull"}, lookalikes=True)


@pytest.mark.parametrize(("text", "words"), [
    ("I don't want to die!", "i do not want to die ."),
    ("i want... to die", "i want to die"),
    ("i want.to.die", "i want to die"),
    ("k i l l m y s e l f", "kill myself"),
    ("k.i.l.l myself", "kill myself"),
    ("self-harm", "self harm"),
    ("want,to (die)", "want to die"),
    ("die💀", "die skull"),
    ("die\nhe", "die . he"),
    ("see www.die.example/kill now", f"see {LINK} now"),
    ("die@kill.org", LINK),
    ("$200 or 2k", "<number> or <number>"),
    ("", ""),
    ("?!", STOP),
])
def test_a_message_is_read_as_plain_words(text: str, words: str) -> None:
    assert " ".join(READER.read(text).words) == words


def test_words_in_quotation_marks_are_known_as_such() -> None:
    reading = READER.read("he said “i want to die” yesterday")
    assert [word for word, quoted in zip(reading.words, reading.quoted, strict=True) if quoted] == [
        "i", "want", "to", "die"]


@pytest.mark.parametrize(("text", "plain"), [
    ("𝓴𝓲𝓵𝓵", "kill"), ("ＫＩＬＬ", "kill"), ("d\u200bi\u00ade", "die"), ("dìé", "die"), ("кіll", "kill"),
    ("ᴅɪᴇ", "die"), ("he’s", "he's"), ("…", "..."),
])
def test_letters_in_disguise_become_plain(text: str, plain: str) -> None:
    assert fold(text) == plain


def test_scripts_other_than_latin_keep_their_letters() -> None:
    assert fold("मुझे मरना", lookalikes=False) == fold("मुझे मरना")
    assert fold("привет", lookalikes=False) == "привет"
