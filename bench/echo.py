"""The floor: a server that only sends back what it was sent, so what remains is the price of HTTP and of the client."""

from __future__ import annotations

import sys
from pathlib import Path

import aiohttp
from aiohttp import web

from bench.measure import Kind, Send, figures
from bench.server import running
from bot.paths import PROJECT
from bot.processes import free_port

_BODY = {"text": "what is a deepfake"}


def measure(folder: Path) -> dict[str, float]:
    """Figures of the echo server; `folder` takes its output."""
    port = free_port()
    command = [sys.executable, "-m", "bench.echo", str(port)]
    with running(command, port, PROJECT, folder / "echo.txt", {}) as server:
        return figures(server, {"text": echo_kind(server.url)}, {"start_seconds": "text"})


def echo_kind(url: str) -> Kind:
    """A message that must come back as it was."""
    async def open_conversation(http: aiohttp.ClientSession) -> Send:
        async def send() -> object:
            async with http.post(url, json=_BODY) as answer:
                return await answer.json()
        return send
    return Kind(open_conversation, lambda answer: answer == _BODY)


async def _echo(request: web.Request) -> web.Response:
    return web.json_response(await request.json())


def _serve(port: int) -> None:
    app = web.Application()
    app.router.add_post("/", _echo)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
