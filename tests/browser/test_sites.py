"""What a site file says is what its visitors get."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, Frame, expect

from tests.browser.small_gateway import SmallGateway, small_gateway
from tests.browser.visitor import PHONE, WORDS, Visitor

SCHOOL = {
    "name": "Example School", "country": "GB", "languages": ["en", "ur"], "network_notice": True,
    "trusted_adult": {"name": "Ms Ito, school counsellor", "where": "Room 12, every break", "phone": "020 7946 0958"},
    "safeguarding_lead": "Mr Khan, deputy head", "complaints": "safe@school.example"}
CLINIC = {"name": "Example Clinic", "opens_with": "help", "colour": "#7a1f5c", "exit_url": "https://weather.example/"}


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallGateway]:
    """A gateway for a school and a clinic."""
    with small_gateway(tmp_path_factory.mktemp("sites"), {"school": SCHOOL, "clinic": CLINIC}, urdu=True) as running:
        yield running


@pytest.fixture
def pupil(browser: Browser, gateway: SmallGateway) -> Iterator[Visitor]:
    """A visitor with a small phone."""
    visitor = Visitor(browser, gateway.url, PHONE)
    yield visitor
    visitor.leave_browser()


def first_card(frame: Frame, place: str) -> str:
    return str(frame.locator(f"{place} .card:not(.urgent) h2, {place} .card:not(.urgent) h3").first.text_content())


def test_the_schools_own_adult_stands_first_among_those_who_help(pupil: Visitor) -> None:
    frame = pupil.open_full_page("?site=school")
    frame.get_by_role("button", name="Get help now").click()
    assert first_card(frame, "#help").startswith("Ms Ito")
    expect(frame.locator("#help .card a[href='tel:02079460958']")).to_be_visible()
    frame.get_by_role("button", name=WORDS["back_to_chat"]).first.click()
    pupil.say(frame, "he will post my picture if i do not pay")
    assert first_card(frame, ".reply:last-child").startswith("Ms Ito")


def test_the_schools_own_adult_is_never_the_line_to_call_in_danger(pupil: Visitor) -> None:
    frame = pupil.open_full_page("?site=school")
    frame.get_by_role("button", name="Get help now").click()
    calls = frame.locator("#help .urgent a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert "tel:999" in calls and "tel:08001111" in calls and "tel:02079460958" not in calls


def test_the_schools_own_adult_stays_when_another_country_is_chosen(pupil: Visitor) -> None:
    frame = pupil.open_full_page("?site=school")
    frame.get_by_role("button", name="Get help now").click()
    frame.locator("#help").get_by_role("combobox").fill("Pakistan")
    frame.locator("#help").get_by_role("combobox").press("Enter")
    expect(frame.locator("#help .urgent a[href='tel:15']")).to_be_visible()
    assert first_card(frame, "#help").startswith("Ms Ito")


def test_other_sites_know_nothing_of_a_schools_adult(pupil: Visitor) -> None:
    frame = pupil.open_full_page()
    frame.get_by_role("button", name="Get help now").click()
    assert "Ms Ito" not in frame.content()


def test_the_help_page_of_a_school_has_its_adult_first_too(pupil: Visitor) -> None:
    pupil.open_page("/help/GB?site=school")
    assert str(pupil.page.locator(".cards h3").first.text_content()).startswith("Ms Ito")
    pupil.open_page("/help/GB")
    assert "Ms Ito" not in pupil.page.content()


def test_who_answers_for_safety_and_where_to_complain_stands_in_about(pupil: Visitor) -> None:
    frame = pupil.open_full_page("?site=school")
    frame.get_by_role("button", name=WORDS["menu"], exact=True).click()
    frame.get_by_role("button", name=WORDS["about"]).click()
    expect(frame.locator("#about")).to_contain_text("Mr Khan, deputy head")
    expect(frame.locator("#about a[href='mailto:safe@school.example']")).to_be_visible()


def test_the_notice_of_the_network_stands_before_the_first_word_and_only_where_a_site_asks(pupil: Visitor) -> None:
    frame = pupil.open_full_page("?site=school")
    expect(frame.get_by_text(WORDS["network_notice"])).to_be_visible()
    assert pupil.open_full_page("?site=clinic").get_by_text(WORDS["network_notice"]).count() == 0


def test_a_site_may_open_with_the_numbers(pupil: Visitor) -> None:
    frame = pupil.open_full_page("?site=clinic")
    expect(frame.locator("#help .urgent")).to_be_visible()
    frame.get_by_role("button", name=WORDS["back_to_chat"]).first.click()
    expect(frame.locator(".reply").first).to_be_visible()


def test_exit_opens_the_sites_page_else_the_countrys(pupil: Visitor) -> None:
    for site, page in (("clinic", "https://weather.example/"), ("school", "https://www.bbc.co.uk/weather")):
        pupil.open_full_page(f"?site={site}").get_by_role("button", name="Exit", exact=True).click()
        pupil.page.wait_for_url(page)


def test_languages_are_offered_in_their_own_names_and_kept_apart(pupil: Visitor) -> None:
    frame = pupil.open_full_page("?site=school")
    pupil.say(frame, "canary")
    frame.get_by_role("button", name=WORDS["menu"], exact=True).click()
    own_name = frame.locator("#menu [lang=ur]")
    assert own_name.text_content() == "اردو"
    own_name.click()
    expect(pupil.page.locator("html[lang=ur][dir=rtl]")).to_be_attached()
    pupil.page.locator(".reply").first.wait_for()
    assert "canary" not in pupil.page.content() and pupil.kept(pupil.page.main_frame) == 0


def test_a_schools_adult_is_in_the_api_first(gateway: SmallGateway) -> None:
    services = requests.get(f"{gateway.url}/api/helplines?country=GB&site=school", timeout=10).json()["services"]
    assert services[0]["kind"] == "trusted_adult" and services[1]["kind"] != "trusted_adult"
    assert requests.get(f"{gateway.url}/api/helplines?site=nowhere", timeout=10).status_code == 400


@pytest.mark.parametrize(("field", "value", "word"), [
    ("origin", "school.example", "embed_bad_origin"), ("origin", "https://school.example/page", "embed_bad_origin"),
    ("origin", "https://School.example", "embed_bad_origin"), ("origin", "https://elsewhere.example", "embed_unlisted"),
    ("colour", "red", "embed_bad_colour"), ("colour", "#ffee00", "embed_pale_colour"),
    ("site", "nowhere", "embed_no_site")])
def test_a_bad_choice_is_named_while_one_types(pupil: Visitor, field: str, value: str, word: str) -> None:
    pupil.open_page("/embed?site=school")
    pupil.page.locator(f"#{field}").fill(value)
    expect(pupil.page.locator(f"#{field}-fault")).to_have_text(WORDS[word])
    expect(pupil.page.locator(f"#{field}")).to_have_attribute("aria-invalid", "true")
    assert pupil.errors == []


def test_the_preview_shows_the_colour_that_was_typed_and_the_line_carries_it(pupil: Visitor) -> None:
    pupil.open_page("/embed?site=school")
    pupil.page.locator("#colour").fill("#7a1f5c")
    expect(pupil.page.locator("#snippet")).to_contain_text('data-colour="#7a1f5c"')
    launcher = pupil.page.frame_locator(".preview").get_by_role("button", name="Open chat")
    expect(launcher).to_have_css("background-color", "rgb(122, 31, 92)")
    pupil.page.locator(".preview").evaluate("frame => frame.scrollIntoView({ block: 'center' })")
    launcher.click()
    expect(pupil.page.frame_locator(".preview").frame_locator("iframe").locator(".reply").first).to_be_visible()
    assert pupil.errors == []


def test_the_line_to_copy_cannot_carry_markup_of_others(pupil: Visitor) -> None:
    pupil.open_page('/embed?site="><script>alert(1)</script>&colour=%22><b>&lang=<i>')
    line = str(pupil.page.locator("#snippet").text_content())
    assert line.startswith("<script src=") and line.endswith(" async></script>") and "alert" not in line
    assert pupil.page.locator("#result b, #result i").count() == 0 and pupil.errors == []
