"""A page says what happens to what is written: first in a child's words, then at length for adults."""

from __future__ import annotations

import dataclasses

import pytest
from markupsafe import escape

from bot.content.library import Library
from bot.counts.hiding import SMALLEST
from bot.gateway.conversations import IDLE_SECONDS
from tests.gateway.conftest import Client, Start


async def page(visitor: Client, path: str = "/privacy") -> str:
    answer = await visitor.http.get(path)
    assert answer.status == 200 and answer.headers["Cache-Control"] == "no-store"
    return await answer.text()


async def test_the_childs_words_come_first_and_numbers_are_those_of_the_code(visitor: Client, library: Library) -> None:
    words, html = library.interface["en"], await page(visitor)
    assert html.index("What you write is not saved") < html.index(words["privacy_adults"])
    assert html.count(f"{IDLE_SECONDS // 60} minutes") == 2 and "{" not in html
    assert "below ten" in words["privacy_counts"] and SMALLEST == 10


async def test_the_chat_and_the_page_lead_to_each_other(visitor: Client) -> None:
    assert 'href="/privacy"' in await page(visitor, "/chat")
    html = await page(visitor)
    assert 'href="/chat"' in html and 'href="/help"' in html and 'id="exit"' in html


@pytest.mark.parametrize("counts", [True, False])
async def test_counts_are_told_of_where_there_are_any(start: Start, library: Library, counts: bool) -> None:
    html = await page(await start(counts=counts))
    assert (library.interface["en"]["privacy_counts"] in html) is counts


async def test_who_answers_for_it_is_the_sites_own(start: Start, library: Library) -> None:
    site = library.sites["default"].copy(update={"safeguarding_lead": "Invented Person", "network_notice": True,
                                                 "complaints": "safe@school.example"})
    visitor = await start(dataclasses.replace(library, sites={**library.sites, "school": site}))
    html = await page(visitor, "/privacy?site=school")
    assert "Invented Person" in html and "mailto:safe@school.example" in html
    assert str(escape(library.interface["en"]["network_notice"])) in html and 'href="/help?site=school"' in html
    assert (await visitor.http.get("/privacy?site=nowhere")).status == 404


async def test_it_stays_while_only_help_is_served(start: Start) -> None:
    assert 'href="/chat' not in await page(await start(help_only=True))
