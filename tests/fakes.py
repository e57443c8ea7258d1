"""A Rasa whose answers and failures can be ordered: a real small server, not a mock."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass
class FakeRasa:
    """Answers every message with `parts`, after `delay` seconds and with `status`; remembers what it was asked.

    A `frozen` one answers nothing, not even whether it is there.
    """

    parts: list[dict[str, Any]] = field(default_factory=lambda: [{"script": "utter_ask_menu"}])
    status: int = 200
    delay: float = 0.0
    raw: str | None = None
    frozen: bool = False
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    now: int = 0
    most_at_once: int = 0

    def app(self) -> web.Application:
        """The routes of the gateway channel."""
        app = web.Application()
        app.add_routes([web.post("/webhooks/gateway/webhook", self._answer), web.get("/webhooks/gateway/", self._alive),
                        web.delete("/webhooks/gateway/conversations/{id}", self._forget)])
        return app

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        self.now += 1
        self.most_at_once = max(self.now, self.most_at_once)
        await asyncio.sleep(60 if self.frozen else self.delay)
        self.now -= 1
        if self.raw is not None:
            return web.Response(text=self.raw, status=self.status, content_type="application/json")
        return web.json_response([{"recipient_id": "x", "custom": part} for part in self.parts], status=self.status)

    async def _alive(self, _: web.Request) -> web.Response:
        await asyncio.sleep(60 if self.frozen else 0)
        return web.json_response({"status": "ok"})

    async def _forget(self, request: web.Request) -> web.Response:
        await asyncio.sleep(60 if self.frozen else 0)
        self.forgotten.append(request.match_info["id"])
        return web.Response(status=204)
