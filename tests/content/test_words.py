"""Words that must not be read: every English script, button, source and interface text is searched for them.

What is searched for stands in banned.yml, by the rule of docs/safeguarding.md; what was looked at, in reviewed.yml.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel import Locale
from babel.dates import get_month_names

from tests.content import wording
from tests.content.wording import Text, scripts, texts, titles

BANNED: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "banned.yml").read_text("utf-8"))
REVIEWED: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "reviewed.yml").read_text("utf-8"))
COPIES = r"screen ?shots?|\bsav(?:e|es|ed|ing)\b|\bdownload\w*|\bprint\w*|(?<!coming )\bforward\w*|\bevidence\b"
REFUSES = r"\b(?:not|never|nobody|none|no)\b|against the law"
KEEPS_OR_DELETES = r"\b(?:keep(?:s|ing)? (?!others|children|both)\w*|sav(?:e|es|ing)|delet\w+|eras\w+)\b"
LINK = r"https?:|www\.|\b[\w-]+\.(?:com|org|net|io|ai|app|me|ru|xyz|co|uk|info|tv|gg|to|bot|dev|site)\b|\w@\w"
SEXUAL = r"\bnud(?:e|es|ity|ify|ification)\b|\bnaked\b|\bsex(?:ual\w*|ting)?\b|\bporn\w*|\bintimate\b|undress"
SHARES = (r"million|\b(?:\d+|one|two|three|four) (?:in|of|out of) (?:\d+|three|four|five|ten)\b|per ?cent|%"
          r"|\btwo thirds\b|\bhalf of\b")
PARENT = r"\b(?:parents?|mum|mom|dad|mother|father)\b"
ANOTHER = r"teacher|helpline|another|someone else|relative"
DIGITS = r"\d(?:[ -]?\d){2,}|\b(?:call|dial|text|ring) \+?\d"
CLAIM = r"UNICEF|against the law|per ?cent|\bstud(?:y|ies)\b|\bsurvey\b|many countries|\d{4}"
CONVERSATION = ("chat", "helplines", "paths")  # topics that claim nothing

Place = tuple[str, str]


def found(pattern: str, places: Iterable[Place]) -> list[Place]:
    """Where the pattern is found, and what; large and small letters are one."""
    return [(place, hit[0].lower()) for place, words in places for hit in re.finditer(pattern, words, re.IGNORECASE)]


def everything() -> Iterator[Place]:
    """All a visitor can read, without the names of services, which keep their own wording."""
    names = wording.any_of([*wording.service_names(), *REVIEWED["services"]])
    return ((place, wording.without(words, names)) for place, words in wording.everything_read())


def own() -> Iterator[Place]:
    """What the bot and the window say themselves."""
    yield from ((str(text), text.spoken) for text in texts())
    yield from ((f"interface/{key}", words) for key, words in wording.library().interface["en"].items())


def whole(found_texts: Iterable[Text]) -> Iterator[Place]:
    """These texts with all they say, quotes included."""
    return ((str(text), text.line) for text in found_texts)


@pytest.mark.parametrize("rule", BANNED)
def test_no_text_says_what_a_rule_forbids(rule: str) -> None:
    banned = BANNED[rule]
    allowed = set(banned.get("allowed", {}).items())
    hits = found("|".join(banned["never"]), everything() if banned["where"] == "everything" else own())
    assert set(hits) == allowed


@pytest.mark.parametrize("rule", BANNED)
def test_a_forbidden_sentence_would_be_found(rule: str) -> None:
    for sentence in BANNED[rule]["caught"]:
        assert found("|".join(BANNED[rule]["never"]), [("made up", sentence)]), sentence


def test_no_method_or_tool_of_suicide_is_named() -> None:
    assert [(place, word) for place, words in wording.everything_read() for word in re.findall(r"[a-z]+", words.lower())
            if hashlib.sha256(word.encode()).hexdigest()[:8] in REVIEWED["methods"]] == []


def test_only_reviewed_scripts_speak_of_copies() -> None:
    places = {place for place, _ in found(COPIES, everything())}
    scripts_and_keys = {place if place.startswith("interface") else place.split("/")[0] for place in places}
    assert scripts_and_keys == set(REVIEWED["speak_of_copies"])


def test_a_copy_of_a_sexual_picture_is_never_advised() -> None:
    for text in texts():
        for bubble in text.bubbles:
            words_only = "words only" in bubble and "no sexual picture" in bubble
            for sentence in wording.sentences(bubble):
                advises = re.search(COPIES, sentence, re.IGNORECASE) and not re.search(REFUSES, sentence, re.IGNORECASE)
                assert not advises or words_only, (str(text), sentence)
    assert found(COPIES, ((name, title) for name, title, _ in titles())) == []


def test_who_made_or_got_a_picture_is_told_neither_to_keep_nor_to_delete_it() -> None:
    about = re.compile(r"utter_(made_image|received_image|parent_child_made|school_incident_made)")
    assert found(KEEPS_OR_DELETES, whole(text for text in texts() if about.match(text.script))) == []
    assert found(KEEPS_OR_DELETES, ((name, title) for name, title, _ in titles() if about.match(name))) == []


def test_parents_are_never_the_only_way() -> None:
    for text in texts():
        for bubble in text.bubbles if text.audience in ("child", "teen") else ():
            if re.search(PARENT, bubble, re.IGNORECASE):
                assert re.search(ANOTHER, bubble), (str(text), bubble)


def test_no_text_holds_a_link_that_was_not_reviewed() -> None:
    assert {link for _, link in found(LINK, wording.everything_read())} == set(REVIEWED["links"])


def test_every_name_in_a_script_is_reviewed() -> None:
    for text in texts():
        assert unknown_names(" ".join(text.bubbles)) == [], text
    for name, title, _ in titles():
        assert unknown_names(title) == [], name
    assert unknown_names("You can use Blorpo. Some like aBlorp, too.") == ["Blorpo", "aBlorp"]


def unknown_names(words: str) -> list[str]:
    """Words with a capital inside a sentence that no list knows; the first word of a sentence cannot be told."""
    plain = _known_names().sub(lambda name: name[0].lower(), words)
    return [name for part in re.split(r"[.!?:]\s+|[\"(]", plain)
            for name in re.findall(r"(?<=\S )[A-Z][\w-]*|\b[a-z]+[A-Z]\w*", part)]


@cache
def _known_names() -> re.Pattern[str]:
    months = get_month_names("wide", locale="en").values()
    countries = Locale("en").territories.values()
    return wording.any_of([*REVIEWED["names"], *wording.service_names(), *countries, *months])


def test_a_child_reads_no_sexual_word() -> None:
    assert found(SEXUAL, whole(text for text in texts() if text.audience == "child")) == []
    assert found(SEXUAL, ((name, title) for name, title, seen_by in titles()
                          if "child" in seen_by and scripts()[name].child)) == []


def test_children_and_teenagers_read_no_number_of_victims() -> None:
    hits = found(SHARES, whole(text for text in texts() if text.audience in ("child", "teen")))
    assert {place for place, _ in hits} == set(REVIEWED["shares_for_teens"])


def test_no_script_holds_a_telephone_number() -> None:
    known = re.compile("|".join(REVIEWED["numbers"]))
    assert found(DIGITS, ((str(text), known.sub("", " ".join(text.bubbles))) for text in texts())) == []


def test_what_claims_something_names_its_source() -> None:
    for name, script in scripts().items():
        if not script.sources:
            claims_nothing = wording.library().scripts.topics[name] in CONVERSATION or name in REVIEWED["menus"]
            assert claims_nothing and not found(CLAIM, whole(wording.texts_of(name))), f"{name} needs a source"
        assert all(len(source) > 10 for source in script.sources), name
