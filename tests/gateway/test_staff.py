"""The staff page: there only with a token, which travels in a form and stays nowhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.counts.store import write
from bot.counts.tables import this_week
from bot.settings import BadSetting, read_settings
from tests.gateway.conftest import Client, Start

TOKEN = "0123456789abcdef0123456789abcdef"
PAGE = "/staff/report"


@pytest.fixture
async def staff(start: Start, tmp_path: Path) -> Client:
    """A gateway with a token and a finished week."""
    url = f"sqlite:///{tmp_path}/counted.db"
    write(url, this_week() - timedelta(weeks=1), {("topic", "law"): 44, ("country", "PK"): 20, ("country", "FJ"): 3})
    return await start(report_token=TOKEN, database_url=url)


async def test_without_a_token_set_there_is_no_page(start: Start) -> None:
    client = await start()
    assert (await client.http.get(PAGE)).status == 404
    assert (await client.http.get("/staff/report.css")).status == 404
    for token in ("", TOKEN):
        assert (await client.http.post(PAGE, data={"token": token})).status == 404


async def test_the_token_opens_one_view_and_nothing_is_set_or_repeated(staff: Client) -> None:
    form = await staff.http.get(PAGE)
    assert form.status == 200 and "law" not in await form.text()
    answer = await staff.http.post(PAGE, data={"token": TOKEN})
    body = await answer.text()
    assert answer.status == 200 and "law" in body and TOKEN not in body and "FJ" not in body and "Fiji" not in body
    assert "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "no-store"
    assert " style=" not in body and "<script" not in body and "<style" not in body


@pytest.mark.parametrize("token", ["", "0", TOKEN[:-1], TOKEN + "0", "é" * 32, "x" * 100_000])
async def test_another_token_is_refused(staff: Client, token: str) -> None:
    answer = await staff.http.post(PAGE, data={"token": token})
    assert answer.status == 403 and "law" not in await answer.text()


async def test_a_token_in_the_address_opens_nothing(staff: Client) -> None:
    answer = await staff.http.post(PAGE, params={"token": TOKEN})
    assert answer.status == 403
    assert "law" not in await (await staff.http.get(PAGE, params={"token": TOKEN})).text()


async def test_the_sheet_comes_by_the_form_or_with_a_bearer(staff: Client) -> None:
    for ask in ({"data": {"token": TOKEN, "as": "csv"}},
                {"data": {"as": "csv"}, "headers": {"Authorization": f"Bearer {TOKEN}"}}):
        answer = await staff.http.post(PAGE, **ask)  # type: ignore[arg-type]
        assert answer.content_type == "text/csv"
        assert f"{this_week() - timedelta(weeks=1)},topic,law,44\n" in await answer.text()


@pytest.mark.parametrize("weeks", ["", "0", "-3", "9999999999", "many", "½", "104"])
async def test_any_number_of_weeks_is_answered(staff: Client, weeks: str) -> None:
    assert (await staff.http.post(PAGE, data={"token": TOKEN, "weeks": weeks})).status == 200


async def test_the_page_says_when_counting_is_off_or_the_database_is_gone(start: Start) -> None:
    off = await start(report_token=TOKEN, counts=False)
    assert "COUNTS is off" in await (await off.http.post(PAGE, data={"token": TOKEN})).text()
    gone = await start(report_token=TOKEN, database_url="postgresql://a:hunter2@127.0.0.1:1/x")
    answer = await gone.http.post(PAGE, data={"token": TOKEN})
    assert answer.status == 503 and "hunter2" not in await answer.text()


@pytest.mark.parametrize("token", ["short", "x" * 64, "password" * 4 + "a"])
def test_a_weak_token_is_refused(token: str) -> None:
    with pytest.raises(BadSetting, match="REPORT_TOKEN"):
        read_settings({"REPORT_TOKEN": token})
