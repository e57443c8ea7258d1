"""Commands that train, start and show the parts of the bot."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot.commands.content import danger_problems
from bot.commands.failing import fail

if TYPE_CHECKING:
    from bot.processes import Processes


@click.command()
@click.option("--force", is_flag=True, help="Train even if the model fits.")
def train(force: bool) -> None:
    """Train the dialogue model if none fits the present files."""
    click.echo(trained(force).name)


@click.command()
def run() -> None:
    """Start everything and print the address."""
    from bot import preflight
    from bot.dialogue.training import fitting_model, is_whole
    from bot.private_memory import keep_memory_private
    from bot.processes import Processes, is_port_free
    from bot.settings import BadSetting, read_settings

    try:
        settings = read_settings(os.environ)
    except BadSetting as error:
        fail(str(error))
    if not preflight.has_passed(settings, fitting_model()):
        # In a process of its own, so that this one, which only waits, stays small.
        # RASA_SECRET is made for each run, whatever stands there now.
        checked = {**os.environ, "RASA_SECRET": secrets.token_hex(32)}
        if subprocess.run([sys.executable, "-m", "bot", "preflight"], env=checked, check=False).returncode:
            sys.exit(1)
        preflight.remember(settings, fitting_model())
    if not is_port_free(settings.host, settings.port):
        fail(f"Port {settings.port} is in use; stop what uses it or choose another: PORT=8081 make run")
    model = trained()
    if not is_whole(model):
        fail(f"The model {model} is damaged; make it anew with: python -m bot train --force")
    keep_memory_private()
    click.echo("Starting the web process and Rasa …")
    processes = Processes(model, settings.host, settings.port, os.environ)
    processes.prepare()
    supervisor = os.getpid()
    if os.fork() == 0:
        _say_when_ready(processes, supervisor)
    processes.become_supervisor()


def _say_when_ready(processes: Processes, supervisor: int) -> NoReturn:
    """In a child of its own, so that nothing is kept in memory to wait once the bot is up."""
    from bot.processes import CannotStart

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        for missing in processes.wait_until_ready(lambda: os.getppid() == supervisor):
            click.echo(f"Not ready: {missing}. The bot serves without it; see docs/operating.md.", err=True)
        click.echo(f"\n  Open http://{processes.host}:{processes.port}/ — Ctrl-C stops everything.\n")
    except CannotStart as error:
        click.echo(str(error), err=True)
        if os.getppid() == supervisor:
            os.kill(supervisor, signal.SIGTERM)
    sys.stdout.flush()
    os._exit(0)


@click.command(hidden=True)
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
        problems += danger_problems(settings.content)
        if problems or library is None:
            fail("The content has faults, so the bot does not start on it:\n" + "\n".join(map(str, problems)))
        public = any(site.is_public() for site in library.sites.values())
        settings.secret(settings.is_public(public))
        vetted_only = settings.serves_vetted_only(public)
        refuse_unsigned(Vetting(library, vetted_only))
        if settings.is_public(public) and vetted_only:
            refuse_unreleased(settings.content, manifest(settings.content, fitting_model()))
    except (BadSetting, NotReleased, NotVetted) as error:
        fail(str(error))


@click.command()
@click.argument("name", type=click.Choice(["gateway", "rasa", "actions"]))
def part(name: str) -> None:
    """Start one process alone, on HOST and PORT: where several machines share the work (docs/operating.md)."""
    from bot.processes import command_of
    from bot.settings import BadSetting, read_settings

    try:
        settings = read_settings(os.environ)
    except BadSetting as error:
        fail(str(error))
    model = settings.model or trained()
    os.environ["MODEL"] = str(model)
    command = command_of(name, model, settings.host, settings.port)
    os.execv(command[0], command)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(as_json: bool) -> None:
    """List the running parts with pid and port."""
    from bot.processes import NotRunning, parts_status

    try:
        parts = parts_status()
    except NotRunning as error:
        if as_json:
            click.echo("[]")
        fail(str(error))
    if as_json:
        click.echo(json.dumps(parts))
        return
    for part in parts:
        click.echo(f"{part['name']:8} {part['state']:9} pid {part['pid'] or '-':>7}  port {part['port']}")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def rasa(arguments: tuple[str, ...]) -> None:
    """Rasa's own commands: `python -m bot rasa shell`."""
    os.execv(sys.executable, [sys.executable, "-m", "bot.dialogue.command", *arguments])


def trained(force: bool = False) -> Path:
    """The model that fits the present files, trained where there is none."""
    from bot.dialogue.training import TrainingFailed, fitting_model, train

    model = fitting_model()
    if force or not model.exists():
        click.echo("Training the dialogue model (some minutes) …", err=True)
        try:
            train(model)
        except TrainingFailed as error:
            fail(f"Rasa could not train the model:\n{error}")
    return model
