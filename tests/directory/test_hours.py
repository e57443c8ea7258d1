"""Open now, closed now, opens when: in the line's own time zone."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.content.helplines import Channel
from bot.directory.hours import is_open, is_service_open, opens
from tests.directory.made import NIGHT, NOON, service


def line(hours: str | None) -> Channel:
    """A telephone line with these hours."""
    return Channel.parse_obj({"type": "phone", "number": "116", "hours": hours})


@pytest.mark.parametrize(("hours", "zone", "expected"), [
    (None, "UTC", None), ("24/7", None, True), ("Mo-Fr 09:00-17:00", "UTC", True),
    ("Mo-Fr 09:00-17:00", "Asia/Karachi", False), ("Mo-Fr 09:00-17:00", "America/Lima", False),
    ("Su 09:00-17:00", "UTC", False), ("Mo-Su 09:00-05:00", "UTC", True),
])
def test_a_line_is_open_by_its_own_clock(hours: str | None, zone: str | None, expected: bool | None) -> None:
    assert is_open(line(hours), zone, NOON) is expected


def test_a_closed_line_says_when_it_opens_in_its_own_time() -> None:
    at = opens(line("Mo-Fr 09:00-17:00"), "Asia/Karachi", NOON)
    assert at is not None and at.isoformat() == "2026-10-06T09:00:00+05:00"


def test_a_pause_at_noon_is_no_opening() -> None:
    at = opens(line("Mo-Fr 09:00-12:00,14:00-17:00; Tu off"), "UTC", datetime(2026, 10, 5, 18, tzinfo=timezone.utc))
    assert at is not None and at.isoformat() == "2026-10-07T09:00:00+00:00"


@pytest.mark.parametrize("hours", [None, "24/7", "Mo-Fr 09:00-17:00"])
def test_a_line_that_is_not_closed_opens_never(hours: str | None) -> None:
    assert opens(line(hours), "UTC", NOON) is None


def test_a_service_is_closed_only_when_every_live_line_is() -> None:
    web = {"type": "web", "url": "https://example.org/", "hours": "24/7"}
    phone = {"type": "phone", "number": "116", "hours": "Mo-Fr 09:00-17:00"}
    chat = {"type": "chat", "url": "https://example.org/", "hours": None}
    assert is_service_open(service("xa-a", channels=[web, phone]), NIGHT) is False
    assert is_service_open(service("xa-a", channels=[phone, chat]), NIGHT) is None
    assert is_service_open(service("xa-a", channels=[phone]), NOON) is True
    assert is_service_open(service("xa-a", channels=[web]), NOON) is None
