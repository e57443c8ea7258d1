"""E-mail addresses, links and account names in a text, also in words and with brackets."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.safety.redaction_words import LITTLE, STATES, ordinary_words, word_list

_ENDINGS = (
    "com|net|org|edu|gov|info|biz|app|dev|io|gg|xyz|site|online|shop|club|link|page|ly|tk|tv|cc|ru|uk|de|fr|pk|pl|nl|br"
    "|jp|kr|cn|za|ke|ng|gh|bd|lk|np|ph|vn|id|tr|ae|sa|eg|mx|ca|au|nz|ie|es|pt|ch|se|fi|dk|cz|sk|hu|ro|bg|gr|ua|eu|example"
)
_SPOKEN_ENDINGS = "com|net|org|edu|co|uk|de|fr|pk|nl|br|es|ca|au|me|tv|gg|io|xyz|ru|info|example"
_LABEL = r"[\w-]{1,63}"
_BRACKETED_AT = r"\s{0,2}[(\[{<]\s?(?:at|@|＠)\s?[)\]}>]\s{0,2}"
_BRACKETED_DOT = r"\s{0,2}[(\[{<]\s?(?:dot|\.)\s?[)\]}>]\s{0,2}"
_SPOKEN_DOT = rf"(?:\s+dot\s+|{_BRACKETED_DOT}|\s\.\s?)"
_DOT = rf"(?:\.|{_SPOKEN_DOT})"
_LOCAL = r"(?<![\w.+%-])[\w.+%-]{1,64}(?:\s+(?:dot|underscore|dash|hyphen)\s+[\w.+%-]{1,40}){0,3}"
_PROVIDER = r"(?:gmail|yahoo|hotmail|outlook|icloud|proton\w{0,8}|live|aol|gmx|web|mail)"

_EMAILS = [re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"{_LOCAL}[@＠]{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}",
    rf"{_LOCAL}{_BRACKETED_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}",
    rf"{_LOCAL}\s{{0,2}}[@＠]\s{{0,2}}{_LABEL}(?:{_DOT}{_LABEL}){{1,4}}",
    rf"{_LOCAL}\s+at\s+{_LABEL}(?:\.(?=\w){_LABEL}){{0,3}}(?:\.(?:com|net|org|edu|co|uk|in)\b|{_SPOKEN_DOT}(?:{_SPOKEN_ENDINGS})\b)"
    rf"(?:{_DOT}(?:{_SPOKEN_ENDINGS})\b)?",
    rf"{_LOCAL}\s+at\s+{_PROVIDER}\s?(?:\.|dot)\s?\w{{2,6}}(?:{_DOT}(?:{_SPOKEN_ENDINGS})\b)?",
    rf"(?<![\w.+%-])(?=[\w.+%-]{{0,40}}[\d_.])[\w.+%-]{{3,64}}\s+at\s+{_PROVIDER}\b",
)]
_OWN_EMAIL = re.compile(
    r"(?P<before>\b(?:e-?mail|gmail|hotmail|icloud|outlook|yahoo)(?:\s+address)?\s*(?:is|:|=)\s*)(?P<name>[\w.+%-]{3,64})",
    re.IGNORECASE)
_BEFORE_EMAIL = STATES | word_list("before an e-mail")
_FIRST_HALF = re.compile(r"(?<!\w)([^\W\d_]{2,20})(\s)\[email\]")  # “skater boi at yahoo dot com”

_PATH = r"(?:\s?(?:/|\bslash\b)\s?[^\s\[\]]+)"
_LINKS = [re.compile(pattern, re.IGNORECASE) for pattern in (
    r"\b(?:https?|hxxps?|ftp)\s?:\s?//\s?[^\s]+",
    rf"\bw\s?w\s?w\s?(?:\.\s?|dot\s+|{_BRACKETED_DOT}){_LABEL}(?:{_DOT}{_LABEL}){{0,5}}(?:[/?#:]\S*)?{_PATH}?",
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]\d)(?::\d{1,5})?(?:/\S*)?",
    rf"(?<![\w@.-])(?:{_LABEL}\.){{1,6}}(?:{_ENDINGS})\b(?:[/?#:]\S*)?",
    rf"(?<![\w@.-])(?:{_LABEL}\.){{1,6}}[a-z]{{2,24}}/\S+",
    rf"(?<![\w@.-]){_LABEL}(?:{_SPOKEN_DOT}{_LABEL}){{0,2}}{_SPOKEN_DOT}(?:com|net|org|co|xyz|info|tv|gg|io|example)\b(?:{_DOT}(?:uk|au|nz|in|za))?{_PATH}?",
    rf"(?<![\w@.-]){_LABEL}{_BRACKETED_DOT}{_LABEL}(?:{_DOT}{_LABEL}){{0,3}}{_PATH}?",
    rf"(?<![\w@.-]){_LABEL}\s?\.\s?[a-z]{{2,6}}\s?/\s?\w[^\s\[\]]{{2,}}",
    r"(?<![\w:/])//[\w-]+(?:\.[\w-]+)+\S*",
)]

_AT_NAME = re.compile(r"(?<![\w@/.＠])[@＠](?:\w(?:[\w.]{0,40}\w)?|\s(?=\w{0,30}[._\d])\w[\w.]{1,30}\w)")
_PLATFORM = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|sc|tik\s?tok|tt|discord|roblox|telegram|twitter|x|kik|facebook|fb|messenger"
    r"|youtube|yt|twitch|whatsapp|steam|xbox|psn|fortnite|minecraft|wizz|yubo|bereal|reddit|skype|signal|threads)"
)
_ACCOUNT = r"(?:\s+(?:name|username|user|handle|account|id|tag|acc)\b)"
_NAMED = r"(?:user\s?name|handle|gamer\s?tag|nickname|user|account|acc|accounts|profile)"
_ACCOUNT_NAME = r"(?P<name>\w[\w.#\-]{1,38}\w)"
_IS = r"(?:is|was|called|named|name|=|:|'s|and|are)"


_ENDS = r"(?=\s*(?:$|[,;.!?\n]|(?:and|or|pls|please)\b))"


def _after(before: str, then: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?P<before>\b{before}){_ACCOUNT_NAME}{then}", re.IGNORECASE)


# After these any word but an ordinary one is an account's name …
_NAMES_FOLLOW = [_after(rf"{_PLATFORM}{_ACCOUNT}?\s*[:=]\s*", _ENDS), *map(_after, (
    rf"(?:my|his|her|their|the)\s+{_PLATFORM}{_ACCOUNT}?(?:\s+is\s+|\s*[=:]\s*|'s\s+)",
    rf"{_PLATFORM}{_ACCOUNT}\s+(?:is\s+|on\s+\w+\s+is\s+)?",
    r"(?:user\s?name|handle|gamer\s?tag|nickname)\s+(?:on\s+\w+\s+)?is\s+",
    rf"(?:find|add|follow|message|dm)\s+(?:me|him|her)\s+(?:on|as)\s+(?:{_PLATFORM}\s*[:,]?\s+)?",
))]
# … after these any word that is no state …
_NAMED_WITH_COLON = [_after(rf"{_NAMED}\s*[:=]\s*")]
# … and after these, or beside a platform, what looks like one.
_MARKED_FOLLOWS = [_after(before) for before in (
    rf"{_PLATFORM}{_ACCOUNT}?\s*[:=]?\s+(?:is\s+)?",
    r"(?:shes|hes|she['’]s|he['’]s|im|i['’]m)\s+(?=\w{2,20}[._]\w)",
    rf"{_NAMED}\s+(?:{_IS}\s+){{0,2}}",
)]
_MARKED_ON = re.compile(rf"(?P<before>(?<![\w.#-])){_ACCOUNT_NAME}(?=\s+on\s+{_PLATFORM}\b)", re.IGNORECASE)
_ADDED_ON = re.compile(rf"(?P<before>\b(?:add|follow)\s+){_ACCOUNT_NAME}(?=\s+on\s+{_PLATFORM}\b)", re.IGNORECASE)
_GAMER = re.compile(r"(?P<before>\bgamer\s?tag\s+(?:is\s+)?)(?P<name>(?:\w+\s+){1,3}\d{1,6})\b", re.IGNORECASE)
_UNDERSCORED = re.compile(
    r"(?<![\w.#-])(?=[\w.]{0,30}[^\W_])[^\W_][\w.]{0,30}_[\w.]{0,30}|(?<![\w.#-])_{1,3}[^\W_][\w.]{3,30}")
_SAID_UNDERSCORED = re.compile(r"(?<!\w)\w{2,30}(?:\s+(?:underscore)\s+\w{1,30}){1,3}", re.IGNORECASE)
_REDDIT = re.compile(r"(?P<before>(?<!\w)/?[ur]/)(?P<name>[\w-]{3,30})")
_INNER_DOT = re.compile(r"[^\W_]\.[^\W_]")


def take_emails(text: str) -> str:
    """`text` with e-mail addresses as “[email]”."""
    for pattern in _EMAILS:
        text = pattern.sub("[email]", text)
    text = _OWN_EMAIL.sub(lambda found: _unless(found, _is_ordinary, "[email]"), text)
    return _FIRST_HALF.sub(lambda found: found[0] if found[1].lower() in _BEFORE_EMAIL else "[email]", text)


def take_links(text: str) -> str:
    """`text` with web addresses as “[link]”."""
    for pattern in _LINKS:
        text = pattern.sub("[link]", text)
    return text


def take_handles(text: str) -> str:
    """`text` with account names as “[handle]”: @name, "my insta is name", "snap: name", name_1."""
    text = _AT_NAME.sub("[handle]", text)
    text = _SAID_UNDERSCORED.sub("[handle]", text)
    text = _UNDERSCORED.sub(lambda found: "[handle]" if _letters(found[0]) > 3 else found[0], text)
    text = _REDDIT.sub(lambda found: f"{found['before']}[handle]", text)
    text = _GAMER.sub(lambda found: f"{found['before']}[handle]", text)
    for pattern in (*_NAMES_FOLLOW, _ADDED_ON):
        text = pattern.sub(lambda found: _unless(found, _is_ordinary, "[handle]"), text)
    for pattern in _NAMED_WITH_COLON:
        text = pattern.sub(lambda found: _unless(found, _is_state, "[handle]"), text)
    for pattern in (*_MARKED_FOLLOWS, _MARKED_ON):
        text = pattern.sub(lambda found: _unless(found, _is_unmarked, "[handle]"), text)
    return text


def _unless(found: re.Match[str], is_harmless: Callable[[str], bool], placeholder: str) -> str:
    return found.group() if is_harmless(found["name"]) else f"{found['before']}{placeholder}"


def _is_state(name: str) -> bool:
    plain = name.lower().strip(".")
    return plain in STATES or (plain.isalpha() and plain.endswith(("ed", "ing")))


def _is_ordinary(name: str) -> bool:
    if not _is_unmarked(name):
        return False
    plain = name.lower().strip(".-")
    return _is_state(name) or plain in ordinary_words() or plain.isdigit()


def _is_unmarked(name: str) -> bool:
    """Whether nothing in it looks like an account: no sign or digit among enough letters."""
    plain = name.strip(".")
    if plain.lower() in ordinary_words() or not any(sign.isalpha() for sign in plain):
        return True
    if "_" in plain or "#" in plain:
        return False
    parts = re.split(r"[.\-]", plain.lower())
    if _INNER_DOT.search(plain):  # “it.he” is a missing space
        return any(part in LITTLE for part in parts)
    letters = sum(sign.isalpha() for sign in plain)
    return not (plain[0].isalpha() and letters > 2 and any(sign.isdigit() for sign in plain))


def _letters(name: str) -> int:
    return sum(sign.isalnum() for sign in name)
