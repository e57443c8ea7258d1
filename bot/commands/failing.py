"""How a command says that it could not do its work."""

from __future__ import annotations

import sys
from typing import NoReturn

import click


def fail(sentence: str) -> NoReturn:
    """One plain sentence, and exit code 1."""
    click.echo(sentence, err=True)
    sys.exit(1)
