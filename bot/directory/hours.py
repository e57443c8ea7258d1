"""Whether a line is open now, and when it opens, in its own time zone."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State

from bot.content.helplines import Channel, Service

_CHANGES = 20  # enough changes of state to reach the next opening of any week


def is_open(channel: Channel, timezone: str | None, now: datetime) -> bool | None:
    """True, False, or None where the hours are not known; `now` has a time zone."""
    if channel.hours is None:
        return None
    state = _hours(channel.hours, timezone).state(_local(now, timezone))[0]
    return None if state == State.UNKNOWN else state == State.OPEN


def opens(channel: Channel, timezone: str | None, now: datetime) -> datetime | None:
    """When a closed channel opens next, in the service's time zone; None when it is not closed or never opens."""
    if is_open(channel, timezone, now) is not False:
        return None
    hours = _hours(channel.hours or "", timezone)
    moment: datetime | None = _local(now, timezone)
    for _ in range(_CHANGES):
        moment = hours.next_change(moment)
        if moment is None or hours.is_open(moment):
            break
    return moment


def is_service_open(service: Service, now: datetime) -> bool | None:
    """Whether somebody answers now by phone, text or chat; None where that is not known or nobody ever does."""
    states = [is_open(channel, service.timezone, now) for channel in service.ways if channel.is_live]
    if True in states:
        return True
    return None if None in states or not states else False


def _local(now: datetime, timezone: str | None) -> datetime:
    return now.astimezone(ZoneInfo(timezone or "UTC"))


@lru_cache(maxsize=1024)
def _hours(text: str, timezone: str | None) -> OpeningHours:
    return OpeningHours(text, timezone=ZoneInfo(timezone or "UTC"))
