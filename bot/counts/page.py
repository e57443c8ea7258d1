"""The report as a page of tables with bars; its words are for staff, so they are no units of content/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.content.library import Library
from bot.counts.hiding import SMALLEST
from bot.counts.report import WEEKS, Report
from bot.counts.store import KEPT_WEEKS

STYLE = Path(__file__).with_name("report.css")
_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
                         trim_blocks=True, lstrip_blocks=True)
_TEMPLATES.filters["bar"] = lambda count, most: round(100 * count / most, 1) if most else 0


def report_page(report: Report, names: Mapping[str, str], style: str = "") -> str:
    """The page; with `style` in it it stands alone, as a file."""
    return _TEMPLATES.get_template("report.html.j2").render(
        report=report, names=names, style=style, smallest=SMALLEST, kept=KEPT_WEEKS, most=_most)


def form_page(said: str = "") -> str:
    """The page that asks for the token; `said` tells why there is no report."""
    return _TEMPLATES.get_template("form.html.j2").render(said=said, weeks=WEEKS, kept=KEPT_WEEKS, style="")


def names_of(library: Library) -> dict[str, str]:
    """What countries, languages and helplines are called."""
    english = Locale("en")
    names = {code: str(english.territories.get(code, code)) for code in library.helplines}
    names |= {code: str(english.languages.get(code, code)) for code in library.scripts.by_language}
    return names | {service.id: f"{service.name} ({country.country})" for country in library.helplines.values()
                    for service in country.services}


def _most(rows: list[tuple[str | date, int | None]]) -> int:
    return max((count or 0 for _, count in rows), default=0)
