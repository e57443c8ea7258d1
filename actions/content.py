"""What the actions know, read once however many of them there are."""

from __future__ import annotations

import os
from functools import lru_cache

from bot.content.library import Library, read_library
from bot.directory import Directory, open_directory
from bot.settings import read_settings


@lru_cache(maxsize=1)
def library() -> Library:
    """The content this process was started on."""
    return read_library(read_settings(os.environ).content)


@lru_cache(maxsize=1)
def directory() -> Directory:
    """Its helplines, by way of the database."""
    return open_directory(read_settings(os.environ).database_url, library().helplines)
