"""Right to left, forced colours, little movement, wide spacing, a large zoom: the chat is there for everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, expect

from tests.browser.small_gateway import SmallGateway, small_gateway
from tests.browser.test_accessibility import faults
from tests.browser.test_sites import SCHOOL
from tests.browser.visitor import PHONE, Visitor

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""  # WCAG 2.2, 1.4.12
# Where the groups of a telephone number stand on the screen, from left to right.
GROUPS = """link => {
    const node = link.querySelector("bdi").firstChild;
    return node.data.split(" ").map((group) => {
        const range = document.createRange();
        range.setStart(node, node.data.indexOf(group));
        range.setEnd(node, node.data.indexOf(group) + group.length);
        return range.getBoundingClientRect().x;
    });
}"""


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallGateway]:
    """A school that offers Urdu; its words are drafts of these tests."""
    with small_gateway(tmp_path_factory.mktemp("everywhere"), {"school": SCHOOL}, urdu=True) as running:
        running.rasa.parts = [{"script": "utter_ask_deepfake"}]
        yield running


def opened(browser: Browser, gateway: SmallGateway, size: tuple[int, int] = PHONE, lang: str = "en",
           **how: object) -> tuple[Visitor, Frame]:
    visitor = Visitor(browser, gateway.url, size, **how)
    visitor.open_page(f"/embed/preview?site=school&lang={lang}")
    visitor.page.locator("button.launch").click()
    return visitor, visitor.frame_ready()


def write(visitor: Visitor, frame: Frame, text: str) -> None:
    replies = frame.locator(".reply").count()
    frame.locator("#text").fill(text)
    frame.locator("#text").press("Enter")
    expect(frame.locator(".reply")).to_have_count(replies + 1)


def middle(frame: Frame, one: str) -> float:
    box = frame.locator(one).first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2


def test_right_to_left_everything_is_mirrored_the_launcher_too(browser: Browser, gateway: SmallGateway) -> None:
    visitor = Visitor(browser, gateway.url, (1024, 800))
    places = {}
    for lang in ("en", "ur"):
        visitor.open_page(f"/embed/preview?site=school&lang={lang}")
        launcher = visitor.page.locator("button.launch")
        places[lang, "launcher"] = launcher.bounding_box()["x"] > 512  # type: ignore[index]
        launcher.click()
        frame = visitor.frame_ready()
        write(visitor, frame, "سلام")
        places[lang, "help before exit"] = middle(frame, "#help-button") < middle(frame, "#exit-button")
        places[lang, "text before send"] = middle(frame, "#text") < middle(frame, "#composer button")
        places[lang, "answers before own words"] = middle(frame, ".reply .bubble") < middle(frame, ".own .bubble")
    assert {name for (lang, name), place in places.items() if place != (lang == "en")} == set()
    assert len(places) == 8
    visitor.leave_browser()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_from_right_to_left_in_any_state(browser: Browser, gateway: SmallGateway,
                                                           scheme: str) -> None:
    visitor, frame = opened(browser, gateway, lang="ur", color_scheme=scheme)
    assert faults(frame) == [] and faults(visitor.page) == []
    write(visitor, frame, "he will post my picture if i do not pay")
    assert faults(frame) == []
    visitor.shoot(f"phone-rtl-danger-{scheme}")
    frame.locator("#help-button").click()
    frame.locator("#help").get_by_role("combobox").click()
    assert faults(frame) == []
    visitor.shoot(f"phone-rtl-help-{scheme}")
    visitor.leave_browser()


def test_a_telephone_number_reads_from_left_to_right_between_words_from_right_to_left(
        browser: Browser, gateway: SmallGateway) -> None:
    visitor, frame = opened(browser, gateway, lang="ur")
    frame.locator("#help-button").click()
    links = [link for link in frame.locator("#help a:has(bdi[dir=ltr])").all()
             if " " in str(link.locator("bdi").first.text_content())]
    assert len(links) >= 2
    for link in links:
        places = link.evaluate(GROUPS)
        assert places == sorted(places), link.text_content()
    visitor.open_page("/help/GB?site=school&lang=ur")
    for link in visitor.page.locator(".cards a:has(bdi[dir=ltr])").all()[:3]:
        places = link.evaluate(GROUPS)
        assert places == sorted(places), link.text_content()
    visitor.leave_browser()


def test_an_english_answer_in_an_urdu_window_says_that_it_is_english(browser: Browser, gateway: SmallGateway) -> None:
    visitor, frame = opened(browser, gateway, lang="ur")
    assert frame.locator("html[lang=ur][dir=rtl]").count() == 1
    marks = frame.locator(".reply .bubble, .reply .choices").evaluate_all("all => all.map(e => [e.lang, e.dir])")
    assert marks and all(mark == ["en", "ltr"] for mark in marks)
    visitor.leave_browser()


def test_in_forced_colours_every_button_and_card_keeps_an_edge(browser: Browser, gateway: SmallGateway) -> None:
    visitor, frame = opened(browser, gateway, forced_colors="active")
    write(visitor, frame, "he will post my picture if i do not pay")
    edges = frame.evaluate("""() => [...document.querySelectorAll(
        ".bubble, .card, .call, .way, .choices button, header button:not([hidden]), #text, #composer button")]
        .filter((one) => one.offsetHeight && parseFloat(getComputedStyle(one).borderTopWidth) < 1)
        .map((one) => one.outerHTML.slice(0, 80))""")
    assert edges == []
    visitor.shoot("phone-forced-colours")
    frame.get_by_role("button", name="Exit", exact=True).click()
    visitor.page.wait_for_url("https://www.bbc.co.uk/weather")
    visitor.leave_browser()


def test_who_wants_little_movement_sees_none(browser: Browser, gateway: SmallGateway) -> None:
    visitor, frame = opened(browser, gateway, reduced_motion="reduce")
    gateway.rasa.delay = 1
    frame.locator("#text").fill("hello")
    frame.locator("#text").press("Enter")
    frame.locator(".waiting").wait_for()
    moving = "document.getAnimations().length"
    assert frame.evaluate(moving) == 0 and visitor.page.evaluate(moving) == 0
    gateway.rasa.delay = 0
    expect(frame.locator(".reply")).to_have_count(2)
    visitor.leave_browser()


@pytest.mark.parametrize("size", [(320, 640), (320, 256)])  # the second is 1280 × 1024 at 400 %
def test_at_400_percent_and_with_wide_spacing_nothing_is_lost_and_focus_is_never_covered(
        browser: Browser, gateway: SmallGateway, size: tuple[int, int]) -> None:
    visitor = Visitor(browser, gateway.url, size, bypass_csp=True)
    frame = visitor.open_full_page("?site=school")
    visitor.page.add_style_tag(content=SPACING)
    write(visitor, frame, "he will post my picture if i do not pay")
    assert frame.evaluate("document.documentElement.scrollWidth") <= 320
    for name in ("Get help now", "Exit"):
        expect(frame.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    for _ in range(25):
        visitor.page.keyboard.press("Tab")
        assert frame.evaluate("""() => {
            const one = document.activeElement;
            if (one === document.body || one.id === "log") return true;
            const box = one.getBoundingClientRect();
            const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 12)];
            const top = document.elementFromPoint(x, y);
            return Boolean(top && (one.contains(top) || top.contains(one) || one.labels?.[0]?.contains(top)));
        }"""), frame.evaluate("document.activeElement.outerHTML.slice(0, 120)")
    visitor.shoot(f"zoomed-{size[1]}")
    visitor.leave_browser()


def test_nothing_in_the_window_needs_dragging_or_flashes(browser: Browser, gateway: SmallGateway) -> None:
    visitor, frame = opened(browser, gateway)
    assert frame.locator("[draggable=true], marquee, blink, video, audio, input[type=range]").count() == 0
    rules = frame.evaluate("""() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
        .filter((rule) => rule instanceof CSSKeyframesRule).map((rule) => rule.name)""")
    assert rules == ["breathe"]
    seconds = frame.evaluate("""() => {
        const dots = document.createElement("div");
        dots.className = "waiting";
        dots.append(document.createElement("i"));
        document.getElementById("turns").append(dots);
        return parseFloat(getComputedStyle(dots.firstChild).animationDuration);
    }""")
    assert seconds > 1  # WCAG 2.3.1: no more than three flashes a second
    visitor.leave_browser()
