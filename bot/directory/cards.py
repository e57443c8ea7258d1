"""The “helplines” message of the contract: emergency numbers and services as the widget shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.content.helplines import Channel, Service
from bot.directory.directory import Directory
from bot.directory.hours import is_open, opens


def helplines_message(directory: Directory, country: str | None, services: Iterable[Service], now: datetime,
                      language: str, script: str) -> dict[str, Any]:
    """One message with the country's emergency numbers and these services, in this order.

    The reader's `language` stands first among those a service speaks. `opens` is an ISO 8601 time in the service's
    own time zone, null unless the channel is closed.
    """
    return {
        "type": "helplines",
        "script": script,
        "country": country,
        "emergency": [{"number": line.number, "service": line.service} for line in directory.emergency(country)],
        "services": [_card(service, now, language) for service in services],
    }


def _card(service: Service, now: datetime, language: str) -> dict[str, Any]:
    return {
        "id": service.id,
        "kind": service.kind,
        "name": service.name,
        "note": service.note,
        "audience": list(service.audience),
        "channels": [_way(channel, service.timezone, now) for channel in service.ways],
        "on_bill": service.on_bill,
        "languages": _readers_first(service.languages, language),
        "source": service.source,
        "confidence": service.confidence,
        "checked_on": service.checked_on.isoformat() if service.checked_on else None,
    }


def _readers_first(languages: Iterable[str], language: str) -> list[str]:
    return sorted(languages, key=lambda spoken: spoken.split("-")[0] != language.split("-")[0])


def _way(channel: Channel, timezone: str | None, now: datetime) -> dict[str, Any]:
    address = {name: getattr(channel, name) for name in ("number", "e164", "url", "address") if getattr(channel, name)}
    opening = opens(channel, timezone, now)
    return {
        "type": channel.type,
        **address,
        "free": channel.free,
        "hours": channel.hours,
        "open": is_open(channel, timezone, now),
        "opens": opening.isoformat() if opening else None,
    }
