"""Decides which of the places in a text, if any, is where the writer is now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.recognition.clauses import Clauses, Subject
from bot.recognition.lexicon import Mention
from bot.recognition.place_names import SHARED
from bot.recognition.tables import anywhere, at_end, at_start, table

_TABLE = table("whereabouts")
_SETTLED, _ELSEWHERE, _HOME, _ORIGIN = (at_end(_TABLE[name]) for name in ("settled", "elsewhere", "home", "origin"))
_DOINGS_AFTER, _THINGS_AFTER, _PERSON_AFTER, _HOME_AFTER, _HELP_AFTER = (
    at_start(_TABLE[name]) for name in ("doings_after", "things_after", "person_after", "home_after", "help_after"))
_BY_DESCENT, _NOW = anywhere(_TABLE["by_descent"]), anywhere([_TABLE["now"]])
_PLACE_BEFORE, _PLACE_AFTER = at_end(_TABLE["place_words_before"]), at_start([rf"'?(?:{w})(?!\w)" for w in _TABLE["place_words_after"]])
_FROM = re.compile(r"(?<!\w)(?:from|frm)$")
_ARTICLE = re.compile(r"(?:(?<!\w)(?:the|el|la|los|las|le|les|o|os|der|den|die)|[\s'\"(*-])+$")
# "I'm British", "as a proud Kenyan": only small words may stand between.
_OF_WRITER = re.compile(r"(?:(?<!\w)(?:i'?m|i am|im|iam|am|as|we'?re|we are|me)(?: (?:an?|also|just|only|both|all|actually|proud|young|a young|\d+\w*|"
                        r"year|years|yr|yrs|old|yo|brown|black|white|muslim|worried|single|fully|born|but|still))*|nationality(?: is)?[: ]*|^)$")
_A_PERSON = re.compile(r"(?: (?:girl|boy|kid|teen|teenager|student|mum|mom|mother|dad|father|parent|teacher|citizen|woman|man|lady|child|national|muslim|here)\b)")
_POLITE = re.compile(r"\W*(?:pls|please|plz|side|time)\b")
_LANGUAGE_AFTER = re.compile(r" (?:teacher|tutor|class|lesson|homework|speak\w*|language|accent|food|exam|test|lit|subtitles?|number|passport|men|guys?)\b")
_IN = re.compile(r"\b(?:in|at|near)$")
_OUTSIDE = re.compile(r"\boutside(?: of)?$")
# "I live in Swat, India": a town we do not know, then the country.
_TOWN_BEFORE = re.compile(r"\b(?:in|from|near|at)(?: [\w'-]+){1,3}, ?$")
# What may stand before "13 from Ghana" and "hi, from Ghana".
_SMALL_TALK = re.compile(r"\W*(?:(?:hi|hello|hey|\d+\w*|years?|yrs?|old|yo|f|m|girl|boy|female|male)\b\W*)*")
_ANSWER = re.compile(r"\W*(?:(?:yes|yeah|yh|ok|okay|so|oh|well|hi|hello|hey|um|uh|sure|my|country|is|in|from)\b\W*)*")
_FILLER = frozenset(_TABLE["fillers"])
_MOST_PLACES = 40

PLACES = frozenset({"country", "word", "person", "code", "capital", "city", "namesake", "hometown", "demonym"})
_CITIES = frozenset({"city", "namesake", "hometown"})
_NEEDS_PLACE_WORD = frozenset({"word", "person", "code", "city", "namesake", "hometown"})

# How sure a place is the writer's, one figure for each kind of wording; the highest wins.
HERE_NOW, LIVES_THERE, IN_IT, COMES_FROM, NAMED, NATIONAL = 60, 50, 40, 30, 20, 10


class _Place(NamedTuple):
    kind: str
    code: str
    start: int
    end: int
    beside_country: bool


def whereabouts(text: str, mentions: list[Mention]) -> str | None:
    """The code of the country the writer is in, or None when the text does not tell. `text` is folded, its case kept."""
    languages = {(m.start, m.end) for m in mentions if m.kind == "language"}
    places = list(_joined(text, [m for m in mentions if m.kind in PLACES][:_MOST_PLACES]))
    if not places:
        return None
    small = text.lower()
    for place in places:
        if place.kind == "demonym":  # "Polish girl living in Leeds" begins with the girl
            small = small[:place.start] + " " * (place.end - place.start) + small[place.end:]
    clauses = Clauses(small, tuple((place.start, place.end) for place in places))
    alone = _is_nothing_but(clauses.text, places)
    votes = [(weight, place.code) for place in places if place.code != SHARED
             if (weight := _weigh(text, clauses, place, alone and (place.start, place.end) not in languages))]
    if not votes:
        return None
    most = max(weight for weight, _ in votes)
    best = list(dict.fromkeys(code for weight, code in votes if weight == most))
    return best[0] if len(best) == 1 or most >= LIVES_THERE else None


def _joined(text: str, mentions: list[Mention]) -> Iterator[_Place]:
    """Mentions as places: "Karachi, Pakistan" is one, and the country says which Karachi."""
    skip = -1
    for i, mention in enumerate(mentions):
        if i == skip:
            continue
        following = mentions[i + 1] if i + 1 < len(mentions) else None
        if following and {mention.kind in _CITIES, following.kind in _CITIES} == {True, False} and "demonym" not in (
                mention.kind, following.kind) and re.fullmatch(r"[\s,/()-]*(?:in )?", text[mention.end:following.start]):
            skip = i + 1
            country = following if mention.kind in _CITIES else mention
            yield _Place("country", country.value, mention.start, following.end, True)
        else:
            yield _Place(mention.kind, mention.value, mention.start, mention.end, False)


def _is_nothing_but(text: str, places: list[_Place]) -> bool:
    """Whether a message holds places, ages and small talk only: an answer to "where are you?"."""
    for place in reversed(places):
        text = text[:place.start] + " " + text[place.end:]
    return all(word in _FILLER or word[0].isdigit() for word in re.findall(r"[\w']+", text))


def _weigh(text: str, clauses: Clauses, place: _Place, alone: bool) -> int:
    """How sure this place is where the writer is; 0 when it is not."""
    before = _ARTICLE.sub("", clauses.before(place.start))
    after = clauses.after(place.end)
    is_answer = alone and _ANSWER.fullmatch(before) is not None and not after.strip(" .!?").startswith("in")
    if place.kind == "capital" and not (text[place.start:place.end].isupper() and (is_answer or not text.isupper())):
        return 0
    if place.kind == "demonym":
        return _weigh_demonym(clauses, place, before, after, alone)
    weight = _weigh_wording(clauses, place, before, after.lstrip())
    if place.kind in _NEEDS_PLACE_WORD and not (is_answer and place.kind != "hometown"):
        return _with_place_word(place, weight, text.lower()[:place.start], after.lstrip())
    return weight


def _weigh_wording(clauses: Clauses, place: _Place, before: str, after: str) -> int:
    subject = clauses.subject(place.start)
    if subject is Subject.OTHER or _THINGS_AFTER.match(after) or (_DOINGS_AFTER.match(after) and not _IN.search(before)):
        return 0
    if place.kind not in _CITIES and _OUTSIDE.search(before):
        return 0
    is_now = 5 if _NOW.match(after) or _NOW.search(before) else 0
    if _SETTLED.search(before):
        return LIVES_THERE + is_now
    if _ORIGIN.search(before) or _FROM.fullmatch(before[_SMALL_TALK.match(before).end():]):  # type: ignore[union-attr]
        return NATIONAL if _BY_DESCENT.search(before) else COMES_FROM
    if _ELSEWHERE.search(before) or _FROM.search(before):
        return 0
    if re.search(r"(?:^|\W)(?:i'?m|am|iam|we'?re|i am)\b.{0,25} (?:in|at)$", before) or is_now:
        return HERE_NOW + is_now
    if _HOME.search(before) or _HOME_AFTER.match(after):
        return LIVES_THERE
    if _PLACE_BEFORE.search(before):
        return LIVES_THERE - 1 if subject is Subject.WRITER else IN_IT
    return IN_IT if _HELP_AFTER.match(after) else NAMED


def _with_place_word(place: _Place, weight: int, before: str, after: str) -> int:
    """Names that are words, first names or cities count only where the wording makes them places."""
    if not weight:
        return 0
    if place.kind in {"person", "namesake"} and _PERSON_AFTER.match(after) and weight < COMES_FROM:
        return 0
    if place.kind == "hometown":
        return weight if weight >= LIVES_THERE and _HOME.search(_ARTICLE.sub("", before)) else 0
    named = _PLACE_BEFORE.search(_ARTICLE.sub("", before)) or _PLACE_AFTER.match(after) or _TOWN_BEFORE.search(before)
    return weight if named or weight >= COMES_FROM or weight == NATIONAL else 0


def _weigh_demonym(clauses: Clauses, place: _Place, before: str, after: str, alone: bool) -> int:
    if _LANGUAGE_AFTER.match(after) or _BY_DESCENT.search(before):
        return 0
    if _OF_WRITER.search(before) and (alone or before.strip() or _A_PERSON.match(after)):
        return NATIONAL if clauses.subject(place.start) is not Subject.OTHER else 0
    if _HELP_AFTER.match(after.lstrip()) and not _POLITE.match(after) and clauses.subject(place.start) is not Subject.OTHER:
        return IN_IT
    return 0
