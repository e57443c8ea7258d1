"""The pages hold every word they need, escape what they are given, and work without scripts."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml

from bot.content.sites import Site
from bot.gateway.embedding import Embedding
from bot.gateway.pages import WIDGET, Pages, assets, dialled
from bot.paths import CONTENT, PROJECT

WORDS: dict[str, str] = yaml.safe_load((CONTENT / "interface" / "en.yml").read_text())
CHILDLINE = {
    "id": "xx-line", "kind": "child_helpline", "name": "Line <b>", "note": "Free & kind", "languages": ["en"],
    "channels": [{"type": "phone", "number": "119 ext 8", "free": True, "hours": "Mo-Fr 09:00-17:00"},
                 {"type": "email", "address": "help@line.example", "free": None, "hours": None},
                 {"type": "chat", "url": "https://www.line.example/chat", "free": None, "hours": "24/7"}],
    "source": "https://www.line.example/about", "checked_on": None}
PORTAL = {**CHILDLINE, "id": "xx-portal", "kind": "report_csam", "name": "Portal", "channels": []}
HELP = {"country": "PK", "emergency": [{"number": "15", "service": "police"}], "services": [CHILDLINE, PORTAL]}
SITE = {"id": "default", "name": "x", "colour": "#1f5f8b", "country": None, "opens_with": "chat", "lead": "Ms <Ito>",
        "complaints": "safe@school.example", "network_notice": True}
CONFIG: dict[str, Any] = {
    "has_chat": True,
    "site": SITE, "lang": "en", "dir": "ltr",
    "interface": WORDS, "countries": [["PK", "Pakistan", "🇵🇰"]], "languages": [["en", "English"]], "help": HELP,
    "exit_url": "https://weather.example", "safe_word": "x", "draft": True, "parent_origins": [], "idle_minutes": 15,
    "origin": "https://help.example", "preview": None, "query": "", "counts": True, "preview_query": "",
    "lines": {"script": "<x>", "frame": "<x>", "link": "/", "pinned": ""},
    "asked": {"site": "", "origin": "", "colour": ""}, "country": "PK", "country_name": "Pakistan", **{
        key: HELP[key] for key in ("emergency", "services")}}
CHOSEN = Embedding("default", Site.parse_obj({"name": "x"}), "", "#1f5f8b", "")
PAGES = Pages()


class Seen(HTMLParser):
    """What of a page a content security policy would stop."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.stopped: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.stopped += [name for name in names if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not names.get("src") and names.get("type") != "application/json"):
            self.stopped.append(tag)


@pytest.mark.parametrize("page", ["frame", "demo", "snippet", "help_page", "privacy"])
def test_no_page_carries_inline_script_or_style(page: str) -> None:
    assert Seen(getattr(PAGES, page)({**CONFIG, "chosen": CHOSEN} if page == "snippet" else CONFIG)).stopped == []


def test_the_config_cannot_end_its_own_element() -> None:
    page = PAGES.frame({**CONFIG, "site": {**CONFIG["site"], "name": "</script><script>alert(1)</script>"}})
    found = re.search(r'id="config">(.*?)</script>', page, re.DOTALL)
    assert found and json.loads(found[1])["site"]["name"] == "</script><script>alert(1)</script>"


def test_the_help_page_puts_emergency_numbers_before_helplines_and_these_before_reporting() -> None:
    page = PAGES.help_page(CONFIG)
    assert page.index("tel:15") < page.index("tel:119,8") < page.index(">Portal<")
    assert "Line &lt;b&gt;" in page and "Mon–Fri 09:00–17:00" in page


def test_the_help_page_without_a_country_lists_all() -> None:
    page = PAGES.help_page({**CONFIG, "country": None, "country_name": None, "emergency": [], "services": []})
    assert 'href="/help/PK"' in page and WORDS["emergency_unknown"] in page


def test_the_loader_carries_its_words_in_every_language() -> None:
    loader = PAGES.loader({"en": WORDS, "xx": {**WORDS, "open_chat": "Ouvrir </script>"}})
    assert '"Open chat"' in loader and "</script>" not in loader


@pytest.mark.parametrize(("printed", "link"), [
    ("0800-39393", "080039393"), ("+44 (0)20 1", "+440201"), ("*4141", "*4141"), ("#8103", "%238103"),
    ("119 ext 8", "119,8")])
def test_a_printed_number_is_dialled_as_a_phone_understands_it(printed: str, link: str) -> None:
    assert dialled(printed) == link


def test_every_word_asked_for_is_there_and_none_is_left_over() -> None:
    scripts = "".join(path.read_text() for path in assets().values() if path.suffix == ".js")
    assert set(re.findall(r'\bword\("(\w+)"', scripts)) <= WORDS.keys()
    everything = scripts + "".join(path.read_text() for path in [
        *WIDGET.glob("*.j2"), *(WIDGET.parent / f"{name}.py" for name in ("pages", "speaker", "loaders", "embedding")),
        PROJECT / "bot" / "content" / "library.py"])
    families = ("kind_", "service_")  # asked for by the value they end in
    left_over = [key for key in WORDS if not key.startswith(families) and not re.search(rf"\b{key}\b", everything)]
    assert left_over == []
