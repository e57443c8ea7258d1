"""Helplines and reporting services: kept in a database, ranked for a person, shown as cards."""

from bot.directory.cards import helplines_message
from bot.directory.directory import Directory
from bot.directory.store import open_directory

__all__ = ["Directory", "helplines_message", "open_directory"]
