"""Help pages are made once a minute, and anew when the content is."""

from __future__ import annotations

from typing import Any

from bot.gateway import kept_pages
from bot.gateway.kept_pages import kept_page


class Content:
    """Stands for a speaker."""


def test_a_page_is_made_once_a_minute_for_the_same_content(monkeypatch: Any) -> None:
    made: list[int] = []
    now = [6_000.0]
    monkeypatch.setattr(kept_pages.time, "time", lambda: now[0])

    def make() -> str:
        made.append(1)
        return f"page {len(made)}"

    first, second = Content(), Content()
    assert kept_page(first, "PK", "text/html", make).body == b"page 1"  # type: ignore[arg-type]
    now[0] += 59
    assert kept_page(first, "PK", "text/html", make).body == b"page 1"  # type: ignore[arg-type]
    assert kept_page(first, "NO", "text/html", make).body == b"page 2"  # type: ignore[arg-type]
    assert kept_page(second, "PK", "text/html", make).body == b"page 3"  # type: ignore[arg-type]
    now[0] += 1
    assert kept_page(first, "PK", "text/html", make).body == b"page 4"  # type: ignore[arg-type]
