"""Everybody can use it: axe finds nothing, and a keyboard reaches everything."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.visitor import PHONE, WORDS, Visitor
from tests.running import Product

FOCUSED = """(focused => focused.getAttribute('aria-label') || focused.textContent.trim() || focused.id)(
    document.activeElement)"""


def faults(place: Page | Frame) -> list[str]:
    """What axe has to say, best practices included."""
    found = Axe().run(place, options={"resultTypes": ["violations"]})
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_the_chat(browser: Browser, product: Product, scheme: str) -> None:
    visitor = Visitor(browser, product.url, PHONE, color_scheme=scheme)
    visitor.open_page()
    visitor.page.get_by_role("button", name="Open chat").wait_for()
    assert faults(visitor.page) == []
    frame = visitor.open_chat()
    assert faults(visitor.page) == [] and faults(frame) == []
    visitor.press_first_button(frame)
    visitor.say(frame, "who can i call in pakistan")
    assert faults(frame) == []
    visitor.shoot(f"phone-cards-{scheme}")
    frame.get_by_role("button", name="Get help now").click()
    assert faults(frame) == []
    frame.locator("#help").get_by_role("combobox").fill("in")
    assert faults(frame) == []
    visitor.leave_browser()


@pytest.mark.parametrize("path", ["/", "/chat", "/help", "/help/GB", "/embed"])
def test_axe_finds_nothing_on_the_pages(adult: Visitor, path: str) -> None:
    adult.open_page(path)
    adult.page.wait_for_load_state("networkidle")
    assert faults(adult.page) == []
    adult.shoot("desk-" + (path.strip("/").replace("/", "-").lower() or "demo"))


def test_the_names_that_others_rely_on_stay(child: Visitor) -> None:
    frame = child.open_chat()
    for name in ("Get help now", "Exit"):
        expect(frame.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)


def test_help_and_exit_stay_where_they_are_in_every_view(child: Visitor) -> None:
    frame = child.open_chat()
    places = []
    for step in (None, "#help-button", "#menu-button", "#about-button"):
        if step:
            frame.locator(step).click()
        places.append([frame.locator(button).bounding_box() for button in ("#help-button", "#exit-button")])
    assert all(place == places[0] for place in places)


def test_a_keyboard_walks_through_everything_in_order_and_out_again(adult: Visitor) -> None:
    frame = adult.open_full_page()
    walked = []
    for _ in range(40):
        adult.page.keyboard.press("Tab")
        walked.append(frame.evaluate(FOCUSED))
        if walked[-1] == WORDS["send"]:
            break
    order = ["Get help now", "Exit", WORDS["menu"], WORDS["conversation"], "text", WORDS["send"]]
    assert [stop for stop in walked if stop in order] == order
    titles = frame.locator(".choices button").all_text_contents()
    assert titles and [stop for stop in walked if stop in titles] == titles


def test_every_stop_of_the_keyboard_shows_where_it_is(adult: Visitor) -> None:
    frame = adult.open_full_page()
    for _ in range(6):
        adult.page.keyboard.press("Tab")
        assert frame.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_pressed_button_leaves_the_keyboard_at_its_answer(adult: Visitor) -> None:
    frame = adult.open_full_page()
    frame.locator(".choices button").first.focus()
    adult.page.keyboard.press("Enter")
    expect(frame.locator(".reply")).to_have_count(2, timeout=15_000)
    assert frame.evaluate("document.activeElement.matches('.own')")
    adult.page.keyboard.press("Tab")
    assert frame.evaluate("Boolean(document.activeElement.closest('.reply, #composer'))")


def test_what_can_be_pressed_is_at_least_44_pixels_high(child: Visitor) -> None:
    frame = child.open_chat()
    child.say(frame, "who can i call in pakistan")
    low = frame.evaluate("""[...document.querySelectorAll('button, .way, .call, summary, #text, .country input')]
        .filter(e => e.offsetHeight && e.offsetHeight < 44).map(e => e.outerHTML)""")
    assert low == []


@pytest.mark.parametrize("size", [(320, 640), (320, 256)])
def test_nothing_needs_sideways_scrolling_at_320_pixels(browser: Browser, product: Product,
                                                        size: tuple[int, int]) -> None:
    visitor = Visitor(browser, product.url, size)
    frame = visitor.open_full_page()
    visitor.say(frame, "who can i call in pakistan")
    assert frame.evaluate("document.documentElement.scrollWidth") <= 320
    assert frame.evaluate("document.getElementById('log').scrollWidth <= document.getElementById('log').clientWidth")
    expect(frame.get_by_role("button", name="Exit", exact=True)).to_be_in_viewport(ratio=1)
    visitor.shoot(f"narrow-{size[1]}")
    visitor.leave_browser()


def test_each_message_says_its_language_and_direction(child: Visitor) -> None:
    frame = child.open_full_page()
    marks = frame.locator(".reply .bubble").evaluate_all("all => all.map(e => [e.lang, e.dir])")
    assert marks and all(mark == ["en", "ltr"] for mark in marks)
    assert frame.locator("html").get_attribute("lang") == "en"
    assert frame.locator("[role=log][aria-live=polite]").count() == 1
