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
    frame.get_by_role("button", name=WORDS["back_to_chat"]).first.click()
    visitor.say(frame, "he will post my picture if i do not pay him")
    assert faults(frame) == []
    frame.locator("#menu-button").click()
    assert faults(frame) == []
    frame.locator("#about-button").click()
    assert faults(frame) == []
    frame.get_by_role("button", name=WORDS["back_to_chat"]).last.click()
    frame.evaluate("document.getElementById('idle').hidden = false")
    assert faults(frame) == []
    frame.evaluate("document.getElementById('idle').hidden = true")
    visitor.context.set_offline(True)
    visitor.say(frame, "are you there")
    expect(frame.get_by_text(WORDS["offline"])).to_be_visible()
    assert faults(frame) == [] and faults(visitor.page) == []
    visitor.shoot(f"phone-offline-{scheme}")
    visitor.leave_browser()


def test_axe_finds_nothing_where_the_chat_cannot_be_reached(child: Visitor) -> None:
    child.open_page()
    child.page.route("**/widget?**", lambda route: route.abort())
    child.page.get_by_role("button", name="Open chat").click()
    expect(child.page.get_by_text(WORDS["unreachable"])).to_be_visible(timeout=10_000)
    child.page.evaluate("document.querySelector('div').shadowRoot.querySelector('iframe').remove()")
    assert faults(child.page) == []


@pytest.mark.parametrize("path", ["/", "/chat", "/help", "/help/GB", "/privacy", "/embed"])
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


def test_a_screen_reader_is_told_a_whole_conversation_in_order(adult: Visitor) -> None:
    """The accessibility tree: who speaks, what can be pressed, and whom one can call."""
    frame = adult.open_full_page()
    adult.say(frame, "he will post my picture if i do not pay him")
    expect(frame.locator("body")).to_match_aria_snapshot(f"""
        - banner "{WORDS['title']}":
          - heading "{WORDS['title']}" [level=1]
          - button "Get help now"
          - button "Exit"
          - button "{WORDS['menu']}"
        - main "{WORDS['title']}":
          - log "{WORDS['conversation']}":
            - paragraph
            - text: "{WORDS['chat']}:"
            - paragraph
            - text: "{WORDS['you']}:"
            - paragraph: he will post my picture if i do not pay him
            - text: "{WORDS['chat']}:"
            - paragraph
            - heading "{WORDS['emergency_unknown']}" [level=2]
            - heading [level=2]
            - list:
              - listitem:
                - link
            - group "{WORDS['choices']}":
              - button
          - status
          - textbox "{WORDS['your_message']}"
          - button "{WORDS['send']}"
        """)
    frame.get_by_role("button", name="Get help now").click()
    expect(frame.locator("body")).to_match_aria_snapshot(f"""
        - banner:
          - button "Get help now" [expanded]
        - main "{WORDS['title']}":
          - region "{WORDS['get_help_now']}":
            - button "{WORDS['back_to_chat']}"
            - heading "{WORDS['get_help_now']}" [level=2]
            - combobox "{WORDS['country_label']}"
            - heading "{WORDS['emergency_unknown']}" [level=3]
        """)
    assert frame.locator("#chat").evaluate("chat => chat.inert")


def test_a_whole_conversation_can_be_held_with_the_keyboard_alone(adult: Visitor) -> None:
    adult.open_page()
    press = adult.page.keyboard.press
    while adult.page.evaluate("document.activeElement.shadowRoot?.activeElement?.className") != "launch":
        press("Tab")
    press("Enter")
    frame = adult.frame_ready()
    reach(adult, frame, "#text")
    adult.page.keyboard.type("what is a deepfake")
    press("Enter")
    expect(frame.locator(".reply")).to_have_count(2, timeout=15_000)
    press("Shift+Tab")
    reach(adult, frame, ".reply:last-child .choices button")
    press("Enter")
    expect(frame.locator(".reply")).to_have_count(3, timeout=15_000)
    reach(adult, frame, "#help-button")
    press("Space")
    expect(frame.locator("#help-heading")).to_be_focused()
    reach(adult, frame, "#help input")
    adult.page.keyboard.type("pakistan")
    press("Enter")
    expect(frame.locator("#help .urgent a[href='tel:15']")).to_be_visible()
    press("Escape")
    expect(frame.locator("#help")).to_be_hidden()
    reach(adult, frame, "#menu-button")
    press("Enter")
    reach(adult, frame, "#about-button")
    press("Enter")
    expect(frame.locator("#about-heading")).to_be_focused()
    reach(adult, frame, "#exit-button")
    press("Enter")
    adult.page.wait_for_url("https://www.bbc.com/weather")


def reach(visitor: Visitor, frame: Frame, wanted: str) -> None:
    """Presses Tab until the focus is there; a circle without it is a failure."""
    for _ in range(80):
        if frame.evaluate("wanted => document.hasFocus() && document.activeElement.matches(wanted)", wanted):
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


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
