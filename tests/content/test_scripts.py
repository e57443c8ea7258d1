"""Scripts: every intent has one, an explicit order of fallbacks chooses the wording."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.content.scripts import AUDIENCES, FALLBACKS, Script, Scripts, bubbles
from tests.content.damage import library, problems


def test_every_intent_has_a_script_for_each_audience_it_concerns() -> None:
    assert [str(problem) for problem in problems() if problem.rule == "audience"] == []


def test_the_list_of_audiences_names_every_intent_of_the_topics() -> None:
    listed = library().audiences
    assert len(listed) == 45 and listed["victim_threat"] == ("child", "teen", "school", "adult")
    assert all("child" in listed[name] for name in ("greet", "feel_bad", "ask_deepfake", "ask_privacy"))


def script(texts: Mapping[str, str]) -> Script:
    return Script.parse_obj({"sources": (), **texts})


def scripts(**by_language: Script) -> Scripts:
    return Scripts({language: {"utter_x": found} for language, found in by_language.items()}, {"utter_x": "x"})


@pytest.mark.parametrize("audience", [None, *AUDIENCES])
def test_everybody_gets_some_wording_of_every_script(audience: str | None) -> None:
    assert sorted(FALLBACKS[audience]) == sorted(AUDIENCES)
    for only in AUDIENCES:
        found = list(scripts(en=script({only: "words"})).wordings("utter_x", audience, ("en",)))
        assert [spoken_to for _, spoken_to, _ in found] == [only]


def test_ones_own_wording_comes_first_and_unknown_people_get_the_youngest() -> None:
    every = scripts(en=script(dict.fromkeys(AUDIENCES, "words")))
    for audience in AUDIENCES:
        assert next(iter(every.wordings("utter_x", audience, ("en",))))[1] == audience
    assert next(iter(every.wordings("utter_x", None, ("en",))))[1] == "child"


def test_language_outranks_audience() -> None:
    both = scripts(en=script({"child": "words"}), ur=script({"parent": "الفاظ"}))
    order = [(language, spoken_to) for language, spoken_to, _ in both.wordings("utter_x", "child", ("ur", "en"))]
    assert order == [("ur", "parent"), ("en", "child")]


def test_a_blank_line_starts_a_new_bubble() -> None:
    assert bubbles("One\ngoes on.\n\nTwo.\n \n\nThree.\n") == ["One goes on.", "Two.", "Three."]


def test_every_button_of_every_script_leads_somewhere() -> None:
    for button in library().scripts.buttons():
        assert button.to.startswith("danger_") or button.to in library().intents | library().scripts.ids()


def test_the_young_never_get_the_words_of_their_elders_where_they_have_their_own() -> None:
    every = scripts(en=script(dict.fromkeys(AUDIENCES, "words")))
    assert [to for _, to, _ in every.wordings("utter_x", "child", ("en",))] == ["child"]
    assert [to for _, to, _ in every.wordings("utter_x", None, ("en",))] == ["child"]
    assert [to for _, to, _ in every.wordings("utter_x", "teen", ("en",))] == ["teen", "child"]
