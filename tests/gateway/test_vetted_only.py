"""In public only signed words leave the process. All reviewers here are invented and live in memory."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from bot.content.library import Library
from bot.content.reviews import Review, Reviews
from bot.content.sites import Site
from bot.content.unit import Unit
from bot.content.units import all_units
from bot.content.vetting import REQUIRED, NotVetted
from bot.settings import SUPERVISED_TRIAL, BadSetting
from tests.fakes import FakeRasa
from tests.gateway.conftest import Start, cards, scripts

STRONG = "0123456789abcdef" * 4


def signatures(units: Iterable[Unit]) -> Iterable[Review]:
    """Invented signatures of all roles under every unit, by three people."""
    for unit in units:
        for role in ("child protection", "mental health", "language"):
            yield Review.parse_obj({
                "unit": unit.id, "digest": unit.digest, "role": role, "by": f"Invented {role} (test)",
                "organisation": "Invented (test)", "on": date.today(), "until": date.today() + timedelta(days=1)})


def signed_for(library: Library, names: Container[str]) -> Library:
    """A library in which the interface, danger and these scripts are signed, and nothing else."""
    units = [unit for unit in all_units(library)
             if unit.is_danger or unit.kind == "interface" or unit.id.split("/")[1] in names]
    return dataclasses.replace(library, reviews=Reviews(signatures(units)))


@pytest.fixture
def signed(library: Library) -> Library:
    """Only what a public process needs is signed, and one topic."""
    return signed_for(library, (*REQUIRED, "utter_ask_deepfake"))


def spoken(body: dict[str, Any]) -> set[str]:
    return {message["script"] for message in body["messages"] if message["type"] == "text"}


async def test_nothing_signed_nothing_starts(start: Start, library: Library) -> None:
    with pytest.raises(NotVetted, match="not signed by experts"):
        await start(require_vetted=True)
    with pytest.raises(NotVetted):
        await start(host="0.0.0.0", secret_key=STRONG)


async def test_a_site_beyond_this_machine_makes_it_public(start: Start, library: Library) -> None:
    outside = dataclasses.replace(library, sites={
        **library.sites, "school": Site.parse_obj({"name": "School", "origins": ["https://school.example"]})})
    with pytest.raises(NotVetted):
        await start(outside)


async def test_a_weak_secret_is_refused_in_public(start: Start, signed: Library) -> None:
    with pytest.raises(BadSetting, match="SECRET_KEY"):
        await start(signed, host="0.0.0.0", secret_key="secret")


async def test_signed_words_are_spoken_and_unsigned_topics_name_people_instead(
        start: Start, signed: Library, rasa: FakeRasa) -> None:
    client = await start(signed, host="0.0.0.0", secret_key=STRONG)
    opened = await client.open(country="PK")
    assert spoken(opened) == {"utter_welcome"}
    rasa.parts = [{"script": "utter_ask_deepfake"}]
    assert spoken(await client.say("what is a deepfake")) == {"utter_ask_deepfake"}
    rasa.parts = [{"script": "utter_ask_law"}, {"script": "utter_ask_harm"}]
    body = await client.say("im 12 in india, is it illegal? my number is 0300 1234567")
    assert spoken(body) == {"utter_draft_unavailable"}
    assert cards(body)[0]["services"] and cards(body)[0]["emergency"]


async def test_unsigned_notes_of_helplines_stay_behind_their_numbers(start: Start, signed: Library) -> None:
    client = await start(signed, require_vetted=True)
    body = await (await client.http.get("/api/helplines?country=PK")).json()
    assert body["services"] and all(service["note"] is None for service in body["services"])


async def test_danger_is_answered_in_signed_words(start: Start, signed: Library) -> None:
    client = await start(signed, require_vetted=True)
    await client.open(country="PK")
    body = await client.say("i want to die")
    assert {"utter_danger_self_harm_open", "utter_danger_confirm"} <= spoken(body)
    assert "utter_draft_unavailable" not in scripts(body)


async def test_a_supervised_trial_serves_drafts_and_says_so(start: Start, rasa: FakeRasa) -> None:
    client = await start(host="0.0.0.0", serve_drafts=SUPERVISED_TRIAL, secret_key=STRONG)
    rasa.parts = [{"script": "utter_ask_law"}]
    await client.open()
    assert spoken(await client.say("is it illegal")) == {"utter_ask_law"}
    ready = await (await client.http.get("/readyz")).json()
    assert ready["serve_drafts"] is True and ready["vetted_only"] is False
    page = await (await client.http.get("/chat")).text()
    assert '"draft": true' in page or '"draft":true' in page
