"""The tables of the directory: a copy of content/helplines that every process of a machine or cluster shares."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, MetaData, String, Table, Text

# The prefix keeps them apart from what else lives in an operator's database: they are dropped and made anew.
METADATA = MetaData()

COUNTRY = Table(
    "directory_country", METADATA,
    Column("country", String(3), primary_key=True),
    Column("name", Text, nullable=False),
    Column("police_caution", Boolean, nullable=False),
    Column("police_note", Text),
    Column("police_source", Text),
)
EMERGENCY = Table(
    "directory_emergency", METADATA,
    Column("country", ForeignKey(COUNTRY.c.country), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("number", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("confidence", Text, nullable=False),
)
SERVICE = Table(
    "directory_service", METADATA,
    Column("id", String(100), primary_key=True),
    Column("country", ForeignKey(COUNTRY.c.country), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("audience", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("timezone", Text),
    Column("limited", Boolean, nullable=False),
    Column("on_bill", Boolean),
    Column("note", Text),
    Column("staff_note", Text),
    Column("source", Text),
    Column("source_seen", Text),
    Column("second_source", Text),
    Column("confidence", Text, nullable=False),
    Column("hold", Text),
    Column("checked_on", Date),
    Column("checked_by", Text),
)
CHANNEL = Table(
    "directory_channel", METADATA,
    Column("service", ForeignKey(SERVICE.c.id), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("type", Text, nullable=False),
    Column("number", Text),
    Column("e164", Text),
    Column("url", Text),
    Column("address", Text),
    Column("free", Boolean),
    Column("hours", Text),
    Column("exception", Text),
)
META = Table("directory_meta", METADATA, Column("digest", String(64), primary_key=True))
