"""Whether the sites of content/links.yml are still there and their owners': `make links`, weekly (safeguarding O2).

A site that leads elsewhere, has a bad certificate, does not answer, or was registered or transferred of late fails.
So does having no network.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone

import aiohttp
from yarl import URL

from bot.content.links import Link, host_of, read_links
from bot.content.problem import Problem
from bot.paths import CONTENT

RECENT = timedelta(days=60)  # a change of hands younger than this is looked at by a person
RDAP = "https://rdap.org/domain/"  # leads to the registry that answers for the domain
_CHANGES = ("registration", "reregistration", "transfer")
_TRIES, _AT_ONCE = 2, 8


class NoNetwork(RuntimeError):
    """No site answered at all."""


async def check_links(links: Iterable[Link], now: datetime, site: Callable[[str], str] = "https://{}/".format,
                      registry: str = RDAP) -> list[str]:
    """One sentence for each site that a person has to look at; raises NoNetwork if the first ones are all silent."""
    gate = asyncio.Semaphore(_AT_ONCE)
    timeout = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as http:

        async def check(link: Link) -> tuple[bool, list[str]]:
            async with gate:
                answered, faults = await _where_it_leads(http, link, site(link.host))
                return answered, faults + (await _changed_hands(http, link, registry, now) if answered else [])

        links = list(links)
        found = await asyncio.gather(*map(check, links[:_AT_ONCE]))
        if not any(answered for answered, _ in found):
            raise NoNetwork("No site answered: there is no way to the internet from here.")
        found += await asyncio.gather(*map(check, links[_AT_ONCE:]))
    return [fault for _, faults in found for fault in faults]


async def _where_it_leads(http: aiohttp.ClientSession, link: Link, url: str) -> tuple[bool, list[str]]:
    reason = ""
    for _ in range(_TRIES):
        try:
            async with http.get(url) as answer:
                ends = [answer.url, *(step.url for step in answer.history)]
                others = {host_of(str(end)) for end in ends} - {link.host, host_of(url)}
                if others:
                    return True, [f"{link.host} ({link.owner}) leads to {', '.join(sorted(others))}"]
                gone = answer.status in (404, 410)
                return True, [f"{link.host} ({link.owner}) answers {answer.status}"] if gone else []
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            reason = type(error).__name__
    return False, [f"{link.host} ({link.owner}) does not answer: {reason}"]


async def _changed_hands(http: aiohttp.ClientSession, link: Link, registry: str, now: datetime) -> list[str]:
    """Many registries of countries tell nothing; then there is nothing to say."""
    labels = link.host.split(".")
    for domain in (".".join(labels[start:]) for start in range(len(labels) - 1)):
        try:
            async with http.get(URL(registry + domain)) as answer:
                if answer.status != 200:
                    continue
                events = (await answer.json(content_type=None)).get("events", [])
        except (TimeoutError, aiohttp.ClientError, ValueError):
            continue
        changes = [(event["eventAction"], datetime.fromisoformat(event["eventDate"].replace("Z", "+00:00")))
                   for event in events if event.get("eventAction") in _CHANGES]
        return [f"{link.host} ({link.owner}): {action} on {day:%Y-%m-%d}"
                for action, day in changes if now - day < RECENT]
    return []


def main() -> None:
    """Exit code 0: all is as it was; 1: somebody has to look; 2: there is no network."""
    problems: list[Problem] = []
    links = read_links(CONTENT / "links.yml", problems)
    try:
        faults = asyncio.run(check_links(links, datetime.now(timezone.utc)))
    except NoNetwork as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    print("\n".join(faults) or f"All {len(links)} sites lead where they did.")
    sys.exit(1 if faults or problems else 0)


if __name__ == "__main__":
    main()
