"""The tables of the counts: one for each thing counted, so that no two things ever stand in one row."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from sqlalchemy import Column, Date, Integer, MetaData, String, Table

METADATA = MetaData()
# Each counts chats, and a chat once for each value: by where and who, by what it was about, by how it went.
COUNTED = ("chats", "ended", "site", "language", "country", "audience", "topic", "danger", "outcome", "helpline")
TOTALS = ("chats", "ended")  # of one value, ALL
ALL = "all"
TABLES = {name: Table(f"weekly_{name}", METADATA,
                      Column("week", Date, primary_key=True),  # its Monday, the finest time there is
                      Column("value", String(100), primary_key=True),
                      Column("count", Integer, nullable=False)) for name in COUNTED}


def this_week() -> date:
    """The Monday of the present week, by UTC."""
    today = datetime.now(timezone.utc).date()
    return today - timedelta(days=today.weekday())
