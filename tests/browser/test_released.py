"""Every loader ever released is kept byte by byte, and still works with the chat as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser

from bot.content.library import read_library
from bot.gateway.loaders import plain_loader
from bot.gateway.pages import Pages
from bot.gateway.released import integrity, loader_digest, read_released, release_loader
from tests.browser.small_gateway import SmallGateway, small_gateway
from tests.browser.visitor import Visitor
from tests.browser.website import website

# Add a line with each release, take none away: a school's page loads that file.
EVER = ["a5b184c8b10456564f441a90c6f19419"]
PAGE = """<!doctype html><html lang="en"><title>School</title><h1>School</h1>
<script src="{bot}/embed/{digest}.js" integrity="{integrity}" crossorigin="anonymous" data-site="default" async>
</script></html>"""


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallGateway]:
    """A gateway as it is now."""
    with small_gateway(tmp_path_factory.mktemp("released"), {}) as running:
        yield running


def test_every_digest_ever_released_is_kept() -> None:
    assert list(read_released()) == EVER


@pytest.mark.parametrize("digest", EVER)
def test_a_released_loader_opens_closes_and_leaves_with_the_chat_of_today(browser: Browser, gateway: SmallGateway,
                                                                          digest: str) -> None:
    page = PAGE.format(bot=gateway.url, digest=digest, integrity=integrity(read_released()[digest]))
    visitor = Visitor(browser, gateway.url, (1024, 800))
    visitor.context.route("http://localhost:*/**", lambda route: route.continue_())
    with website({"/": page}) as school:
        visitor.page.goto(school)
        visitor.page.get_by_role("button", name="Open chat").click()
        visitor.frame_ready().locator("#close-button").click()
        visitor.page.get_by_role("button", name="Open chat").click()
        visitor.say(visitor.frame_ready(), "canary")
        visitor.frame_ready().get_by_role("button", name="Exit", exact=True).click()
        visitor.page.wait_for_url("https://www.bbc.com/weather")
    assert visitor.errors == []
    visitor.leave_browser()


@pytest.mark.parametrize("digest", EVER)
def test_a_released_loader_never_changes_and_says_so(gateway: SmallGateway, digest: str) -> None:
    answer = requests.get(f"{gateway.url}/embed/{digest}.js", timeout=10)
    assert loader_digest(answer.text) == digest and "immutable" in answer.headers["Cache-Control"]


def test_only_a_released_loader_carries_a_cors_header(gateway: SmallGateway) -> None:
    def headers(path: str) -> set[str]:
        answer = requests.get(gateway.url + path, headers={"Origin": "https://school.example"}, timeout=10)
        return {name for name in answer.headers if name.lower().startswith("access-control")}

    paths = ["/", "/chat", "/widget", "/embed.js", "/embed", "/help", "/api/helplines", "/widget/chat.js", "/readyz"]
    assert [path for path in [*paths, "/embed/0000.js"] if headers(path)] == []
    assert headers(f"/embed/{EVER[0]}.js") == {"Access-Control-Allow-Origin"}


def test_an_unknown_digest_is_not_found(gateway: SmallGateway) -> None:
    for name in ("0" * 32, "..%2f..%2fapp", "0abc"):
        assert requests.get(f"{gateway.url}/embed/{name}.js", timeout=10).status_code == 404


def test_a_changed_release_is_refused_at_start(tmp_path: Path) -> None:
    path = release_loader("let kept = 1;", tmp_path)
    assert read_released(tmp_path).keys() == {loader_digest("let kept = 1;")}
    path.write_text("let kept = 2;")
    with pytest.raises(ValueError, match="was changed after its release"):
        read_released(tmp_path)


def test_releasing_again_keeps_what_was_released(tmp_path: Path) -> None:
    first = plain_loader(read_library(), Pages())
    paths = [release_loader(text, tmp_path) for text in (first, "let another = 1;", first)]
    assert paths[0] == paths[2] and len(read_released(tmp_path)) == 2
