"""`python -m bot review …`."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.failing import fail
from bot.paths import CONTENT

if TYPE_CHECKING:
    from bot.content.library import Library
    from bot.content.unit import Unit

_NOT_VETTED = ("changed", "expired", "missing")
_content = click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Another folder.")


@click.group()
def review() -> None:
    """Bring texts to experts and their signatures back."""


@review.command()
@_content
@click.option("--json", "as_data", is_flag=True, help="For programs.")
def status(content: Path, as_data: bool) -> None:
    """A table: language × topic, how many texts are vetted, changed, expired, or miss a signature."""
    from bot.review.status import as_json, printed, table

    rows = table(_library(content), date.today())
    click.echo(json.dumps(as_json(rows), indent=1) if as_data else printed(rows))


@review.command()
@_content
@click.option("--language", default="en", show_default=True)
@click.option("--topic", "topics", multiple=True, help="Only these topics, such as sextortion or helplines.")
@click.option("--unit", "ids", multiple=True, help="Only texts whose id begins so, such as en/utter_welcome.")
@click.option("--state", "states", multiple=True, type=click.Choice(("vetted", *_NOT_VETTED)),
              help="Only these; without it, all that are not vetted.")
@click.option("--out", type=click.Path(path_type=Path), help="The spreadsheet; the page stands beside it.")
def pack(content: Path, language: str, topics: tuple[str, ...], ids: tuple[str, ...], states: tuple[str, ...],
         out: Path | None) -> None:
    """A spreadsheet and a printable page that an expert reads and signs."""
    from bot.content.units import all_units
    from bot.content.vetting import state_of
    from bot.review.page import page
    from bot.review.sheet import BadSheet, write_sheet

    library, today = _library(content), date.today()
    units = [(unit, _state(library, unit, today)) for unit in all_units(library)
             if unit.language == language and (not topics or unit.topic in topics)
             and (not ids or unit.id.startswith(ids))
             and state_of(library, unit, today) in (states or _NOT_VETTED)]
    if not units:
        fail("There is nothing to review like this; `python -m bot review status` shows what there is.")
    sheet = out or Path(f"review-{language}-{today}.xlsx")
    try:
        write_sheet(sheet, units)
    except (BadSheet, OSError) as error:
        fail(str(error))
    sheet.with_suffix(".html").write_text(page(units, today), encoding="utf-8")
    click.echo(f"{len(units)} texts: {sheet} to fill in, {sheet.with_suffix('.html')} to print.")


@review.command(name="import")
@_content
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--accept/--decline", default=None, help="Take all proposed words, or none; without it each is asked.")
def import_(content: Path, sheet: Path, accept: bool | None) -> None:
    """Take a filled spreadsheet back: signatures, comments, proposed words. Exit code 1: something was refused."""
    from bot.content.units import all_units
    from bot.review.sheet import BadSheet, read_sheet
    from bot.review.taking import take
    from bot.review.writing import write_reviews

    library, today = _library(content), date.today()
    try:
        taken = take(library, read_sheet(sheet), today)
    except BadSheet as error:
        fail(str(error))
    languages = {unit.id: unit.language for unit in all_units(library)}
    if taken.signatures:
        write_reviews(content / "reviews", library.reviews, taken.signatures, languages)
    click.echo(f"{len(taken.signatures)} signatures recorded.")
    for unit, comment in taken.comments:
        click.echo(f"comment  {unit.id}: {comment}")
    changed = [unit for unit, new in taken.changes if _offered(unit, new, accept)]
    for row, id, reason in taken.refused:
        click.echo(f"refused  row {row}, {id}: {reason}", err=True)
    if changed:
        _tell_of_problems(content)
    sys.exit(1 if taken.refused else 0)


def _offered(unit: Unit, new: str, accept: bool | None) -> bool:
    from bot.review.taking import difference
    from bot.review.writing import CannotRewrite, rewrite

    click.echo(f"\nchange   {unit.id}\n{difference(unit, new)}")
    if not (click.confirm("Take these words?", default=False) if accept is None and sys.stdin.isatty() else accept):
        click.echo("not taken")
        return False
    try:
        rewrite(unit, new)
    except CannotRewrite as error:
        click.echo(str(error), err=True)
        return False
    click.echo("taken; the text needs its signatures anew")
    return True


def _state(library: Library, unit: Unit, today: date) -> str:
    from bot.content.vetting import state_of
    from bot.review.status import waits_for

    waiting = waits_for(library, unit, today)
    return state_of(library, unit, today) + (f", waits for {' and '.join(waiting)}" if waiting else "")


def _library(content: Path) -> Library:
    from bot.content.library import examine

    library, problems = examine(content)
    if library is None or problems:
        fail("The content has faults; mend these first:\n" + "\n".join(str(fault.from_here()) for fault in problems))
    return library


def _tell_of_problems(content: Path) -> None:
    from bot.content.check import check

    _, problems = check(content)
    for problem in problems:
        click.echo(str(problem.from_here()), err=True)
