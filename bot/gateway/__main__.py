"""The web process: `python -m bot.gateway`."""

from __future__ import annotations

import logging
import os
import sys

from bot import collector
from bot.private_memory import keep_memory_private
from bot.stand_ins import stand_in_for

# spaCy brings its command line, with what that downloads and asks with: 10 MB, and half a second of the start.
_LEFT_OUT = ("spacy.cli",)


def main() -> None:
    """Serves until told to stop; one plain sentence when it cannot start."""
    keep_memory_private()
    stand_in_for(_LEFT_OUT)
    collector.wait_until_started()
    from aiohttp import web

    from bot.content.library import read_library
    from bot.content.problem import BrokenContent
    from bot.content.vetting import NotVetted
    from bot.gateway.app import make_app, refuse_another_than_released
    from bot.gateway.parts import PARTS
    from bot.manifest import NotReleased
    from bot.settings import BadSetting, read_settings
    from bot.shared_memory import WritesToDisk, refuse_disk_at_start

    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "WARNING"))
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL + 1)  # it logs the bytes and the address of a bad request
    try:
        settings = read_settings(os.environ)
        app = make_app(settings, read_library(settings.content))
        refuse_another_than_released(app[PARTS])
        refuse_disk_at_start(settings.redis_url)
    except (BadSetting, BrokenContent, NotReleased, NotVetted, WritesToDisk) as error:
        sys.exit(str(error))
    collector.begin()
    web.run_app(app, host=settings.host, port=settings.port, access_log=None, print=None)


if __name__ == "__main__":
    main()
