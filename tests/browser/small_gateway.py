"""A gateway with content of its own in front of a Rasa whose answers can be ordered: real servers, in this process."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from aiohttp import web

from bot.content.library import read_library
from bot.gateway.app import countries_of, make_app
from bot.paths import CONTENT
from bot.processes import free_port
from bot.recognition import Recogniser
from bot.safety.screen import Screen
from bot.settings import Settings
from tests.fakes import FakeRasa

KEY = "0123456789abcdef" * 4  # strong enough to be taken, and plainly nobody's
URDU = Path(__file__).parent / "interface_ur.yml"


@dataclass
class SmallGateway:
    """A running gateway; `rasa.parts` orders its answers."""

    url: str
    rasa: FakeRasa


@contextmanager
def small_gateway(folder: Path, sites: Mapping[str, Mapping[str, object]],
                  urdu: bool = False, report_token: str = "") -> Iterator[SmallGateway]:
    """Serves the repository's content with these site files (by name) beside it, and the Urdu drafts if asked."""
    content = folder / "content"
    shutil.copytree(CONTENT, content)
    for name, site in sites.items():
        (content / "sites" / f"{name}.yml").write_text(yaml.safe_dump(dict(site), allow_unicode=True))
    if urdu:
        words = {**_words(CONTENT / "interface" / "en.yml"), **_words(URDU)}  # the page for web masters stays English
        (content / "interface" / "ur.yml").write_text(yaml.safe_dump(words, allow_unicode=True))
    gateway = SmallGateway(f"http://127.0.0.1:{free_port()}", FakeRasa())
    with _running(gateway, content, folder, report_token):
        yield gateway


def _words(path: Path) -> dict[str, str]:
    words: dict[str, str] = yaml.safe_load(path.read_text())
    return words


@cache
def _recogniser() -> Recogniser:
    return Recogniser(countries_of(read_library()))


@cache
def _screen() -> Screen:
    return Screen(CONTENT / "danger")


@contextmanager
def _running(gateway: SmallGateway, content: Path, folder: Path, report_token: str) -> Iterator[None]:
    loop = asyncio.new_event_loop()  # in a thread of its own: Playwright's runs in this one
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    runners = asyncio.run_coroutine_threadsafe(_start(gateway, content, folder, report_token), loop).result(240)
    yield
    for runner in runners:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


async def _start(gateway: SmallGateway, content: Path, folder: Path, report_token: str) -> list[web.AppRunner]:
    rasa_port = free_port()
    port = int(gateway.url.rsplit(":", 1)[1])
    settings = Settings(port=port, database_url=f"sqlite:///{folder}/directory.db", secret_key=KEY, rasa_secret=KEY,
                        rasa_url=f"http://127.0.0.1:{rasa_port}", content=content, rate_limit=False,
                        serve_drafts="for-a-supervised-trial", report_token=report_token)
    app = make_app(settings, read_library(content), _screen(), _recogniser())
    return [await _serve(gateway.rasa.app(), rasa_port), await _serve(app, port)]


async def _serve(app: web.Application, port: int) -> web.AppRunner:
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner
