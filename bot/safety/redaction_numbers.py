"""Telephone and card numbers in a text, told apart from ages, years, dates, prices and short numbers of help."""

from __future__ import annotations

import itertools
import re

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher

_FREE = re.compile(r"[+(]{0,2}(?:1[\s().\-–/]{0,2})?[(]?0?8(?:00|08|33|44|55|66|77|88)\b")  # how freephone begins
_SHORT = 6  # digits: a number as short as this is a line of help (116 111, 741741), never a person's
_CARD = re.compile(r"(?<!\d)\d(?:[ \-./]?\d){12,18}(?!\d)")
_DIGITS = re.compile(r"(?<![\w.,$€£₹¥])[+(]{0,2}\d(?:[\s().\-–/*]{0,2}\d){6,19}(?![\w%]|[.,]\d)")
_GROUPS = re.compile(r"\d+")
_OWN_NUMBER = re.compile(
    r"\b(?:(?:my|his|her|our|their)\s+(?:phone\s+|mobile\s+|cell\s+|whatsapp\s+)?(?:number|nr|no|mobile|cell|phone|whatsapp)"
    r"\s*(?:is|are|:|=)?\s*)(\+?\d(?:[\s\-]?\d){4,})(?!\w|[.,]?\d)", re.IGNORECASE)
_DATE = re.compile(
    r"\s*(?:(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d"
    r"|(?:(?:19|20)\d\d[\s\-–/]{1,3})+(?:19|20)\d\d)\s*")
_AMOUNT_AFTER = re.compile(
    r"\s?(?:[$€£₹¥%]|rs\b|rupees?\b|dollars?\b|euros?\b|pounds?\b|usd\b|eur\b|gbp\b|inr\b|naira\b|pesos?\b|taka\b|yen\b"
    r"|people\b|children\b|kids\b|girls?\b|boys?\b|users?\b|views?\b|likes?\b|followers?\b|pictures?\b|images?\b|videos?\b"
    r"|cases?\b|reports?\b|times\b|million\b|years?\b)", re.IGNORECASE)
_AMOUNT_BEFORE = re.compile(r"(?:[$€£₹¥]|\b(?:rs|usd|eur|gbp|inr|pkr|ngn))\.?\s?$", re.IGNORECASE)


def take_cards(text: str) -> str:
    """`text` with payment card numbers (13 to 19 digits, Luhn) as “[card]”."""
    return _CARD.sub(lambda found: "[card]" if _is_card(found.group()) else found.group(), text)


def take_phones(text: str, country: str | None) -> str:
    """`text` with telephone numbers as “[phone]”: by the rules of `country`, international, or long enough for one."""
    for start, end in sorted(_national(text, country), reverse=True):
        text = f"{text[:start]}[phone]{text[end:]}"
    text = _DIGITS.sub(lambda found: "[phone]" if _is_phone(found) else found.group(), text)
    return _OWN_NUMBER.sub(lambda found: found.group()[:found.start(1) - found.start()] + "[phone]", text)


def _national(text: str, country: str | None) -> list[tuple[int, int]]:
    region = country.upper() if country and country.upper() in phonenumbers.SUPPORTED_REGIONS else None
    found = PhoneNumberMatcher(text, region, leniency=Leniency.VALID)
    return [
        (match.start, match.end) for match in found
        if _count(match.raw_string) > _SHORT and not _is_something_else(text, match.start, match.end)
        and not _is_free(match)
    ]


def _is_free(match: phonenumbers.PhoneNumberMatch) -> bool:
    """A freephone number is a service's, often a helpline's, and never a person's."""
    return phonenumbers.number_type(match.number) == phonenumbers.PhoneNumberType.TOLL_FREE


def _is_phone(found: re.Match[str]) -> bool:
    if _is_something_else(found.string, found.start(), found.end()):
        return False
    number = found.group()
    if _FREE.match(number) or is_counting([int(group) for group in _GROUPS.findall(number)]):
        return False
    digits = _count(number)
    return digits >= 9 or number[0] in "+(0" or re.fullmatch(r"\d{3,4}[ -]\d{4}", number) is not None


def is_counting(numbers: list[int]) -> bool:
    """Whether somebody counts up or down: five numbers or more, each one step further."""
    steps = {after - before for before, after in itertools.pairwise(numbers)}
    return len(numbers) >= 5 and steps in ({1}, {-1})


def _is_something_else(text: str, start: int, end: int) -> bool:
    return (
        _DATE.fullmatch(text, start, end) is not None
        or _AMOUNT_AFTER.match(text, end) is not None
        or _AMOUNT_BEFORE.search(text[max(0, start - 6):start]) is not None
    )


def _is_card(number: str) -> bool:
    digits = [int(sign) for sign in number if sign.isdecimal()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _count(number: str) -> int:
    return sum(sign.isdecimal() for sign in number)
