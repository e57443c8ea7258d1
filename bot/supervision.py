"""Supervisor, which goes on when its log cannot be written: a full disk must not end what restarts the others."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from supervisor import loggers, options, supervisord

from bot.private_memory import keep_memory_private
from bot.run_folder import CONFIG, clear_up

_set_signals = options.ServerOptions.setsignals


def _stop_on_hangup(self: options.ServerOptions) -> None:
    """A terminal that closes ends the bot; supervisor would start everything anew."""
    _set_signals(self)
    signal.signal(signal.SIGHUP, lambda *_: self.signal_receiver.receive(signal.SIGTERM, None))


def main() -> None:
    """Watches the processes of the run whose folder is named, until told to stop; then nothing is left of it."""
    keep_memory_private()
    run = Path(sys.argv[1])
    loggers.Handler.handleError = lambda *_: None  # prints to where the log itself could not be written, and dies of it
    options.ServerOptions.setsignals = _stop_on_hangup
    try:
        supervisord.main(["-c", str(run / CONFIG)])
    finally:
        gave_up = clear_up(run)
    sys.exit(gave_up)


if __name__ == "__main__":
    main()
