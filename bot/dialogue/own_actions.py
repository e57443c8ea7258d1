"""Runs the actions inside Rasa's process; as a server of their own they run only when one machine is outgrown."""

from __future__ import annotations

import asyncio
import importlib
import logging
from typing import Any

from rasa.core.utils import AvailableEndpoints
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

log = logging.getLogger("actions")
_read_endpoints = AvailableEndpoints.read_endpoints.__func__


class ActionFailed(RasaException):
    """An action of ours raised; without its text, which may hold what a person wrote."""


class OwnActions(EndpointConfig):
    """Stands where Rasa keeps the action server's address, and answers what that server would answer.

    Most of what an action takes is HTTP and JSON between two processes; the second process costs 80 MB besides.
    """

    def __init__(self, package: str = "actions") -> None:
        super().__init__("process://actions", enable_selective_domain=True)
        self._content: Any = importlib.import_module(f"{package}.content")
        self._executor = ActionExecutor()
        self._executor.register_package(package)
        try:
            self._content.library()  # now, so that the first who asks for help need not wait for it
        except Exception as error:  # everything that needs no content is answered all the same
            log.error("the actions cannot read the content: %s", error)

    async def request(self, method: str = "post", subpath: str | None = None,
                      content_type: str | None = "application/json", compress: bool = False, **kwargs: Any) -> Any:
        """What POST /webhook gives; raises ActionFailed."""
        if self._content.is_due():  # an edit is read beside the conversations, not between two of them
            await asyncio.to_thread(self._content.library)
        try:
            return await self._executor.run(kwargs["json"])
        except Exception as error:
            log.error("an action failed: %s", type(error).__name__)
            raise ActionFailed(f"the action {kwargs['json'].get('next_action')} failed") from None


def run_own_actions() -> None:
    """Whatever address endpoints.yml names, the actions of this process answer."""
    own: list[OwnActions] = []

    def read_endpoints(cls: type[AvailableEndpoints], endpoint_file: str) -> AvailableEndpoints:
        found = _read_endpoints(cls, endpoint_file)
        if not own:
            own.append(OwnActions())
        found.action = own[0]
        return found

    AvailableEndpoints.read_endpoints = classmethod(read_endpoints)
