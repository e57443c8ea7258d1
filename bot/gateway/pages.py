"""Renders the pages of the gateway from their templates; every word comes from the interface files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel.dates import get_day_names
from jinja2 import Environment, FileSystemLoader, StrictUndefined

WIDGET = Path(__file__).parent / "widget"
# What help needs of a frame: its own scripts, links to call, text, mail and chat, Exit, and printing.
SANDBOX = ("allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox "
           "allow-top-navigation-to-custom-protocols allow-top-navigation-by-user-activation allow-modals")
ASSETS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_LOADER_WORDS = ("title", "open_chat", "close_chat", "exit", "unreachable")
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_PLAIN_HOURS = re.compile(r"(Mo|Tu|We|Th|Fr|Sa|Su|PH|off|[\d:,;\s-])+")
_QUOTED = re.compile(r'"(\w+)"')  # how the frame's scripts ask for a word
_FAMILIES = ("kind_", "service_")  # asked for by the value they end in
_REPORTS = ("report_csam", "cybercrime_police", "online_safety_regulator")

Config = Mapping[str, Any]


class Pages:
    """The HTML pages and the loader, built once; a config that lacks a word fails loudly."""

    def __init__(self, folder: Path = WIDGET) -> None:
        self._templates = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined,
                                      trim_blocks=True, lstrip_blocks=True)
        self._templates.filters.update(paragraphs=_paragraphs, dialled=dialled, host=_host,
                                       opening_hours=_opening_hours)
        self._asked = _words_asked_for(folder)
        self._templates.tests["report"] = lambda service: service["kind"] in _REPORTS

    def frame(self, config: Config) -> str:
        """The page in the iframe, also `/chat`; `config` goes into it as JSON."""
        spoken = {key: text for key, text in config["interface"].items()
                  if key in self._asked or key.startswith(_FAMILIES)}
        return self._templates.get_template("frame.html.j2").render(config={**config, "interface": spoken},
                                                                    words=config["interface"])

    def demo(self, config: Config) -> str:
        """A page as a school might have it, with the chat on it; needs site, lang, dir, interface and draft of the
        frame's config."""
        return self._render("demo.html.j2", config)

    def snippet(self, config: Config) -> str:
        """What a website has to copy; the demo's config and `origin`, our address as visitors see it."""
        return self._render("snippet.html.j2", config)

    def help_page(self, config: Config) -> str:
        """Emergency numbers and helplines without JavaScript, or a list of countries when `country` is None."""
        return self._render("help.html.j2", config)

    def privacy(self, config: Config) -> str:
        """What happens to what is written, for children and for adults; needs `counts`, `has_chat`, `idle_minutes`."""
        return self._render("privacy.html.j2", config)

    def loader(self, interfaces: Mapping[str, Mapping[str, str]], help: Sequence[tuple[str, str]] = (),
               exit_url: str = "") -> str:
        """`embed.js`, with the few words it shows itself in every language of `interfaces`; for when the frame cannot
        be reached, the links of `help` (text, address) and the neutral page."""
        words = {lang: {key: interface[key] for key in _LOADER_WORDS} for lang, interface in interfaces.items()}
        return self._templates.get_template("embed.js.j2").render(
            words=words, help=[list(link) for link in help], exit=exit_url, sandbox=SANDBOX)

    def _render(self, template: str, config: Config) -> str:
        return self._templates.get_template(template).render(config=config, words=config["interface"])


def assets(folder: Path = WIDGET) -> dict[str, Path]:
    """The static files under `/widget/`, by name; templates are not among them."""
    return {path.name: path for path in sorted(folder.iterdir()) if path.suffix in ASSETS}


def _words_asked_for(folder: Path) -> frozenset[str]:
    scripts = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.js"))
    return frozenset(_QUOTED.findall(scripts))


def dialled(number: str) -> str:
    """A printed number as a `tel:` link dials it: an extension after a pause, `#` escaped (RFC 3966)."""
    paused = re.sub(r"\s*ext\.?\s*", ",", number)
    return re.sub(r"[^\d+*#,]", "", paused).replace("#", "%23")


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _host(url: str | None) -> str:
    """The name of a source: where a web address stands, else the text itself."""
    return (urlsplit(url or "").hostname or url or "").removeprefix("www.")


def _opening_hours(hours: str | None, config: Config) -> str:
    """OpenStreetMap hours in words; nothing where they are not plain days and times."""
    words = config["interface"]
    if hours == "24/7":
        return str(words["always_open"])
    if not hours or not _PLAIN_HOURS.fullmatch(hours):
        return ""
    local = get_day_names("abbreviated", locale=config["lang"])  # by number, Monday is 0
    names = {day: local[number] for number, day in enumerate(_DAYS)}
    names |= {"PH": words["holidays"], "off": words["hours_off"], "-": "–"}
    return re.sub("|".join(names), lambda part: str(names[part[0]]), hours)
