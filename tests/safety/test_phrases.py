"""The small language of content/danger/, and finding its phrases in words."""

from __future__ import annotations

import pytest

from bot.safety.phrase_graph import STOP, PhraseGraph
from bot.safety.phrases import PhraseFault, PhraseReader

LISTS = {
    "i": ["i", "i am"], "die": ["die", "be dead", "{end}"], "end": ["end (it|my life)"],
    "loop": ["{pool}"], "pool": ["{loop}"],
}


def found(phrase: str, text: str) -> list[tuple[int, int]]:
    graph = PhraseGraph(fillers=["really", "just"])
    graph.add(PhraseReader(LISTS, lambda word: () if word == "the" else (word,)).read(phrase), 7)
    graph.close()
    return sorted((hit.start, hit.end) for hit in graph.find(text.split()))


@pytest.mark.parametrize(("phrase", "text"), [
    ("want to die", "i want to die"),
    ("want [so much] to die", "want to die"),
    ("want [so much] to die", "want so much to die"),
    ("(want|wish) to die", "wish to die"),
    ("{i} want to {die}", "i am want to end my life"),
    ("he ... it", "he will post it"),
    ("he ... it", "he it"),
    ("my _ friend", "my good friend"),
    ("pay # now", "pay <number> now"),
    ("want to die", "want really just to really die"),
    ("want to die", f"want {STOP} to {STOP} die"),
    ("on the way", "on way"),
])
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    assert found(phrase, text)


@pytest.mark.parametrize(("phrase", "text"), [
    ("want to die", "want to live"),
    ("want to die", "want die to"),
    ("he ... it", "he one two three four five six it"),
    ("he ... it", f"he one {STOP} two it"),
    ("my _ friend", "my friend"),
    ("my _ friend", f"my {STOP} friend"),
    ("(want|wish) to die", "to die"),
    ("pay # now", "pay up now"),
])
def test_what_only_resembles_a_phrase_is_not_found(phrase: str, text: str) -> None:
    assert not found(phrase, text)


def test_a_hit_tells_its_words() -> None:
    assert found("want to die", "i i want to die or want to die") == [(2, 4), (6, 8)]


def test_many_phrases_with_one_beginning_are_told_apart() -> None:
    reader = PhraseReader({}, lambda word: (word,))
    graph = PhraseGraph()
    for label, phrase in enumerate(["i want (it|to go)", "i want to die", "i want to", "i (want|wish) to die"]):
        graph.add(reader.read(phrase), label)
    graph.close()
    for words, labels in (("want to die", {1, 2, 3}), ("want to go", {0, 2}), ("wish to die", {3})):
        assert {hit.label for hit in graph.find(["i", *words.split()])} == labels


@pytest.mark.parametrize(("phrase", "message"), [
    ("", "empty"), ("[really]", "optional"), ("... die", "begin"), ("_ die", "begin"), ("die ...", "end"),
    ("(die", "missing"), ("die)", "closes nothing"), ("die | live", "stands outside"),
    ("{unknown} die", "no word list"),
    ("{loop} die", "contains itself"), ("{ die", "stands alone"), ("dies?", "no meaning"),
    ("abus(e|ed)", "no meaning"), ("die*", "no meaning"),
    ("(the|my) way", "ignored"), ("[the] way", "ignored"),
])
def test_a_broken_phrase_is_refused_with_a_remedy(phrase: str, message: str) -> None:
    with pytest.raises(PhraseFault, match=message) as refused:
        found(phrase, "die")
    assert refused.value.remedy
