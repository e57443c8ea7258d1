"""`python -m bot report`: the weekly counts as text, CSV or a page."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot.commands.failing import fail


@click.command("report")
@click.option("--weeks", type=click.IntRange(1, 104), default=12, show_default=True, help="How many finished weeks.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path, allow_dash=True), help="Write CSV here; - prints.")
@click.option("--html", "html_file", type=click.Path(path_type=Path), help="Write a page with plots here.")
def weekly_report(weeks: int, csv_file: Path | None, html_file: Path | None) -> None:
    """Show the weekly counts: chats by one thing at a time, small numbers hidden."""
    from bot.content.library import read_library
    from bot.counts.page import STYLE, names_of, report_page
    from bot.counts.report import as_csv, as_text, read_report
    from bot.counts.store import FAILURES
    from bot.settings import BadSetting, read_settings

    try:
        settings = read_settings(os.environ)
        if not settings.counts:
            raise BadSetting("Nothing is counted: COUNTS is off.")
        found = read_report(settings.database_url, weeks)
    except BadSetting as error:
        fail(str(error))
    except FAILURES as error:
        fail(f"The database cannot be read ({type(error).__name__}).")
    if html_file:
        page = report_page(found, names_of(read_library(settings.content)), STYLE.read_text(encoding="utf-8"))
        html_file.write_text(page, encoding="utf-8")
    if csv_file and str(csv_file) != "-":
        csv_file.write_text(as_csv(found), encoding="utf-8")
    elif csv_file:
        click.echo(as_csv(found), nl=False)
    elif not html_file:
        click.echo(as_text(found))
