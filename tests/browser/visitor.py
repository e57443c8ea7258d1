"""A visitor: opens pages, chats, and keeps note of everything the browser did behind their back."""

from __future__ import annotations

from pathlib import Path

import yaml
from playwright.sync_api import Browser, ConsoleMessage, Frame, Page, Request, Route, expect

from bot.paths import CONTENT, PROJECT

PHONE = (360, 640)
SCREENSHOTS = PROJECT / "artifacts" / "screenshots"
WORDS: dict[str, str] = yaml.safe_load((CONTENT / "interface" / "en.yml").read_text())
NEUTRAL = "<!doctype html><html lang=en><title>Neutral</title><p>Sunny spells</p></html>"
# Everything a page can keep on a device, as one number.
_KEPT = """async () => localStorage.length + sessionStorage.length + document.cookie.length
    + (await indexedDB.databases()).length + (await caches.keys()).length
    + (await navigator.serviceWorker.getRegistrations()).length"""


class Visitor:
    """One person with a fresh browser profile; other hosts are answered here with a neutral page."""

    def __init__(self, browser: Browser, url: str, size: tuple[int, int], **context: object) -> None:
        self.url = url
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **context)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.foreign: list[str] = []
        self.sent: list[Request] = []
        self.errors: list[str] = []
        self.context.route(lambda address: not address.startswith(url), self._answer_foreign)
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open_page(self, path: str = "/") -> None:
        """Goes to one of our pages."""
        self.page.goto(self.url + path)

    def open_chat(self) -> Frame:
        """Presses the button on the demonstration page and waits for the first words."""
        self.open_page()
        self.page.get_by_role("button", name="Open chat").click()
        return self.frame_ready()

    def open_full_page(self, query: str = "") -> Frame:
        """The chat on a page of its own, with its first words."""
        self.open_page(f"/chat{query}")
        self.page.locator(".reply").first.wait_for()
        return self.page.main_frame

    def frame_ready(self) -> Frame:
        """The frame of the chat, once it shows its first words."""
        self.page.frame_locator("iframe").locator(".reply").first.wait_for()
        return next(frame for frame in self.page.frames if "/widget" in frame.url)

    def say(self, frame: Frame, text: str) -> None:
        """Types and sends, and waits until the answer stands there."""
        replies = frame.locator(".reply").count()
        frame.get_by_label(WORDS["your_message"]).fill(text)
        frame.get_by_label(WORDS["your_message"]).press("Enter")
        expect(frame.locator(".reply")).to_have_count(replies + 1, timeout=15_000)

    def press_first_button(self, frame: Frame) -> None:
        """Presses the first button of the latest answer, and waits until the next answer stands there."""
        replies = frame.locator(".reply").count()
        frame.locator(".choices button").first.click()
        expect(frame.locator(".reply")).to_have_count(replies + 1, timeout=15_000)

    def calls(self, method: str) -> list[str]:
        """The paths of the API that were called with a method."""
        return [request.url.removeprefix(self.url) for request in self.sent
                if request.method == method and "/api/" in request.url]

    def kept(self, frame: Frame) -> int:
        """How much the page has put on the device."""
        return int(frame.evaluate(_KEPT)) + len(self.context.cookies())

    def shoot(self, name: str) -> None:
        """Saves a screenshot for people to look at."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=Path(SCREENSHOTS / f"{name}.png"))

    def leave_browser(self) -> None:
        """Closes everything."""
        self.context.close()

    def _answer_foreign(self, route: Route) -> None:
        self.foreign.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body=NEUTRAL)

    def _note_request(self, request: Request) -> None:
        self.sent.append(request)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)
