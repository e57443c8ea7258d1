"""The command line: `python -m bot …`; every error is one plain sentence."""

from __future__ import annotations

import io
import sys

import click

from bot.commands.content import check, fields, links
from bot.commands.evaluate import evaluate
from bot.commands.helplines import helplines
from bot.commands.release import pin, release
from bot.commands.report import weekly_report
from bot.commands.running import part, preflight, rasa, run, status, train
from bot.help_only import help_only
from bot.preview.commands import preview
from bot.review.commands import review


@click.group(help="A vetted chatbot about deepfakes and nudification.")
def cli() -> None:
    """Commands are below; a console that lacks a character shows a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


for command in (check, links, fields, review, preview, pin, release, train, run, preflight, part, status, rasa,
                evaluate, helplines, weekly_report, help_only):
    cli.add_command(command)


if __name__ == "__main__":
    cli()
