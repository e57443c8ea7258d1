"""All processes are killed while the page is open: numbers to call are one tap away, and a message is answered."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import yaml
from playwright.sync_api import Browser, expect

from bot.paths import CONTENT
from tests.browser.visitor import PHONE, WORDS, Visitor
from tests.running import Product, start_product, wait_until

SCHOOL = {"name": "School", "country": "GB", "trusted_adult": {"name": "Ms Ito", "where": "Room 12"}}


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[Product]:
    """A product of its own, with a school's site, that the test kills."""
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "sites" / "school.yml").write_text(yaml.safe_dump(SCHOOL))
    product = start_product(tmp_path, CONTENT=str(content))
    yield product
    kill(product)


def kill(product: Product) -> None:
    """`kill -9` of the process that was started and all it started."""
    if not psutil.pid_exists(product.process.pid):
        return
    family = [psutil.Process(product.process.pid), *psutil.Process(product.process.pid).children(recursive=True)]
    for process in family:
        if process.is_running():
            os.kill(process.pid, signal.SIGKILL)
    product.process.wait(10)
    wait_until(lambda: not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE
                               for process in family), 10)


def test_with_every_process_killed_help_is_one_tap_away_and_a_message_is_answered(browser: Browser,
                                                                                 doomed: Product) -> None:
    visitors = {where: Visitor(browser, doomed.url, PHONE) for where in ("chat", "frame", "closed")}
    full = visitors["chat"].open_full_page("?site=school")
    visitors["frame"].open_page("/embed/preview?site=school")
    visitors["frame"].page.get_by_role("button", name="Open chat").click()
    framed = visitors["frame"].frame_ready()
    visitors["closed"].open_page("/embed/preview?site=school")
    visitors["closed"].page.get_by_role("button", name="Open chat").wait_for()
    kill(doomed)

    for frame in (full, framed):
        frame.get_by_role("button", name="Get help now").click()
        expect(frame.locator("#help .urgent a[href='tel:999']")).to_be_in_viewport(ratio=1)
        expect(frame.locator("#help .urgent a[href='tel:08001111']")).to_be_in_viewport(ratio=1)
        assert frame.locator("#help .card").count() > 3
        frame.get_by_role("button", name="Get help now").click()
        frame.get_by_label(WORDS["your_message"]).fill("he has a fake picture of me")
        frame.get_by_label(WORDS["your_message"]).press("Enter")
        expect(frame.get_by_text(WORDS["offline"])).to_be_visible()
        expect(frame.locator(".reply").last.locator("a[href='tel:999']")).to_be_visible()
        assert "Ms Ito" in str(frame.locator(".reply").last.text_content())

    closed = visitors["closed"].page
    closed.get_by_role("button", name="Open chat").click()
    expect(closed.locator("a[href='tel:999']")).to_be_visible(timeout=4_000)
    expect(closed.locator("a[href='tel:08001111']")).to_be_visible()
    visitors["closed"].shoot("phone-unreachable")
    visitors["closed"].page.get_by_role("button", name="Exit").click()
    closed.wait_for_url("https://www.bbc.co.uk/weather")
    for visitor in visitors.values():
        visitor.leave_browser()
