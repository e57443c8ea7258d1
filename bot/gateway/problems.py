"""Errors as application/problem+json (RFC 9457), each with a plain sentence and, where it helps, help."""

from __future__ import annotations

import json
import logging
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

log = logging.getLogger("gateway")


class Problem(Exception):
    """An error a client can understand; `messages` are vetted messages with help in them."""

    def __init__(self, status: int, title: str, messages: list[dict[str, Any]] | None = None,
                 headers: dict[str, str] | None = None) -> None:
        super().__init__(title)
        self.status, self.title, self.messages, self.headers = status, title, messages, headers

    def response(self) -> web.Response:
        """As RFC 9457 wants it."""
        body: dict[str, Any] = {"type": "about:blank", "status": self.status, "title": self.title}
        if self.messages is not None:
            body["messages"] = self.messages
        return web.Response(status=self.status, text=json.dumps(body), content_type="application/problem+json",
                            headers=self.headers)


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns every error into a problem; an unexpected one is logged by its type alone."""
    try:
        return await handler(request)
    except Problem as problem:
        return problem.response()
    except web.HTTPRequestEntityTooLarge:
        return Problem(413, "This is too much at once.").response()
    except web.HTTPException as error:
        if error.status < 400:
            raise
        allow = error.headers.get("Allow")
        return Problem(error.status, error.reason, headers={"Allow": allow} if allow else None).response()
    except Exception as error:
        log.error("%s %s failed: %s", request.method, request.match_info.route.resource, type(error).__name__)
        return Problem(500, "Something went wrong here. Please use the help page: /help").response()
