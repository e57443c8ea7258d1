"""Decides which of the places in a text, if any, is where the writer is now."""

from __future__ import annotations

import re

from bot.recognition.clauses import Clauses, Subject
from bot.recognition.languages import LANGUAGE_KINDS
from bot.recognition.lexicon import Mention
from bot.recognition.places import CITIES, NEEDS_PLACE_WORD, Place, is_nothing_but, places_in
from bot.recognition.tables import anywhere, at_end, at_start, either, table, words_only

_TABLE = table("whereabouts")
_SETTLED, _ELSEWHERE, _HOME, _ORIGIN, _OF_WRITER, _PLACE_BEFORE, _BIRTHPLACE = (at_end(_TABLE[name]) for name in (
    "settled", "elsewhere", "home", "origin", "of_writer", "place_words_before", "birthplace"))
_DOINGS_AFTER, _THINGS_AFTER, _PERSON_AFTER, _HOME_AFTER, _HELP_AFTER = (
    at_start(_TABLE[name]) for name in ("doings_after", "things_after", "person_after", "home_after", "help_after"))
_PLACE_AFTER = re.compile(rf"'?{either(_TABLE['place_words_after'])}(?!\w)")
_PERSON_WORDS, _LANGUAGE_WORDS, _POLITE = (
    re.compile(rf"\W*{either(_TABLE[name])}\b") for name in ("person_words", "language_words", "polite"))
_BY_DESCENT, _NOW = anywhere(_TABLE["by_descent"]), anywhere([_TABLE["now"]])
_SMALL_TALK, _ANSWER = words_only(_TABLE["small_talk"]), words_only(_TABLE["answer"])
_FROM, _IN, _OUTSIDE = (re.compile(rf"(?<!\w)(?:{words})$") for words in ("from|frm", "in|at|near", "outside(?: of)?"))
_ARTICLE = re.compile(rf"(?:(?<!\w){either(_TABLE['before_names'])}|[\s'\"(*-])+$")
_I_AM_IN = re.compile(r"(?:^|\W)(?:i'?m|am|iam|we'?re|i am)\b.{0,25} (?:in|at)$")
# "I live in Swat, India": a town we do not know, then the country.
_TOWN_BEFORE = re.compile(r"\b(?:in|from|near|at)(?: [\w'-]+){1,3}, ?$")

# How sure a place is the writer's, one figure for each kind of wording; the highest wins.
HERE_NOW, LIVES_THERE, IN_IT, COMES_FROM, NAMED, NATIONAL = 60, 50, 40, 30, 20, 10


def whereabouts(text: str, mentions: list[Mention]) -> str | None:
    """The country the writer is in, or None when the text does not tell. `text` is folded, its case kept."""
    places = places_in(text, mentions)
    if not places:
        return None
    small = text.lower()
    for place in places:
        if place.kind == "demonym":  # "Polish girl living in Leeds" begins with the girl
            small = small[:place.start] + " " * (place.end - place.start) + small[place.end:]
    clauses = Clauses(small, tuple((place.start, place.end) for place in places))
    # "French" alone may be the language asked for.
    languages = {(mention.start, mention.end) for mention in mentions if mention.kind in LANGUAGE_KINDS}
    alone = is_nothing_but(clauses.text, places)
    votes = [(weight, place.code) for place in places
             if (weight := _weigh(text, clauses, place, alone and (place.start, place.end) not in languages))]
    return _elected(votes)


def _elected(votes: list[tuple[int, str]]) -> str | None:
    most = max((weight for weight, _ in votes), default=0)
    best = list(dict.fromkeys(code for weight, code in votes if weight == most))
    return best[0] if len(best) == 1 or (best and most >= LIVES_THERE) else None


def _weigh(text: str, clauses: Clauses, place: Place, alone: bool) -> int:
    """How sure this place is where the writer is; 0 when it is not. `alone`: the message is nothing but places."""
    before, after = _ARTICLE.sub("", clauses.before(place.start)), clauses.after(place.end)
    is_answer = alone and _ANSWER.fullmatch(before) is not None and not after.strip(" .!?").startswith("in")
    if place.kind == "capital" and not (text[place.start:place.end].isupper() and (is_answer or not text.isupper())):
        return 0
    subject = clauses.subject(place.start)
    if subject is Subject.OTHER:
        return 0
    if place.kind == "demonym":
        return _weigh_nationality(before, after, alone)
    weight = _weigh_wording(place, subject is Subject.WRITER, before, after.lstrip())
    if place.kind in NEEDS_PLACE_WORD and not (is_answer and place.kind != "hometown"):
        return _weigh_word(place, weight, text.lower()[max(0, place.start - 200):place.start], after.lstrip())
    return weight


def _weigh_wording(place: Place, of_writer: bool, before: str, after: str) -> int:
    if _THINGS_AFTER.match(after) or (_DOINGS_AFTER.match(after) and not _IN.search(before)):
        return 0
    if _SETTLED.search(before):
        return LIVES_THERE + 5 * _is_now(before, after)
    if _BIRTHPLACE.search(before):
        return NATIONAL
    if _ORIGIN.search(before) or _FROM.fullmatch(_SMALL_TALK.sub("", before, count=1)):
        return NATIONAL if _BY_DESCENT.search(before) else COMES_FROM
    if _ELSEWHERE.search(before) or _FROM.search(before) or (place.kind not in CITIES and _OUTSIDE.search(before)):
        return 0
    if _I_AM_IN.search(before) or _is_now(before, after):
        return HERE_NOW + 5 * _is_now(before, after)
    if _HOME.search(before) or _HOME_AFTER.match(after):
        return LIVES_THERE
    if _PLACE_BEFORE.search(before):
        return LIVES_THERE - 1 if of_writer else IN_IT
    return IN_IT if _HELP_AFTER.match(after) else NAMED


def _is_now(before: str, after: str) -> bool:
    return bool(_NOW.match(after) or _NOW.search(before))


def _weigh_word(place: Place, weight: int, text_before: str, after: str) -> int:
    """Names that are words, first names or cities count only where the wording makes them places."""
    before = _ARTICLE.sub("", text_before)
    if place.kind in {"person", "namesake"} and _PERSON_AFTER.match(after) and weight < COMES_FROM:
        return 0
    if place.kind == "hometown":
        return weight if _HOME.search(before) or _ORIGIN.search(before) else 0
    named = _PLACE_BEFORE.search(before) or _PLACE_AFTER.match(after) or _TOWN_BEFORE.search(text_before)
    return weight if named or weight >= COMES_FROM or weight == NATIONAL else 0


def _weigh_nationality(before: str, after: str, alone: bool) -> int:
    if _LANGUAGE_WORDS.match(after) or _BY_DESCENT.search(before):
        return 0
    if _OF_WRITER.search(before) or (not before.strip() and (alone or _PERSON_WORDS.match(after))):
        return NATIONAL
    return IN_IT if _HELP_AFTER.match(after.lstrip()) and not _POLITE.match(after) else 0
