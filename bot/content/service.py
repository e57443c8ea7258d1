"""A country's helplines as types: emergency numbers, services and the ways to reach them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]
from pydantic import Field, StrictBool, StrictStr, root_validator, validator

from bot.content.schema import Record

Kind = Literal["child_helpline", "report_csam", "cybercrime_police", "suicide_crisis", "image_abuse_support",
               "parent_support", "online_safety_regulator", "child_protection_authority", "behaviour_support"]
Age = Literal["child", "teen", "adult"]
Topic = Literal["emotional_support", "abuse", "online_safety", "self_harm", "image_removal", "crime_report",
                "image_blocking", "missing_children", "own_behaviour"]
Confidence = Literal["high", "medium", "low"]
Means = Literal["phone", "sms", "whatsapp", "chat", "web", "email"]

INTERNATIONAL = "INT"
ALWAYS = "24/7"
_NEEDS: Mapping[str, str] = {"phone": "number", "sms": "number", "whatsapp": "number",
                             "chat": "url", "web": "url", "email": "address"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


class EmergencyNumber(Record):
    """A number to dial when somebody is in danger now."""

    number: StrictStr = Field(..., regex=r"^[0-9]{2,6}$")
    service: Literal["all", "police", "ambulance", "fire"]
    source: str
    confidence: Confidence


class Channel(Record):
    """One way to reach a service."""

    type: Means
    number: StrictStr | None = Field(None, regex=r"^[0-9+*#(][0-9 ()*#-]*$", description="as people dial it there")
    e164: StrictStr | None = Field(None, regex=r"^\+[0-9]{6,15}$", description="null for short codes only")
    url: str | None = Field(None, regex=r"^https?://[^\s/]+\.[^\s/]+")
    address: str | None = Field(None, regex=r"^[^\s@]+@[^\s@]+\.[a-z]+$", description="an e-mail address")
    free: StrictBool | None = Field(None, description="null: unknown")
    hours: str | None = Field(None, description="OpenStreetMap opening_hours in the service's time zone; null: unknown")
    exception: str | None = Field(None, description="why a number or link stays that the check would refuse")

    @validator("hours")
    def _is_readable(cls, value: str | None) -> str | None:
        try:
            OpeningHours(value or ALWAYS)
        except ParserError:
            raise ValueError("is not in opening_hours syntax, like “Mo-Fr 09:00-17:00” or “24/7”") from None
        return value

    @root_validator(skip_on_failure=True)
    def _has_what_its_type_needs(cls, values: dict[str, Any]) -> dict[str, Any]:
        needed = _NEEDS[values["type"]]
        extra = {"number", "url", "address"} - {needed}
        if not values.get(needed):
            raise ValueError(f"{values['type']} needs “{needed}”")
        if any(values.get(name) for name in extra) or (values.get("e164") and needed != "number"):
            raise ValueError(f"{values['type']} takes “{needed}” only")
        return values

    @property
    def is_shown(self) -> bool:
        """A link without https can be read and changed on the way, so nobody is sent there."""
        return not (self.url or "").startswith("http:")

    @property
    def is_live(self) -> bool:
        """Whether a person answers while it is open."""
        return self.type in ("phone", "sms", "whatsapp", "chat")


class Service(Record):
    """A helpline, report portal, police unit or authority."""

    id: StrictStr = Field(..., regex=r"^[a-z]{2,3}(-[a-z0-9]+)+$")
    name: StrictStr = Field(..., min_length=2)
    kind: Kind
    audience: tuple[Age, ...] = Field(..., description="whose age the source says it takes")
    topics: tuple[Topic, ...] = ()
    channels: tuple[Channel, ...]
    languages: tuple[str, ...]
    timezone: str | None
    limited: StrictBool = Field(False, description="for one region or group only; its note or name says which")
    on_bill: StrictBool | None = Field(None, description="whether a call shows on the phone bill; null: no source says")
    note: StrictStr | None = Field(..., description="what a reader should know, 45 words at most")
    staff_note: StrictStr | None = Field(None, description="for those who check the entry; never shown")
    source: str | None = Field(..., regex=r"^https?://", description="the page the entry was taken from")
    source_seen: StrictStr | None = Field(..., regex=r"^\d{4}(-\d\d){0,2}$", description="the date on the source")
    second_source: str | None = Field(None, regex=r"^https?://")
    confidence: Confidence
    hold: StrictStr | None = Field(None, min_length=5, description="why it is hidden until a person confirms it")
    checked_on: date | None = Field(..., description="when a person dialled or opened it; null: never")
    checked_by: StrictStr | None = Field(..., description="who did")

    @validator("audience", "languages")
    def _has_one(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("needs at least one entry")
        return value

    @validator("timezone")
    def _exists(cls, value: str | None) -> str | None:
        try:
            ZoneInfo(value or "UTC")
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("is not a time zone, like “Europe/Madrid”") from None
        return value

    @validator("languages", each_item=True)
    def _is_language(cls, value: str) -> str:
        if not _LANGUAGE.fullmatch(value):
            raise ValueError("is not a language code, like “es” or “zh-Hant”")
        return value

    @validator("checked_on", pre=True)
    def _is_written_as_a_date(cls, value: object) -> object:
        if value is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
            raise ValueError("is not a date like 2026-10-31")
        return value

    @property
    def ways(self) -> tuple[Channel, ...]:
        """The channels a visitor is shown."""
        return tuple(channel for channel in self.channels if channel.is_shown)

    @property
    def is_human(self) -> bool:
        """Whether one can talk or write with a person there."""
        return any(channel.is_live or channel.type == "email" for channel in self.ways)


class CountryHelplines(Record):
    """Everything known of one country, or of services for every country (INT)."""

    country: StrictStr = Field(..., regex=r"^([A-Z]{2}|INT)$", description="ISO 3166-1 alpha-2, XK, or INT")
    name: str
    police_caution: StrictBool = Field(..., description="true: a helpline before the police, and no word on blame")
    police_note: StrictStr | None = Field(None, description="what may be said of the police, with `police_source`")
    police_source: StrictStr | None = Field(None, regex=r"^https://", description="the page that allows no caution")
    emergency: tuple[EmergencyNumber, ...]
    services: tuple[Service, ...]
