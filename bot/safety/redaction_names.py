"""Names of people: told as such (“my name is …”), after words such as “my friend”, and wherever they stand."""

from __future__ import annotations

import re

from bot.safety.redaction_words import LITTLE, STATES, given_names, ordinary_words, sure_names, word_list

_WORD = r"[^\W\d_][^\W\d_'’\-]*(?:['’\-][^\W\d_]+)*"
_PERSON = (
    r"(?:(?:best\s+|ex\s*-?|little\s+|big\s+|older\s+|younger\s+|step\s*-?|half\s*-?|grand)*(?:friend|bestie|bff|mate|boyfriend|girlfriend|bf|gf|ex|crush|brother|bro|sister|sis|cousin"
    r"|son|daughter|uncle|aunt|auntie|aunty|classmate|teacher|neighbou?r|niece|nephew|student|pupil|coach|tutor|mum|mom|dad|husband|wife|partner|kid))"
)
_GIVEN = re.compile(
    r"(?P<before>\b(?:(?:my|his|her|their|[^\W\d_]+['’]?s)\s+(?:(?:real|full|first|last|middle|sur)\s*)?name(?:\s+is|\s*[:=]|'s|’s|s)"
    r"|name\s*[:=]|mera\s+naam|me\s+llamo|mi\s+nombre\s+es|je\s+m['’]appelle|ich\s+hei(?:ß|ss)e|mein\s+name\s+ist|mi\s+chiamo|meu\s+nome\s+[ée]"
    r"|nama\s+saya|benim\s+ad[ıi]m|jina\s+langu\s+ni"
    r"|(?:i\s?['’]?\s?a?m|she\s?['’]?i?s|he\s?['’]?i?s)\s+called|you\s+can\s+call\s+me|(?:who\s+did\s+it|it\s+was)\s*:"
    rf"|(?:boy|girl|guy|man|woman|someone|somebody|person|one|kid|{_PERSON})\s+(?:(?:who\s+)?(?:is\s+)?called|named)"
    r"|(?:called|named)(?=\s+(?-i:[A-Z][a-z]+\s+[A-Z][a-z]+))"
    r"|(?:\bmr|\bmrs|\bms|\bmr\.|\bmrs\.|\bms\.|(?-i:\b[Mm]iss(?=\s+[A-Z]))))\s+)"
    rf"(?P<name>{_WORD})(?P<rest>(?:\s+{_WORD}){{0,3}})", re.IGNORECASE)
_NEAR = re.compile(
    rf"(?P<before>\b(?:(?:my|his|her|our|their|the|a)\s+{_PERSON}|i\s?['’]?\s?a?m|it['’]?s|it\s+is|this\s+is|name|call\s+me|called|named|hi\s+its)\s+(?:is\s+)?)"
    rf"(?P<name>{_WORD})(?P<rest>(?:\s+{_WORD}){{0,2}})", re.IGNORECASE)
_IN_FULL = re.compile(r"(?<![\w\[])(?P<name>[A-Z][a-z]+)(?P<rest>\s+(?:[A-Z]['’]?[A-Z]?[a-z]+))(?![\w])")
_ALONE = re.compile(rf"(?<![\w@\[/.#])(?P<name>{_WORD})(?![\w@])")
_SURNAME_AFTER = re.compile(r"(?P<before>\[name\])\s+(?P<name>(?:[oO]['’][A-Za-z]+|(?-i:[A-Z][a-z]+)))(?!\w)")
_NO_NAME = STATES | word_list("no name")
_AFTER_NAME = re.compile(
    r"\s*(?:$|[,.!?;\n)]|(?:and|im|i|i['’]m|from|but|she|he|hes|shes|hai|hun|who|is|has|in|or)\b)", re.IGNORECASE)


def take_names(text: str) -> str:
    """`text` with names as “[name]”."""
    text = _GIVEN.sub(_given, text)
    text = _NEAR.sub(_near, text)
    text = _IN_FULL.sub(lambda found: "[name]" if _is_given(found["name"]) else found[0], text)
    text = _ALONE.sub(_alone, text)
    return _SURNAME_AFTER.sub(lambda found: found[0] if _is_common(found["name"]) else "[name]", text)


def _given(found: re.Match[str]) -> str:
    name = found["name"]
    if name.lower() in _NO_NAME or (name.islower() and name.endswith(("ed", "ing"))):
        return found.group()
    return f"{found['before']}[name]{_ending(name)}{_without_surname(found)}"


def _alone(found: re.Match[str]) -> str:
    return f"[name]{_ending(found[0])}" if _bare(found[0]) in sure_names() else found[0]


def _near(found: re.Match[str]) -> str:
    """A given name where one can be expected."""
    name = found["name"]
    if not _is_given(name) or name.lower() in LITTLE:
        return found[0]
    return f"{found['before']}[name]{_ending(name)}{_without_surname(found)}"


def _without_surname(found: re.Match[str]) -> str:
    """What follows the first name, without the names that go on with it."""
    rest: str = found["rest"]
    end = 0
    for word in re.finditer(rf"\s+({_WORD})", rest):
        after = found.string[found.start("rest") + word.end():]
        if _is_common(word[1]) or not (word[1].istitle() or _is_given(word[1]) or _AFTER_NAME.match(after)):
            break
        end = word.end()
    return rest[end:]


def _is_given(name: str) -> bool:
    return _bare(name) in given_names()


def _bare(name: str) -> str:
    return name.lower().removesuffix(_ending(name))


def _ending(name: str) -> str:
    """The “'s” of whose something is."""
    return name[-2:] if name.lower().endswith(("'s", "’s")) else ""


def _is_common(word: str) -> bool:
    return word.lower() in _NO_NAME or (word.islower() and word.lower() in ordinary_words())
