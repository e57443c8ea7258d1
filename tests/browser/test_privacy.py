"""Nothing stays on the device, nothing goes to others, nothing goes wrong in silence."""

from __future__ import annotations

import pytest

from tests.browser.visitor import Visitor


def test_a_whole_visit_stores_nothing_and_asks_no_other_host(child: Visitor) -> None:
    frame = child.open_chat()
    child.press_first_button(frame)
    child.say(frame, "i live in pakistan and need a helpline")
    frame.get_by_role("button", name="Get help now").click()
    assert child.kept(frame) == 0 and child.kept(child.page.main_frame) == 0
    assert child.foreign == [] and child.errors == []


def test_the_frame_asks_for_no_permission_and_its_title_and_address_tell_nothing(child: Visitor) -> None:
    frame = child.open_full_page()
    said = " ".join([frame.title(), frame.url, frame.locator("link[rel=icon]").get_attribute("href") or ""]).lower()
    assert not any(word in said for word in ("deepfake", "nud", "abuse", "crisis", "sext"))
    assert child.context.cookies() == []


def test_links_to_other_sites_tell_them_nothing(child: Visitor) -> None:
    frame = child.open_full_page()
    child.say(frame, "who can i call in pakistan")
    links = frame.locator("a[href^='http']").all()
    assert links
    for link in links:
        assert "noreferrer" in (link.get_attribute("rel") or "") and link.get_attribute("target") == "_blank"


@pytest.mark.parametrize("path", ["/", "/chat", "/help", "/help/PK", "/privacy", "/embed"])
def test_every_page_opens_without_an_error(child: Visitor, path: str) -> None:
    child.open_page(path)
    child.page.wait_for_load_state("networkidle")
    assert child.errors == [] and child.foreign == [] and child.kept(child.page.main_frame) == 0
