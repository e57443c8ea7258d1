"""Pages that say which line is open now: made and compressed once a minute for everybody."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from weakref import WeakKeyDictionary

from cachetools import LRUCache

from bot.gateway.assets import Asset, pack
from bot.gateway.speaker import Speaker

_SECONDS = 60  # opening hours turn on the minute
_MOST = 1_000  # countries times languages; a page has about ten kilobytes
# A speaker lives as long as the content it was made of, and its pages with it.
_kept: WeakKeyDictionary[Speaker, LRUCache[Hashable, Asset]] = WeakKeyDictionary()


def kept_page(speaker: Speaker, key: Hashable, content_type: str, make: Callable[[], str]) -> Asset:
    """The page `make` gives, or the one it gave in this minute for the same content and `key`."""
    pages = _kept.setdefault(speaker, LRUCache(_MOST))
    asked = (key, int(time.time()) // _SECONDS)
    found = pages.get(asked)
    if found is None:
        found = pages[asked] = pack(content_type, make())
    return found
