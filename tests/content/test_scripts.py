"""Scripts: every intent has one, an explicit order of fallbacks chooses the wording."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest

from bot.content.library import read_library
from bot.content.scripts import AUDIENCES, FALLBACKS, Script, Scripts, bubbles

# Who comes with what (topics): child, teen, parent, school, adult.
ALL = "ctps"
WHO = {
    "victim_threat": "ctsa", "victim_image": "ctsa", "sent_own_image": "ct", "friend_victim": "ct",
    "received_image": "ct", "made_image": "ct", "asked_for_photos": "ct", "parent_child_victim": "p",
    "parent_child_made": "p", "own_behaviour": "ta", "school_incident": "s", "ask_report": ALL, "ask_takedown": ALL,
    "ask_helpline": ALL, "ask_human": ALL, "ask_police": ALL, "ask_evidence": ALL, "ask_tell_adult": "ct",
    "ask_my_fault": "ct", "feel_bad": "ctp", "ask_deepfake": ALL, "ask_nudification": ALL, "ask_sextortion": ALL,
    "ask_how_common": ALL, "ask_spot_fake": ALL, "ask_harm": ALL, "ask_law": ALL, "ask_protect": "ct",
    "ask_news": ALL, "parent_talk": "p", "parent_prevent": "p", "school_prevent": "s", "request_harmful": ALL,
    **{name: "c" for name in ("greet", "goodbye", "thank", "affirm", "deny", "ask_bot", "ask_privacy", "ask_menu",
                              "ask_simpler", "inform", "insult", "out_of_scope")},
}
LETTERS = {"c": "child", "t": "teen", "p": "parent", "s": "school", "a": "adult"}


@pytest.mark.parametrize("intent", WHO)
def test_every_intent_has_a_script_for_each_audience_it_concerns(intent: str) -> None:
    script = read_library().scripts.by_language["en"][f"utter_{intent}"]
    for letter in WHO[intent]:
        audience = LETTERS[letter]
        assert script.text(audience) or any(script.text(other) for other in FALLBACKS[audience][:3]), audience
    if "c" in WHO[intent]:
        assert script.child


def test_every_intent_but_danger_is_listed_here() -> None:
    flow = {"crisis_self_harm", "crisis_danger", "show", "path", "answer", "path_back", "nlu_fallback"}
    assert read_library().intents - flow == set(WHO)


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
    library = read_library()
    for button in itertools.chain(library.scripts.buttons()):
        assert button.to.startswith("danger_") or button.to in library.intents | library.scripts.ids()
