"""Vetted or not: what a signature opens, what an edit or an expiry closes again. All reviewers are invented."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.library import Library
from bot.content.reviews import Review, Reviews, Role, needs, read_reviews
from bot.content.scripts import Scripts
from bot.content.unit import LASTS
from bot.content.units import all_units
from bot.content.vetting import Vetting, state_of
from bot.paths import CONTENT
from tests.content.damage import library, subject

TODAY = date.today()
NAME = "en/utter_ask_deepfake/child"
DANGER = "en/utter_danger_self_harm_open/child"


def signature(unit: str, role: Role = "child protection", by: str = "Invented Reviewer (test)", signed: int = 20,
              days: int = 30, **other: Any) -> Review:
    """An invented signature under the unit as it is, given some days ago."""
    on = TODAY - timedelta(days=signed)
    return Review(unit=unit, **{"digest": subject().by_id[unit].digest, **other}, by=by, role=role,
                  organisation="Invented (test)", on=on, until=on + timedelta(days=days)).sealed()


def library_with(*reviews: Review) -> Library:
    return dataclasses.replace(library(), reviews=Reviews(reviews))


def allowed(unit: str, *reviews: Review) -> bool:
    return Vetting(library_with(*reviews), required=True).allows(unit)


def with_scripts(**changed: Any) -> Library:
    """The library with fields of utter_ask_deepfake changed."""
    english = dict(library().scripts.by_language["en"])
    english["utter_ask_deepfake"] = english["utter_ask_deepfake"].copy(update=changed)
    scripts = Scripts({"en": english}, library().scripts.topics)
    return dataclasses.replace(library_with(signature(NAME)), scripts=scripts)


def test_drafts_pass_only_where_drafts_are_allowed() -> None:
    assert not allowed(NAME)
    assert Vetting(library_with(), required=False).allows_script("en", "utter_ask_deepfake", "child")


def test_a_signature_opens_exactly_what_was_read() -> None:
    review = signature(NAME)
    assert allowed(NAME, review)
    assert not allowed("en/utter_ask_deepfake/teen", review)
    assert not allowed("en/utter_ask_harm/child", review)
    assert not allowed("en/utter_made_up/child", review)


@pytest.mark.parametrize("changed", [{"child": "Other words."}, {"buttons": ()}, {"sources": ("Another, 2026",)}])
def test_an_edit_closes_it_again(changed: dict[str, Any]) -> None:
    edited = with_scripts(**changed)
    assert not Vetting(edited, required=True).allows(NAME)
    unit = next(unit for unit in all_units(edited) if unit.id == NAME)
    assert state_of(edited, unit, TODAY) == "changed"


def test_an_expired_signature_opens_nothing() -> None:
    late = signature(NAME, days=10)
    assert not allowed(NAME, late) and state_of(library_with(late), subject().by_id[NAME], TODAY) == "expired"


def test_a_signature_that_names_a_late_end_still_expires_after_the_kinds_days() -> None:
    assert not allowed(NAME, signature(NAME, signed=LASTS["script"] + 1, days=9_999))
    law = "en/utter_ask_law_pk/teen"
    assert allowed(law, signature(law, "law", signed=100, days=9_999))
    assert not allowed(law, signature(law, "law", signed=LASTS["law"] + 1, days=9_999))


def test_a_shorter_time_can_be_set() -> None:
    short = dataclasses.replace(library_with(signature(NAME)), expiry={"script": 10})
    assert not Vetting(short, required=True).allows(NAME)


def test_a_law_past_its_own_end_is_not_spoken_though_it_is_signed() -> None:
    law = "en/utter_ask_law_pk/teen"
    expires = subject().by_id[law].expires or TODAY
    signed = signature(law, "law")
    late = Vetting(library_with(signed), required=True, today=lambda: expires + timedelta(days=1))
    assert allowed(law, signed) and not late.allows(law)


def test_danger_needs_two_roles() -> None:
    first, other = signature(DANGER), "Another Invented (test)"
    assert not allowed(DANGER, first)
    assert not allowed(DANGER, first, signature(DANGER, by=other))
    assert not allowed(DANGER, first, signature(DANGER, "language", other))
    assert allowed(DANGER, first, signature(DANGER, "mental health", other))
    assert allowed(DANGER, first, signature(DANGER, "law", other))


def test_nobody_signs_a_danger_text_for_two_professions() -> None:
    assert not allowed(DANGER, signature(DANGER), signature(DANGER, "mental health"))


def test_blackmail_is_danger_too() -> None:
    assert len(needs(subject().by_id["en/utter_victim_threat_steps/teen"])) == 2


def test_a_translation_needs_somebody_who_speaks_it_and_closes_when_the_original_changes() -> None:
    def translated(english: str) -> Library:
        scripts = {name: {"utter_ask_deepfake": library().scripts.by_language["en"]["utter_ask_deepfake"].copy(
            update={"child": text})} for name, text in (("en", english), ("ur", "الفاظ"))}
        return dataclasses.replace(library(), scripts=Scripts(scripts, library().scripts.topics))

    old, new = ({unit.id: unit for unit in all_units(translated(text))} for text in ("Words.", "Other words."))
    unit = old["ur/utter_ask_deepfake/child"]
    assert frozenset({"language"}) in needs(unit)
    assert unit.text == new[unit.id].text and unit.digest != new[unit.id].digest


def test_a_public_process_lacks_everything_while_nothing_is_signed() -> None:
    unsigned = Vetting(library_with(), required=True).unsigned_at_start()
    assert "en/utter_welcome/child" in unsigned and DANGER in unsigned and "interface/en" in unsigned
    assert Vetting(library_with(), required=False).unsigned_at_start() == []


def written(folder: Path, *reviews: Review) -> None:
    values = [{key: str(value) for key, value in review.dict().items()} for review in reviews]
    (folder / "en.yml").write_text(yaml.safe_dump({"reviews": values}), encoding="utf-8")


def test_reviews_are_read_from_their_file(tmp_path: Path) -> None:
    written(tmp_path, signature(NAME))
    assert read_reviews(tmp_path, []).of(subject().by_id[NAME]) == [signature(NAME)]


@pytest.mark.parametrize("field", [
    {"by": "Somebody Else (test)"}, {"until": TODAY + timedelta(days=300)}, {"seal": ""}])
def test_a_signature_written_or_changed_by_hand_opens_nothing(tmp_path: Path, field: dict[str, Any]) -> None:
    problems: list[Any] = []
    written(tmp_path, signature(NAME).copy(update=field))
    assert read_reviews(tmp_path, problems).all == () and [problem.rule for problem in problems] == ["seal"]


def ids(units: Iterable[Any]) -> list[str]:
    return [unit.id for unit in units]


def test_every_unit_has_an_id_of_its_own_a_file_a_line_and_days() -> None:
    units = subject().units
    assert len(set(ids(units))) == len(units) > 1_000
    assert all(unit.file.exists() and unit.kind in LASTS and unit.text.strip() for unit in units)
    lines = subject().by_id[NAME].file.read_text(encoding="utf-8").splitlines()
    assert lines[subject().by_id[NAME].line() - 1].strip() == "child: |"


def test_no_review_is_invented_in_the_repository() -> None:
    assert sorted((CONTENT / "reviews").glob("*.yml")) == []
