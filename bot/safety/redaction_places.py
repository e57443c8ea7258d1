"""Street addresses and postcodes of several countries in a text."""

from __future__ import annotations

import re

from bot.safety.redaction_words import LITTLE, ordinary_words

_WAY_SURE = (
    r"(?:street|str|road|avenue|lane|boulevard|crescent|terrace|blvd|ave|rd|st|nagar|colony|marg|strasse|stra(?:ß|ss)e|parade|esplanade)"
)
_WAY_MAYBE = (
    r"(?:drive|dr|close|court|way|place|square|gardens|park|hill|grove|mews|row|highway|parkway|green|view|walk|crescent)"
)
_NOT_MEANT = r"\b(?!\s+(?:friends|from|to|of|off|with))"
_NO_STREET = (
    r"(?!(?:in|on|the|at|of|to|from|my|our|a|an|and|or|by|down|up|for|with|people|kids|boys|girls|men|guys|friends|mates|times"
    r"|days?|weeks?|years?|months?|hours?|hrs?|minutes?|mins?|miles?|km|metres?|meters?|pictures|photos|pics|old|is|are|was|were|this|that"
    r"|his|her|really|very|so|too|st|nd|rd|th|am|pm|other|more|children|students|pupils|rupees|dollars|pounds|euros)\b)"
)
_NUMBER = r"\d{1,5}(?:/\d{1,4})?[a-zA-Z]?"
_DIRECTION = r"(?:\s+(?-i:NW|NE|SW|SE|N|S|E|W)\b)?"
_UNIT = r"(?:(?:flat|apt|apartment|unit|suite|number|no\.?|nr\.?|#)\s*(?:no\.?\s*)?#?\s*)"
_WORDS = rf"(?:{_NO_STREET}[\w'.\-]+\s+){{1,3}}"
_WORDS_HERE = rf"(?:{_NO_STREET}[^\W\d][\w'\-]*\s+){{1,2}}"
_PART = r"(?:street|st|road|rd|sector|block|blk|gali|galli|lane|phase|lot|floor)"
_STATE = (
    "(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])"
)
_ADDRESSES = [re.compile(pattern, re.IGNORECASE) for pattern in (
    # South Asia: house 17 street 4 gulberg · plot 45, nehru colony · blk 3 lot 14 sampaguita st
    rf"\b(?:house|plot|flat|makan|ghar|blk|block)\s*(?:number|no\.?|#|num)?\s*#?\s*[a-zA-Z]?-?\d{{1,5}}\w?"
    rf"(?:,?\s+{_PART}\s*(?:number|no\.?|#)?\s*(?:\d{{1,4}}\w?|(?-i:[A-Z])|[a-k])\b)+(?:,?\s+(?:[^\W\d]{{3,20}}\s+)?{_WAY_SURE}\b)?",
    rf"\b(?:house|plot|flat|makan|ghar)\s*(?:number|no\.?|#|num)\s*#?\s*\d{{1,5}}\w?(?:,?\s+{_PART}\s*(?:number|no\.?|#)?\s*\w{{1,4}}\b)*",
    rf"\b(?:plot|house|flat)\s+\d{{1,5}}\w?,?\s+(?:[^\W\d]{{3,20}}\s+){{1,2}}{_WAY_SURE}\b",
    rf"\b(?-i:[A-Z])-?\d{{1,4}},?\s+(?:[^\W\d]{{3,20}}\s+){{1,2}}{_WAY_SURE}\b",
    rf"\b(?:{_UNIT}?{_NUMBER},?\s+)?{_UNIT}?{_NUMBER},?\s+{_WORDS}{_WAY_SURE}\b\.?{_DIRECTION}",
    rf"\b{_UNIT}?{_NUMBER},?\s+(?-i:(?:[A-Z][\w'.\-]+\s+){{1,3}}(?:[A-Z](?i:{_WAY_MAYBE[3:-1]})|{_WAY_MAYBE.title()}))\b\.?{_DIRECTION}",
    rf"\b{_UNIT}?{_NUMBER},?\s+the\s+(?:{_WAY_SURE}|close|green|grove|mews|square|gardens|hill)\b",
    r"\b\d{1,4},?\s+(?:bis\s+|ter\s+)?(?:rue|avenue|boulevard|place|chemin|impasse|allée|quai)\s+(?:(?:de|la|le|les|du|des)\s+|[ld]['’])*[^\W\d][\w\-]+",
    r"\b(?:rue|calle|via|avenida|rua|jalan|ulica|carrera|viale|corso|piazza|plaza|travessa)\s+(?:[^\W\d][\w'.\-]*\s+){1,3}(?:no\.?\s*|n[º°]\s*)?\d{1,4}\b",
    r"\b\w{2,30}(?:stra(?:ß|ss)e|str\.|weg|gasse|platz|allee|gatan|vägen|straat|laan)\s+\d{1,4}\w?\b",
    r"\b[^\W\d]{2,30}\s+(?:caddesi|sokak|sokağı|cad\.|sok\.|mahallesi)\s*(?:no\.?\s*:?\s*)?\d{1,4}\b",
    r"\b(?:flat|apt|apartment)\.?\s*(?:no\.?\s*)?#?\d+\w?\b",
    r"\bp\.?\s?o\.?\s+box\s+\d{1,6}\b",
    r"\b(?-i:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b", rf"\b(?-i:{_STATE})\s\d{{5}}(?:-\d{{4}})?\b",
    r"\b(?-i:[A-Z]\d[A-Z])\s?(?-i:\d[A-Z]\d)\b",
    r"\b(?:post\s?code|zip(?:\s?code)?|pin\s?code)\s*(?:is|:)?\s*[a-z]{0,2}\d[a-z\d]{1,3}\s?[a-z\d]{2,4}\b",
)]
_AFTER_PLACE = re.compile(r"\[address\]\s+([^\W\d]{4,20})(?=\s*(?:$|[.,!?\n]))")  # the quarter that ends the address
_AT_HOME = re.compile(
    rf"(?P<before>\b(?:live|lives|living|stay|stays|staying|house|home|address|im|i'm|am|is|come|hes|shes|we're|were)\b(?:\s+(?:is|at|on|in|to|here|now))*\s*:?\s+)"
    rf"(?P<name>{_UNIT}?{_NUMBER},?\s+{_WORDS_HERE}{_WAY_MAYBE}){_NOT_MEANT}", re.IGNORECASE)
_STRANGE_STREET = re.compile(
    rf"\b{_UNIT}?{_NUMBER},?\s+(?P<name>{_NO_STREET}[^\W\d]{{3,20}})\s+{_WAY_MAYBE}{_NOT_MEANT}", re.IGNORECASE)
_MY_ADDRESS = re.compile(
    r"(?P<before>\b(?:my|our|his|her|their)\s+(?:home\s+)?address\s*(?:is|:)\s*)(?P<name>(?=[^.!?\n\[\]]*\d)[^.!?\n\[\]]{3,80})"
    r"|(?P<before2>\b(?:live|lives|living)\s+(?:at|on)\s+)(?P<name2>(?:no\.?\s*|number\s*)?\d+\w?[^.!?,\n\[\]]{3,40}?)(?=[.!?,\n]|$)",
    re.IGNORECASE)


def take_addresses(text: str) -> str:
    """`text` with street addresses and postcodes as “[address]”."""
    text = _MY_ADDRESS.sub(lambda found: f"{found['before'] or found['before2']}[address]", text)
    text = _AT_HOME.sub(lambda found: f"{found['before']}[address]", text)
    text = _STRANGE_STREET.sub(_strange, text)
    for pattern in _ADDRESSES:
        text = pattern.sub("[address]", text)
    return _AFTER_PLACE.sub(lambda found: found[0] if found[1].lower() in LITTLE else "[address]", text)


def _strange(found: re.Match[str]) -> str:
    """“42 wallaby way” is an address, “20 minutes drive” is not."""
    return found[0] if found["name"].lower() in ordinary_words() else "[address]"
