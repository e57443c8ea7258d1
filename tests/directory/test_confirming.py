"""What to confirm next, the call sheet and its way back, and what no country has."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from bot.__main__ import cli
from bot.content.helplines import CountryHelplines, read_helplines
from bot.directory.call_sheet import ASKED, TOLD, BadSheet, read_sheet, take_back, write_sheet
from bot.directory.confirming import due, missing
from bot.paths import CONTENT

TODAY = date(2026, 11, 23)
TESTER = "Invented Tester (a test)"


def helplines(folder: Path) -> dict[str, CountryHelplines]:
    """The files of a folder, without a fault."""
    problems: list[object] = []
    found = read_helplines(folder, problems)  # type: ignore[arg-type]
    assert problems == []
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Helplines of three countries, to be written into."""
    own = tmp_path / "helplines"
    own.mkdir()
    for name in ("GB", "PK", "INT"):
        shutil.copy(CONTENT / "helplines" / f"{name}.yml", own)
    return own


def fill(sheet: Path, service: str, **answer: str) -> None:
    """Fills in the row of a service, as a person would."""
    book = load_workbook(sheet)
    columns = [*TOLD, *ASKED]
    for row in book.worksheets[0].iter_rows(min_row=3):
        if row[columns.index("id")].value == service:
            for name, value in answer.items():
                row[columns.index(name.replace("_", " "))].value = value
    book.save(sheet)


def test_what_most_people_would_be_sent_to_comes_first_and_leads_before_all() -> None:
    rows = due(helplines(CONTENT / "helplines"), TODAY)
    leads = [row for row in rows if row.why == "rests on a lead"]
    assert leads and rows.index(leads[0]) == 0
    real = [row.people for row in rows if row.why == "never confirmed"]
    assert real == sorted(real, reverse=True) and real[0] > 0
    assert all(row.service.checked_on is None for row in rows)


def test_a_confirmed_service_is_due_again_after_six_months(folder: Path) -> None:
    countries = helplines(folder)
    first = countries["GB"].services[0]
    for days, is_due in ((10, False), (183, True)):
        checked = first.copy(update={"checked_on": TODAY - timedelta(days=days), "checked_by": TESTER})
        gb = countries["GB"].copy(update={"services": (checked, *countries["GB"].services[1:])})
        assert (first.id in {row.service.id for row in due({**countries, "GB": gb}, TODAY)}) == is_due


def test_a_sheet_keeps_numbers_as_they_are_and_an_empty_one_changes_nothing(folder: Path, tmp_path: Path) -> None:
    sheet, countries = tmp_path / "calls.xlsx", helplines(folder)
    write_sheet(sheet, due(countries, TODAY))
    cells = [str(cell) for row in load_workbook(sheet).worksheets[0].iter_rows(values_only=True) for cell in row]
    assert any("0800 1111" in cell for cell in cells)
    assert read_sheet(sheet, countries) == []


def test_answers_are_written_into_the_files_and_nothing_else_is_touched(folder: Path, tmp_path: Path) -> None:
    sheet, countries = tmp_path / "calls.xlsx", helplines(folder)
    write_sheet(sheet, due(countries, TODAY))
    day = date.today().isoformat()
    fill(sheet, "gb-childline", result="right", confirmed_on=day, confirmed_by=TESTER)
    fill(sheet, "gb-ceop", result="wrong", remark='the form has "moved"', confirmed_on=day, confirmed_by=TESTER)
    fill(sheet, "pk-umang", result="right", confirmed_on=day, confirmed_by=TESTER)
    fill(sheet, "gb-samaritans", result="nobody answered", confirmed_on=day, confirmed_by=TESTER)
    before = (folder / "GB.yml").read_text(encoding="utf-8").splitlines()
    changed = take_back(read_sheet(sheet, countries), folder)
    after = {service.id: service for country in helplines(folder).values() for service in country.services}
    assert len(changed) == 3
    assert str(after["gb-childline"].checked_on) == day and after["gb-childline"].checked_by == TESTER
    assert after["gb-ceop"].hold and after["gb-ceop"].checked_on is None
    assert after["pk-umang"].hold is None and after["gb-samaritans"].checked_on is None
    now = (folder / "GB.yml").read_text(encoding="utf-8").splitlines()
    assert len(set(now) - set(before)) == 3 and len(now) == len(before) + 1


@pytest.mark.parametrize(("answer", "words"), [
    ({"result": "right", "confirmed_on": "2026-11-20"}, "confirmed by"),
    ({"result": "right", "confirmed_by": TESTER}, "confirmed on"),
    ({"result": "fine", "confirmed_on": "2026-11-20", "confirmed_by": TESTER}, "no result"),
    ({"result": "wrong", "confirmed_on": "2026-11-20", "confirmed_by": TESTER}, "remark"),
    ({"result": "right", "confirmed_on": "2999-01-01", "confirmed_by": TESTER}, "future"),
    ({"result": "right", "confirmed_on": "20.11.2026", "confirmed_by": TESTER}, "confirmed on"),
    ({"result": "right", "version": "old", "confirmed_on": "2026-11-20", "confirmed_by": TESTER}, "changed"),
    ({"result": "right", "id": "gb-nobody", "confirmed_on": "2026-11-20", "confirmed_by": TESTER}, "no service"),
])
def test_a_row_that_is_wrong_is_named_and_nothing_is_changed(folder: Path, tmp_path: Path, answer: dict[str, str],
                                                             words: str) -> None:
    sheet, countries = tmp_path / "calls.xlsx", helplines(folder)
    write_sheet(sheet, due(countries, TODAY))
    fill(sheet, "gb-childline", **answer)
    with pytest.raises(BadSheet, match=rf"row \d+: .*{words}"):
        read_sheet(sheet, countries)


def test_a_file_that_is_no_call_sheet_is_refused_in_one_sentence(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"nothing")
    with pytest.raises(BadSheet, match="not a call sheet"):
        read_sheet(other, helplines(folder))


def test_what_no_one_has_is_listed_by_country() -> None:
    found = missing(helplines(CONTENT / "helplines"))
    assert {"AM", "GT", "HN", "CU", "HT"} <= set(found["a child helpline"])
    assert len(found["a crisis line that says it takes children"]) == 110
    assert "GB" not in found["a way to report sexual pictures of children"]


def test_the_commands_answer(tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert "GB" in run(cli, ["helplines", "next", "--country", "gb", "--most", "3"]).output
    assert "Armenia (AM)" in run(cli, ["helplines", "missing"]).output
    sheet = str(tmp_path / "calls.xlsx")
    assert "services to confirm" in run(cli, ["helplines", "sheet", sheet, "--country", "RW"]).output
    assert "No row" in run(cli, ["helplines", "take", sheet]).output
    broken = run(cli, ["helplines", "take", __file__])
    assert broken.exit_code == 1 and "Nothing was changed" in broken.output
