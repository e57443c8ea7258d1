"""Reads from a text what help depends on: where the writer is, how old, who, and the platform and language named."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from bot.recognition import cldr
from bot.recognition.ages import age_of_writer
from bot.recognition.city_names import city_entries
from bot.recognition.languages import language_entries, language_of
from bot.recognition.lexicon import Lexicon, Mention
from bot.recognition.place_names import country_entries, spelling_targets
from bot.recognition.platforms import platform_entries, platform_of
from bot.recognition.roles import audience_of
from bot.recognition.text import fold
from bot.recognition.whereabouts import whereabouts

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
# The flags of England, Scotland and Wales are a black flag and invisible tags that begin with "gb".
_BRITISH_FLAG = re.compile("\U0001f3f4\U000e0067\U000e0062[\U000e0020-\U000e007f]*")


@dataclass(frozen=True)
class Recognised:
    """What a text tells about its writer; None where it does not tell."""

    country: str | None
    """Where the writer is now: ISO 3166-1 alpha-2, or XK."""
    age: int | None
    """Of the writer, in years, 4 to 99."""
    audience: str | None
    """`child` (under 13), `teen` (13 to 17), `adult` (18 and over, about oneself), `parent` or `school`."""
    platform: str | None
    """In small letters: instagram, whatsapp, x …"""
    language: str | None
    """Two letters (BCP 47), when the person asks for it or says they speak it."""
    is_elsewhere: bool = False
    """Whether they said that they are in a country that none of the codes asked for stands for."""

    def entities(self) -> list[dict[str, Any]]:
        """As Rasa's entities, `[{"entity": "country", "value": "PK"}]`, each at most once."""
        return [{"entity": name, "value": value} for name, value in asdict(self).items()
                if value is not None and name != "is_elsewhere"]


class Recogniser:
    """Reads texts one by one; keeps nothing of them. May be shared between threads. Takes about two seconds to make."""

    def __init__(self, countries: Collection[str] = ()) -> None:
        """`countries`: the codes that may be answered with; empty means all. A writer elsewhere is in no country."""
        self._countries = frozenset(countries)
        names = cldr.read_names()
        entries = [*country_entries(names), *city_entries(), *platform_entries(), *language_entries(names)]
        self.lexicon = Lexicon(entries, spelling_targets(names))

    def __call__(self, text: str) -> Recognised:
        """What `text` tells, in any language; never raises."""
        folded = fold(_BRITISH_FLAG.sub("\U0001f1ec\U0001f1e7", text))
        small = folded.lower()
        mentions = self.lexicon.find(folded) + _flags(folded)
        age = age_of_writer(small)
        country = whereabouts(folded, mentions)
        known = self._known(country)
        return Recognised(known, age, audience_of(small, age), platform_of(small, mentions),
                          language_of(small, mentions), is_elsewhere=country != known)

    def entities(self, text: str) -> list[dict[str, Any]]:
        """The same as Rasa's entities."""
        return self(text).entities()

    def _known(self, country: str | None) -> str | None:
        return country if not self._countries or country in self._countries else None


def _flags(text: str) -> list[Mention]:
    found = [Mention("country", _code(match[0]), match.start(), match.end()) for match in _FLAG.finditer(text)]
    return [mention for mention in found if mention.value in cldr.country_codes()]


def _code(flag: str) -> str:
    return "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in flag)
