"""Services made up for a test: only what the test speaks of is named."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from bot.content.helplines import CountryHelplines, Service
from bot.directory import Directory

NOON = datetime(2026, 10, 5, 12, 0, tzinfo=timezone.utc)  # a Monday
NIGHT = datetime(2026, 10, 5, 3, 0, tzinfo=timezone.utc)
TOPICS = {"child_helpline": ["emotional_support"], "suicide_crisis": ["self_harm"], "report_csam": ["image_removal"],
          "image_abuse_support": ["image_removal"]}


def service(name: str, kind: str = "child_helpline", **given: Any) -> Service:
    """A service in the country its id begins with; `hours` are those of its one telephone line."""
    hours = given.pop("hours", None)
    fields = {
        "id": name, "name": name, "kind": kind, "audience": ["child", "teen", "adult"],
        "topics": TOPICS.get(kind, ["crime_report"]), "languages": ["en"], "timezone": "UTC", "note": None,
        "channels": [{"type": "phone", "number": "116", "hours": hours}],
        "source": "https://example.org/", "source_seen": None, "confidence": "high",
        "checked_on": None, "checked_by": None,
    }
    return Service.parse_obj({**fields, **given})


def tool(name: str, **given: Any) -> Service:
    """A tool that blocks pictures everywhere."""
    return service(name, "report_csam", topics=["image_removal", "image_blocking"],
                   channels=[{"type": "web", "url": f"https://{name}.example/", "hours": "24/7"}], **given)


def directory(*services: Service) -> Directory:
    """A directory of these services, by the first part of their ids."""
    codes = {found.id.split("-")[0].upper() for found in services}
    return Directory({code: CountryHelplines.parse_obj({
        "country": code, "name": code, "police_caution": True, "emergency": [],
        "services": [found for found in services if found.id.startswith(f"{code.lower()}-")],
    }) for code in codes})


def ids(services: list[Service]) -> list[str]:
    """What the tests compare."""
    return [found.id for found in services]
