"""Weekly counts of chats, one thing at a time: never a person, a word, an hour, or two things together."""

from bot.counts.ledger import Ledger

__all__ = ["Ledger"]
