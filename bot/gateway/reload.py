"""Takes edited content into the running process: all of it or nothing, and the old words stay when it is refused."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

from aiohttp import web

from bot.content.check import servable
from bot.content.freshness import Stamp, stamp
from bot.content.library import Library
from bot.content.problem import BrokenContent
from bot.content.vetting import NotVetted
from bot.gateway.parts import PARTS, Parts
from bot.manifest import NotReleased
from bot.settings import BadSetting

EVERY = 0.25  # seconds between two looks
SETTLED = 0.1  # an editor that saves several files gets this long to finish

log = logging.getLogger("gateway")
Rebuild = Callable[[Library, Parts, bool], dict[str, Any]]


def watching(rebuild: Rebuild) -> Callable[[web.Application], AsyncIterator[None]]:
    """The watch as long as the process serves; `rebuild` makes what depends on content, or raises."""

    async def watch(app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(_watch(app[PARTS], rebuild))
        yield
        task.cancel()

    return watch


async def _watch(parts: Parts, rebuild: Rebuild) -> None:
    folder, known = parts.library.folder, parts.library.stamp
    while True:
        await asyncio.sleep(EVERY)
        now = await asyncio.to_thread(stamp, folder)
        if now == known:
            continue
        while (later := await _a_little_later(parts)) != now:
            now = later
        danger_changed = any("danger" in path for path, *_ in now ^ known)
        known = now
        await take(parts, rebuild, danger_changed)


async def take(parts: Parts, rebuild: Rebuild, danger_changed: bool = False) -> bool:
    """Tries the content as it now is; False, with the reason logged and kept for /readyz, when it is refused."""
    try:
        fresh = await asyncio.to_thread(_read, parts, rebuild, danger_changed)
    except (BrokenContent, NotVetted, NotReleased, BadSetting) as error:
        parts.refused = str(error).splitlines()
    except Exception as error:  # whatever broke in here, the old words go on
        parts.refused = [f"{type(error).__name__}: {error}"]
    else:
        parts.take(fresh)
        log.warning("edited content is served now")
        return True
    log.error("edited content is refused, the old words stay:\n%s", "\n".join(parts.refused))
    return False


def _read(parts: Parts, rebuild: Rebuild, danger_changed: bool) -> dict[str, Any]:
    library, problems = servable(parts.library.folder)
    if problems or library is None:
        raise BrokenContent(problems)
    return rebuild(library, parts, danger_changed)


async def _a_little_later(parts: Parts) -> Stamp:
    await asyncio.sleep(SETTLED)
    return await asyncio.to_thread(stamp, parts.library.folder)
