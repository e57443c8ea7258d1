"""Street addresses of several countries, postcodes, and schools by their names."""

from __future__ import annotations

import re

from bot.safety.redaction_words import LITTLE, given_names, ordinary_words

_WAY_SURE = (
    r"(?:street|str|road|avenue|lane|boulevard|crescent|terrace|blvd|ave|rd|st|nagar|colony|marg|strasse|stra(?:ß|ss)e|parade|esplanade)"
)
_WAY_MAYBE = r"(?:drive|dr|close|court|way|place|square|gardens|park|hill|grove|mews|row|highway|parkway|green|view|walk|crescent)"
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
    r"\b(?-i:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b", rf"\b(?-i:{_STATE})\s\d{{5}}(?:-\d{{4}})?\b|\b(?-i:[A-Z]\d[A-Z])\s?(?-i:\d[A-Z]\d)\b",
    r"\b(?:post\s?code|zip(?:\s?code)?|pin\s?code)\s*(?:is|:)?\s*[a-z]{0,2}\d[a-z\d]{1,3}\s?[a-z\d]{2,4}\b",
)]
_AFTER_PLACE = re.compile(r"\[address\]\s+([^\W\d]{4,20})(?=\s*(?:$|[.,!?\n]))")  # the quarter that ends the address
_AT_HOME = re.compile(
    rf"(?P<before>\b(?:live|lives|living|stay|stays|staying|house|home|address|im|i'm|am|is|come|hes|shes|we're|were)\b(?:\s+(?:is|at|on|in|to|here|now))*\s*:?\s+)"
    rf"(?P<name>{_UNIT}?{_NUMBER},?\s+{_WORDS_HERE}{_WAY_MAYBE})\b(?!\s+(?:friends|from|to|of|off|with))", re.IGNORECASE)
_STRANGE_STREET = re.compile(
    rf"\b{_UNIT}?{_NUMBER},?\s+(?P<name>{_NO_STREET}[^\W\d]{{3,20}})\s+{_WAY_MAYBE}\b(?!\s+(?:friends|from|to|of|off|with))", re.IGNORECASE)
_MY_ADDRESS = re.compile(
    r"(?P<before>\b(?:my|our|his|her|their)\s+(?:home\s+)?address\s*(?:is|:)\s*)(?P<name>(?=[^.!?\n\[\]]*\d)[^.!?\n\[\]]{3,80})"
    r"|(?P<before2>\b(?:live|lives|living)\s+(?:at|on)\s+)(?P<name2>(?:no\.?\s*|number\s*)?\d+\w?[^.!?,\n\[\]]{3,40}?)(?=[.!?,\n]|$)",
    re.IGNORECASE)

_KIND_SURE = r"(?:school|academy|college|gymnasium)"
_KIND_MAYBE = r"(?:elementary|grammar|prep|preparatory|primary|secondary|high|middle|junior|juniors|infants|international|comprehensive|madrasa|madrassa)"
_KIND = rf"(?:{_KIND_SURE}|{_KIND_MAYBE})"
_PLAIN = LITTLE | frozenset(
    "a new old big small local same different another good bad nice normal first last next high higher middle primary secondary elementary"
    " junior senior public private boarding online catholic christian islamic muslim jewish religious special girls boys mixed state"
    " government govt international grammar independent comprehensive language night sunday saturday summer winter art arts music"
    " drama dance drawing film law medical nursing medicine home whole entire left leave leaving left hate love like after during"
    " before outside near skip skipping miss missed missing quit start started starting finish finished in to at from go goes going"
    " went attend attends until till since everyone everybody kids people teachers parents friend friends boy girl student students"
    " pupil pupils teacher head from told tell telling ask asked call called email emailed get got getting got be being it im am is"
    " way back off over driving flying swimming ballet pre nursery day today tomorrow yesterday every posh strict rival nearby"
    " daughters sons childs childrens kids daughter son child cousins brothers sisters friends his her their local st saint every"
    " business community sixth form further adult free official rural sister bible english ur sa ke ka ki de ng mein hav luv h8"
    " small tiny huge posh rough chosen parent's parents' our whole free bus photo proper actual fake online virtual art stupid".split()
) - {"st", "saint"}
_CUE = (
    r"(?:(?:go|goes|going|went|transferred|moved|move|moving)(?:\s+to)?|attends?|attending|(?:student|pupil|study|studies|teach|teacher|work|works|learning|kids|boys|girls|everyone|everybody|people)\s+(?:at|in|from)"
    r"|at|from|in|inside|near|school\s+is|school\s+name|school\s+called|school\s*:)"
)
_SCHOOL = re.compile(
    rf"(?P<before>\b{_CUE}\s+)?(?P<name>(?<![\w'])(?:[^\W\d][\w'’.\-]*\s+){{1,5}}?(?P<kind>{_KIND})(?:\s+{_KIND}){{0,2}})(?!\w)",
    re.IGNORECASE)
_SCHOOL_NAMED = re.compile(
    r"(?P<before>\bschool(?:'s|s)?\s+(?:(?:is\s+)?(?:called|named)|name\s+is|name)\s+)(?P<name>[^\W\d][\w'’\-]+(?:\s+(?-i:[A-Z])[\w'’\-]+)*"
    rf"(?:\s+{_KIND})*)(?!\w)", re.IGNORECASE)
_SCHOOL_ABROAD = re.compile(
    r"\b(?i:gymnasium|realschule|hauptschule|grundschule|gesamtschule|lyc[ée]e|collège|[ée]cole|colegio|escuela|liceo|scuola|instituto|escola|szkoła|okulu)"
    r"(?:\s+(?:am|an|der|die|de|du|des|del|della|la|le|les|im|zum|von|di))*(?:\s+[A-Z][\w'’\-]+){1,3}")


def take_addresses(text: str) -> str:
    """`text` with street addresses and postcodes as “[address]”."""
    text = _MY_ADDRESS.sub(lambda found: f"{found['before'] or found['before2']}[address]", text)
    text = _AT_HOME.sub(lambda found: f"{found['before']}[address]", text)
    text = _STRANGE_STREET.sub(lambda found: found[0] if found["name"].lower() in ordinary_words() else "[address]", text)
    for pattern in _ADDRESSES:
        text = pattern.sub("[address]", text)
    return _AFTER_PLACE.sub(lambda found: found[0] if _is_plain(found[1]) else "[address]", text)


def take_schools(text: str) -> str:
    """`text` with the names of schools as “[address]”."""
    text = _SCHOOL_NAMED.sub(lambda found: found[0] if _is_plain(found["name"]) else f"{found['before']}[address]", text)
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


_OF_A_SORT = frozenset("catholic christian islamic muslim jewish public private girls boys international community special model state".split())
_WHERE = frozenset("at from in to attend attends inside near".split())
_OF_A_COUNTRY = re.compile(r"\w*(?:ish|[aei]an|ese|ani|eli)|french|german|dutch|greek|thai")


def _before_name(found: re.Match[str], start: int) -> str:
    return found["name"].split()[start - 1].lower()


def _is_plain(word: str) -> bool:
    plain = word.lower().strip("'’.").replace("’", "'")
    if plain.endswith("'s"):  # “Brendan's College”, and neither “Monday's school” nor “my son's school”
        return word.islower() or plain[:-2] not in given_names()
    return plain.replace("'", "") in _PLAIN or word.endswith(".")
