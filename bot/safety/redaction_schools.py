"""Schools by their names in a text; “the same school” and “my school report” stay."""

from __future__ import annotations

import re

from bot.safety.redaction_words import LITTLE, given_names, ordinary_words, word_list

_KIND_SURE = r"(?:school|academy|college|gymnasium)"
_KIND_MAYBE = (
    r"(?:elementary|grammar|prep|preparatory|primary|secondary|high|middle|juniors?|infants|international|comprehensive"
    r"|madrass?a)"
)
_KIND = rf"(?:{_KIND_SURE}|{_KIND_MAYBE})"
_PLAIN = LITTLE | word_list("no school")
_OF_A_SORT = word_list("sort of school")
_WHERE = frozenset(["at", "from", "in", "to", "attend", "attends", "inside", "near"])
_OF_A_COUNTRY = re.compile(r"\w*(?:ish|[aei]an|ese|ani|eli)|french|german|dutch|greek|thai")
_CUE = (
    r"(?:(?:go|goes|going|went|transferred|moved?|moving)(?:\s+to)?|attends?|attending"
    r"|at|from|in|inside|near|school\s+is|school\s+name|school\s+called|school\s*:)"
)
_SCHOOL = re.compile(
    rf"(?P<before>\b{_CUE}\s+)?(?P<name>(?<![\w'’.\-])(?:[^\W\d][\w'’.\-]{{0,30}}\s+){{1,5}}?{_KIND}(?:\s+{_KIND}){{0,2}})"
    r"(?!\w)", re.IGNORECASE)
_SCHOOL_NAMED = re.compile(
    r"(?P<before>\bschool(?:'s|s)?\s+(?:(?:is\s+)?(?:called|named)|name\s+is|name)\s+)"
    rf"(?P<name>[^\W\d][\w'’\-]+(?:\s+(?-i:[A-Z])[\w'’\-]+)*(?:\s+{_KIND})*)(?!\w)", re.IGNORECASE)
_SCHOOL_ABROAD = re.compile(
    r"\b(?i:gymnasium|realschule|hauptschule|grundschule|gesamtschule|lyc[ée]e|collège|[ée]cole|colegio|escuela|liceo"
    r"|scuola|instituto|escola|szkoła|okulu)"
    r"(?:\s+(?:am|an|der|die|de|du|des|del|della|la|le|les|im|zum|von|di))*(?:\s+[A-Z][\w'’\-]+){1,3}")


def take_schools(text: str) -> str:
    """`text` with the names of schools as “[address]”."""
    text = _SCHOOL_NAMED.sub(lambda at: at[0] if _is_plain(at["name"]) else f"{at['before']}[address]", text)
    text = _SCHOOL_ABROAD.sub("[address]", text)
    return _SCHOOL.sub(_school, text)


def _school(found: re.Match[str]) -> str:
    """What stands directly before the kind of school is its name, back to the first word that belongs to no name."""
    words = list(re.finditer(r"\S+", found["name"]))
    first = next(at for at, word in enumerate(words) if re.fullmatch(_KIND, word[0], re.IGNORECASE))
    while first and words[first - 1][0].lower() in _OF_A_SORT:
        first -= 1
    start = first
    while start and not _is_plain(words[start - 1][0]):
        start -= 1
    name = [word[0] for word in words[start:first]]
    if not name or not _is_a_name(name, found, start):
        return found[0]
    return found[0][:found.start("name") - found.start() + words[start].start()] + "[address]"


def _is_a_name(name: list[str], found: re.Match[str], start: int) -> bool:
    if _OF_A_COUNTRY.fullmatch(name[-1].lower()):
        return False
    asked_where = (found["before"] is not None and start == 0) or (start > 0 and _before_name(found, start) in _WHERE)
    told = any(word.lower().strip("'’.") not in ordinary_words() for word in name)
    is_surely_a_school = re.search(rf"\b{_KIND_SURE}$", found["name"], re.IGNORECASE) is not None
    of_two_words = len(found["name"].split()) - start - len(name) > 1
    capital = any(word[0].isupper() for word in name)
    return asked_where or (is_surely_a_school and told and (capital or of_two_words))


def _before_name(found: re.Match[str], start: int) -> str:
    return found["name"].split()[start - 1].lower()


def _is_plain(word: str) -> bool:
    plain = word.lower().strip("'’.").replace("’", "'")
    if plain.endswith("'s"):  # “Brendan's College”, and neither “Monday's school” nor “my son's school”
        return word.islower() or plain[:-2] not in given_names()
    return plain.replace("'", "") in _PLAIN or word.endswith(".")
