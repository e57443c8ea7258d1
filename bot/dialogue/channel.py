"""The channel between gateway and Rasa: redacted text in, script ids out, nothing in any log."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import Forbidden
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.dialogue.tracker_store import ForgettingTrackerStore

log = logging.getLogger(__name__)


class GatewayInput(InputChannel):
    """Like Rasa's REST channel, without its habit of logging the text of a message that failed."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    @classmethod
    def name(cls) -> str:
        """The part of the URL: /webhooks/gateway/…"""
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GatewayInput:
        """From credentials.yml."""
        return cls(str((credentials or {}).get("secret", "")))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """POST /webhook {sender, message, metadata} → list of outputs; DELETE /conversations/<id> → 204."""
        routes = Blueprint("gateway_webhook")

        @routes.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)  # Rasa serves also when it could not load its model
            ready = bool(agent and agent.is_ready())
            return response.json({"status": "ok" if ready else "no model"}, status=200 if ready else 503)

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            self._check(request)
            body = request.json
            outputs = CollectingOutputChannel()
            message = UserMessage(body["message"], outputs, body["sender"], input_channel=self.name(),
                                  metadata=body.get("metadata"))
            try:
                await on_new_message(message)
            except Exception as error:
                log.error("a message failed: %s", type(error).__name__)
                return response.json({"failed": True}, status=500)
            finally:  # also when the gateway waited no longer, which ends this task
                if store := _own_store(request):
                    store.break_off(body["sender"])
            return response.json(outputs.messages)

        @routes.route("/conversations/<sender>", methods=["DELETE"])
        async def forget(request: Request, sender: str) -> HTTPResponse:
            self._check(request)
            store = _own_store(request)
            if store is None:
                return response.json({"failed": True}, status=501)
            await store.forget(sender)
            return response.empty()

        return routes

    def _check(self, request: Request) -> None:
        given = request.headers.get("X-Gateway-Secret", "")
        if not self._secret or not hmac.compare_digest(given.encode(), self._secret.encode()):
            raise Forbidden("only the gateway may ask")


def _own_store(request: Request) -> ForgettingTrackerStore | None:
    """Rasa wraps it in one of its own, which cannot forget; nor can Rasa's stores (STOCK_RASA): None for these."""
    store: Any = request.app.ctx.agent.tracker_store
    store = getattr(store, "_tracker_store", store)
    return store if hasattr(store, "break_off") else None
