"""The whole of content/, read and checked in one go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.content.exits import EVERYWHERE, read_exits
from bot.content.freshness import Stamp, stamp
from bot.content.helplines import CountryHelplines, read_helplines
from bot.content.interface import read_interface
from bot.content.laws import Laws, add_laws, read_laws
from bot.content.links import Link, read_links
from bot.content.lists import TaughtWord, read_audiences, read_expiry, read_words
from bot.content.platforms import Platforms, add_platforms, read_platforms
from bot.content.problem import BrokenContent, Problem
from bot.content.removal import Removal, add_routes, check_services, read_removal
from bot.content.reviews import Reviews, read_reviews
from bot.content.scripts import AUDIENCES, DANGER_TARGETS, Audience, Button, Scripts, read_scripts
from bot.content.site_checks import check_sites
from bot.content.sites import Site, read_sites
from bot.content.style import Style, read_styles
from bot.paths import CONTENT, PROJECT


@dataclass(frozen=True)
class Library:
    """Everything people edit, typed; only made from content without a fault.

    `stamp` was taken before the first file was read, so that what is saved while it is read counts as an edit.
    """

    folder: Path
    stamp: Stamp
    scripts: Scripts
    interface: dict[str, dict[str, str]]
    sites: dict[str, Site]
    exits: dict[str, str]
    helplines: dict[str, CountryHelplines]
    removal: Removal
    platforms: Platforms
    laws: Laws
    reviews: Reviews
    styles: dict[str, Style]
    links: tuple[Link, ...]
    words: tuple[TaughtWord, ...]
    audiences: dict[str, tuple[Audience, ...]]
    expiry: dict[str, int]
    intents: frozenset[str]

    @property
    def safe_word(self) -> str:
        """The ordinary word that brings help in any state."""
        return self.interface["en"]["safe_word"]

    def file_of(self, language: str, script: str) -> Path:
        """Where a script stands: in its topic's file, or in that of a platform, a law or the ways to removal."""
        topic = self.folder / "scripts" / language / f"{self.scripts.topics[script]}.yml"
        return self.scripts.files.get(script, topic)

    def exit_page(self, site: Site) -> str:
        """The neutral page that Exit opens: the site's own, else its country's."""
        return site.exit_url or self.exits.get(site.country or EVERYWHERE, self.exits[EVERYWHERE])


def read_library(folder: Path = CONTENT, domain: Path = PROJECT / "domain.yml") -> Library:
    """`folder` as a library; raises BrokenContent with every fault at once."""
    library, problems = examine(folder, domain)
    if problems or library is None:
        raise BrokenContent(problems)
    return library


def examine(folder: Path = CONTENT, domain: Path = PROJECT / "domain.yml") -> tuple[Library | None, list[Problem]]:
    """The library as far as it can be read, and every fault."""
    problems: list[Problem] = []
    if not folder.is_dir():
        return None, [Problem(folder, 1, "missing", "there is no such folder", "name the folder with the scripts")]
    library = Library(
        folder=folder,
        stamp=stamp(folder),
        scripts=read_scripts(folder / "scripts", problems),
        interface=read_interface(folder / "interface", problems),
        sites=read_sites(folder / "sites", problems),
        exits=read_exits(folder / "exits.yml", problems),
        helplines=read_helplines(folder / "helplines", problems),
        removal=read_removal(folder / "removal.yml", problems),
        platforms=read_platforms(folder / "platforms", problems),
        laws=read_laws(folder / "laws", problems),
        reviews=read_reviews(folder / "reviews", problems),
        styles=read_styles(folder / "style", problems),
        links=read_links(folder / "links.yml", problems),
        words=read_words(folder / "words.yml", problems),
        audiences=read_audiences(folder / "audiences.yml", problems),
        expiry=read_expiry(folder / "expiry.yml", problems),
        intents=read_intents(domain),
    )
    add_routes(library.removal, folder / "removal.yml", library.scripts)
    add_platforms(library.platforms, folder / "platforms", library.scripts)
    add_laws(library.laws, folder / "laws", library.scripts)
    problems.extend(_cross_checks(library))
    problems.extend(check_services(folder / "removal.yml", library.removal, library.helplines))
    return library, sorted(problems)


def read_intents(domain: Path) -> frozenset[str]:
    """The intents of Rasa's domain file."""
    intents = yaml.safe_load(domain.read_text(encoding="utf-8"))["intents"]
    return frozenset(next(iter(intent)) if isinstance(intent, dict) else intent for intent in intents)


def _cross_checks(library: Library) -> Iterable[Problem]:
    yield from check_sites(library.folder / "sites", library.sites, library.helplines, library.interface)
    ids = library.scripts.ids()
    for language, scripts in library.scripts.by_language.items():
        for name, script in scripts.items():
            file = library.file_of(language, name)
            for button in script.buttons:
                for message, remedy in _button_faults(button, library, ids, library.scripts.topics[name]):
                    yield Problem(file, line_of_button(file, name, button), "button", f"{name}: {message}", remedy)


def _button_faults(button: Button, library: Library, ids: set[str], topic: str) -> Iterable[tuple[str, str]]:
    leads = button.to in library.intents or button.to in ids
    if button.to in DANGER_TARGETS:
        if topic != "danger":
            yield f"“{button.to}” belongs to the danger scripts", "lead to a script or an intent"
    elif not leads:
        yield f"the button “{button.title}” leads nowhere: “{button.to}”", "name an intent or an existing script"
    if button.slots.get("audience", "child") not in AUDIENCES:
        yield f"“{button.slots['audience']}” is no audience", "use one of " + ", ".join(AUDIENCES)
    country = button.slots.get("country")
    if country and library.helplines and country not in library.helplines:
        yield f"there is no file for the country “{country}”", "use a code from content/helplines"


def line_of_button(file: Path, script: str, button: Button) -> int:
    """Where a button stands; found by reading the file again, which only a fault makes necessary."""
    inside, anywhere = False, 1  # a platform's or a law's file holds one script, without its id
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.startswith((" ", "#")) and line.strip():
            inside = line.startswith(f"{script}:")
        if button.title in line:
            if inside:
                return number
            anywhere = number
    return anywhere
