"""The commands for whoever deploys fail when they cannot know: no source, no network, a source that knows nothing."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.content.links import Link
from bot.paths import PROJECT
from bot.processes import free_port
from upkeep import audit as auditing
from upkeep.audit import CANARY, LOCK, Found, NoSource, audit, read_accepted
from upkeep.link_check import NoNetwork, check_links

TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, tzinfo=timezone.utc)
KNOWN = Found("jinja2", "2.11.2", "EXAMPLE-1")


def knows(found: list[Found], canary: list[Found]) -> auditing.Ask:
    """A source of advisories; it is told apart by what it is asked about."""
    return lambda file: canary if CANARY in file.read_text() and file != LOCK else found


def test_an_audit_fails_when_its_source_does_not_know_a_known_one() -> None:
    with pytest.raises(NoSource):
        audit(LOCK, {}, knows([], []), TODAY)


def test_an_audit_names_what_is_known_until_somebody_accepts_it_for_a_while() -> None:
    ask = knows([Found("rasa", "3.6.21", "EXAMPLE-2")], [KNOWN])
    assert [found.advisory for found in audit(LOCK, {}, ask, TODAY)] == ["EXAMPLE-2"]
    assert audit(LOCK, {"EXAMPLE-2": TODAY}, ask, TODAY) == []
    assert audit(LOCK, {"EXAMPLE-2": TODAY - timedelta(days=1)}, ask, TODAY) != []


@pytest.mark.parametrize("answer", [
    "", "not json", "{}", json.dumps({"dependencies": [{"name": "x", "skip_reason": "none"}]})])
def test_an_audit_without_an_answer_is_no_audit(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    class Done:
        stdout, stderr = answer, "ConnectionError"

    monkeypatch.setattr(subprocess, "run", lambda *_, **__: Done)
    with pytest.raises(NoSource):
        auditing.ask_pip_audit(LOCK)


def test_what_is_accepted_has_a_reason_a_name_and_an_end(tmp_path: Path) -> None:
    read_accepted()
    file = tmp_path / "accepted.yml"
    file.write_text("accepted:\n- {advisory: X, until: 2027-01-01, reason: '', by: somebody}\n")
    with pytest.raises(ValueError, match="reason"):
        read_accepted(file)


@pytest.fixture
async def websites() -> AsyncIterator[str]:
    """Sites by path: one is as it was, one leads elsewhere, one is gone, one changed hands last week."""
    async def registry(request: web.Request) -> web.Response:
        if request.match_info["domain"] != "sold.example":
            raise web.HTTPNotFound
        return web.json_response({"events": [{"eventAction": "transfer", "eventDate": "2026-11-20T00:00:00Z"},
                                             {"eventAction": "registration", "eventDate": "2010-01-01T00:00:00Z"}]})

    async def page(request: web.Request) -> web.Response:
        if request.match_info["host"] == "moved.example":
            raise web.HTTPFound(str(request.url.with_host("localhost")).replace("moved", "there"))
        return web.Response(status=410 if request.match_info["host"] == "gone.example" else 200)

    app = web.Application()
    app.add_routes([web.get("/domain/{domain}", registry), web.get("/site/{host}/", page)])
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/"))


async def test_a_link_that_leads_elsewhere_is_gone_or_changed_hands_is_named(websites: str) -> None:
    hosts = ("same.example", "moved.example", "gone.example", "sold.example")
    links = [Link(host=host, owner="An invented owner") for host in hosts]
    faults = await check_links(links, NOW, (websites + "site/{}/").format, websites + "domain/")
    assert [fault.split()[0].rstrip(":") for fault in faults] == ["moved.example", "gone.example", "sold.example"]
    assert "transfer" in faults[2] and "registration" not in faults[2]


async def test_without_a_network_no_link_is_called_good() -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/"
    with pytest.raises(NoNetwork):
        await check_links([Link(host="same.example", owner="An invented owner")], NOW, (nowhere + "{}").format, nowhere)


def test_the_scheduled_workflows_run_commands_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    scheduled = set()
    for file in (PROJECT / ".github" / "workflows").glob("*.yml"):
        workflow = yaml.safe_load(file.read_text())
        runs = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
        commands = set(re.findall(r"make ([a-z-]+)", "\n".join(runs)))
        assert commands <= targets
        if "schedule" in workflow.get("on", workflow.get(True, {})):
            scheduled |= commands
    assert {"audit", "links", "fuzz"} <= scheduled
