"""Words that must not be read: the rules of the check find none in the repository, and find them where they are put."""

from __future__ import annotations

import pytest

from bot.content import wording
from bot.content.rules import copies, links, names, sources, words, young
from tests.content.damage import library, problems, subject

STYLE = library().styles["en"]


def broken(*rules: str) -> list[str]:
    """The repository's problems of these rules."""
    return [str(problem) for problem in problems() if problem.rule in rules]


@pytest.mark.parametrize("rule", STYLE.never)
def test_no_text_says_what_a_rule_forbids(rule: str) -> None:
    assert broken(rule) == []


@pytest.mark.parametrize("rule", STYLE.never)
def test_a_forbidden_sentence_would_be_found(rule: str) -> None:
    for sentence in STYLE.never[rule].caught:
        assert words._expression(STYLE.never[rule].never).search(sentence), sentence


@pytest.mark.parametrize("rule", STYLE.never)
def test_what_a_rule_allows_is_still_there(rule: str) -> None:
    for place, allowed in STYLE.never[rule].allowed.items():
        assert allowed in subject().by_id[f"en/{place}"].text.lower(), place


def test_no_method_or_tool_of_suicide_is_named() -> None:
    assert list(words.methods(subject())) == [] and len(STYLE.methods) > 40


def test_only_reviewed_scripts_speak_of_copies() -> None:
    assert list(copies.copies(subject())) == []
    for place in STYLE.speak_of_copies:
        texts = [unit.text for unit in subject().units if f"/{place}/" in unit.id]
        texts += [library().interface["en"][place.split("/")[1]]] if place.startswith("interface/") else []
        assert any(copies._COPIES.search(text) for text in texts), place


def test_a_copy_of_a_sexual_picture_is_never_advised() -> None:
    assert broken("F3") == [] and copies._advises("Save the picture.", "Save the picture.")


def test_who_made_or_got_a_picture_is_told_neither_to_keep_nor_to_delete_it() -> None:
    assert list(copies.keep_or_delete(subject())) == []


def test_parents_are_never_the_only_way() -> None:
    assert list(young.only_parents(subject())) == []


def test_no_text_holds_a_link_that_was_not_reviewed() -> None:
    assert list(links.links(subject())) == [] and list(links.unused_links(subject())) == []


def test_every_name_in_a_script_is_reviewed() -> None:
    assert list(names.unknown_names(subject())) == []
    known = names._known(subject(), "en", STYLE)
    assert names._strangers("You can use Blorpo. Some like aBlorp, too.", known) == ["Blorpo", "aBlorp"]


def test_a_child_reads_no_sexual_word() -> None:
    assert list(young.sexual_words(subject())) == []


def test_children_and_teenagers_read_no_number_of_victims() -> None:
    assert list(young.numbers_of_victims(subject())) == []
    assert all(young._SHARES.search(subject().by_id[f"en/{place}"].text) for place in STYLE.shares_for_teens)


def test_no_script_holds_a_telephone_number() -> None:
    assert list(names.telephone_numbers(subject())) == []


def test_what_claims_something_names_its_source() -> None:
    assert list(sources.claims(subject())) == []


def test_names_are_left_out_in_any_spelling_and_the_longest_first() -> None:
    known = wording.Names(["Take It Down", "TAKE IT DOWN Act", "IWF"])
    assert known.left_out("The take it down act and the IWF, not IWFs.") == "The and the , not IWFs."
