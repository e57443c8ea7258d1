"""Supervisor, which goes on when its log cannot be written: a full disk must not end what restarts the others."""

from __future__ import annotations

from supervisor import loggers, supervisord

from bot.private_memory import keep_memory_private


def main() -> None:
    """supervisord with the arguments of this process."""
    keep_memory_private()
    loggers.Handler.handleError = lambda *_: None  # prints to where the log itself could not be written, and dies of it
    supervisord.main()


if __name__ == "__main__":
    main()
