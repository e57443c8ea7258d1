"""The printable page for experts who read on paper: the same texts, with boxes to tick and a line to sign."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jinja2 import Environment, PackageLoader

from bot.content.reviews import ROLES
from bot.content.unit import Unit
from bot.review.sheet import DECISIONS


def page(units: Iterable[tuple[Unit, str]], on: date) -> str:
    """One HTML file of (unit, its state) without any other file; what is decided on it goes into the spreadsheet."""
    templates = Environment(loader=PackageLoader("bot.review", "."), autoescape=True, trim_blocks=True,
                            lstrip_blocks=True)
    return templates.get_template("page.html.j2").render(units=list(units), on=on, roles=ROLES, decisions=DECISIONS)
