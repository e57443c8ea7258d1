"""Databases to count in."""

from __future__ import annotations

from tests.postgres import postgres_url, url

__all__ = ["postgres_url", "url"]
