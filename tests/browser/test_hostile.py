"""Five hundred hostile messages change nothing on the page, and each gets an answer."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, expect

from tests.browser.small_gateway import SmallGateway, small_gateway
from tests.browser.visitor import WORDS, Visitor

MESSAGES = 500
AT_ONCE = 50  # messages in one conversation, before it is started anew
PARTS = [
    "<script>document.title='owned'</script>", "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=alert(1)>", "<iframe src=https://elsewhere.example></iframe>", "<style>*{display:none}</style>",
    "</textarea></div></body>", "<a href=javascript:alert(1)>x</a>", "javascript:alert(1)", "{{7*7}}", "${alert(1)}",
    "'; DROP TABLE services; --", "/restart", "/inform{\"country\": \"XX\"}", "danger:WyJ4Il0", "__proto__",
    "\x00\x07\x1b[2J",
    "\u202eevil\u202c", "\u2066\u2067\u2068", "\u202e" * 40, "\u200b\u200c\u200d\ufeff", "a\u0300" * 60, "ﷺ" * 30,
    "👩‍👩‍👧‍👦" * 20, "مرحبا hello שלום привет 你好", "\u2028\u2029", "\r\n\t", "﷽",
    "ｆｕｌｌｗｉｄｔｈ",
    "A" * 300, "%00%0d%0aSet-Cookie: x=1",
    "<math><mi xlink:href=\"data:x,<script>alert(1)</script>\">", "&lt;b&gt;",
    "<!--", "]]>", "\\u003cscript\\u003e", "http://[::1]/",
]
# What must stay as it was, whatever is written: everything but the conversation itself.
REST = """() => {
    const own = document.documentElement.cloneNode(true);
    for (const part of own.querySelectorAll("#turns, #status, #more-below, #config")) part.replaceChildren();
    own.querySelector("#more-below").removeAttribute("hidden");
    own.querySelector("#text").removeAttribute("style");
    const exit = document.getElementById("exit-button").getBoundingClientRect();
    return [own.outerHTML, document.title, location.href, exit.x, exit.y, document.documentElement.scrollWidth];
}"""
INSIDE = """() => [...document.querySelectorAll(".own")].filter((turn) =>
    turn.querySelectorAll("*").length !== 2 || turn.querySelector(".bubble").childElementCount).length"""


def hostile_messages() -> Iterator[str]:
    noise = random.Random(20260204)
    for number in range(MESSAGES):
        if number % 50 == 7:
            yield (noise.choice(PARTS) * 10_000)[:10_000]
        else:
            yield " ".join(noise.choices(PARTS, k=noise.randint(1, 4)))


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallGateway]:
    """A gateway that sets no limit on how fast one writes."""
    with small_gateway(tmp_path_factory.mktemp("hostile"), {}) as running:
        yield running


@pytest.mark.timeout(600)
def test_five_hundred_hostile_messages_change_nothing_on_the_page(browser: Browser, gateway: SmallGateway) -> None:
    visitor = Visitor(browser, gateway.url, (400, 640))
    gateway.rasa.parts = [{"script": "utter_ask_menu"}]
    frame = visitor.open_chat()
    outside = visitor.page.evaluate("document.documentElement.outerHTML")
    before = frame.evaluate(REST)
    for number, text in enumerate(hostile_messages()):
        if number % AT_ONCE == 0 and number:
            start_anew(frame)
        send(frame, text)
        if number % AT_ONCE == AT_ONCE - 1:
            assert frame.evaluate(INSIDE) == 0
            assert frame.evaluate(REST) == before
    assert visitor.page.evaluate("document.documentElement.outerHTML") == outside
    assert visitor.foreign == [] and visitor.errors == [] and visitor.kept(frame) == 0
    visitor.leave_browser()


def start_anew(frame: Frame) -> None:
    frame.get_by_role("button", name=WORDS["menu"], exact=True).click()
    frame.get_by_role("button", name=WORDS["start_again"]).click()
    expect(frame.locator(".reply")).to_have_count(1)


def send(frame: Frame, text: str) -> None:
    """As a paste would, and the key; waits until it was answered by words."""
    replies = frame.locator(".reply").count()
    sent = frame.evaluate("""text => {
        const field = document.getElementById("text");
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        const isSent = field.value.trim() !== "";
        field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
        return isSent;
    }""", text)
    if sent:
        expect(frame.locator(".reply")).to_have_count(replies + 1, timeout=20_000)
        assert frame.locator(".reply").last.locator(".bubble").count() >= 1
