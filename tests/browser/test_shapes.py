"""Pages of the shape that school websites have: each guide of docs/embedding.md is tried here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, expect

from tests.browser.small_gateway import SmallGateway, small_gateway
from tests.browser.visitor import WORDS, Visitor
from tests.browser.website import website

# WordPress: a theme with styles of its own for every button, the line in a "Custom HTML" block.
WORDPRESS = """<!doctype html><html lang="en-GB"><head><title>School</title><style>
* {{ text-transform: uppercase !important; }}
button, iframe, dialog, a {{ all: unset !important; display: none !important; }}
div {{ overflow: hidden; }} .entry-content iframe {{ max-width: 100% !important; }}</style></head>
<body class="wp-site-blocks"><main><div class="entry-content wp-block-post-content"><p>Welcome</p>{line}</div></main>
</body></html>"""
# Moodle: a text whose editor takes scripts out and leaves the frame; inside columns with a height of their own.
MOODLE = """<!doctype html><html lang="en"><head><title>Course</title></head>
<body id="page-course-view"><div id="page">
<div class="activity-item"><div class="no-overflow"><p>Help</p>{frame}</div></div></div></body></html>"""
# Google Sites: the frame stands in a frame of another origin, which is sandboxed and may not move the page.
GOOGLE = """<!doctype html><html lang="en"><head><title>Site</title></head><body><main>
<iframe title="embedded" width="100%" height="660" src="{inner}" sandbox="allow-scripts allow-popups allow-forms
allow-same-origin allow-popups-to-escape-sandbox allow-downloads allow-modals"></iframe></main></body></html>"""
LINK = """<!doctype html><html lang="en"><title>School</title><main><a href="{link}">Help chat</a></main></html>"""


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallGateway]:
    """A gateway; its default site may be framed from this machine."""
    with small_gateway(tmp_path_factory.mktemp("shapes"), {}) as running:
        yield running


@pytest.fixture
def visitor(browser: Browser, gateway: SmallGateway) -> Iterator[Visitor]:
    """A visitor of websites."""
    visitor = Visitor(browser, gateway.url, (1024, 800))
    visitor.context.route("http://localhost:*/**", lambda route: route.continue_())
    gateway.rasa.parts = [{"script": "utter_ask_deepfake"}]
    yield visitor
    visitor.leave_browser()


def line_to_copy(visitor: Visitor, which: str) -> str:
    visitor.open_page("/embed")
    return str(visitor.page.locator(f"#{which}").text_content())


def chat_frame(visitor: Visitor) -> Frame:
    for _ in range(100):
        found = [frame for frame in visitor.page.frames if "/widget" in frame.url]
        if found:
            found[0].locator(".reply").first.wait_for()
            return found[0]
        visitor.page.wait_for_timeout(100)
    raise AssertionError("no chat on the page")


def assert_it_talks_and_leaves(visitor: Visitor, frame: Frame) -> None:
    visitor.say(frame, "canary")
    frame.get_by_role("button", name="Exit", exact=True).click()
    visitor.page.wait_for_url("https://www.bbc.com/weather")
    visitor.page.go_back()
    assert "canary" not in visitor.page.content()


@pytest.mark.parametrize("which", ["snippet", "pinned"])
def test_on_wordpress_the_line_in_a_html_block_withstands_the_theme(visitor: Visitor, which: str) -> None:
    with website({"/": WORDPRESS.format(line=line_to_copy(visitor, which))}) as school:
        visitor.page.goto(school)
        visitor.page.get_by_role("button", name="Open chat").click()
        frame = chat_frame(visitor)
        box = visitor.page.locator("iframe").bounding_box()
        assert box and box["width"] == 398 and visitor.errors == []
        assert_it_talks_and_leaves(visitor, frame)


def test_on_moodle_the_frame_stands_in_a_text_without_scripts(visitor: Visitor) -> None:
    frame_line = line_to_copy(visitor, "frame")
    assert "<script" not in frame_line
    with website({"/": MOODLE.format(frame=frame_line)}) as school:
        visitor.page.goto(school)
        frame = chat_frame(visitor)
        expect(frame.get_by_role("button", name="Exit", exact=True)).to_be_in_viewport(ratio=1)
        expect(frame.locator("#close-button")).to_be_hidden()  # nothing there could take the frame away
        visitor.shoot("moodle")
        assert_it_talks_and_leaves(visitor, frame)


def test_on_google_sites_the_chat_works_and_exit_blanks_it_for_good(visitor: Visitor) -> None:
    inner = f"<!doctype html><html lang=en><title>x</title>{line_to_copy(visitor, 'frame')}</html>"
    with website({"/": inner}) as box, website({"/": GOOGLE.format(inner=box)}) as site:
        visitor.page.goto(site)
        frame = chat_frame(visitor)
        visitor.say(frame, "canary")
        frame.get_by_role("button", name="Get help now").click()
        expect(frame.locator("#help .urgent")).to_be_visible()
        frame.get_by_role("button", name="Exit", exact=True).click()
        visitor.page.wait_for_timeout(1000)
        assert all("canary" not in frame.content() for frame in visitor.page.frames)
        assert visitor.page.url.startswith(site) and visitor.page.frames[-1].url == "about:blank"


def test_a_frame_without_any_right_but_scripts_still_helps_and_blanks(visitor: Visitor, gateway: SmallGateway) -> None:
    rights = "allow-scripts allow-same-origin"
    bare = f'<iframe sandbox="{rights}" width=400 height=640 src="{gateway.url}/widget"></iframe>'
    with website({"/": f"<!doctype html>{bare}"}) as school:
        visitor.page.goto(school)
        frame = chat_frame(visitor)
        frame.get_by_label(WORDS["your_message"]).fill("canary")
        frame.get_by_role("button", name=WORDS["send"]).click()
        expect(frame.locator(".reply")).to_have_count(2)
        frame.get_by_role("button", name="Get help now").click()
        expect(frame.locator("#help .urgent")).to_be_visible()
        frame.get_by_role("button", name="Exit", exact=True).click()
        visitor.page.wait_for_timeout(1000)
        assert all("canary" not in frame.content() for frame in visitor.page.frames)


def test_a_plain_link_leads_to_the_chat(visitor: Visitor) -> None:
    visitor.open_page("/embed")
    link = str(visitor.page.locator("a[href*='/chat?']").get_attribute("href"))
    with website({"/": LINK.format(link=link)}) as school:
        visitor.page.goto(school)
        visitor.page.get_by_role("link").click()
        visitor.page.locator(".reply").first.wait_for()
        assert visitor.page.evaluate("document.referrer") in ("", f"{school}/")
        assert_it_talks_and_leaves(visitor, visitor.page.main_frame)
