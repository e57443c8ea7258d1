"""The floor of two servers: one of the gateway's kind passes a message on to one of Rasa's kind, and back."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
from aiohttp import web

from bench.echo import echo_kind
from bench.measure import figures
from bench.server import running
from bot.paths import PROJECT
from bot.processes import free_port

_HTTP = web.AppKey("http", aiohttp.ClientSession)


def measure(folder: Path) -> dict[str, float]:
    """Figures of both servers; `folder` takes their output."""
    port, inner = free_port(), free_port()
    both = (f"{sys.executable} -m bench.relay inner {inner} & exec {sys.executable} -m bench.relay {inner} {port}")
    with running(["sh", "-c", both], port, PROJECT, folder / "relay.txt", {}) as server:
        return figures(server, {"text": echo_kind(server.url)}, {"start_seconds": "text"})


def _serve_inner(port: int) -> None:
    from sanic import Request, Sanic, response
    from sanic.response import HTTPResponse

    app = Sanic("relay")

    @app.post("/")
    async def echo(request: Request) -> HTTPResponse:
        return response.json(request.json)

    app.run(host="127.0.0.1", port=port, access_log=False)


def _serve(inner: int, port: int) -> None:
    async def keep(app: web.Application) -> AsyncIterator[None]:
        app[_HTTP] = aiohttp.ClientSession()
        yield
        await app[_HTTP].close()

    async def pass_on(request: web.Request) -> web.Response:
        async with request.app[_HTTP].post(f"http://127.0.0.1:{inner}/", json=await request.json()) as answer:
            return web.json_response(await answer.json())

    app = web.Application()
    app.cleanup_ctx.append(keep)
    app.router.add_post("/", pass_on)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    if sys.argv[1] == "inner":
        _serve_inner(int(sys.argv[2]))
    else:
        _serve(int(sys.argv[1]), int(sys.argv[2]))
