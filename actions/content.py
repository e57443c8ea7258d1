"""What the actions know: content/ as it now is, read again after an edit that is in order."""

from __future__ import annotations

import logging
import os
import time
from functools import lru_cache

from bot.content.freshness import stamp
from bot.content.library import Library, read_library
from bot.content.problem import BrokenContent
from bot.directory import Directory, open_directory
from bot.settings import read_settings

LOOK_EVERY = 1.0  # seconds

log = logging.getLogger("actions")


class LocalContent:
    """What this machine's content says; a broken edit leaves the last good one."""

    def __init__(self) -> None:
        self._settings = read_settings(os.environ)
        self._stamp = stamp(self._settings.content)
        self._looked = time.monotonic()
        self._library = read_library(self._settings.content)
        self._directory = open_directory(self._settings.database_url, self._library.helplines)

    def is_due(self) -> bool:
        """Whether it is time for a look."""
        return time.monotonic() - self._looked > LOOK_EVERY

    def library(self) -> Library:
        """The last good content, after a look whether there is newer."""
        if self.is_due():
            self._looked = time.monotonic()
            now = stamp(self._settings.content)
            if now != self._stamp:
                self._stamp = now
                self._take()
        return self._library

    def directory(self) -> Directory:
        """Its helplines, by way of the database."""
        self.library()
        return self._directory

    def _take(self) -> None:
        try:
            fresh = read_library(self._settings.content)
        except BrokenContent as error:
            log.error("edited content is refused: %s", error)
            return
        if fresh.helplines != self._library.helplines:
            self._directory = open_directory(self._settings.database_url, fresh.helplines)
        self._library = fresh


@lru_cache(maxsize=1)
def _local() -> LocalContent:
    """Read once however many actions there are."""
    return LocalContent()


def library() -> Library:
    """The content as it now is."""
    return _local().library()


def directory() -> Directory:
    """Its helplines."""
    return _local().directory()


def is_due() -> bool:
    """Whether the next call looks for newer content first, which takes a second or two when there is some."""
    return _local.cache_info().currsize == 0 or _local().is_due()
