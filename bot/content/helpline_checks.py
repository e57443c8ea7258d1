"""What a helpline file must keep beyond its form: numbers that can be dialled, links that are safe, sources named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers
from babel import Locale

from bot.content.problem import Problem
from bot.content.service import ALWAYS, INTERNATIONAL, Channel, CountryHelplines, Service
from bot.content.yaml_file import Document, Key

# A code repository, a mirror or a blog is a lead, not a source: at most medium, and ranked behind real pages.
LEADS = ("github.com", "githubusercontent.com", "gitlab.com", "piglix.com", "netlify.app", "wixsite.com",
         "blogspot.com", "wordpress.com", "slideshare.net", "arc-cdn.net", "test.gopublic.dk",
         "ksaplayers.com", "enpatika.com", "greatzambiajobs.com", "dhakaythaki.com")
MOST_WORDS = 45
# A picture of an under-18 must never be copied; hash tools and Report Remove say “device” and “add” instead.
_NOT_IN_NOTES = re.compile(r"\b(screen ?shot|upload|forward|save)\w*", re.IGNORECASE)
_NO_BLAME = re.compile(r"\bnot (?:be )?(?:in trouble|blame\w*|punish\w*|arrest\w*)", re.IGNORECASE)
_MATCHES = (phonenumbers.MatchType.NSN_MATCH, phonenumbers.MatchType.EXACT_MATCH)

Fault = tuple[tuple[Key, ...], str, str, str]


@lru_cache(maxsize=8192)
def is_lead(source: str | None) -> bool:
    """Whether a page only points to the fact and cannot prove it."""
    host = urlsplit(source or "").hostname or ""
    return any(host == lead or host.endswith(f".{lead}") for lead in LEADS)


def check_country(document: Document, country: CountryHelplines) -> Iterator[Problem]:
    """Faults inside one file, with their lines."""
    for path, rule, message, remedy in _country_faults(document.path.stem, country):
        yield document.problem(path, rule, message, remedy)


def check_ids(documents: Mapping[str, Document], countries: Mapping[str, CountryHelplines]) -> Iterator[Problem]:
    """Ids that stand in two places."""
    seen: dict[str, str] = {}
    for code, country in countries.items():
        for i, service in enumerate(country.services):
            if service.id in seen:
                yield documents[code].problem(("services", i, "id"), "twice", f"“{service.id}” also stands in "
                                              f"{seen[service.id]}.yml", "give each service an id of its own")
            seen[service.id] = code


def _country_faults(stem: str, country: CountryHelplines) -> Iterator[Fault]:
    if country.country != stem:
        yield ("country",), "file-name", f"“{country.country}” stands in {stem}.yml", \
            f"write “{stem}” or rename the file"
    elif stem != INTERNATIONAL and stem not in Locale("en").territories:
        yield ("country",), "file-name", f"“{stem}” is no country code", "use the two letters of ISO 3166-1"
    yield from _police_faults(country)
    for i, service in enumerate(country.services):
        for path, rule, message, remedy in _service_faults(service, country.country):
            yield ("services", i, *path), rule, f"{service.id}: {message}", remedy


def _police_faults(country: CountryHelplines) -> Iterator[Fault]:
    """safeguarding.md N5: where nothing else is known with its source, a helpline comes before the police."""
    if country.police_caution and (country.police_note or country.police_source):
        yield ("police_note",), "police", "with `police_caution` nothing is said of the police", \
            "take the note and its source out, or write `police_caution: false`"
    if not country.police_caution and not (country.police_note and country.police_source):
        yield ("police_caution",), "police", "“false” needs a page that says so", \
            "write `police_note` and `police_source`, or `true`"
    for i, service in enumerate(country.services if country.police_caution else ()):
        found = _NO_BLAME.search(service.note or "")
        if found:
            yield ("services", i, "note"), "police", f"{service.id}: the note says “{found[0]}”", \
                "promise nothing about the police or the law here"


def _service_faults(service: Service, country: str) -> Iterator[Fault]:
    if not service.id.startswith(f"{country.lower()}-"):
        yield ("id",), "id", "does not begin with its country", f"write {country.lower()}-…"
    if not service.channels:
        yield ("channels",), "no-channel", "has no channel, so nobody can reach it", "add a number, address or link"
    elif not service.ways and not service.hold:
        yield ("channels",), "no-channel", "its only link has no https", "find the https link, or put it on `hold`"
    for i, channel in enumerate(service.channels):
        for path, rule, message, remedy in _channel_faults(channel, service, country):
            yield ("channels", i, *path), rule, message, remedy
    yield from _source_faults(service)
    yield from _note_faults(service.note or "")


def _channel_faults(channel: Channel, service: Service, country: str) -> Iterator[Fault]:
    if channel.number and not channel.exception:
        yield from _number_faults(channel, country)
    if not channel.is_shown and not channel.exception:
        yield ("url",), "http", f"“{channel.url}” has no https", \
            "find the https link, or say in `exception` why it stays: it is not shown"
    if channel.hours and channel.hours != ALWAYS and not service.timezone:
        yield ("hours",), "timezone", "opening hours need a time zone", "add `timezone`, like Europe/Madrid"


def _number_faults(channel: Channel, country: str) -> Iterator[Fault]:
    number, e164 = channel.number or "", channel.e164
    if e164 is None:
        full = _full_number(number, country)
        if full:
            yield ("e164",), "e164", f"“{number}” is a full number", f'add e164: "{full}"'
        elif channel.type == "whatsapp" or len(re.sub(r"\D", "", number)) > 6:
            yield ("number",), "e164", f"“{number}” is neither a short code nor a known number", \
                "correct it, or say in `exception` why it stays"
    elif not phonenumbers.is_valid_number(phonenumbers.parse(e164)):
        yield ("e164",), "e164", f"“{e164}” is no valid number", "correct it, or say in `exception` why it stays"
    elif phonenumbers.is_number_match(phonenumbers.parse(number, country), e164) not in _MATCHES:
        yield ("e164",), "e164", f"“{e164}” is not “{number}”", "write the same number twice"


def _full_number(number: str, country: str) -> str | None:
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(parsed)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if valid else None


def _source_faults(service: Service) -> Iterator[Fault]:
    if not service.source and not service.hold:
        yield ("source",), "source", "is shown without a source", "add the page it comes from, or put it on `hold`"
    if service.source and service.source == service.second_source:
        yield ("second_source",), "source", "the second source is the first one", \
            "name an independent page or leave it out"
    if is_lead(service.source) and service.confidence == "high":
        yield ("confidence",), "lead", "a repository, mirror or blog cannot carry “high”", \
            "name a real page as the source, or write medium"
    if (service.checked_on is None) != (service.checked_by is None):
        yield ("checked_on",), "checked", "a check needs a date and a person", "write both, or null in both"


def _note_faults(note: str) -> Iterator[Fault]:
    words = len(note.split())
    if words > MOST_WORDS:
        yield ("note",), "note", f"the note has {words} words", f"a frightened child reads {MOST_WORDS} at most"
    for found in _NOT_IN_NOTES.finditer(note):
        yield ("note",), "note", f"the note says “{found[0]}”", "no picture of an under-18 is ever copied or sent on"
