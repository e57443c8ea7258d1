"""What people in each of the countries are offered from the real content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.content.helplines import INTERNATIONAL, CountryHelplines, Service
from bot.directory import Directory
from bot.paths import CONTENT

COUNTRIES = sorted(path.stem for path in (CONTENT / "helplines").glob("*.yml") if path.stem != INTERNATIONAL)
AUDIENCES = (None, "child", "teen", "parent", "school", "adult")
NEEDS = (None, "talk", "removal", "report", "police", "crisis", "parent", "behaviour")
DANGERS = (None, "self_harm", "blackmail", "immediate_danger", "abuse", "violence_home", "meeting")
HOURS = (3, 15)
HELPLINES = {"child_helpline", "suicide_crisis", "image_abuse_support", "parent_support", "child_protection_authority"}
ADULTS_ONLY = {"int-stopncii", "gb-revenge-porn-helpline", "us-ccri", "de-hateaid"}
Helplines = Mapping[str, CountryHelplines]


def local_time(country: CountryHelplines | None, hour: int) -> datetime:
    """A Monday at this hour where the first service with a time zone is."""
    zone = next((service.timezone for service in country.services if service.timezone), None) if country else None
    return datetime(2026, 10, 5, hour, 0, tzinfo=ZoneInfo(zone or "UTC"))


def offers(real: Directory, country: str | None, audience: str | None,
           hours: tuple[int, ...] = (15,)) -> Iterator[tuple[str, list[Service]]]:
    """Every list a person of this audience can get there."""
    for need in NEEDS:
        for danger in DANGERS if need is None else (None,):
            for hour in hours:
                now = local_time(real.countries.get(country or ""), hour)
                label = f"{country} {audience} {need} {danger} {hour}"
                yield label, real.services(country, audience, need, "en", now, danger=danger)


@pytest.mark.parametrize("country", [*COUNTRIES, None])
def test_a_child_with_a_picture_problem_reaches_a_person_day_and_night(real: Directory, country: str | None) -> None:
    for audience in (None, "child", "teen"):
        for label, services in offers(real, country, audience, HOURS):
            world = [service for service in services if service.id.startswith("int-")]
            human = [service for service in services[:4] if service.is_human]
            assert human or any(service.kind == "child_helpline" for service in world[:4]), label


@pytest.mark.parametrize("country", [*COUNTRIES, None])
def test_nobody_is_sent_to_another_country_or_to_an_entry_on_hold(real: Directory, country: str | None) -> None:
    prefixes = ("int-", f"{country.lower()}-") if country else ("int-",)
    for audience in AUDIENCES:
        for label, services in offers(real, country, audience):
            assert all(service.id.startswith(prefixes) and not service.hold for service in services), label
            assert len({service.id for service in services}) == len(services), label


@pytest.mark.parametrize("country", [*COUNTRIES, None])
def test_age_is_a_gate(real: Directory, country: str | None) -> None:
    for audience in (None, "child", "teen", "parent", "school"):
        for label, services in offers(real, country, audience):
            assert not ADULTS_ONLY & {service.id for service in services}, label
            if audience in (None, "child", "teen"):
                unfit = [s for s in services if (audience or "child") not in s.audience and s.kind != "suicide_crisis"]
                assert not unfit and not [s for s in services if s.audience == ("adult",)], label


@pytest.mark.parametrize("country", [*COUNTRIES, None])
def test_blackmail_carries_a_crisis_line_and_a_removal_tool(real: Directory, country: str | None) -> None:
    for audience in AUDIENCES:
        for hour in HOURS:
            now = local_time(real.countries.get(country or ""), hour)
            first = real.services(country, audience, None, "en", now, danger="blackmail", limit=4)
            assert any(service.kind == "suicide_crisis" for service in first), audience
            assert any("image_blocking" in service.topics for service in first), audience


@pytest.mark.parametrize("country", COUNTRIES)
def test_missing_children_lines_are_for_violence_at_home_alone(real: Directory, country: str) -> None:
    for audience in AUDIENCES:
        for label, services in offers(real, country, audience):
            missing = [service for service in services if "missing_children" in service.topics]
            assert not missing or "violence_home" in label, label


@pytest.mark.parametrize("country", [*COUNTRIES, None])
def test_a_helpline_stands_before_the_police_wherever_nothing_else_is_known(real: Directory,
                                                                            country: str | None) -> None:
    if not real.police_caution(country):
        assert country in ("AU", "GB") and real.police_note(country)  # the short list, each with its page
        return
    assert real.police_note(country) is None
    for audience in AUDIENCES:
        for label, services in offers(real, country, audience, HOURS):
            kinds = [service.kind for service in services]
            if "cybercrime_police" in kinds:
                police = kinds.index("cybercrime_police")
                assert HELPLINES & set(kinds[:police]) or not HELPLINES & set(kinds), label
                assert HELPLINES & set(kinds), label


def test_an_adult_whose_picture_may_be_old_finds_take_it_down_after_stopncii(real: Directory) -> None:
    for country in ("GB", "US", "PK", None):
        found = [s.id for s in real.services(country, "adult", "removal", "en", local_time(None, 15))]
        tools = [name for name in found if name.endswith(("-take-it-down", "-stopncii"))]
        assert tools[0] == "int-stopncii" and tools[1].endswith("take-it-down"), country


def test_services_for_ones_own_behaviour_are_shown_for_that_need_alone(real: Directory) -> None:
    for country in ("GB", "AU", "IE", None):
        for audience in AUDIENCES:
            for label, services in offers(real, country, audience):
                kinds = {service.kind for service in services}
                assert ("behaviour_support" in kinds) <= ("behaviour" in label), label


def test_emergency_numbers_are_those_of_the_country_or_none(real: Directory, helplines: Helplines) -> None:
    assert [line.number for line in real.emergency("GB")] == ["999", "112"]
    assert real.emergency(None) == () and real.emergency("ZZ") == () and real.emergency(INTERNATIONAL) == ()
    assert all(real.emergency(country) == helplines[country].emergency for country in COUNTRIES)


def test_the_language_chooses_between_lines_that_are_otherwise_equal(real: Directory) -> None:
    now = local_time(None, 15)
    assert real.services("BE", "child", "talk", "fr", now)[0].languages == ("fr",)
    assert "nl" in real.services("BE", "child", "talk", "nl", now)[0].languages
