"""The spreadsheet an expert fills in: one row for each text, one decision in each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from bot.content.reviews import ROLES
from bot.content.unit import Unit

DECISIONS = ("approve", "change", "comment")
# Heading, width. The first seven are ours, then come those of the expert, and last what finds the text again.
COLUMNS = (("Unit", 30), ("Topic", 14), ("For whom", 12), ("Text", 70), ("Title, buttons", 30), ("Sources", 40),
           ("State", 18), ("Decision", 12), ("New text", 60), ("Comment", 40), ("Digest", 10))
_MINE = ("Decision", "New text", "Comment")
REVIEWER = ("Name", "Role", "Organisation", "Date")
_HOW = (
    "Fill in the four fields above: who you are, in which role you read, for whom, and the day.",
    "Then open the sheet “Texts”. In each row choose a decision:",
    "approve: you would let a frightened child, a parent or a teacher read exactly this text, with its buttons.",
    "change: write the whole text anew in “New text”; a blank line starts a new bubble. An editor decides.",
    "comment: you neither approve nor rewrite it; say in “Comment” what is wrong.",
    "Rows without a decision are left for later. Leave all other columns as they are, and save as .xlsx.",
)
_MOST_IN_A_CELL = 32_000  # a spreadsheet cuts longer ones without a word
_GREY = PatternFill("solid", fgColor="EEEEEE")
_YELLOW = PatternFill("solid", fgColor="FFF8DC")


class BadSheet(ValueError):
    """A file that cannot be taken back; the text says why and what to do."""


@dataclass(frozen=True)
class Row:
    """What stands in one row; `number` is the row's in the sheet."""

    number: int
    unit: str
    text: str
    digest: str
    decision: str
    new_text: str
    comment: str


@dataclass(frozen=True)
class Filled:
    """A sheet that came back: who signed, and the rows somebody wrote in."""

    by: str
    role: str
    organisation: str
    on: date
    rows: tuple[Row, ...]


def write_sheet(file: Path, units: Iterable[tuple[Unit, str]]) -> None:
    """Writes (unit, its state) as a spreadsheet; only the expert's cells can be changed. Raises BadSheet."""
    book = Workbook()
    units = list(units)
    for unit, _ in units:
        if len(unit.text) > _MOST_IN_A_CELL:
            raise BadSheet(f"{unit.id} is too long for a cell of a spreadsheet; split its file.")
    _write_reviewer(book.active)
    texts: Any = book.create_sheet("Texts")
    texts.append([heading for heading, _ in COLUMNS])
    for row, (unit, state) in enumerate(units, start=2):
        _write_row(texts, row, unit, state)
    _lay_out(texts)
    book.save(file)


def read_sheet(file: Path) -> Filled:
    """What an expert filled in; raises BadSheet."""
    try:
        book = load_workbook(file)
    except (InvalidFileException, BadZipFile, KeyError, OSError, ValueError) as error:
        raise BadSheet(f"{file} is not an .xlsx spreadsheet. Save it as “Excel 2007–365 (.xlsx)”.") from error
    if not {"Reviewer", "Texts"} <= set(book.sheetnames):
        raise BadSheet(f"{file} has no sheets “Reviewer” and “Texts”: it was not made by `review pack`.")
    return Filled(*_reviewer(book["Reviewer"]), rows=tuple(_rows(book["Texts"])))


def plain(value: Any) -> str:
    """A cell as text: line ends as here, no spaces at the end of lines, no remains of other programs."""
    text = str(value if value is not None else "").replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.replace("\u00a0", " ").split("\n")).strip()


def _write_reviewer(sheet: Any) -> None:
    sheet.title = "Reviewer"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 60
    for row, label in enumerate(REVIEWER, start=1):
        sheet.cell(row, 1, label).font = Font(bold=True)
        sheet.cell(row, 2).fill = _YELLOW
        sheet.cell(row, 2).protection = Protection(locked=False)
    sheet.cell(4, 2).number_format = "yyyy-mm-dd"
    _offer(sheet, ROLES, "B2")
    for row, sentence in enumerate(_HOW, start=6):
        sheet.cell(row, 1, sentence)
    sheet.protection.sheet = True


def _write_row(sheet: Any, row: int, unit: Unit, state: str) -> None:
    values = (unit.id, unit.topic, unit.audience or "everybody", unit.text, "\n".join(unit.titles),
              "\n".join(unit.sources), state, "", "", "", unit.digest)
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        cell.value = value or None
        if value:
            cell.data_type = "s"  # a text that begins with “=” is no formula
        cell.alignment = Alignment(wrap_text=COLUMNS[column - 1][0] != "Digest", vertical="top")
        mine = COLUMNS[column - 1][0] in _MINE
        cell.fill = _YELLOW if mine else _GREY
        cell.protection = Protection(locked=not mine)


def _lay_out(sheet: Any) -> None:
    for column, (heading, width) in enumerate(COLUMNS, start=1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
        if heading == "Decision" and sheet.max_row > 1:
            letter = sheet.cell(1, column).column_letter
            _offer(sheet, DECISIONS, f"{letter}2:{letter}{sheet.max_row}")
    sheet.freeze_panes = "B2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _offer(sheet: Any, choices: Iterable[str], cells: str) -> None:
    validation = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    sheet.add_data_validation(validation)
    validation.add(cells)


def _reviewer(sheet: Any) -> tuple[str, str, str, date]:
    values = {plain(row[0]): row[1] for row in sheet.iter_rows(max_row=12, max_col=2, values_only=True)}
    by, role, organisation = (plain(values.get(label)) for label in REVIEWER[:3])
    for label, value in (("Name", by), ("Role", role), ("Organisation", organisation)):
        if not value:
            raise BadSheet(f"The sheet “Reviewer” has no {label.lower()}: a signature needs one.")
    if role.lower() not in ROLES:
        raise BadSheet(f"The role “{role}” is not known; use one of: {', '.join(ROLES)}.")
    return by, role.lower(), organisation, _day(values.get("Date"))


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if re.fullmatch(r"\d{4}-\d\d-\d\d", plain(value)):
        try:
            return date.fromisoformat(plain(value))
        except ValueError:
            pass
    raise BadSheet(f"The date “{plain(value)}” on the sheet “Reviewer” is not a day; write it like 2026-11-23.")


def _rows(sheet: Any) -> Iterator[Row]:
    lines = sheet.iter_rows(values_only=True)
    headings = [plain(value) for value in next(lines, ())]
    missing = [heading for heading in ("Unit", "Text", "Digest", *_MINE) if heading not in headings]
    if missing:
        raise BadSheet(f"The sheet “Texts” has no column “{missing[0]}”: pack it again.")
    for number, line in enumerate(lines, start=2):
        cells = {heading: plain(value) for heading, value in zip(headings, line, strict=False)}
        if any(cells[heading] for heading in _MINE):
            yield Row(number, cells["Unit"], cells["Text"], cells["Digest"], cells["Decision"].lower(),
                      cells["New text"], cells["Comment"])
