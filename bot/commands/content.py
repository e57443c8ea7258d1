"""Commands about what people edit: check it, and what the check tells people to run."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.paths import CONTENT

if TYPE_CHECKING:
    from bot.content.library import Library
    from bot.content.problem import Problem


@click.command()
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Check another folder.")
@click.option("--release", is_flag=True, help="Fail also on what is not signed, was changed since, or has expired.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option("--github", is_flag=True, envvar="GITHUB_ACTIONS", help="Print them as annotations of a pull request.")
def check(content: Path, release: bool, as_json: bool, github: bool) -> None:
    """Check everything people edit: file, line, what is wrong and what to do. Exit code 1: there are problems."""
    library, problems = checked(content, release)
    if as_json:
        click.echo(json.dumps([{**vars(problem), "file": str(problem.file)} for problem in problems], indent=1))
    for problem in () if as_json else problems:
        click.echo(problem.annotation() if github else str(problem.from_here()), err=not github)
    if problems or library is None:
        if not as_json:
            click.echo(f"{len(problems)} problems; content/README.md explains the rules.", err=True)
        sys.exit(1)
    if not as_json:
        scripts = sum(len(found) for found in library.scripts.by_language.values())
        services = sum(len(country.services) for country in library.helplines.values())
        click.echo(f"All good: {scripts} scripts, {len(library.helplines)} helpline files with {services} services.")
        click.echo(_signed(library))


@click.command()
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Another folder.")
def links(content: Path) -> None:
    """Print the lines that links.yml lacks for the helplines; look at each site before you enter one."""
    from bot.content.library import examine
    from bot.content.rules.links import missing_links
    from bot.content.rules.subject import Subject

    library, _ = examine(content)
    for host, owner in sorted(missing_links(Subject(library)).items() if library else ()):
        click.echo(f"  - {{host: {host}, owner: {json.dumps(owner, ensure_ascii=False)}}}")


@click.command(hidden=True)
def fields() -> None:
    """Write what each field means from the schema into content/README.md."""
    from bot.content.fields import write_fields

    write_fields()


def checked(content: Path, release: bool = False) -> tuple[Library | None, list[Problem]]:
    """The content and the danger rules in it; the rules need spaCy, which an editor's machine may lack."""
    from bot.content.check import check

    library, problems = check(content, release)
    return library, problems + danger_problems(content)


def danger_problems(content: Path) -> list[Problem]:
    """What is wrong with the danger rules."""
    from bot.content.problem import BrokenContent

    try:
        from bot.safety.rules import read_rules
    except ModuleNotFoundError:
        click.echo("The rules of content/danger were not read: that needs `pip install .[server]`.", err=True)
        return []
    try:
        read_rules(content / "danger")
    except BrokenContent as error:
        return error.problems
    return []


def _signed(library: Library) -> str:
    from datetime import date

    from bot.content.units import all_units
    from bot.content.vetting import state_of

    states = [state_of(library, unit, date.today()) for unit in all_units(library)]
    return f"Signed by experts: {states.count('vetted')} of {len(states)} texts (python -m bot review status)."
