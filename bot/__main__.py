"""The command line: `python -m bot …`; every error is one plain sentence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot.helplines_command import helplines
from bot.paths import CONTENT

if TYPE_CHECKING:
    from bot.content.library import Library
    from bot.content.problem import Problem


@click.group(help="A vetted chatbot about deepfakes and nudification.")
def cli() -> None:
    """Commands are below."""


@cli.command()
@click.option("--content", type=click.Path(path_type=Path), default=CONTENT, help="Check another folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check(content: Path, as_json: bool) -> None:
    """Check everything people edit: file, line, what is wrong and what to do."""
    library, problems = _examined(content)
    if as_json:
        click.echo(json.dumps([{**vars(problem), "file": str(problem.file)} for problem in problems], indent=1))
    for problem in () if as_json else problems:
        click.echo(str(problem), err=True)
    if problems or library is None:
        sys.exit(1)
    if not as_json:
        scripts = sum(len(found) for found in library.scripts.by_language.values())
        services = sum(len(country.services) for country in library.helplines.values())
        click.echo(f"All good: {scripts} scripts, {len(library.helplines)} helpline files with {services} services.")


@cli.command()
@click.option("--force", is_flag=True, help="Train even if the model fits.")
def train(force: bool) -> None:
    """Train the dialogue model if none fits the present files."""
    click.echo(_trained(force).name)


@cli.command()
def run() -> None:
    """Start everything and print the address."""
    from bot.processes import CannotStart, Processes, is_port_free
    from bot.settings import BadSetting, read_settings

    try:
        settings = read_settings(os.environ)
    except BadSetting as error:
        _fail(str(error))
    # In a process of its own, so that this one, which only waits, stays small.
    if subprocess.run([sys.executable, "-m", "bot", "preflight"], check=False).returncode:
        sys.exit(1)
    if not is_port_free(settings.host, settings.port):
        _fail(f"Port {settings.port} is in use; stop what uses it or choose another: PORT=8081 make run")
    model = _trained()
    click.echo("Starting the web process, Rasa and the action server …")
    processes = Processes(model, settings.host, settings.port, os.environ)
    supervisor = processes.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs inherit it ignored
    try:
        processes.wait_until_ready(supervisor)
        click.echo(f"\n  Open http://{settings.host}:{settings.port}/ — Ctrl-C stops everything.\n")
        supervisor.wait()
    except CannotStart as error:
        _fail(str(error))
    except KeyboardInterrupt:
        click.echo("\nStopping …")
    finally:
        processes.stop(supervisor)


@cli.command(hidden=True)
def preflight() -> None:
    """Say why the bot may not start with this content and these settings, or nothing."""
    from bot.content.vetting import NotVetted, Vetting, refuse_unsigned
    from bot.settings import BadSetting, read_settings

    try:
        settings = read_settings(os.environ)
        library, problems = _examined(settings.content)
        if problems or library is None:
            _fail("The content has faults, so the bot does not start on it:\n" + "\n".join(map(str, problems)))
        public = any(site.is_public() for site in library.sites.values())
        settings.secret(settings.is_public(public))
        refuse_unsigned(Vetting(library, settings.serves_vetted_only(public)))
    except (BadSetting, NotVetted) as error:
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
def evaluate(files: tuple[Path, ...], as_json: bool, out: Path | None) -> None:
    """Measure understanding on JSON Lines: {"text", "intent"?, "lang"?, "who"?}."""
    warnings.showwarning = lambda *_, **__: None  # those of libraries older than this Python
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from bot.evaluation.predict import Predictor
    from bot.evaluation.read import BadLine, read_lines
    from bot.evaluation.report import report
    from bot.evaluation.scores import scores

    try:
        lines = [line for file in files for line in read_lines(file)]
    except BadLine as error:
        _fail(str(error))
    predicted = list(Predictor(_trained()).predict(lines))
    if out:
        out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in predicted), encoding="utf-8")
    figures = scores(predicted)
    click.echo(json.dumps(figures) if as_json else report(figures))


cli.add_command(helplines)


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def rasa(arguments: tuple[str, ...]) -> None:
    """Rasa's own commands: `python -m bot rasa shell`."""
    os.execv(sys.executable, [sys.executable, "-m", "bot.dialogue.command", *arguments])


def _examined(content: Path) -> tuple[Library | None, list[Problem]]:
    """The content and the danger rules in it; the rules need spaCy, which an editor's machine may lack."""
    from bot.content.library import examine
    from bot.content.problem import BrokenContent

    library, problems = examine(content)
    try:
        from bot.safety.rules import read_rules
    except ModuleNotFoundError:
        return library, problems
    try:
        read_rules(content / "danger")
    except BrokenContent as error:
        problems.extend(error.problems)
    return library, problems


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
