"""A school's own trusted adult as a card among the helplines."""

from __future__ import annotations

from typing import Any

from bot.content.sites import TrustedAdult

KIND = "trusted_adult"


def trusted_adult_card(adult: TrustedAdult) -> dict[str, Any]:
    """The adult in the shape of a service of the contract; the school answers for it, so there is no source."""
    ways = [("phone", "number", adult.phone), ("email", "address", adult.email)]
    channels = [{"type": means, field: value, "free": None, "hours": None, "open": None, "opens": None}
                for means, field, value in ways if value]
    return {"id": "trusted-adult", "kind": KIND, "name": adult.name, "note": adult.where, "audience": [],
            "channels": channels, "languages": [], "source": None, "confidence": None, "checked_on": None}
