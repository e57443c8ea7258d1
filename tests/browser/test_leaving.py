"""Leaving at once, clearing, and coming back to nothing."""

from __future__ import annotations

import requests
from playwright.sync_api import Frame, expect

from tests.browser.visitor import WORDS, Visitor
from tests.running import wait_until

EXIT = "https://www.bbc.com/weather"


def assert_nothing_is_left(visitor: Visitor) -> None:
    visitor.page.wait_for_url(EXIT)
    visitor.shoot("after-exit")
    assert "deepfake" not in visitor.page.content()
    visitor.page.go_back()
    assert visitor.page.url == "about:blank"  # where the visit began: our page is not in the history


def assert_deleted_on_the_server(visitor: Visitor) -> None:
    tokens = {request.headers["authorization"] for request in visitor.sent if "authorization" in request.headers}
    assert tokens
    for token in tokens:  # the browser sends the deletion while it leaves: it may still be on its way
        wait_until(lambda token=token: is_unknown(visitor, token), 10)  # type: ignore[misc]


def is_unknown(visitor: Visitor, token: str) -> bool:
    """Whether the server knows nothing of the conversation any more."""
    answer = requests.post(f"{visitor.url}/api/messages", json={"text": "hi"}, headers={"Authorization": token},
                           timeout=10)
    return answer.status_code == 401


def wrote_a_word(visitor: Visitor, frame: Frame) -> None:
    visitor.say(frame, "canary deepfake")


def test_exit_in_the_frame_leaves_the_schools_page_and_back_shows_no_word(child: Visitor) -> None:
    frame = child.open_chat()
    wrote_a_word(child, frame)
    frame.get_by_role("button", name="Exit", exact=True).click()
    assert_nothing_is_left(child)
    assert_deleted_on_the_server(child)


def test_exit_on_the_full_page_replaces_it_in_the_history(child: Visitor) -> None:
    frame = child.open_full_page()
    wrote_a_word(child, frame)
    frame.get_by_role("button", name="Exit", exact=True).click()
    assert_nothing_is_left(child)
    assert_deleted_on_the_server(child)


def test_the_screen_is_blank_at_once_even_when_the_neutral_site_is_slow(child: Visitor) -> None:
    frame = child.open_full_page()
    wrote_a_word(child, frame)
    left = frame.evaluate("""() => {
        document.getElementById("exit-button").click();
        return document.body.innerText + document.title;
    }""")
    assert left.strip() == ""


def test_shift_three_times_leaves_from_the_frame(adult: Visitor) -> None:
    frame = adult.open_chat()
    frame.get_by_label(WORDS["your_message"]).focus()
    for _ in range(3):
        adult.page.keyboard.press("Shift")
    assert_nothing_is_left(adult)


def test_shift_three_times_leaves_from_the_page_around_the_frame(adult: Visitor) -> None:
    frame = adult.open_chat()
    wrote_a_word(adult, frame)
    adult.page.locator("h1").click()
    for _ in range(3):
        adult.page.keyboard.press("Shift")
    assert_nothing_is_left(adult)
    assert_deleted_on_the_server(adult)


def test_capital_letters_and_escape_are_no_exit(adult: Visitor) -> None:
    frame = adult.open_full_page()
    frame.get_by_label(WORDS["your_message"]).focus()
    for letter in "HELP":
        adult.page.keyboard.press(f"Shift+{letter}")
    adult.page.keyboard.press("Escape")
    assert frame.get_by_label(WORDS["your_message"]).input_value() == "HELP"


def test_deleting_leaves_an_empty_chat_here_and_nothing_on_the_server(child: Visitor) -> None:
    frame = child.open_full_page()
    wrote_a_word(child, frame)
    frame.get_by_role("button", name=WORDS["menu"], exact=True).click()
    frame.get_by_role("button", name=WORDS["delete_chat"]).click()
    expect(frame.get_by_text(WORDS["deleted"])).to_be_visible()
    assert frame.locator(".own").count() == 0
    assert_deleted_on_the_server(child)


def test_closing_ends_the_chat_and_opening_it_again_shows_no_old_word(child: Visitor) -> None:
    frame = child.open_chat()
    wrote_a_word(child, frame)
    frame.get_by_role("button", name=WORDS["close_chat"]).click()
    expect(child.page.locator("iframe")).to_have_count(0)
    assert_deleted_on_the_server(child)
    child.page.get_by_role("button", name="Open chat").click()
    assert child.frame_ready().locator(".own").count() == 0


def test_a_page_that_the_browser_brings_back_is_empty(child: Visitor) -> None:
    frame = child.open_full_page()
    wrote_a_word(child, frame)
    child.open_page("/help")
    child.page.go_back()
    child.page.locator(".reply").first.wait_for()
    assert "canary" not in child.page.content()


def test_a_page_that_the_browser_keeps_for_later_is_emptied_before(child: Visitor) -> None:
    frame = child.open_full_page()
    wrote_a_word(child, frame)
    frame.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    expect(frame.get_by_text(WORDS["empty"])).to_be_visible()
    assert "canary" not in frame.content()
    assert_deleted_on_the_server(child)


def test_an_idle_chat_warns_can_be_kept_and_is_cleared_in_the_end(child: Visitor) -> None:
    child.page.clock.install()
    frame = child.open_full_page()
    frame.get_by_label(WORDS["your_message"]).fill("canary")
    child.page.clock.run_for(13.5 * 60_000)
    expect(frame.get_by_role("alertdialog")).to_be_visible()
    child.shoot("phone-idle")
    frame.get_by_role("button", name=WORDS["keep_chat"]).click()
    expect(frame.get_by_label(WORDS["your_message"])).to_have_value("canary")
    child.page.clock.run_for(15.5 * 60_000)
    expect(frame.get_by_text(WORDS["empty"])).to_be_visible()
    assert "canary" not in frame.content()
    assert frame.locator("#text").input_value() == ""
