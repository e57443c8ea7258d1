"""What a page loads because of the chat, in bytes on the wire; and an old phone on a slow line."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import requests
from playwright.sync_api import Browser, Request, expect

from tests.browser.small_gateway import small_gateway
from tests.browser.test_sites import SCHOOL
from tests.browser.visitor import PHONE, WORDS, Visitor
from tests.running import Product

BEFORE_OPENING, TO_CHAT = 5_000, 25_000  # bytes, compressed
SECONDS = 3.0
# An old phone: a processor six times slower than this machine's, and 3G as WebPageTest has it.
CPU = 6
LINE = {"offline": False, "latency": 300, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 768_000 / 8}


def on_the_wire(requests: list[Request]) -> int:
    return sum(request.sizes()["responseBodySize"] for request in requests if request.response())


def test_before_opening_and_to_chat_little_is_loaded_nothing_is_stored_and_nobody_else_is_asked(
        browser: Browser, product: Product) -> None:
    visitor = Visitor(browser, product.url, PHONE)
    visitor.open_page()
    visitor.page.get_by_role("button", name="Open chat").wait_for()
    visitor.page.wait_for_load_state("networkidle")
    ours = [request for request in visitor.sent if "/embed" in request.url]
    of_the_page = [request for request in visitor.sent if request not in ours]
    before = on_the_wire(ours)
    assert [request.url.partition("?")[0] for request in ours] == [f"{product.url}/embed.js"]
    assert visitor.kept(visitor.page.main_frame) == 0
    visitor.page.get_by_role("button", name="Open chat").click()
    frame = visitor.frame_ready()
    visitor.page.wait_for_load_state("networkidle")
    to_chat = on_the_wire([request for request in visitor.sent if request not in of_the_page])
    print(json.dumps({"bytes_before_opening": before, "bytes_to_chat": to_chat}))
    assert 1_000 < before <= BEFORE_OPENING and 5_000 < to_chat <= TO_CHAT
    visitor.say(frame, "what is a deepfake")
    assert visitor.kept(frame) == 0 and visitor.kept(visitor.page.main_frame) == 0
    visitor.page.get_by_role("button", name="Open chat")
    frame.get_by_role("button", name=WORDS["close_chat"]).click()
    assert visitor.kept(visitor.page.main_frame) == 0
    assert visitor.foreign == [] and visitor.errors == []
    visitor.leave_browser()


def test_a_school_with_everything_in_another_script_stays_within_it(browser: Browser, tmp_path: Path) -> None:
    with small_gateway(tmp_path, {"school": SCHOOL}, urdu=True) as gateway:
        visitor = Visitor(browser, gateway.url, PHONE)
        visitor.open_full_page("?site=school&lang=ur")
        visitor.page.wait_for_load_state("networkidle")
        loader = len(gzip.compress(requests.get(f"{gateway.url}/embed.js?site=school", timeout=10).content))
        total = loader + on_the_wire(visitor.sent)
        print(json.dumps({"bytes_to_chat_of_a_large_site": total}))
        assert loader <= BEFORE_OPENING and total <= TO_CHAT
        visitor.leave_browser()


def test_the_full_page_is_no_larger(browser: Browser, product: Product) -> None:
    visitor = Visitor(browser, product.url, PHONE)
    visitor.open_full_page()
    visitor.page.wait_for_load_state("networkidle")
    assert on_the_wire(visitor.sent) <= TO_CHAT
    visitor.leave_browser()


def test_an_old_phone_on_a_slow_line_can_use_it_in_three_seconds(browser: Browser, product: Product) -> None:
    visitor = Visitor(browser, product.url, PHONE)
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    took = []
    for _ in range(3):  # other processes share the machine
        visitor.context.clear_cookies()
        devtools.send("Network.clearBrowserCache")
        begun = time.monotonic()
        visitor.open_page("/chat")
        expect(visitor.page.locator(".choices button").first).to_be_visible(timeout=20_000)
        took.append(round(time.monotonic() - begun, 2))
        if took[-1] <= SECONDS:
            break
    print(json.dumps({"seconds_on_an_old_phone": took}))
    assert took[-1] <= SECONDS
    visitor.leave_browser()
