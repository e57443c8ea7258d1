"""A wall clock that jumps locks nobody out."""

from __future__ import annotations

import time

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.gateway.limits import PER_CONVERSATION, Limits

DAY = 86_400


@pytest.mark.parametrize("seconds", [DAY, -DAY])
async def test_what_was_counted_before_the_clock_jumped_does_not_count_for_a_day(
        monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    limits, request = Limits(True, "s" * 64), make_mocked_request("POST", "/api/messages")
    sent = [await limits.may_send(request, "one") for _ in range(PER_CONVERSATION.amount + 1)]
    assert sent[-1] is False and all(sent[:-1])
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + seconds)
    assert await limits.may_send(request, "one")
