"""`python -m bot helplines …`: what to confirm next, the call sheet, and what no country has."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.paths import CONTENT

if TYPE_CHECKING:
    from bot.directory.confirming import Due

_FOLDER = click.option("--content", type=click.Path(path_type=Path, exists=True, file_okay=False), default=CONTENT,
                       help="Another folder.")


@click.group(help="Confirm helplines: what is next, the call sheet, and what is missing.")
def helplines() -> None:
    """Commands are below."""


@helplines.command("next")
@_FOLDER
@click.option("--country", help="Two letters; else all.")
@click.option("--most", default=20, show_default=True, help="How many to list.")
def list_next(content: Path, country: str | None, most: int) -> None:
    """List what to confirm next, by the number of people who would be sent there."""
    for one in _due(content, country)[:most]:
        ways = ", ".join(way.number or way.url or way.address or "" for way in one.service.channels)
        click.echo(f"{one.country}  {one.people:>13,}  {one.service.id}: {one.service.name} — {ways} — {one.why}")


@helplines.command("sheet")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_FOLDER
@click.option("--country", help="Two letters; else all.")
@click.option("--most", default=100, show_default=True, help="How many rows.")
def write(file: Path, content: Path, country: str | None, most: int) -> None:
    """Write a call sheet (.xlsx) to fill in while calling."""
    from bot.directory.call_sheet import write_sheet

    rows = _due(content, country)[:most]
    write_sheet(file, rows)
    click.echo(f"{file}: {len(rows)} services to confirm.")


@helplines.command("take")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@_FOLDER
def take(file: Path, content: Path) -> None:
    """Take a filled-in call sheet back into the helpline files."""
    from bot.content.library import read_library
    from bot.directory.call_sheet import BadSheet, read_sheet, take_back

    try:
        changed = take_back(read_sheet(file, read_library(content).helplines), content / "helplines")
    except BadSheet as error:
        raise click.ClickException(f"Nothing was changed.\n{error}") from error
    click.echo("\n".join(changed) or "No row was filled in.")


@helplines.command("missing")
@_FOLDER
def list_missing(content: Path) -> None:
    """List by country what no one has."""
    from babel import Locale

    from bot.content.library import read_library
    from bot.directory.confirming import missing

    names = Locale("en").territories
    found = read_library(content).helplines
    for wanted, countries in missing(found).items():
        click.echo(f"{wanted}: missing in {len(countries)} of {len(found) - 1} countries")
        click.echo("  " + ", ".join(f"{names.get(code, code)} ({code})" for code in countries))


def _due(content: Path, country: str | None) -> list[Due]:
    from bot.content.library import read_library
    from bot.directory.confirming import due

    found = due(read_library(content).helplines, date.today())
    return [one for one in found if country is None or one.country == country.upper()]
