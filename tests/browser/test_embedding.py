"""The chat on a page of another origin, as a school has it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import WORDS, Visitor
from tests.running import Product

# Written from right to left, and under a strict policy of its own.
PAGE = """<!doctype html><html lang="ur" dir="rtl"><title>School</title><main><h1>School</h1></main>
<script src="{bot}/embed.js" data-site="default" data-colour="#f0c000" async></script></html>"""
POLICY = "default-src 'none'; script-src {bot}; frame-src {bot}"


@pytest.fixture(scope="module")
def website(product: Product) -> Iterator[str]:
    """The address of a school's website: a small server of its own; `localhost` makes it another origin."""

    class School(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Security-Policy", POLICY.format(bot=product.url))
            self.end_headers()
            self.wfile.write(PAGE.format(bot=product.url).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), School)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def school(adult: Visitor, website: str) -> Visitor:
    """A visitor on the school's page."""
    adult.context.route(f"{website}**", lambda route: route.continue_())
    adult.page.goto(website)
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


def test_messages_from_elsewhere_are_not_obeyed(school: Visitor, website: str) -> None:
    school.page.get_by_role("button", name="Open chat").click()
    frame = school.frame_ready()
    school.page.evaluate("postMessage({ type: 'exit', url: 'https://elsewhere.example' })")
    frame.evaluate("postMessage({ type: 'exit' })")
    school.page.wait_for_timeout(300)
    assert school.page.url == website and frame.locator(".reply").count() == 1


def test_the_frame_may_do_what_help_needs_and_no_more(school: Visitor) -> None:
    school.page.get_by_role("button", name="Open chat").click()
    school.frame_ready()
    sandbox = school.page.locator("iframe").get_attribute("sandbox") or ""
    assert set(sandbox.split()) == {
        "allow-scripts", "allow-same-origin", "allow-forms", "allow-popups", "allow-popups-to-escape-sandbox",
        "allow-top-navigation-to-custom-protocols", "allow-top-navigation-by-user-activation", "allow-modals"}
