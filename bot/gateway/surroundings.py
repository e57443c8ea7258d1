"""What the web process needs of its machine only later, looked at without ever waiting long: database and disk."""

from __future__ import annotations

import asyncio
import shutil
import tempfile

from bot.directory import is_readable

SECONDS = 0.8
LEAST_FREE = 200_000_000  # bytes: Rasa unpacks its model when it starts again


class Surroundings:
    """Looks in a thread, one look at a time, so that a frozen database holds up nobody and nothing piles up."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._look: asyncio.Task[dict[str, bool]] | None = None

    async def parts(self) -> dict[str, bool]:
        """`database` can be read now, `disk` has room; False also for what cannot be told within a second."""
        if self._look is None or self._look.done():
            self._look = asyncio.create_task(asyncio.to_thread(self._seen))
        look = self._look  # somebody else who asks may start the next one meanwhile
        done, _ = await asyncio.wait({look}, timeout=SECONDS)
        return look.result() if done else {"database": False, "disk": False}

    def _seen(self) -> dict[str, bool]:
        return {"database": is_readable(self._database_url), "disk": _has_room()}


def _has_room() -> bool:
    try:
        return shutil.disk_usage(tempfile.gettempdir()).free > LEAST_FREE
    except OSError:
        return False
