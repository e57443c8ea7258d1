"""Whatever the contract allows or forbids is asked; every answer keeps to the contract and none is a 5xx.

The short form runs here; `make fuzz` asks many more (FUZZ=long).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from bot.paths import PROJECT
from tests.browser.small_gateway import small_gateway

CONTRACT = json.loads((PROJECT / "bot" / "gateway" / "openapi.json").read_text(encoding="utf-8"))
EXAMPLES = 1_000 if os.environ.get("FUZZ") == "long" else 25
# Left out: that everything of the right shape is accepted. A site or a payload of the right shape may not exist.
CHECKS = [not_a_server_error, content_type_conformance, ignored_auth, negative_data_rejection,
          response_headers_conformance, response_schema_conformance, status_code_conformance, unsupported_method]


def what_is_forbidden_is_refused(context: Any, response: Any, case: Any) -> bool | None:
    """Also by 413, which schemathesis does not count."""
    return None if response.status_code == 413 else negative_data_rejection(context, response, case)


CHECKS[CHECKS.index(negative_data_rejection)] = what_is_forbidden_is_refused
contract = schemathesis.openapi.from_dict(CONTRACT)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A gateway whose Rasa answers with the menu."""
    with small_gateway(tmp_path_factory.mktemp("contract"), {}) as gateway:
        yield gateway.url


@pytest.fixture(scope="module")
def bearer(url: str) -> Iterator[Bearer]:
    """Gives a token of a live conversation."""
    yield Bearer(url)


class Bearer:
    """Opens a conversation, and another one when it was deleted."""

    def __init__(self, url: str) -> None:
        self._url, self._token = url, ""

    def token(self) -> str:
        """A token that is good now."""
        alive = requests.post(f"{self._url}/api/messages", json={"payload": "/ask_menu"}, timeout=30,
                              headers={"Authorization": f"Bearer {self._token}"})
        if alive.status_code != 200:
            self._token = requests.post(f"{self._url}/api/conversations", json={}, timeout=30).json()["token"]
        return self._token


@pytest.mark.timeout(1800)
@contract.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES < 100,
          phases=[Phase.explicit, Phase.generate])
def test_every_answer_keeps_to_the_contract_and_none_is_a_5xx(case: Any, url: str, bearer: Bearer) -> None:
    headers = {"Authorization": f"Bearer {bearer.token()}"} if case.operation.definition.raw.get("security") else {}
    case.call_and_validate(base_url=url, headers=headers, checks=CHECKS)


@pytest.mark.parametrize("path", sorted(CONTRACT["paths"]))
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "PROPFIND"])
def test_a_method_that_is_not_in_the_contract_is_refused(url: str, path: str, method: str) -> None:
    answer = requests.request(method, url + path, timeout=30)
    if method.lower() not in CONTRACT["paths"][path] and not (method == "HEAD" and "get" in CONTRACT["paths"][path]):
        assert answer.status_code in (405, 404)
    assert answer.status_code < 500


def test_the_contract_that_is_served_is_the_one_that_is_tested(url: str) -> None:
    assert requests.get(f"{url}/api/openapi.json", timeout=30).json() == CONTRACT
