"""The help page of every country, as a browser without scripts gets it, with Rasa and actions down."""

from __future__ import annotations

import re
from html import unescape

import pytest

from bot.content.helplines import INTERNATIONAL
from bot.content.library import Library
from bot.gateway.pages import dialled
from tests.fakes import FakeRasa
from tests.gateway.conftest import Client, Start

MOST_BYTES = 15_000
FROM_ABROAD = {"int-child-helpline-international", "int-findahelpline"}


async def page(visitor: Client, address: str) -> str:
    """The page as it is sent, not packed."""
    answer = await visitor.http.get(address, headers={"Accept-Encoding": "identity"})
    assert answer.status == 200
    body = await answer.read()
    assert len(body) < MOST_BYTES, (address, len(body))
    return unescape(body.decode())


async def test_every_country_has_its_numbers_people_and_a_way_to_report(start: Start, rasa: FakeRasa,
                                                                        library: Library) -> None:
    rasa.status = 500
    visitor = await start()
    english = library.interface["en"]
    for code, country in library.helplines.items():
        if code == INTERNATIONAL:
            continue
        html = await page(visitor, f"/help/{code}")
        for line in country.emergency:
            assert f'href="tel:{dialled(line.number)}"' in html, code
        assert english["helplines"] in html and english["help_reports"] in html, code
        assert english["help_first_steps"] in html and english["emergency"] in html, code
        links = re.findall(r'href="((?:tel|sms|mailto|https):[^"]+)"', html)
        assert len(links) > len(country.emergency) + 1, code


async def test_a_page_is_small_with_all_it_loads_and_carries_no_script_of_its_own(start: Start) -> None:
    visitor = await start()
    html = await page(visitor, "/help/PK")
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", html)
    total = len(html.encode())
    for address in re.findall(r'(?:src|href)="(/widget/[^"]+)"', html):
        answer = await visitor.http.get(address, headers={"Accept-Encoding": "identity"})
        total += len(await answer.read())
    assert total < MOST_BYTES


async def test_the_list_of_countries_is_small_too_and_leads_to_each(start: Start, library: Library) -> None:
    visitor = await start()
    html = await page(visitor, "/help")
    assert all(f'href="/help/{code}"' in html for code in library.helplines if code != INTERNATIONAL)
    assert "childhelplineinternational.org" in html


async def test_no_adults_tool_stands_on_a_page_that_children_read(start: Start, library: Library) -> None:
    visitor = await start()
    for code in ("GB", "US", "DE"):
        html = await page(visitor, f"/help/{code}")
        adults = [service.name for service in library.helplines[code].services
                  if service.audience == ("adult",) and service.kind == "image_abuse_support"]
        assert not [name for name in adults if name in html] and "stopncii" not in html.lower()


@pytest.mark.parametrize("path", ["/help/TD", "/help/td?site=default", "/help?country=TD"])
async def test_a_country_without_a_file_gets_the_help_of_every_country(visitor: Client, path: str) -> None:
    answer = await visitor.http.get(path)
    assert answer.status == 200 and answer.url.path == "/help" and "country" not in answer.url.query


async def test_what_is_no_country_is_said_to_be_none(visitor: Client) -> None:
    assert [(await visitor.http.get(f"/help/{code}")).status for code in ("QQ", "ZZ", "EU")] == [404] * 3
