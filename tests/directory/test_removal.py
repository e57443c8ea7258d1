"""The removal router's whole decision table, judged by rules that know nothing of how it decides."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest

from bot.content.helplines import Service
from bot.content.library import Library, read_library
from bot.content.removal import route_script
from bot.content.scripts import AUDIENCES, Script
from bot.directory import Directory
from bot.directory.removal import Situation, Way, ways

COUNTRIES = ("GB", "US", "CA", "AU", "NZ", "FR", "DK", "DE", "PK", "BR", "AF", "KE", "ZZ", None)
AGES = ("under_18", "adult", None)
SPREADS = ("posted", "threatened", "held", None)
PLACES = ("app", "chat", "site", "search", None)
ASKERS = ("me", "parent", "school", "friend", None)
# Who takes whom, from the services' own pages, written down here a second time.
ADULTS_ONLY = {"int-stopncii", "gb-revenge-porn-helpline", "us-ccri", "de-hateaid"}
CHILDREN_ONLY = {"int-take-it-down", "us-take-it-down", "gb-report-remove", "ca-needhelpnow", "dk-sletdet", "fr-3018",
                 "int-iwf-report", "int-inhope", "gb-iwf"}
TOOLS = {"take_it_down", "stopncii", "report_remove"}
OF_ONE_COUNTRY = {"report_remove": "GB", "needhelpnow": "CA", "esafety": "AU", "netsafe": "NZ", "fr_3018": "FR",
                  "sletdet": "DK", "us_request": "US"}
NO_COPY = re.compile(r"(?:do not|don't|nobody|never)[^.]*\b(?:copy|fetch(?:es)?|send|sent)\b", re.IGNORECASE)
ADVISES_COPY = re.compile(r"\b(?:sav(?:e|ing)|screen ?shots?|forward|download|print)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def library() -> Library:
    """The repository's content."""
    return read_library()


@pytest.fixture(scope="module")
def real(library: Library) -> Directory:
    """Its helplines."""
    return Directory(library.helplines)


def table(country: str | None) -> Iterator[Situation]:
    """Every combination of answers in a country."""
    for shown, now, spread, place, asks in itertools.product(AGES, AGES, SPREADS, PLACES, ASKERS):
        yield Situation(shown, now, country, spread, place, asks)  # type: ignore[arg-type]


def may_have_been(situation: Situation) -> set[str]:
    """The ages the person may have had in the picture, as a careful reader would say."""
    if "under_18" in (situation.shown, situation.now):
        return {"child"}
    if situation.shown:
        return {"adult"}
    return {"child", "adult"} if situation.now else {"child"}  # nobody said anything: read as a child


def test_the_table_has_thousands_of_rows() -> None:
    assert sum(1 for country in COUNTRIES for _ in table(country)) == 14 * 3 * 3 * 4 * 5 * 5


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_age_is_sent_to_the_other_ages_services(library: Library, real: Directory, country: str | None) -> None:
    for row in table(country):
        offered = {service for way in ways(row, library.removal, real) for service in way.services}
        if "child" in may_have_been(row):
            assert not offered & ADULTS_ONLY, row
            assert all("child" in service_of(real, id).audience or "teen" in service_of(real, id).audience
                       for id in offered), row
        if "adult" in may_have_been(row):
            assert not offered & CHILDREN_ONLY, row
            assert all("adult" in service_of(real, id).audience for id in offered), row


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_way_of_one_country_is_shown_in_that_country_alone(library: Library, real: Directory,
                                                             country: str | None) -> None:
    for row in table(country):
        for way in ways(row, library.removal, real):
            assert OF_ONE_COUNTRY.get(way.route, country) == country, row
            prefixes = ("int-", f"{country.lower()}-") if country else ("int-",)
            assert all(service.startswith(prefixes) for service in way.services), row


@pytest.mark.parametrize("country", COUNTRIES)
def test_everybody_is_shown_something_they_can_do(library: Library, real: Directory, country: str | None) -> None:
    for row in table(country):
        found = [way.route for way in ways(row, library.removal, real)]
        assert found and len(set(found)) == len(found), row


@pytest.mark.parametrize("country", COUNTRIES)
def test_only_who_is_shown_or_their_family_uses_a_tool(library: Library, real: Directory, country: str | None) -> None:
    for row in table(country):
        found = {way.route for way in ways(row, library.removal, real)}
        if row.asks == "friend":
            assert not found & TOOLS and "for_a_friend" in found, row
        if row.spread == "held":
            assert not found & {"platform_report", "search", "hotline"} and "on_a_phone" in found, row
        if may_have_been(row) == {"child"} and row.asks != "friend":
            assert "take_it_down" in found, row
        if may_have_been(row) == {"adult"} and row.asks in ("me", None):
            assert "stopncii" in found, row
        if row.spread == "posted" and row.place == "app":
            assert "platform_report" in found, row
        if row.spread == "posted" and row.place == "search" and row.asks in ("me", "parent", None):
            assert "search" in found, row
        if row.spread == "posted" and may_have_been(row) == {"child"}:
            assert "hotline" in found, row


def test_no_offered_service_is_on_hold(library: Library, real: Directory) -> None:
    for code in library.helplines:
        for row in (Situation(country=code, now="under_18"), Situation(country=code, now="adult", shown="adult")):
            for way in ways(row, library.removal, real):
                assert all(not service_of(real, id).hold for id in way.services), (code, way)


def test_every_wording_says_what_it_needs_what_it_cannot_do_and_that_nobody_fetches_a_copy(library: Library) -> None:
    for name in library.removal.routes:
        script = library.scripts.by_language["en"][route_script(name)]
        assert script.sources and script.title and script.expires and script.instead
        for audience in script.audiences():
            steps, _, notes = (script.text(audience) or "").partition("{notes}")
            assert steps.strip() and "you need" in notes.lower(), (name, audience)
            assert re.search(r"\b(?:cannot|nobody can be sure)\b", notes.lower()), (name, audience)
            assert NO_COPY.search(notes), (name, audience)
            assert not ADVISES_COPY.search(f"{steps} {notes}"), (name, audience)


def test_whoever_is_offered_a_way_finds_words_for_it(library: Library) -> None:
    """No child reads of a tool for adults, not even because a wording is missing."""
    adults = library.scripts.by_language["en"][route_script("stopncii")]
    assert set(adults.audiences()) == {"parent", "adult"}
    for name, route in library.removal.routes.items():
        script: Script = library.scripts.by_language["en"][route_script(name)]
        if "under_18" in route.fits.shown:
            assert {"child", "teen", "parent"} <= set(script.audiences()), name
        assert set(script.audiences()) <= set(AUDIENCES)


def test_unknown_answers_are_read_as_under_18_and_lead_to_take_it_down(library: Library, real: Directory) -> None:
    found = ways(Situation(), library.removal, real)
    assert Way("take_it_down", ("int-take-it-down",)) in found
    assert Way("hotline", ("int-inhope", "int-iwf-report")) in found


def test_a_country_with_a_hotline_is_sent_to_its_own(library: Library, real: Directory) -> None:
    (hotline,) = [way for way in ways(Situation(country="GB"), library.removal, real) if way.route == "hotline"]
    assert hotline.services and all(service.startswith("gb-") for service in hotline.services)


def service_of(real: Directory, id: str) -> Service:
    """The service of this id; it must exist and be shown."""
    found = real.service(id)
    assert found, id
    return found
