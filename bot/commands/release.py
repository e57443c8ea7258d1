"""Commands that set something down as released: content with its model, and the loader that schools pin."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.commands.content import checked
from bot.commands.failing import fail
from bot.commands.running import trained
from bot.paths import CONTENT


@click.command()
@click.option("--by", required=True, help="Who answers for this release: the safeguarding lead.")
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Another folder.")
def release(by: str, content: Path) -> None:
    """Write down exactly this content, model and pipeline as released; every text must be signed."""
    from bot.manifest import manifest, write_release

    library, problems = checked(content, release=True)
    for problem in problems:
        click.echo(str(problem.from_here()), err=True)
    if problems or library is None:
        fail(f"Not released: {len(problems)} problems stand above.")
    click.echo(f"Released: {write_release(content, manifest(content, trained()), by)}")


@click.command()
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Take the words from another folder.")
def pin(content: Path) -> None:
    """Release the present loader for schools that pin one: kept for ever, served at /embed/<digest>.js."""
    from bot.gateway.loaders import plain_loader
    from bot.gateway.pages import Pages
    from bot.gateway.released import release_loader

    library, problems = checked(content)
    if problems or library is None:
        for problem in problems:
            click.echo(str(problem), err=True)
        sys.exit(1)
    click.echo(f"Released {release_loader(plain_loader(library, Pages())).name}: commit it, and never change it.")
