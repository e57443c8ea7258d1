"""The directory of helplines as content/ now is: read again after an edit that is in order."""

from __future__ import annotations

import logging
import os
import time

from bot.content.freshness import stamp
from bot.content.library import read_library
from bot.content.problem import BrokenContent
from bot.directory import Directory, open_directory
from bot.settings import read_settings

LOOK_EVERY = 1.0  # seconds

log = logging.getLogger("actions")


class LocalDirectory:
    """What this machine's content says; a broken edit leaves the last good one."""

    def __init__(self) -> None:
        self._settings = read_settings(os.environ)
        self._stamp = stamp(self._settings.content / "helplines")
        self._looked = time.monotonic()
        self._directory = self._read()

    def current(self) -> Directory:
        """The last good directory, after a look whether there is a newer one."""
        if time.monotonic() - self._looked > LOOK_EVERY:
            self._looked = time.monotonic()
            now = stamp(self._settings.content / "helplines")
            if now != self._stamp:
                self._stamp = now
                self._take()
        return self._directory

    def _take(self) -> None:
        try:
            self._directory = self._read()
        except BrokenContent as error:
            log.error("edited helplines are refused: %s", error)

    def _read(self) -> Directory:
        return open_directory(self._settings.database_url, read_library(self._settings.content).helplines)
