"""Counts in memory and writes them now and then; no answer ever waits for it or fails by it."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter

from bot.counts.store import FAILURES, write
from bot.counts.tables import this_week

EVERY = 60.0  # seconds between two writes: what a process that is killed may lose

log = logging.getLogger(__name__)


class Ledger:
    """The counts of the present week that are not written yet; as many as there are things to count, never more."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._week = this_week()
        self._pending: Counter[tuple[str, str]] = Counter()
        self._tidied = False
        self._failing = False

    def add(self, name: str, value: str) -> None:
        """One more chat of this value, of a thing in COUNTED."""
        self._turn()
        self._pending[name, value] += 1

    async def write(self) -> None:
        """Writes what is pending; when that fails it stays, and the log says so once."""
        self._turn()
        week, pending, self._pending = self._week, self._pending, Counter()
        if not pending and self._tidied:
            return
        try:
            await asyncio.to_thread(write, self._database_url, week, pending, not self._tidied)
        except FAILURES as error:
            if week == self._week:
                self._pending.update(pending)
            if not self._failing:
                log.error("Weekly counts cannot be written (%s); they wait in memory.", type(error).__name__)
            self._failing = True
        else:
            self._failing, self._tidied = False, week == self._week

    async def keep_writing(self) -> None:
        """Until cancelled."""
        while True:
            await self.write()
            await asyncio.sleep(EVERY)

    def _turn(self) -> None:
        """A week that is over is never touched again: what it has not got by then is dropped."""
        if this_week() != self._week:
            self._week, self._pending, self._tidied = this_week(), Counter(), False
