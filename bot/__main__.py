"""The command line: `python -m bot …`; every error is one plain sentence."""

from __future__ import annotations

import io
import json
import os
import secrets
import signal
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot.help_only import help_only
from bot.helplines_command import helplines
from bot.paths import CONTENT
from bot.preview.commands import preview
from bot.report_command import weekly_report
from bot.review.commands import review

if TYPE_CHECKING:
    from bot.content.library import Library
    from bot.content.problem import Problem


@click.group(help="A vetted chatbot about deepfakes and nudification.")
def cli() -> None:
    """Commands are below; a console that lacks a character shows a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@cli.command()
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Check another folder.")
@click.option("--release", is_flag=True, help="Fail also on what is not signed, was changed since, or has expired.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option("--github", is_flag=True, envvar="GITHUB_ACTIONS", help="Print them as annotations of a pull request.")
def check(content: Path, release: bool, as_json: bool, github: bool) -> None:
    """Check everything people edit: file, line, what is wrong and what to do. Exit code 1: there are problems."""
    library, problems = _checked(content, release)
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


cli.add_command(review)
cli.add_command(preview)


@cli.command()
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Take the words from another folder.")
def pin(content: Path) -> None:
    """Release the present loader for schools that pin one: kept for ever, served at /embed/<digest>.js."""
    from bot.gateway.loaders import plain_loader
    from bot.gateway.pages import Pages
    from bot.gateway.released import release_loader

    library, problems = _checked(content)
    if problems or library is None:
        for problem in problems:
            click.echo(str(problem), err=True)
        sys.exit(1)
    click.echo(f"Released {release_loader(plain_loader(library, Pages())).name}: commit it, and never change it.")


@cli.command()
@click.option("--force", is_flag=True, help="Train even if the model fits.")
def train(force: bool) -> None:
    """Train the dialogue model if none fits the present files."""
    click.echo(_trained(force).name)


@cli.command()
def run() -> None:
    """Start everything and print the address."""
    from bot import preflight
    from bot.dialogue.training import fitting_model, is_whole
    from bot.private_memory import keep_memory_private
    from bot.processes import CannotStart, Processes, is_port_free
    from bot.settings import BadSetting, read_settings

    try:
        settings = read_settings(os.environ)
    except BadSetting as error:
        _fail(str(error))
    if not preflight.has_passed(settings, fitting_model()):
        # In a process of its own, so that this one, which only waits, stays small.
        # RASA_SECRET is made for each run, whatever stands there now.
        checked = {**os.environ, "RASA_SECRET": secrets.token_hex(32)}
        if subprocess.run([sys.executable, "-m", "bot", "preflight"], env=checked, check=False).returncode:
            sys.exit(1)
        preflight.remember(settings, fitting_model())
    if not is_port_free(settings.host, settings.port):
        _fail(f"Port {settings.port} is in use; stop what uses it or choose another: PORT=8081 make run")
    model = _trained()
    if not is_whole(model):
        _fail(f"The model {model} is damaged; make it anew with: python -m bot train --force")
    keep_memory_private()
    click.echo("Starting the web process and Rasa …")
    processes = Processes(model, settings.host, settings.port, os.environ)
    supervisor = processes.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs inherit it ignored
    try:
        for missing in processes.wait_until_ready(supervisor):
            click.echo(f"Not ready: {missing}. The bot serves without it; see docs/operating.md.", err=True)
        click.echo(f"\n  Open http://{settings.host}:{settings.port}/ — Ctrl-C stops everything.\n")
        supervisor.wait()
    except CannotStart as error:
        _fail(str(error))
    except KeyboardInterrupt:
        click.echo("\nStopping …")
    finally:
        processes.stop(supervisor)


@cli.command()
@click.argument("name", type=click.Choice(["gateway", "rasa", "actions"]))
def part(name: str) -> None:
    """Start one process alone, on HOST and PORT: where several machines share the work (docs/operating.md)."""
    from bot.processes import command_of
    from bot.settings import BadSetting, read_settings

    try:
        settings = read_settings(os.environ)
    except BadSetting as error:
        _fail(str(error))
    model = settings.model or _trained()
    os.environ["MODEL"] = str(model)
    command = command_of(name, model, settings.host, settings.port)
    os.execv(command[0], command)


@cli.command()
@click.option("--by", required=True, help="Who answers for this release: the safeguarding lead.")
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Another folder.")
def release(by: str, content: Path) -> None:
    """Write down exactly this content, model and pipeline as released; every text must be signed."""
    from bot.manifest import manifest, write_release

    library, problems = _checked(content, release=True)
    for problem in problems:
        click.echo(str(problem.from_here()), err=True)
    if problems or library is None:
        _fail(f"Not released: {len(problems)} problems stand above.")
    click.echo(f"Released: {write_release(content, manifest(content, _trained()), by)}")


@cli.command()
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Another folder.")
def links(content: Path) -> None:
    """Print the lines that links.yml lacks for the helplines; look at each site before you enter one."""
    from bot.content.library import examine
    from bot.content.rules.links import missing_links
    from bot.content.rules.subject import Subject

    library, _ = examine(content)
    for host, owner in sorted(missing_links(Subject(library)).items() if library else ()):
        click.echo(f"  - {{host: {host}, owner: {json.dumps(owner, ensure_ascii=False)}}}")


@cli.command(hidden=True)
def fields() -> None:
    """Write what each field means from the schema into content/README.md."""
    from bot.content.fields import write_fields

    write_fields()


@cli.command(hidden=True)
def preflight() -> None:
    """Say why the bot may not start with this content and these settings, or nothing."""
    from bot.content.check import servable
    from bot.content.vetting import NotVetted, Vetting, refuse_unsigned
    from bot.dialogue.training import fitting_model
    from bot.manifest import NotReleased, manifest, refuse_unreleased
    from bot.settings import BadSetting, read_settings

    try:
        settings = read_settings(os.environ)
        library, problems = servable(settings.content)
        problems += _danger_problems(settings.content)
        if problems or library is None:
            _fail("The content has faults, so the bot does not start on it:\n" + "\n".join(map(str, problems)))
        public = any(site.is_public() for site in library.sites.values())
        settings.secret(settings.is_public(public))
        vetted_only = settings.serves_vetted_only(public)
        refuse_unsigned(Vetting(library, vetted_only))
        if settings.is_public(public) and vetted_only:
            refuse_unreleased(settings.content, manifest(settings.content, fitting_model()))
    except (BadSetting, NotReleased, NotVetted) as error:
        _fail(str(error))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(as_json: bool) -> None:
    """List the running parts with pid and port."""
    from bot.processes import NotRunning, parts_status

    try:
        parts = parts_status()
    except NotRunning as error:
        if as_json:
            click.echo("[]")
        _fail(str(error))
    if as_json:
        click.echo(json.dumps(parts))
        return
    for part in parts:
        click.echo(f"{part['name']:8} {part['state']:9} pid {part['pid'] or '-':>7}  port {part['port']}")


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--out", type=click.Path(path_type=Path), help="Write every line with what was understood here.")
@click.option("--page", type=click.Path(path_type=Path), help="Write the report with its lists as an HTML file here.")
@click.option("--typos", is_flag=True, help="Measure also with a child's typing errors in every message.")
def evaluate(files: tuple[Path, ...], as_json: bool, out: Path | None, page: Path | None, typos: bool) -> None:
    """Measure understanding on JSON Lines: {"text", "intent"?, "lang"?, "who"?}."""
    warnings.showwarning = lambda *_, **__: None  # those of libraries older than this Python
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from bot.evaluation.page import write_page
    from bot.evaluation.predict import Predictor
    from bot.evaluation.read import BadLine, read_lines
    from bot.evaluation.report import report
    from bot.evaluation.scores import scores
    from bot.evaluation.typos import mistype

    try:
        lines = [line for file in files for line in read_lines(file)]
    except BadLine as error:
        _fail(str(error))
    predictor = Predictor(_trained())
    predicted = list(predictor.predict(lines))
    if out:
        out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in predicted), encoding="utf-8")
    figures = scores(predicted)
    if typos:
        mistyped = scores(list(predictor.predict({**line, "text": mistype(line["text"])} for line in lines)))
        figures["mistyped"] = {name: mistyped[name] for name in ("accuracy", "macro_f1", "top2")}
        figures["mistyped"]["danger_recall"] = mistyped["danger_recall"]["all"]
    if page:
        write_page(page, figures, predicted)
    click.echo(json.dumps(figures) if as_json else report(figures))


cli.add_command(helplines)
cli.add_command(weekly_report)
cli.add_command(help_only)


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def rasa(arguments: tuple[str, ...]) -> None:
    """Rasa's own commands: `python -m bot rasa shell`."""
    os.execv(sys.executable, [sys.executable, "-m", "bot.dialogue.command", *arguments])


def _signed(library: Library) -> str:
    from datetime import date

    from bot.content.units import all_units
    from bot.content.vetting import state_of

    states = [state_of(library, unit, date.today()) for unit in all_units(library)]
    return f"Signed by experts: {states.count('vetted')} of {len(states)} texts (python -m bot review status)."


def _checked(content: Path, release: bool = False) -> tuple[Library | None, list[Problem]]:
    """The content and the danger rules in it; the rules need spaCy, which an editor's machine may lack."""
    from bot.content.check import check

    library, problems = check(content, release)
    return library, problems + _danger_problems(content)


def _danger_problems(content: Path) -> list[Problem]:
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


def _trained(force: bool = False) -> Path:
    from bot.dialogue.training import TrainingFailed, fitting_model, train

    model = fitting_model()
    if force or not model.exists():
        click.echo("Training the dialogue model (a minute or two) …", err=True)
        try:
            train(model)
        except TrainingFailed as error:
            _fail(f"Rasa could not train the model:\n{error}")
    return model


def _fail(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


if __name__ == "__main__":
    cli()
