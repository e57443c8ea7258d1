"""What is fed with anything at all: danger screen, redaction, content loader. A target that raises found a fault."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bot.content.exits import read_exits
from bot.content.helplines import read_helplines
from bot.content.interface import read_interface
from bot.content.laws import read_laws
from bot.content.links import read_links
from bot.content.lists import read_audiences, read_expiry, read_words
from bot.content.platforms import read_platforms
from bot.content.problem import BrokenContent, Problem
from bot.content.removal import read_removal
from bot.content.reviews import read_reviews
from bot.content.scripts import read_scripts
from bot.content.sites import read_sites
from bot.content.style import read_styles
from bot.gateway.api import without_halves
from bot.paths import CONTENT
from bot.safety.redaction import redact
from bot.safety.screen import Screen

COUNTRIES = (None, "GB", "US", "PK", "IN", "DE", "XX")
Reader = Callable[[Path, list[Problem]], object]
# Each reader with a file of content/ to damage.
FILES: tuple[tuple[Reader, str], ...] = (
    (read_links, "links.yml"), (read_words, "words.yml"), (read_audiences, "audiences.yml"),
    (read_expiry, "expiry.yml"), (read_exits, "exits.yml"), (read_removal, "removal.yml"),
)
FOLDERS: tuple[tuple[Reader, str], ...] = (
    (read_helplines, "helplines/GB.yml"), (read_interface, "interface/en.yml"), (read_laws, "laws/GB.yml"),
    (read_platforms, "platforms/instagram.yml"), (read_sites, "sites/default.yml"), (read_styles, "style/en.yml"),
    (read_reviews, "reviews/en.yml"), (read_scripts, "scripts/en/chat.yml"),
)


def feed_screen(data: bytes) -> None:
    """Any text is read for danger, as the gateway does it."""
    _screen()(without_halves(_text(data)))


def feed_redaction(data: bytes) -> None:
    """Any text is redacted, and redacting again changes nothing."""
    country = COUNTRIES[data[0] % len(COUNTRIES)] if data else None
    once = redact(_text(data[1:]), country)
    assert redact(once.text, country).text == once.text
    assert all(f"[{kind}]" in once.text for kind in once.kinds)


def feed_content(data: bytes) -> None:
    """A content file with a piece of it replaced by anything is read, or refused with its faults."""
    if len(data) < 4:
        return
    reader, name, is_folder = _readers()[data[0] % len(_readers())]
    whole = _seed(name)
    start = int.from_bytes(data[1:3], "big") % (len(whole) + 1)
    changed = whole[:start] + data[4:] + whole[start + data[3]:]
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(changed)
        try:
            reader(Path(folder) / name.split("/")[0] if is_folder else file, problems)
        except BrokenContent as error:
            problems += error.problems
    assert all(str(problem) for problem in problems)


TARGETS = {"screen": feed_screen, "redaction": feed_redaction, "content": feed_content}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")[:16_000]


@cache
def _readers() -> tuple[tuple[Reader, str, bool], ...]:
    return (*((reader, name, False) for reader, name in FILES), *((reader, name, True) for reader, name in FOLDERS))


@cache
def _seed(name: str) -> bytes:
    path = CONTENT / name
    return path.read_bytes() if path.is_file() else b"reviews: []\n"


@cache
def _screen() -> Screen:
    return Screen(CONTENT / "danger")
