"""The server is away, slow, full or forgetful: every message is still answered with people to turn to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Route, expect

from tests.browser.visitor import PHONE, WORDS, Visitor
from tests.running import Product

BUSY = {"type": "text", "script": "utter_busy", "text": "One moment, please.", "lang": "en", "buttons": []}


def type_only(frame: Frame, text: str) -> None:
    frame.get_by_label(WORDS["your_message"]).fill(text)
    frame.get_by_label(WORDS["your_message"]).press("Enter")


def test_get_help_now_needs_no_network(child: Visitor) -> None:
    frame = child.open_chat()
    child.context.set_offline(True)
    before = len(child.sent)
    frame.get_by_role("button", name="Get help now").click()
    expect(frame.locator("#help .card").first).to_be_visible()
    assert len(child.sent) == before
    child.shoot("phone-help-offline")


@pytest.mark.parametrize("status", [0, 500, 502])
def test_a_message_without_an_answer_is_answered_with_people_to_turn_to(child: Visitor, status: int) -> None:
    frame = child.open_full_page()
    child.page.route("**/api/messages", lambda route: route.fulfill(status=status) if status else route.abort())
    type_only(frame, "he has a fake picture of me")
    expect(frame.get_by_text(WORDS["offline"])).to_be_visible()
    expect(frame.locator(".reply").last.locator(".card").first).to_be_visible()
    child.page.unroute("**/api/messages")
    frame.get_by_role("button", name=WORDS["try_again"]).click()
    expect(frame.locator(".reply")).to_have_count(3, timeout=15_000)


def test_an_answer_that_takes_too_long_counts_as_none(child: Visitor) -> None:
    frame = child.open_full_page()
    child.page.clock.install()
    child.page.route("**/api/messages", lambda route: None)
    type_only(frame, "hello")
    frame.locator(".waiting").wait_for()
    child.page.clock.run_for(8_500)
    expect(frame.get_by_text(WORDS["offline"])).to_be_visible()


def test_the_safe_word_opens_the_help_panel_when_the_server_cannot_hear_it(child: Visitor) -> None:
    frame = child.open_full_page()
    child.context.set_offline(True)
    type_only(frame, WORDS["safe_word"].upper() + " !")
    expect(frame.locator("#help .card").first).to_be_visible()


def test_a_chat_that_begins_while_the_server_is_away_still_shows_help(child: Visitor) -> None:
    child.page.route("**/api/conversations", lambda route: route.abort())
    frame = child.open_full_page()
    expect(frame.get_by_text(WORDS["offline"])).to_be_visible()
    expect(frame.locator(".card").first).to_be_visible()


def test_a_conversation_the_server_forgot_is_opened_anew_and_the_message_sent_again(child: Visitor) -> None:
    frame = child.open_full_page()
    refused: list[str] = []

    def forget_once(route: Route) -> None:
        refused.append(route.request.post_data or "")
        route.fulfill(status=401, json={"status": 401}) if len(refused) == 1 else route.continue_()

    child.page.route("**/api/messages", forget_once)
    child.say(frame, "what is a deepfake")
    assert refused == [json.dumps({"text": "what is a deepfake"}, separators=(",", ":"))] * 2
    assert child.calls("POST").count("/api/conversations") == 2
    assert frame.get_by_text(WORDS["offline"]).count() == 0


@pytest.mark.parametrize("status", [429, 413])
def test_a_refusal_that_brings_messages_is_shown_as_these(child: Visitor, status: int) -> None:
    frame = child.open_full_page()
    problem = json.dumps({"status": status, "messages": [BUSY]})
    child.page.route("**/api/messages", lambda route: route.fulfill(
        status=status, content_type="application/problem+json", body=problem))
    type_only(frame, "hello")
    expect(frame.get_by_text(BUSY["text"])).to_be_visible()  # type: ignore[arg-type]
    assert frame.get_by_text(WORDS["offline"]).count() == 0


def test_a_chat_that_cannot_be_loaded_says_so_and_can_be_closed(child: Visitor) -> None:
    child.open_page()
    child.page.clock.install()
    child.page.route("**/widget?**", lambda route: route.abort())
    child.page.get_by_role("button", name="Open chat").click()
    child.page.clock.run_for(8_500)
    expect(child.page.get_by_text(WORDS["unreachable"])).to_be_visible()
    child.page.get_by_role("button", name=WORDS["close_chat"]).click()
    expect(child.page.get_by_role("button", name="Open chat")).to_be_visible()


def test_without_javascript_get_help_now_leads_to_the_help_page(browser: Browser, product: Product) -> None:
    visitor = Visitor(browser, product.url, PHONE, java_script_enabled=False)
    visitor.open_page("/chat")
    visitor.page.get_by_role("button", name="Get help now").click()
    visitor.page.wait_for_url("**/help**")
    expect(visitor.page.locator(".urgent")).to_be_visible()
    visitor.page.screenshot(path=Path("artifacts/screenshots/phone-help-page.png"))
    visitor.leave_browser()
