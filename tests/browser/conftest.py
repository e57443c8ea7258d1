"""A browser, and visitors who come with nothing and leave nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import PHONE, Visitor
from tests.running import Product

CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
              "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def child(browser: Browser, product: Product) -> Iterator[Visitor]:
    """A visitor with a small phone, who must end with a clean device."""
    visitor = Visitor(browser, product.url, PHONE)
    yield visitor
    visitor.leave_browser()


@pytest.fixture
def adult(browser: Browser, product: Product) -> Iterator[Visitor]:
    """A visitor with a desktop computer."""
    visitor = Visitor(browser, product.url, (1280, 800))
    yield visitor
    visitor.leave_browser()
