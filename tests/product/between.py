"""A server between gateway and Rasa that passes everything on, or is slow, or answers every message with nothing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import aiohttp
from aiohttp import web

from bot.processes import free_port

SLOW_SECONDS = 6.0


class Between:
    """`mode` is `through`, `slow` or `empty`; `rasa` says where Rasa is, once it is known."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.mode = "through"
        self.rasa: Callable[[], str] = lambda: ""
        self._secret = ""  # that of the first gateway serves for others that a test starts

    async def _pass(self, request: web.Request) -> web.Response:
        is_message = request.path.endswith("/webhook")
        if is_message and self.mode == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        if is_message and self.mode == "empty":
            return web.json_response([])
        self._secret = self._secret or request.headers.get("X-Gateway-Secret", "")
        headers = {"X-Gateway-Secret": self._secret, "Content-Type": "application/json"}
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as http, http.request(
                    request.method, self.rasa() + request.path, data=await request.read(), headers=headers) as answer:
                return web.Response(body=await answer.read(), status=answer.status, content_type=answer.content_type)
        except (aiohttp.ClientError, TimeoutError, ValueError):
            if request.transport:
                request.transport.abort()  # as a closed port does
            return web.Response(status=502)

    async def _serve(self, stop: asyncio.Event) -> None:
        app = web.Application(client_max_size=1 << 24)
        app.router.add_route("*", "/{path:.*}", self._pass)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        await stop.wait()
        await runner.cleanup()


@contextmanager
def between() -> Iterator[Between]:
    """One that serves in a thread of its own."""
    server, loop, stop = Between(), asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(server._serve(stop)), daemon=True)
    thread.start()
    yield server
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
