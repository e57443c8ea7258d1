"""What pages and loaders say for each site, without a browser."""

from __future__ import annotations

import dataclasses
import logging

import pytest

from bot.content.library import Library
from bot.content.sites import Site, TrustedAdult
from bot.gateway.trusted_adult import trusted_adult_card
from bot.settings import SUPERVISED_TRIAL
from tests.gateway.conftest import Client, Start, cards


def with_site(library: Library, **fields: object) -> Library:
    """The library with one more site, `school`."""
    site = Site.parse_obj({"name": "School", **fields})
    return dataclasses.replace(library, sites={**library.sites, "school": site})


async def text_of(client: Client, path: str) -> str:
    """A page or file that is there."""
    answer = await client.http.get(path)
    assert answer.status == 200
    return await answer.text()


async def test_the_loader_of_a_site_carries_the_numbers_and_the_exit_of_its_country(start: Start,
                                                                                    library: Library) -> None:
    client = await start(with_site(library, country="GB"))
    loader = await text_of(client, "/embed.js?site=school")
    assert "tel:999" in loader and "tel:08001111" in loader and library.exits["GB"] in loader
    plain = await text_of(client, "/embed.js")
    assert "tel:999" not in plain and library.exits["default"] in plain
    assert await text_of(client, "/embed.js?site=nowhere") == plain


async def test_an_answer_in_danger_shows_the_schools_adult_first_and_all_others_behind(start: Start,
                                                                                       library: Library) -> None:
    client = await start(with_site(library, country="GB", trusted_adult={"name": "Ms Ito", "where": "Room 12"}))
    await client.open(site="school")
    services = cards(await client.say("he will post my picture if i do not pay"))[0]["services"]
    assert services[0]["kind"] == "trusted_adult" and "gb-childline" in [service["id"] for service in services]


def test_an_adult_without_a_number_has_a_card_all_the_same() -> None:
    card = trusted_adult_card(TrustedAdult.parse_obj({"name": "Ms Ito", "where": "Room 12"}))
    assert card["channels"] == [] and card["note"] == "Room 12" and card["source"] is None


async def test_only_its_own_pages_may_frame_a_site(start: Start, library: Library) -> None:
    client = await start(with_site(library, origins=["http://localhost:8000"]))
    policy = (await client.http.get("/widget?site=school")).headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' http://localhost:8000")
    preview = await client.http.get("/embed/preview?site=school")
    assert preview.headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    assert "X-Frame-Options" not in preview.headers


async def test_who_serves_the_public_is_told_that_nobody_is_named(start: Start, library: Library,
                                                                  caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "gateway"):
        await start(library, host="0.0.0.0", serve_drafts=SUPERVISED_TRIAL)
    assert "safeguarding_lead" in caplog.text
