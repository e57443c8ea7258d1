"""Helplines and reporting services: kept in a database, ranked for a person, shown as cards."""

from bot.directory.cards import helplines_message
from bot.directory.directory import Directory
from bot.directory.store import is_readable, open_directory

__all__ = ["Directory", "helplines_message", "is_readable", "open_directory"]
