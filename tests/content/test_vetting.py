"""Vetted or not: what a signature opens, what an edit or an expiry closes again. All reviewers are invented."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.content.library import Library, read_library
from bot.content.reviews import Review, Reviews, read_reviews, script_digest
from bot.content.vetting import Vetting
from bot.paths import CONTENT

TODAY = date.today()


def signature(unit: str, digest: str, role: Any = "child protection", days: int = 10) -> Review:
    return Review(unit=unit, digest=digest, by="Invented Reviewer (test)", role=role, organisation="Invented (test)",
                  on=TODAY - timedelta(days=20), until=TODAY + timedelta(days=days))


def library_with(*reviews: Review) -> Library:
    return dataclasses.replace(read_library(), reviews=Reviews(reviews))


def allowed(library: Library, name: str, audience: str = "child") -> bool:
    script = library.scripts.by_language["en"][name]
    return Vetting(library, required=True).allows_script("en", name, audience, script)


def signed(name: str, audience: str = "child", **how: Any) -> Review:
    script = read_library().scripts.by_language["en"][name]
    return signature(f"en/{name}/{audience}", script_digest(script, audience), **how)


def test_drafts_pass_only_where_drafts_are_allowed() -> None:
    library = library_with()
    assert not allowed(library, "utter_ask_deepfake")
    script = library.scripts.by_language["en"]["utter_ask_deepfake"]
    assert Vetting(library, required=False).allows_script("en", "utter_ask_deepfake", "child", script)


def test_a_signature_opens_exactly_what_was_read() -> None:
    library = library_with(signed("utter_ask_deepfake"))
    assert allowed(library, "utter_ask_deepfake")
    assert not allowed(library, "utter_ask_deepfake", "teen")
    assert not allowed(library, "utter_ask_harm")


def test_an_edit_closes_it_again() -> None:
    assert not allowed(library_with(signature("en/utter_ask_deepfake/child", "0" * 64)), "utter_ask_deepfake")


def test_an_expired_signature_opens_nothing() -> None:
    assert not allowed(library_with(signed("utter_ask_deepfake", days=-1)), "utter_ask_deepfake")


def test_danger_needs_two_roles() -> None:
    name = "utter_danger_self_harm_open"
    once = signed(name)
    assert not allowed(library_with(once), name)
    assert not allowed(library_with(once, signed(name)), name)
    assert allowed(library_with(once, signed(name, role="mental health")), name)


def test_a_public_process_lacks_everything_while_nothing_is_signed() -> None:
    unsigned = Vetting(library_with(), required=True).unsigned_at_start()
    assert "en/utter_welcome/child" in unsigned and any("utter_danger_self_harm_open" in unit for unit in unsigned)
    assert Vetting(library_with(), required=False).unsigned_at_start() == []


def test_reviews_are_read_from_their_file(tmp_path: Path) -> None:
    review = signed("utter_ask_deepfake")
    (tmp_path / "en.yml").write_text(yaml.safe_dump({"reviews": [{**review.dict(), "on": str(review.on),
                                                                 "until": str(review.until)}]}), encoding="utf-8")
    reviews = read_reviews(tmp_path, [])
    assert reviews.is_vetted(review.unit, review.digest, TODAY)


def test_no_review_is_invented_in_the_repository() -> None:
    assert sorted((CONTENT / "reviews").glob("*.yml")) == []
