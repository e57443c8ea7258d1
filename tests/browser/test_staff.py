"""The staff page in a browser: readable by all, on any screen, and nothing kept on the device."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from bot.counts.store import write
from bot.counts.tables import this_week
from tests.browser.small_gateway import SmallGateway, small_gateway
from tests.browser.visitor import PHONE, Visitor

TOKEN = "0123456789abcdef0123456789abcdef"
_WEEK = {("chats", "all"): 143, ("ended", "all"): 71, ("topic", "law"): 12, ("topic", "pictures"): 60,
         ("topic", "sextortion"): 38, ("helpline", "pk-digital-rights"): 55, ("helpline", "gb-childline"): 23,
         ("outcome", "answered"): 120, ("outcome", "unanswered"): 19, ("danger", "blackmail"): 21,
         ("danger", "self_harm"): 12, ("country", "PK"): 70, ("country", "GB"): 31, ("language", "en"): 143,
         ("site", "default"): 143, ("audience", "child"): 50, ("audience", "parent"): 22}


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallGateway]:
    """A gateway with a token and three weeks behind it."""
    folder = tmp_path_factory.mktemp("staff")
    for ago in (1, 2, 4):
        counts = {key: count // ago for key, count in _WEEK.items()}
        write(f"sqlite:///{folder}/directory.db", this_week() - timedelta(weeks=ago), counts)
    with small_gateway(folder, {}, report_token=TOKEN) as gateway:
        yield gateway


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, (1440, 900)], ids=["phone", "desktop"])
def test_the_report_can_be_read_by_everybody_and_leaves_nothing(
        counted: SmallGateway, browser: Browser, size: tuple[int, int], scheme: Literal["light", "dark"]) -> None:
    staff = Visitor(browser, counted.url, size, color_scheme=scheme)
    staff.open_page("/staff/report")
    for shown in ("form", "report"):
        found = Axe().run(staff.page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()
        assert staff.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        staff.shoot(f"staff-{shown}-{size[0]}-{scheme}")
        if shown == "form":
            staff.page.get_by_label("Token").fill(TOKEN)
            staff.page.get_by_role("button", name="Show the report").click()
            staff.page.get_by_role("heading", name="Topics").wait_for()
    assert TOKEN not in staff.page.content() and "token" not in staff.page.url
    staff.leave_browser()


def test_the_sheet_is_downloaded(counted: SmallGateway, browser: Browser) -> None:
    staff = Visitor(browser, counted.url, PHONE)
    staff.open_page("/staff/report")
    staff.page.get_by_label("Token").fill(TOKEN)
    with staff.page.expect_download() as sheet:
        staff.page.get_by_role("button", name="Download as CSV").click()
    assert Path(sheet.value.path()).read_text().startswith("week,counted,value,chats\n")
    staff.leave_browser()
