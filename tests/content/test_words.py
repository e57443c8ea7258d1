"""Words that must not be read: every English script, button, source and interface text is searched for them.

The ids are those of docs/safeguarding.md. What a person is lent to say stands in quotes and is not the bot's own word.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from babel import Locale
from babel.dates import get_month_names

from tests.content.wording import any_of, everything_read, library, scripts, sentences, service_names, texts, titles
from tests.content.wording import without

BANNED = {  # the table of section I, with what goes beyond it
    "I1": r"\bporn\w*|kiddie|nudes? (?:got |were |have been )?leaked|your nudes|you got yourself|you let\b|perpetrators?"
          r"|\bsexters?\b|f[ae]ll(?:en)? for|just a joke|only fake|ignore it|do(?:n't| not) worry|calm down|once (?:it is )?online|\bforever\b|scam victim",
    "H1": r"\bperverts?\b|\bcriminals?\b(?! (?:Code|Justice|Laws))|\boffenders?\b|\bmonsters?\b",
    "E3": r"commit(?:s|ted|ting)? suicide|(?:un)?success(?:ful)? (?:suicide )?attempt|failed (?:suicide )?attempt",
    "E2": r"\bepidemics?\b|\d+ (?:\w+ ){0,4}(?:died|deaths)|suicide rates?",
    "E5": r"on a scale|from (?:1|one|0|zero) to|how likely|how strong are|do you have a plan|how often do you think",
    "D3": r"are you sure|are you certain|is (?:it|that) really true|why did(?:n't| not)? you|how could you"
          r"|should(?:n't| not)? have (?!to\b)|what did you send|why were you",
    "B5": r"we have (?:told|alerted|informed|called)|I (?:have )?(?:reported|alerted|informed|told|called)\b"
          r"|has been (?:reported|alerted|informed)|help is on (?:the|its) way|are on their way|I will (?:call|tell|report)",
    "B6": r"come back soon|see you (?:soon|again)|streaks?\b|earn (?:points|a badge)|don't (?:go|leave)\b|before you leave|miss you",
    "N5": r"police (?:will|are going to|must|always|never)|(?:police|court|judge)[^.?]* (?:will not|won't|never) "
          r"(?:blame|punish|charge|arrest)|trouble with the police",
    "A5": r"!|[\u2190-\u2bff\u3030\U0001f000-\U0001faff]",
}
FEELINGS = (r"\bI(?: am|'m) (?:so |very |really |truly )?(?:sorry|glad|happy|sad|proud|worried|angry|shocked|here for)"
            r"|\bI (?:feel|care|love|remember|hope|wish|like|want to be|understand how)\b|always (?:be )?here"
            r"|I(?: am|'ll be|'m) (?:always|your friend)|be your friend|my name is|call me\b|trust me\b")
PROMISES = (r"secret between|our secret|\bsecret\b|(?:nobody|no one) will (?:ever )?(?:know|find out|see)"
            r"|safe with me|you are safe (?:here|now)|I promise|between us|I (?:will not|won't|never) tell"
            r"|completely (?:safe|private|anonymous)|100 ?%")
# Where a banned word is named in order to refuse it.
ALLOWED = {
    ("utter_ask_harm_joke/school", "ignore it"),  # “avoid telling the pupil … to ignore it”
    ("utter_school_incident_first_hour/school", "secret"),  # “do not promise to keep it secret”
}
EXAMPLES = {
    "I1": ("He fell for it.", "It is just a joke.", "Once online it stays forever.", "Please calm down."),
    "H1": ("You are an offender.", "Criminals do that."), "E3": ("She committed suicide.", "a successful attempt"),
    "E2": ("It is an epidemic.", "36 teenage boys died"), "E5": ("On a scale of ten?",), "A5": ("Hi!", "Hi 🙂", "Hi ☺"),
    "D3": ("Are you sure?", "Why did you send it?", "You should have told us."), "B6": ("Come back soon.",),
    "B5": ("We have told the police.", "I reported it.", "I have alerted them."),
    "N5": ("The police will help.", "The police there will not blame you."),
}
# Methods and tools of suicide: this repository writes none of them, so the list holds digests of the words.
METHODS = frozenset("""
    01e3c989 090dbf98 11a0d54c 13ffbb2f 17f29b07 19758055 1fb7077e 25f39107 26033e08 2cde8d18 2e1d590b 2fe840e1
    30cf1c20 3d4d101c 3eed0f33 476342b3 4c5689c0 5743abdd 59a0838c 5bed85bd 5d5e689f 6a2643bb 6bdaf554 726a5a10
    754a7b45 77ceda80 80c4995c 87663691 8a6f16de 8bedb0f8 9b4f1d0e a00f2954 a17ce17d a6fcba40 aa127de1 ae70fc21
    b15c9619 ba3c3a11 bd624895 bd9b8d8e c41faeb3 c6faa71a da7efaf6 ddaac836 e11dc1da e3127a4c e34d1c90 e3c04dfa
    e3ccbe1f ed12eb20 ed8f9f77 f948c4eb fe4d55b9""".split())
# The scripts that may speak of copies at all; a person signs each (F3).
COPIES = r"screen ?shots?|\bsav(?:e|es|ed|ing)\b|\bdownload\w*|\bprint\w*|(?<!coming )\bforward\w*|\bevidence\b"
SPEAK_OF_COPIES = {
    "utter_ask_evidence", "utter_ask_report", "utter_ask_takedown", "utter_parent_child_victim_steps",
    "utter_received_image", "utter_received_image_steps", "utter_school_incident", "utter_school_incident_first_hour",
    "utter_school_incident_record", "interface/help_print", "interface/about_private",
}
REFUSES = r"\b(?:not|never|nobody|none|no)\b|against the law"
# Names that scripts may carry besides countries, months and helplines; a tool's name is never among them (O1).
REVIEWED_NAMES = (
    "AI", "Australian", "Bing", "Canadian Centre for Child Protection", "Center for Democracy and Technology",
    "Criminal Code", "CSAM", "Disrupting Harm", "ECA", "ECA Digital", "ECPAT", "England", "eSafety", "EU",
    "European Commission", "Exit", "FBI", "Google", "Grok", "Guide for Schools", "I", "ID", "Internet Matters",
    "Internet Watch Foundation", "INTERPOL", "IWF", "Ley Olimpia", "Mexico City", "National Crime Agency",
    "NCDII", "NCMEC", "New South Wales", "Northern Ireland", "OK", "PECA", "Penal Code", "PIN", "POCSO Act",
    "Prevention of Electronic Crimes Act", "Report Remove", "Republic Act", "StopNCII", "Supreme Court",
    "Take It Down", "TAKE IT DOWN Act", "Tech Transparency Project", "Thorn", "Toolkit for Schools", "UK",
    "UK Council for Internet Safety", "UNICEF", "US", "Wales", "Welsh", "X",
)
LINK = r"https?:|www\.|\b[\w-]+\.(?:com|org|net|io|ai|app|me|ru|xyz|co|uk|info|tv|gg|to|bot|dev|site)\b|\w@\w"
REVIEWED_LINKS = {("interface/unreachable", "childhelplineinternational.org")}
SEXUAL = r"\bnud(?:e|es|ity|ify|ification)\b|\bnaked\b|\bsex(?:ual\w*|ting)?\b|\bporn\w*|\bintimate\b|undress"
SHARES = (r"million|\b(?:\d+|one|two|three|four) (?:in|of|out of) (?:\d+|three|four|five|ten)\b|per ?cent|%"
          r"|\btwo thirds\b|\bhalf of\b")
# How many worry or disapprove: no number of victims, so a teenager may read it.
SHARES_FOR_TEENS = {"utter_ask_how_common/teen", "utter_ask_how_common_worry/teen", "utter_ask_harm_joke/teen"}
DIGITS = r"\d(?:[ -]?\d){2,}"
# Numbers of three digits and more that dial nobody: laws and how many people a study asked; years are known by their form.
LAWS_AND_STUDIES = re.compile(r"Act 11930|2024/1385|15\.211/2025|section 163\.1|241-C|1,200|\b\d+ (?:of|in) 100\b|\b(?:19|20)\d\d\b")
CONVERSATION = {"chat", "helplines"}  # topics that claim nothing
MENUS = {"utter_school_incident_more", "utter_ask_law_countries", "utter_ask_law_countries_more"}
CLAIM = r"UNICEF|against the law|per ?cent|\bstud(?:y|ies)\b|\bsurvey\b|many countries|\d{4}"

Place = tuple[str, str]


def found(pattern: str, places: Iterable[Place]) -> list[Place]:
    """Where the pattern is found, and what, but for what stands in ALLOWED; large and small letters are one."""
    hits = ((place, hit[0].lower()) for place, words in places for hit in re.finditer(pattern, words, re.IGNORECASE))
    return [hit for hit in hits if hit not in ALLOWED]


def all_places() -> Iterator[Place]:
    """Everything a visitor can read, without the names of services, which keep their own wording."""
    names = any_of([*service_names(), "Revenge Porn Helpline"])
    return ((place, without(words, names)) for place, words in everything_read())


def own_words() -> Iterator[Place]:
    """What the bot and the window say themselves; buttons speak for the visitor."""
    yield from ((str(text), text.spoken) for text in texts())
    yield from ((f"interface/{key}", words) for key, words in library().interface["en"].items())


@cache
def _known_names() -> re.Pattern[str]:
    months = get_month_names("wide", locale="en").values()
    return any_of([*REVIEWED_NAMES, *service_names(), *Locale("en").territories.values(), *months])


def unknown_names(words: str) -> list[str]:
    """Words with a capital inside a sentence that no list knows; the first word of a sentence cannot be told."""
    plain = _known_names().sub(lambda name: name[0].lower(), words)
    return [name for part in re.split(r"[.!?:]\s+|[\"(]", plain)
            for name in re.findall(r"(?<=\S )[A-Z][\w-]*|\b[a-z]+[A-Z]\w*", part)]


@pytest.mark.parametrize("rule", ["I1", "H1", "E2", "E3", "E5"])
def test_a_banned_word_stands_nowhere(rule: str) -> None:
    assert found(BANNED[rule], all_places()) == []


@pytest.mark.parametrize("rule", ["D3", "B5", "B6", "N5", "A5"])
def test_the_bot_never_says_what_harms_or_is_untrue(rule: str) -> None:
    assert found(BANNED[rule], own_words()) == []


def test_the_bot_claims_no_feeling_and_no_friendship() -> None:
    assert found(FEELINGS, own_words()) == []


def test_no_script_promises_secrecy_or_safety() -> None:
    assert found(PROMISES, own_words()) == []


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_pattern_finds_what_it_is_for(rule: str) -> None:
    assert all(found(BANNED[rule], [("example", example)]) for example in EXAMPLES[rule])


@pytest.mark.parametrize("example", ["I am so glad you came.", "I feel with you.", "I'm always here for you."])
def test_a_feeling_is_found(example: str) -> None:
    assert found(FEELINGS, [("example", example)])


@pytest.mark.parametrize("example", ["It is a secret between us.", "Nobody will ever know.", "You are safe with me."])
def test_a_promise_is_found(example: str) -> None:
    assert found(PROMISES, [("example", example)])


def test_no_method_or_tool_of_suicide_is_named() -> None:
    assert [(place, word) for place, words in everything_read() for word in re.findall(r"[a-z]+", words.lower())
            if hashlib.sha256(word.encode()).hexdigest()[:8] in METHODS] == []


def test_only_reviewed_scripts_speak_of_copies() -> None:
    places = {place.split("/")[0] if not place.startswith("interface") else place
              for place, _ in found(COPIES, all_places())}
    assert places == SPEAK_OF_COPIES


def test_a_copy_of_a_sexual_picture_is_never_advised() -> None:
    for text in texts():
        for bubble in text.bubbles:
            words_only = "words only" in bubble and "no sexual picture" in bubble
            for sentence in sentences(bubble):
                advice = found(COPIES, [(str(text), sentence)]) and not found(REFUSES, [(str(text), sentence)])
                assert not advice or words_only, (str(text), sentence)
    assert found(COPIES, ((name, title) for name, title, _ in titles())) == []


def test_who_made_or_got_a_picture_is_told_neither_to_keep_nor_to_delete_it() -> None:
    for text in texts():
        if re.match(r"utter_(made|received)_image", text.script):
            assert not re.search(r"\b(?:keep\w*|sav(?:e|es|ing)|delet\w+|eras\w+)\b", text.line), text
        if re.match(r"utter_(parent_child_made|school_incident_made)", text.script):
            assert not re.search(r"\b(?:sav(?:e|es|ing)|delet\w+|eras\w+|keep the picture)\b", text.line), text


def test_parents_are_never_the_only_way() -> None:
    for text in texts():
        for bubble in text.bubbles if text.audience in ("child", "teen") else ():
            if re.search(r"\b(?:parents?|mum|mom|dad|mother|father)\b", bubble, re.IGNORECASE):
                assert re.search(r"teacher|helpline|another|someone else|relative", bubble), (str(text), bubble)


def test_no_script_holds_a_link_that_was_not_reviewed() -> None:
    assert set(found(LINK, everything_read())) <= REVIEWED_LINKS


def test_every_name_in_a_script_is_reviewed() -> None:
    for text in texts():
        assert unknown_names(" ".join(text.bubbles)) == [], text
    for name, title, _ in titles():
        assert unknown_names(title) == [], name
    assert unknown_names("You can use Blorpo. Some like aBlorp, too.") == ["Blorpo", "aBlorp"]


def test_a_child_reads_no_sexual_word() -> None:
    assert found(SEXUAL, ((str(text), text.line) for text in texts() if text.audience == "child")) == []
    assert found(SEXUAL, ((name, title) for name, title, seen_by in titles()
                          if "child" in seen_by and scripts()[name].child)) == []


def test_children_and_teenagers_read_no_number_of_victims() -> None:
    hits = found(SHARES, ((str(text), text.line) for text in texts() if text.audience in ("child", "teen")))
    assert {place for place, _ in hits} <= SHARES_FOR_TEENS, hits


def test_no_script_holds_a_telephone_number() -> None:
    places = [(str(text), LAWS_AND_STUDIES.sub("", " ".join(text.bubbles))) for text in texts()]
    assert found(DIGITS, places) == []
    assert found(r"\b(?:call|dial|text|ring) \+?\d", places) == []


def test_what_claims_something_names_its_source() -> None:
    for name, script in scripts().items():
        topic = library().scripts.topics[name]
        if not script.sources:
            assert topic in CONVERSATION or name in MENUS, f"{name} needs a source"
            assert not found(CLAIM, ((name, script.text(a) or "") for a in script.audiences())), name
        assert all(len(source) > 10 for source in script.sources), name
