"""The page around the chat: what it may do, and that it cannot read a word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, expect

from tests.browser.small_gateway import SmallGateway, small_gateway
from tests.browser.visitor import PHONE, WORDS, Visitor
from tests.browser.website import website

CANARY = "canaryword"
FRIEND = {"name": "Friend", "country": "GB", "origins": ["http://127.0.0.1:1"]}
# Everything a script on the school's page can try, before and after the chat is opened; what it hears is collected.
SPY = """<script>
window.heard = [];
addEventListener("message", (event) => heard.push(JSON.stringify(event.data)));
new PerformanceObserver((list) => list.getEntries().forEach((entry) => heard.push(JSON.stringify(entry))))
  .observe({ entryTypes: ["resource", "navigation", "mark", "measure"], buffered: true });
for (const type of ["keydown", "keyup", "input", "paste", "copy", "focusin", "selectionchange"])
  document.addEventListener(type, (event) => heard.push([type, event.key, event.data].join(" ")), true);
window.pry = () => {
  const frame = document.querySelector("div").shadowRoot.querySelector("iframe");
  const tries = [
    () => frame.contentDocument.body.innerText, () => frame.contentWindow.document.body.innerText,
    () => frame.contentWindow.location.href, () => frame.contentWindow.localStorage.length,
    () => JSON.stringify(frame.contentWindow.performance.getEntries()), () => frame.contentWindow.name,
    () => frame.contentWindow.history.length, () => frame.contentWindow.eval("document.body.innerText"),
    () => frame.contentWindow[0].document.body.innerText,
    () => { for (const type of ["open", "exit", "size", "history", "read", "get"])
      frame.contentWindow.postMessage({ type, command: type }, "*"); return ""; },
  ];
  const answers = tries.map((attempt) => { try { return String(attempt()); } catch { return "refused"; } });
  return JSON.stringify([answers, heard, document.documentElement.outerHTML, Object.entries(localStorage),
    Object.entries(sessionStorage), document.cookie, performance.getEntries().map((entry) => entry.name)]);
};
</script>"""
HOST = """<!doctype html><html lang="en"><title>School</title>{spy}<main><h1>School</h1><input id="own"></main>
<script src="{bot}/embed.js" data-site="{site}" async></script></html>"""


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallGateway]:
    """A gateway that lets one school's pages frame it."""
    folder = tmp_path_factory.mktemp("host")
    with small_gateway(folder, {"friend": FRIEND}) as running:
        yield running


@pytest.fixture(scope="module")
def school(gateway: SmallGateway) -> Iterator[str]:
    """A school's website with a curious script on it, on another origin."""
    pages = {"/": HOST.format(spy=SPY, bot=gateway.url, site="default"),
             "/stranger": HOST.format(spy="", bot=gateway.url, site="friend")}
    with website(pages) as address:
        yield address


@pytest.fixture
def pupil(browser: Browser, gateway: SmallGateway, school: str) -> Iterator[Visitor]:
    """A visitor of the school's website."""
    visitor = Visitor(browser, gateway.url, PHONE)
    visitor.context.route(f"{school}/**", lambda route: route.continue_())
    yield visitor
    visitor.leave_browser()


def open_on(visitor: Visitor, page: str) -> Frame:
    visitor.page.goto(page)
    visitor.page.get_by_role("button", name="Open chat").click()
    return visitor.frame_ready()


def test_a_script_on_the_page_cannot_read_a_word(pupil: Visitor, gateway: SmallGateway, school: str) -> None:
    frame = open_on(pupil, f"{school}/")
    gateway.rasa.parts = [{"script": "utter_ask_deepfake"}]
    pupil.say(frame, CANARY)
    answer = str(frame.locator(".reply").last.locator(".bubble").first.text_content())
    before_exit = pupil.page.evaluate("pry()")
    assert len(answer) > 10 and CANARY not in before_exit and answer not in before_exit
    answers, heard = json.loads(before_exit)[:2]
    refused = [answer for answer in answers if answer == "refused"]
    assert len(refused) == 9 and answers[9] == ""  # messages may be sent to it
    assert not any(event.startswith(("key", "input", "copy", "paste", "selection")) for event in heard)
    told = {json.loads(message)["type"] for message in heard if message.startswith('{"type"')}
    assert told == {"open"}


def test_what_the_page_sends_is_not_obeyed_beyond_open_and_exit(pupil: Visitor, school: str) -> None:
    frame = open_on(pupil, f"{school}/")
    pupil.page.evaluate("""() => document.querySelector("div").shadowRoot.querySelector("iframe").contentWindow
        .postMessage({ type: "say", text: "x", payload: "/ask_menu" }, "*")""")
    pupil.page.wait_for_timeout(300)
    assert frame.locator(".own").count() == 0 and frame.locator(".reply").count() == 1


def test_a_page_that_is_not_on_the_list_cannot_frame_the_chat(pupil: Visitor, school: str) -> None:
    pupil.page.goto(f"{school}/stranger")
    pupil.page.get_by_role("button", name="Open chat").click()
    expect(pupil.page.get_by_text(WORDS["unreachable"])).to_be_visible(timeout=10_000)
    frames = [frame for frame in pupil.page.frames if frame != pupil.page.main_frame]
    assert all(frame.locator("#log, .reply").count() == 0 for frame in frames)
    assert any("frame-ancestors" in error for error in pupil.errors)
    expect(pupil.page.get_by_role("button", name="Exit")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/chat", "/help", "/help/GB", "/privacy", "/embed"])
def test_no_page_but_the_widget_can_be_framed(pupil: Visitor, gateway: SmallGateway, school: str, path: str) -> None:
    pupil.page.goto(f"{school}/")
    pupil.page.evaluate("""address => new Promise((done) => {
        const frame = document.createElement("iframe");
        frame.onload = done;
        frame.src = address;
        document.body.append(frame);
    })""", gateway.url + path)
    assert all(frame.locator("main, #log").count() == 0 for frame in pupil.page.frames[1:])


@pytest.mark.parametrize(("script", "address"), [
    ("call", "tel:"), ("text", "sms:"), ("mail", "mailto:"), ("chat", "https://")])
def test_help_can_be_reached_from_inside_the_frame(browser: Browser, gateway: SmallGateway, school: str,
                                                   script: str, address: str) -> None:
    visitor = Visitor(browser, gateway.url, (400, 900))
    visitor.context.route(f"{school}/**", lambda route: route.continue_())
    frame = open_on(visitor, f"{school}/")
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("Network.enable")
    frame.get_by_role("button", name="Get help now").click()
    frame.locator("#help").get_by_role("combobox").fill("ireland")
    frame.locator("#help").get_by_role("combobox").press("Enter")
    expect(frame.locator("#help .urgent a[href='tel:112']")).to_be_visible()
    for folded in frame.locator("#help summary").all():
        folded.click()
    link = frame.locator(f"#help .way[href^='{address}']").first
    link.scroll_into_view_if_needed()
    if address == "https://":
        with visitor.context.expect_page() as opened:
            link.click()
        assert opened.value.evaluate("[document.referrer, opener]") == ["", None]
    else:
        link.click()
        visitor.page.wait_for_timeout(300)
    blocked = [error for error in visitor.errors if "sandbox" in error.lower() or "blocked" in error.lower()]
    assert blocked == [] and frame.locator("#help").is_visible()
    visitor.leave_browser()


def test_a_star_in_the_list_lets_all_names_of_a_school_in_and_nobody_else(browser: Browser, gateway: SmallGateway,
                                                                          tmp_path: Path) -> None:
    pages: dict[str, str] = {}
    with website(pages) as address:
        port = address.rsplit(":", 1)[1]
        starred = {"name": "School", "origins": [f"http://*.localhost:{port}"], "safeguarding_lead": "Ms Ito",
                   "complaints": "safe@school.example"}
        with small_gateway(tmp_path, {"starred": starred}) as running:
            pages["/"] = HOST.format(spy="", bot=running.url, site="starred")
            visitor = Visitor(browser, running.url, PHONE)
            visitor.context.route(f"http://*.localhost:{port}/", lambda route: route.continue_())
            visitor.context.route(f"{address}/", lambda route: route.continue_())
            frame = open_on(visitor, f"http://pupils.localhost:{port}/")
            frame.get_by_role("button", name=WORDS["close_chat"]).click()
            expect(visitor.page.locator("iframe")).to_have_count(0)
            visitor.page.goto(f"{address}/")
            visitor.page.get_by_role("button", name="Open chat").click()
            expect(visitor.page.get_by_text(WORDS["unreachable"])).to_be_visible(timeout=10_000)
            visitor.leave_browser()
