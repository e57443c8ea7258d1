"""What a website copies to show the chat, made from what its people filled in, with every fault named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlencode

from bot.content.contrast import contrast
from bot.content.library import Library
from bot.content.sites import LEAST_CONTRAST, Site, allows, is_colour, is_origin
from bot.gateway.pages import SANDBOX


@dataclass(frozen=True)
class Embedding:
    """A choice of site, page, colour and language; `faults` names the interface word that explains each bad field."""

    site_id: str
    site: Site
    origin: str
    colour: str
    language: str
    faults: Mapping[str, str] = field(default_factory=dict)


def read_embedding(query: Mapping[str, str], library: Library) -> Embedding:
    """What was filled in; where something is wrong, the preview falls back to the site's own."""
    given = {key: query.get(key, "").strip() for key in ("site", "origin", "colour", "lang")}
    site_id = given["site"] if given["site"] in library.sites else "default"
    site = library.sites[site_id]
    faults = {key: fault for key, fault in _faults(given, site_id, site).items() if fault}
    return Embedding(site_id, site, given["origin"], site.colour if "colour" in faults else given["colour"]
                     or site.colour, "" if "lang" in faults else given["lang"], faults)


def lines_to_copy(chosen: Embedding, here: str, title: str, pinned: tuple[str, str] | None) -> dict[str, str]:
    """The `script` and the `frame` for a page, the `link`, and the `pinned` script with digest and integrity, empty
    when none was released. `here` is our own origin."""
    query = urlencode({"site": chosen.site_id, **({"lang": chosen.language} if chosen.language else {})})
    data = {"data-site": chosen.site_id, "data-colour": chosen.colour,
            **({"data-lang": chosen.language} if chosen.language else {})}
    frame = {"src": f"{here}/widget?{query}", "title": title, "width": "100%", "height": "640", "sandbox": SANDBOX,
             "allow": "clipboard-write", "referrerpolicy": "no-referrer"}
    lines = {
        "script": _tag("script", {"src": f"{here}/embed.js?{urlencode({'site': chosen.site_id})}", **data}, " async"),
        "frame": _tag("iframe", frame),
        "link": f"{here}/chat?{query}",
        "pinned": "",
    }
    if pinned:
        fixed = {"src": f"{here}/embed/{pinned[0]}.js", "integrity": pinned[1], "crossorigin": "anonymous"}
        lines["pinned"] = _tag("script", {**fixed, **data}, " async")
    return lines


def _tag(name: str, attributes: Mapping[str, str], flag: str = "") -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}{flag}></{name}>"


def _faults(given: Mapping[str, str], site_id: str, site: Site) -> dict[str, str]:
    return {
        "site": "embed_no_site" if given["site"] not in ("", site_id) else "",
        "origin": _origin_fault(given["origin"], site),
        "colour": _colour_fault(given["colour"]),
        "lang": "embed_no_language" if given["lang"] and given["lang"] not in site.languages else "",
    }


def _origin_fault(origin: str, site: Site) -> str:
    if not origin:
        return ""
    if not is_origin(origin):
        return "embed_bad_origin"
    return "" if allows(site.origins, origin) else "embed_unlisted"


def _colour_fault(colour: str) -> str:
    if not colour:
        return ""
    if not is_colour(colour):
        return "embed_bad_colour"
    return "" if contrast(colour, "#ffffff") >= LEAST_CONTRAST else "embed_pale_colour"
