"""Says whether the process lives and whether every part of the product is ready, each by name."""

from __future__ import annotations

import asyncio
from dataclasses import asdict

import aiohttp
from aiohttp import web

from bot.gateway.counters import metrics_text
from bot.gateway.parts import PARTS, Parts
from bot.gateway.problems import Problem
from bot.gateway.rasa_client import SHORT_SECONDS
from bot.gateway.staff_token import comes_from_here, has_token
from bot.help_only import is_help_only
from bot.manifest import is_released
from bot.settings import SUPERVISED_TRIAL

routes = web.RouteTableDef()


@routes.get("/healthz")
async def alive(_: web.Request) -> web.Response:
    """This process answers."""
    return web.json_response({"status": "alive"})


@routes.get("/readyz")
async def ready(request: web.Request) -> web.Response:
    """200 when every part is ready, 503 with the same body when one is not; the gateway answers either way.

    Known within a second also when a part is frozen. While only help is served nothing else is needed: 200.
    """
    parts = request.app[PARTS]
    rasa, actions, surroundings, shared = await asyncio.gather(
        parts.rasa.is_ready(), _actions_ready(parts), parts.surroundings.parts(), _shared_ready(parts))
    ready_parts = {"gateway": True, "content": True, "directory": parts.directory.from_database, **surroundings,
                   **shared, "rasa": rasa and parts.rasa.circuit != "open", "actions": actions,
                   "signatures": not parts.vetting.unsigned_at_start()}
    helps_only = is_help_only(parts.settings)
    body = {
        "status": "help-only" if helps_only else "ready" if all(ready_parts.values()) else "degraded",
        "parts": ready_parts,
        "circuit": parts.rasa.circuit,
        "help_only": helps_only,
        "vetted_only": parts.vetting.required,
        "manifest": {**asdict(parts.manifest), "released": is_released(parts.library.folder, parts.manifest)},
        "content_refused": parts.refused,
        "serve_drafts": parts.settings.serve_drafts == SUPERVISED_TRIAL and not parts.vetting.required,
    }
    return web.json_response(body, status=503 if body["status"] == "degraded" else 200)


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    """For Prometheus on this machine, or with REPORT_TOKEN; others see how busy it is at no time of day."""
    if not comes_from_here(request) and not has_token(request):
        raise Problem(404, "Not Found")
    return web.Response(body=metrics_text(), content_type="text/plain", charset="utf-8")


async def _shared_ready(parts: Parts) -> dict[str, bool]:
    return {"redis": await parts.shared.is_ready()} if parts.shared else {}


async def _actions_ready(parts: Parts) -> bool:
    if parts.settings.actions == "process":  # they are there when Rasa is
        return await parts.rasa.is_ready()
    port = parts.settings.actions_port
    try:
        http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SHORT_SECONDS))
        async with http, http.get(f"http://127.0.0.1:{port}/health") as answer:
            return answer.status == 200
    except (TimeoutError, aiohttp.ClientError):
        return False
