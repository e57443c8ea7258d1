"""The action server on loopback: `python -m actions`. Rasa's own `rasa run actions` works too, but it logs and
echoes the request of an action that fails, with what a child wrote in it; this one does not."""

from __future__ import annotations

import hmac
import logging
import os
import sys

from aiohttp import web
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException

from bot.private_memory import keep_memory_private
from bot.settings import read_settings

log = logging.getLogger("actions")
_MOST_BYTES = 8 * 1024 * 1024  # Rasa posts the whole conversation with every action


def make_app(executor: ActionExecutor, secret: str) -> web.Application:
    """POST /webhook runs an action for who knows `secret`, Rasa; GET /health says that this process lives."""

    async def webhook(request: web.Request) -> web.Response:
        given = request.headers.get("X-Gateway-Secret", "")
        if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
            raise web.HTTPForbidden
        try:
            return web.json_response(await executor.run(await request.json()))
        except ActionNotFoundException as error:
            log.error("there is no action %s", error.action_name)
            return web.json_response({"error": "unknown action", "action_name": error.action_name}, status=404)
        except Exception as error:
            log.error("an action failed: %s", type(error).__name__)
            return web.json_response({"error": "the action failed"}, status=500)

    async def health(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    app = web.Application(client_max_size=_MOST_BYTES)
    app.add_routes([web.post("/webhook", webhook), web.get("/health", health)])
    return app


def main() -> None:
    """Serves every action of this package."""
    keep_memory_private()
    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "WARNING"))
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL + 1)  # it logs the bytes and the address of a bad request
    settings = read_settings(os.environ)
    if not settings.rasa_secret:
        sys.exit("RASA_SECRET must be set, to the same as Rasa's; `make run` does it.")
    executor = ActionExecutor()
    executor.register_package("actions")
    web.run_app(make_app(executor, settings.rasa_secret), host="127.0.0.1", port=settings.actions_port,
                access_log=None, print=None)


if __name__ == "__main__":
    main()
