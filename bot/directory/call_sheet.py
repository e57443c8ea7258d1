"""The call sheet: a spreadsheet of services to confirm, and its answers taken back into the helpline files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.content.helplines import CountryHelplines, Service
from bot.content.yaml_file import read
from bot.directory.confirming import Due

RIGHT, WRONG, NOBODY = "right", "wrong", "nobody answered"
RESULTS = (RIGHT, WRONG, NOBODY)
TOLD = ("country", "name", "kind", "who it takes", "how to reach it", "hours", "languages", "note", "source", "why",
        "id", "version")
ASKED = ("result", "remark", "confirmed on", "confirmed by")
_WIDTHS = {"name": 34, "how to reach it": 42, "hours": 22, "note": 48, "source": 40, "why": 24, "id": 26,
           "remark": 40}
_HOW = (
    "Call or write to each service. Ask: is this the right number, whom do you take, when, in which languages, what "
    "does it cost, does it show on the phone bill? Then fill in the yellow columns. “right” needs date and name; "
    "“wrong” needs a remark and takes the service off until it is corrected. Leave other rows empty.")


class BadSheet(ValueError):
    """The sheet cannot be taken back; the text names row and remedy. Nothing was changed."""


@dataclass(frozen=True)
class Answer:
    """One row that somebody filled in."""

    row: int
    service: str
    result: str
    remark: str
    on: date | None
    by: str


def write_sheet(file: Path, rows: Iterable[Due]) -> None:
    """An .xlsx with one service a row; numbers are texts, so that no program drops their zeros."""
    book = Workbook(write_only=False)
    sheet: Worksheet = book.worksheets[0]
    sheet.title = "Helplines"
    sheet.append([_HOW])
    sheet.append([*TOLD, *ASKED])
    for one in rows:
        sheet.append([*_told(one), *[None] * len(ASKED)])
    _dress(sheet)
    book.save(file)


def read_sheet(file: Path, helplines: Mapping[str, CountryHelplines]) -> list[Answer]:
    """The rows that were filled in; raises BadSheet with every fault at once."""
    try:
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
    except (OSError, ValueError, KeyError, IndexError, BadZipFile, InvalidFileException) as error:
        raise BadSheet(f"{file} is not a call sheet: save it as .xlsx.") from error
    rows = list(sheet.iter_rows(values_only=True))
    if len(rows) < 2 or list(rows[1][:len(TOLD) + len(ASKED)]) != [*TOLD, *ASKED]:
        raise BadSheet(f"{file} is not a call sheet: its second row must name the columns as it was written.")
    known = {service.id: service for country in helplines.values() for service in country.services}
    answers, faults = [], []
    for number, cells in enumerate(rows[2:], start=3):
        row = dict(zip([*TOLD, *ASKED], cells, strict=False))
        if any(row[name] not in (None, "") for name in ASKED):
            answer = _answer(number, row)
            fault = _fault(answer, str(row["version"] or ""), known.get(answer.service))
            faults += [f"row {number}: {fault}"] if fault else []
            answers.append(answer)
    if faults:
        raise BadSheet("\n".join(faults))
    return answers


def take_back(answers: Iterable[Answer], folder: Path) -> list[str]:
    """Writes the answers into `folder`/<CC>.yml, comments and order kept; gives what changed, line by line."""
    changed = []
    for answer in answers:
        if answer.result != NOBODY:
            file = folder / f"{answer.service.split('-')[0].upper()}.yml"
            _write_into(file, answer)
            changed.append(f"{file.name}: {answer.service}: {answer.result}")
    return changed


def version(service: Service) -> str:
    """Of everything the sheet tells: an entry that was changed meanwhile is not confirmed by an old sheet."""
    return hashlib.sha256(service.json(exclude={"checked_on", "checked_by"}).encode()).hexdigest()[:12]


def _told(one: Due) -> list[str]:
    found = one.service
    ways = [way.number or way.url or way.address or "" for way in found.channels]
    hours = sorted({way.hours or "unknown" for way in found.channels})
    return [one.country, found.name, found.kind, ", ".join(found.audience), "\n".join(ways), "\n".join(hours),
            ", ".join(found.languages), found.note or "", found.source or "", one.why, found.id, version(found)]


def _dress(sheet: Worksheet) -> None:
    columns = [*TOLD, *ASKED]
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    sheet.row_dimensions[1].height = 60
    sheet.freeze_panes = "C3"
    for place, name in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, 15)
        sheet.cell(2, place).font = Font(bold=True)
        for row in range(1, sheet.max_row + 1):
            cell = sheet.cell(row, place)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if row > 2:
                cell.number_format = "yyyy-mm-dd" if name == "confirmed on" else "@"
                if name in ASKED:
                    cell.fill = PatternFill("solid", fgColor="FFF7CC")
    choice = DataValidation(type="list", formula1=f'"{",".join(RESULTS)}"', allow_blank=True)
    sheet.add_data_validation(choice)
    letter = get_column_letter(columns.index("result") + 1)
    choice.add(f"{letter}3:{letter}{max(sheet.max_row, 3)}")


def _answer(number: int, row: Mapping[str, object]) -> Answer:
    on = row["confirmed on"]
    if isinstance(on, datetime):
        day: date | None = on.date()
    else:
        day = date.fromisoformat(str(on)) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(on or "")) else None
    text = {name: str(row[name] or "").strip() for name in ("id", "result", "remark", "confirmed by")}
    return Answer(number, text["id"], text["result"].lower(), " ".join(text["remark"].split()), day,
                  text["confirmed by"])


def _fault(answer: Answer, told: str, service: Service | None) -> str | None:
    if service is None:
        return f"there is no service “{answer.service}”; leave the column id as it was"
    if answer.result not in RESULTS:
        return f"“{answer.result}” is no result; write {', '.join(RESULTS)}"
    if told != version(service):
        return f"{service.id} was changed since the sheet was written; write a new sheet for it"
    if not answer.by or answer.on is None:
        return "“confirmed on” (like 2026-11-30) and “confirmed by” must be filled in"
    if answer.on > date.today():
        return f"{answer.on} is in the future"
    if answer.result == WRONG and len(answer.remark) < 5:
        return "say in “remark” what is wrong"
    return None


def _write_into(file: Path, answer: Answer) -> None:
    document = read(file, [])
    if document is None:
        raise BadSheet(f"{file} cannot be read; run the check first.")
    place = next(i for i, service in enumerate(document.data["services"]) if service["id"] == answer.service)
    lines = file.read_text(encoding="utf-8").splitlines()
    on, by = (document.line("services", place, name) - 1 for name in ("checked_on", "checked_by"))
    if answer.result == RIGHT:
        lines[on] = f"    checked_on: {answer.on}"
        lines[by] = f"    checked_by: {_quoted(answer.by)}"
        if "hold" in document.data["services"][place]:
            del lines[document.line("services", place, "hold") - 1]
    else:
        reason = f"    hold: {_quoted(f'{answer.remark} ({answer.by}, {answer.on})')}"
        if "hold" in document.data["services"][place]:
            lines[document.line("services", place, "hold") - 1] = reason
        else:
            lines.insert(on, reason)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
