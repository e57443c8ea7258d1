"""The one switch that leaves only the help pages (safeguarding.md A7): a setting, or a file that everyone looks for."""

from __future__ import annotations

import os

import click

from bot.settings import Settings, read_settings


def is_help_only(settings: Settings) -> bool:
    """Whether only help is served now; looked up at every request, so that the switch needs no restart."""
    return settings.help_only or settings.help_only_file.exists()


@click.command("help-only")
@click.argument("state", required=False, type=click.Choice(["on", "off"]))
def help_only(state: str | None) -> None:
    """Serve nothing but the help pages, or everything again; without on or off: say which."""
    settings = read_settings(os.environ)
    if state == "on":
        settings.help_only_file.parent.mkdir(parents=True, exist_ok=True)
        settings.help_only_file.touch()
    elif state == "off":
        settings.help_only_file.unlink(missing_ok=True)
    click.echo(_said(settings))


def _said(settings: Settings) -> str:
    if settings.help_only:
        return "on, by the setting HELP_ONLY: start without it to serve everything again."
    if settings.help_only_file.exists():
        return (f"on: every web process that sees {settings.help_only_file} serves only help from its next answer on; "
                "/readyz says so. Back: python -m bot help-only off")
    return "off: everything is served."
