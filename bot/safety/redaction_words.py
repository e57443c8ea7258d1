"""E-mail addresses, links, account names, street addresses, schools and names in a text."""

from __future__ import annotations

import re

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|(?<![\w.+%-])[\w.+%-]{1,64}\s+at\s+(?:gmail|yahoo|hotmail|outlook|icloud|proton\w*|live|aol|gmx|web)\s*(?:\.|dot)\s*\w+",
    re.IGNORECASE)
_ENDINGS = (
    "com|net|org|edu|gov|info|biz|app|dev|io|gg|xyz|site|online|shop|club|link|page|ly|tk|tv|cc|ru|uk|de|fr|pk|pl|nl|br"
    "|jp|kr|cn|za|ke|ng|gh|bd|lk|np|ph|vn|id|tr|ae|sa|eg|mx|ca|au|nz|ie|es|pt|ch|se|fi|dk|cz|sk|hu|ro|bg|gr|ua|eu"
)
_LINK = re.compile(
    r"\b(?:https?|hxxps?|ftp)\s?:\s?//\S+|\bwww\.\S+"
    rf"|(?<![\w@.-])(?:[\w-]{{1,63}}\.){{1,6}}(?:{_ENDINGS})\b(?:[/?#:]\S*)?"
    r"|(?<![\w@.-])(?:[\w-]{1,63}\.){1,6}[a-z]{2,}/\S+"
    r"|(?<![\w@.-])[\w-]{1,63}\s+dot\s+(?:com|net|org)\b", re.IGNORECASE)

_AT_NAME = re.compile(r"(?<![\w@/.])@\w(?:[\w.]{0,40}\w)?")
_PLATFORM = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|sc|tik\s?tok|tt|discord|roblox|telegram|twitter|x|kik|facebook|fb|messenger"
    r"|youtube|yt|twitch|whatsapp|steam|xbox|psn|fortnite|minecraft|wizz|yubo|bereal|reddit|skype|signal|threads)"
)
_ACCOUNT = r"(?:\s+(?:name|username|user|handle|account|id|tag|acc))"
_USER_NAME = r"(?P<name>[\w][\w.#\-]{1,38}[\w])"
_HANDLES = [
    re.compile(rf"(?P<before>\b{before}){_USER_NAME}", re.IGNORECASE)
    for before in (
        rf"(?:my|his|her|their|the)\s+{_PLATFORM}{_ACCOUNT}?\s*(?:is|=|:|'s)\s*",
        rf"{_PLATFORM}{_ACCOUNT}?\s*[:=]\s*",
        r"(?:user\s?name|handle|gamer\s?tag|nickname)\s*(?:is|=|:)\s*",
        rf"add\s+(?:me|him|her)\s+on\s+{_PLATFORM}\s*[:,]?\s+",
    )
]
_STATES = frozenset([  # what an account is, rather than what it is called
    "a", "an", "the", "my", "his", "her", "not", "on", "in", "so", "too", "also", "now", "still", "just",
    "being", "been", "getting", "going", "gone", "hacked", "private", "public", "locked", "full", "down",
    "banned", "deleted", "blocked", "disabled", "fake", "safe", "open", "new", "old", "real", "where", "what",
    "why", "how", "because", "and", "or", "but", "if", "with", "for", "to", "of", "all", "always", "really",
    "very", "everyone", "everything", "nothing", "something", "mine", "yours", "this", "that", "there", "here",
    "they", "he", "she", "we", "you", "it", "i", "im", "is", "are", "was", "were", "has", "have", "had",
    "cannot", "cant", "dont", "doesnt", "wont", "no", "yes", "please", "pls", "help", "only", "bad", "good",
    "scary", "weird", "broken", "stolen", "lost", "used", "under", "linked", "connected", "over", "done",
    "finished", "empty", "secret",
])

_WAY_SURE = r"(?:street|road|avenue|lane|boulevard|crescent|terrace|blvd|ave|rd|nagar|colony|strasse|stra(?:ß|ss)e)"
_WAY_MAYBE = (
    r"(?:St|Drive|Dr|Close|Court|Way|Place|Square|Gardens|Park|Hill|Grove|Mews|Row|Highway|Parkway|Green|View|Walk)"
)
_NO_STREET = (
    r"(?!(?:in|on|the|at|of|to|from|my|our|a|an|and|or|by|down|up|for|with|people|kids|boys|girls|men|times|days|weeks"
    r"|years?|months?|hours?|minutes?|pictures|photos|friends|old|is|are|was|were|this|that|his|her)\b)"
)
_ADDRESS = re.compile(
    rf"\b(?:(?:flat|apt|apartment|unit|house)\.?\s*(?:no\.?\s*)?#?\d+\w?,?\s+)?\d{{1,5}}\w?,?\s+"
    rf"(?:{_NO_STREET}[\w'.\-]+\s+){{1,3}}{_WAY_SURE}\b\.?"
    rf"|\b\d{{1,5}}[a-zA-Z]?,?\s+(?-i:(?:[A-Z][\w'.\-]+\s+){{1,3}}{_WAY_MAYBE})\b\.?"
    r"|\b(?:rue|calle|via|avenida|rua|jalan|ulica)\s+(?:[\w'.\-]+\s+){1,3}\d{1,4}\b"
    r"|\b\w{2,30}(?:stra(?:ß|ss)e|str\.|weg|gasse|platz)\s+\d{1,4}\w?\b"
    r"|\b(?:flat|apt|apartment)\.?\s*(?:no\.?\s*)?#?\d+\w?\b"
    r"|\b(?-i:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b|\b(?-i:[A-Z]{2})\s\d{5}(?:-\d{4})?\b", re.IGNORECASE)
_MY_ADDRESS = re.compile(
    r"(?P<before>\b(?:my|our|his|her|their)\s+(?:home\s+)?address\s*(?:is|:)\s*)(?P<name>(?=[^.!?\n\[\]]*\d)[^.!?\n\[\]]{3,80})"
    r"|(?P<before2>\b(?:live|lives|living)\s+(?:at|on)\s+)(?P<name2>(?:no\.?\s*|number\s*)?\d+\w?[^.!?,\n\[\]]{3,40}?)(?=[.!?,\n]|$)",
    re.IGNORECASE)
_SCHOOL_KIND = r"(?:school|academy|college|primary|secondary|elementary|gymnasium|grammar|high)"
_PLAIN_SCHOOL = (
    r"(?!(?:a|an|the|my|our|this|that|his|her|their|same|different|another|new|old|high|middle|primary|secondary|elementary"
    r"|public|private|boarding|online|normal|local|big|small|catholic|special|girls|boys|international|grammar|in|at|to|and"
    r"|any|no|night|sunday|summer|art|music|law|medical|home)\b)"
)
_SCHOOL = re.compile(
    r"(?P<before>\b(?:(?:go|goes|went)\s+to|attends?|(?:student|pupil|study|teach|work)\s+at)\s+)"
    rf"(?P<name>{_PLAIN_SCHOOL}[\w'.\-]+(?:\s+[\w'.\-]+){{0,3}}?\s+{_SCHOOL_KIND}(?:\s+{_SCHOOL_KIND})?)\b",
    re.IGNORECASE)

_NAME_WORD = r"[^\W\d_][^\W\d_'’\-]*(?:['’\-][^\W\d_]+)*"
_NAME = re.compile(
    r"(?P<before>\b(?:(?:my|his|her|their)\s+(?:\w+\s+)?name(?:\s+is|\s*[:=]|'s|’s|s)"
    r"|(?:i\s?['’]?\s?a?m|she\s?['’]?i?s|he\s?['’]?i?s)\s+called|they\s+call\s+me|(?:boy|girl|guy|man|woman|teacher|friend|someone|classmate|kid|person)\s+(?:called|named)"
    r"|(?:\bmr|\bmrs|\bms|\bmr\.|\bmrs\.|\bms\.))\s+)"
    rf"(?P<name>{_NAME_WORD})(?P<second>\s+{_NAME_WORD})?", re.IGNORECASE)
_NO_NAME = _STATES | frozenset([
    "everywhere", "online", "known", "spread", "written", "mentioned", "called", "posted", "shared", "out",
    "next", "near", "above", "below", "after", "before", "when", "who", "which", "bullied", "names", "stupid",
    "ugly", "gay", "slut", "fat", "liar", "idiot", "bad", "things", "every", "like",
])
_AFTER_NAME = re.compile(r"\s*(?:$|[,.!?;\n)]|and\b|im\b|i\b|i['’]m\b|from\b|but\b|she\b|he\b)", re.IGNORECASE)


def take_emails(text: str) -> str:
    """`text` with e-mail addresses as “[email]”."""
    return _EMAIL.sub("[email]", text)


def take_links(text: str) -> str:
    """`text` with web addresses as “[link]”."""
    return _LINK.sub("[link]", text)


def take_handles(text: str) -> str:
    """`text` with account names as “[handle]”: @name, "my insta is name", "snap: name"."""
    text = _AT_NAME.sub("[handle]", text)
    for pattern in _HANDLES:
        text = pattern.sub(_handle, text)
    return text


def take_addresses(text: str) -> str:
    """`text` with street addresses, postcodes and named schools as “[address]”."""
    text = _MY_ADDRESS.sub(_address, text)
    text = _ADDRESS.sub("[address]", text)
    return _SCHOOL.sub(lambda found: f"{found['before']}[address]", text)


def take_names(text: str) -> str:
    """`text` with names that are given as such ("my name is …", "a boy called …") as “[name]”."""
    return _NAME.sub(_name, text)


def _handle(found: re.Match[str]) -> str:
    name = found["name"]
    plain = name.lower().strip(".")
    marked = any(sign in "._#" or sign.isdigit() for sign in name.strip("."))
    if not marked and (plain in _STATES or plain.endswith(("ed", "ing"))):
        return found.group()
    return f"{found['before']}[handle]"


def _address(found: re.Match[str]) -> str:
    return f"{found['before'] or found['before2']}[address]"


def _name(found: re.Match[str]) -> str:
    name, second = found["name"], found["second"] or ""
    if name.lower() in _NO_NAME or (name.islower() and name.endswith(("ed", "ing"))):
        return found.group()
    rest = found.string[found.end():]
    surname = second.strip()
    if surname and surname.lower() not in _NO_NAME and (surname.istitle() or _AFTER_NAME.match(rest)):
        second = ""
    return f"{found['before']}[name]{second}"
