"""The report: finished weeks, sums of what is shown, no total to subtract from."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.counts.page import STYLE, report_page
from bot.counts.report import as_csv, as_text, read_report
from bot.counts.store import write
from bot.counts.tables import this_week

LAST, BEFORE = this_week() - timedelta(weeks=1), this_week() - timedelta(weeks=2)


@pytest.fixture
def counted(tmp_path: Path) -> str:
    """A database with two finished weeks and the present one."""
    url = f"sqlite:///{tmp_path}/counts.db"
    write(url, BEFORE, {("chats", "all"): 47, ("topic", "law"): 30, ("topic", "facts"): 4, ("topic", "support"): 7,
                        ("outcome", "answered"): 40, ("outcome", "unanswered"): 12, ("country", "FJ"): 1})
    write(url, LAST, {("chats", "all"): 103, ("ended", "all"): 61, ("topic", "law"): 50, ("topic", "facts"): 20,
                      ("danger", "blackmail"): 11, ("danger", "abuse"): 9})
    write(url, this_week(), {("topic", "law"): 1000})
    return url


def test_sums_are_made_of_what_is_shown(counted: str) -> None:
    report = read_report(counted, 4)
    assert report.by_value("topic") == [("law", 80), ("facts", 20)]
    assert report.by_value("danger") == [] and report.by_value("country") == []
    assert report.by_week("chats")[-2:] == [(BEFORE, 40), (LAST, 100)]
    assert report.unanswered()[-2:] == [(BEFORE, 30), (LAST, None)]


def test_more_weeks_never_tell_what_fewer_hid(counted: str) -> None:
    one, four = read_report(counted, 1), read_report(counted, 4)
    assert set(one.rows()) <= set(four.rows())


def test_every_form_of_the_report_says_the_same(counted: str) -> None:
    report = read_report(counted, 4)
    lines = list(csv.reader(io.StringIO(as_csv(report))))
    assert lines[0] == ["week", "counted", "value", "chats"]
    assert [(*line[:3], int(line[3])) for line in lines[1:]] == report.rows()
    for form in (as_csv(report), as_text(report), report_page(report, {}), report_page(report, {}, STYLE.read_text())):
        assert "law" in form and "FJ" not in form and "abuse" not in form and "1000" not in form and "103" not in form


def test_the_command_prints_writes_and_says_when_nothing_is_counted(counted: str, tmp_path: Path) -> None:
    run = CliRunner().invoke
    page, sheet = tmp_path / "report.html", tmp_path / "report.csv"
    assert "law" in run(cli, ["report"], env={"DATABASE_URL": counted}).stdout
    assert f"{LAST},topic,law,50\n" in run(cli, ["report", "--csv", "-"], env={"DATABASE_URL": counted}).stdout
    done = run(cli, ["report", "--csv", str(sheet), "--html", str(page)], env={"DATABASE_URL": counted})
    assert done.exit_code == 0 and "law" in sheet.read_text() and "<svg" in page.read_text()
    for settings in ({"COUNTS": "off"}, {"DATABASE_URL": "no url hunter2"}):
        refused = run(cli, ["report"], env=settings)
        assert refused.exit_code == 1 and len(refused.stderr.splitlines()) == 1 and "hunter2" not in refused.stderr
