"""The loader of each site: the same code, with the numbers of the site's country for when nothing else answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.content.library import Library
from bot.gateway.assets import Asset, minified_script, pack
from bot.gateway.conversations import Conversation
from bot.gateway.pages import Pages, dialled
from bot.gateway.speaker import Speaker

CALLS = 3  # helplines beside the emergency numbers: what fits a small phone


def load_loaders(library: Library, pages: Pages, speaker: Speaker) -> dict[str, Asset]:
    """`embed.js` by site."""
    return {name: pack("text/javascript", loader_of(name, library, pages, speaker)) for name in library.sites}


def loader_of(name: str, library: Library, pages: Pages, speaker: Speaker) -> str:
    """The text of a site's `embed.js`."""
    site = library.sites[name]
    words = library.interface[site.languages[0]]
    asker = Conversation(site=name, language=site.languages[0], country=site.country)
    cards = speaker.show_helplines(asker, "crisis", danger="immediate_danger", script="utter_danger_cards", most=8)
    help = [*_emergency(cards, words), *list(_calls(cards, words))[:CALLS]]
    return minified_script(pages.loader(library.interface, help, library.exit_page(site)))


def plain_loader(library: Library, pages: Pages) -> str:
    """The loader that belongs to no site, as it is released."""
    return minified_script(pages.loader(library.interface, (), library.exit_page(library.sites["default"])))


def _emergency(cards: dict[str, Any], words: dict[str, str]) -> Iterator[tuple[str, str]]:
    for line in cards["emergency"]:
        if line["service"] != "fire" or len(cards["emergency"]) == 1:
            name = words.get(f"service_{line['service']}", words["service_all"])
            yield f"{_apart(line['number'])} {name}", f"tel:{dialled(line['number'])}"


def _calls(cards: dict[str, Any], words: dict[str, str]) -> Iterator[tuple[str, str]]:
    for service in cards["services"]:
        number = next((way["number"] for way in service["channels"] if way["type"] == "phone"), None)
        if number:
            said = words["call"].replace("{number}", _apart(number))
            yield f"{said} – {service['name']}", f"tel:{dialled(number)}"


def _apart(number: str) -> str:
    """Set apart from words written from right to left, which would turn the groups of a number around."""
    return f"\u2066{number}\u2069"
