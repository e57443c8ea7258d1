"""Nothing that somebody wrote is said back (safeguarding.md O3, E2), whatever answers."""

from __future__ import annotations

import json

import pytest

from tests.fakes import FakeRasa
from tests.gateway.conftest import Client

PLANTED = "xylocarpine"
MESSAGES = (f"i want to die {PLANTED}", f"i cant do this anymore {PLANTED}", f"my name is {PLANTED}",
            f"{PLANTED}@mail.example", f"i live in {PLANTED}", f"i live in pakistan {PLANTED}",
            f"someone made a fake nude of me on {PLANTED}",
            f"im 12 and my insta is {PLANTED}", f"/{PLANTED}", f"{{country}} {{{PLANTED}}}", PLANTED * 3,
            f"{PLANTED} " * 1_500)


@pytest.mark.parametrize("answers", [True, False])
async def test_nothing_that_was_written_is_said_back(visitor: Client, rasa: FakeRasa, answers: bool) -> None:
    rasa.status = 200 if answers else 500
    for text in MESSAGES:
        answer = await visitor.post(text=text)
        assert PLANTED not in json.dumps(await answer.json()), text
    for payload in (f"/{PLANTED}", f'/inform{{"country": "{PLANTED}"}}', f"danger:{PLANTED}"):
        assert PLANTED not in json.dumps(await (await visitor.post(payload=payload)).json())
    refused = await visitor.http.post("/api/conversations", json={"site": PLANTED})
    assert PLANTED not in json.dumps(await refused.json())
