"""The chat on a page of another origin, as a school has it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.visitor import WORDS, Visitor

SCHOOL = "http://localhost:4711"
STRICT = "default-src 'none'; script-src {bot}; frame-src {bot}"


@pytest.fixture
def school(adult: Visitor) -> Visitor:
    """A visitor on a school's page with a strict policy of its own, written from right to left."""
    page = f"""<!doctype html><html lang="ur" dir="rtl"><title>School</title><main><h1>School</h1></main>
        <script src="{adult.url}/embed.js" data-site="default" data-colour="#f0c000" async></script></html>"""
    headers = {"Content-Security-Policy": STRICT.format(bot=adult.url)}

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body=page, headers=headers)

    adult.context.route(f"{SCHOOL}/**", answer)
    adult.page.goto(f"{SCHOOL}/")
    return adult


def test_the_chat_opens_and_closes_on_a_page_with_a_strict_policy(school: Visitor) -> None:
    launcher = school.page.get_by_role("button", name="Open chat")
    launcher.click()
    frame = school.frame_ready()
    expect(school.page.locator(".wait")).to_be_hidden()
    school.shoot("desk-other-school")
    frame.get_by_role("button", name=WORDS["close_chat"]).click()
    expect(launcher).to_be_focused()
    assert school.errors == [] and school.foreign == []


def test_the_button_stands_at_the_end_of_a_line_in_the_pages_direction(school: Visitor) -> None:
    box = school.page.get_by_role("button", name="Open chat").bounding_box()
    assert box is not None and box["x"] < 100


def test_exit_takes_the_schools_page_along(school: Visitor) -> None:
    school.page.get_by_role("button", name="Open chat").click()
    school.frame_ready().get_by_role("button", name="Exit", exact=True).click()
    school.page.wait_for_url("https://www.bbc.com/weather")
    school.page.go_back()
    assert school.page.url == "about:blank"


def test_messages_from_elsewhere_are_not_obeyed(school: Visitor) -> None:
    school.page.get_by_role("button", name="Open chat").click()
    frame = school.frame_ready()
    school.page.evaluate("postMessage({ type: 'exit', url: 'https://elsewhere.example' })")
    frame.evaluate("postMessage({ type: 'exit' })")
    school.page.wait_for_timeout(300)
    assert school.page.url == f"{SCHOOL}/" and frame.locator(".reply").count() == 1


def test_the_frame_may_do_what_help_needs_and_no_more(school: Visitor) -> None:
    school.page.get_by_role("button", name="Open chat").click()
    school.frame_ready()
    sandbox = school.page.locator("iframe").get_attribute("sandbox") or ""
    assert set(sandbox.split()) == {
        "allow-scripts", "allow-same-origin", "allow-forms", "allow-popups", "allow-popups-to-escape-sandbox",
        "allow-top-navigation-to-custom-protocols", "allow-top-navigation-by-user-activation", "allow-modals"}
