"""What the screen sees in a message, and what it lets be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.paths import PROJECT
from bot.safety.flow import CLASSES as FLOWS
from bot.safety.rule_file import DANGERS as RULED
from bot.safety.screen import INTENT, Danger, Screen
from tests.safety.said import DANGERS, NOTES, intent, lookalikes, said, share

Noise = Callable[[str], str]


@pytest.mark.parametrize("name", (*DANGERS, *NOTES))
def test_every_class_is_measured_with_forty_messages(name: str) -> None:
    assert len(said(name)) >= 40


@pytest.mark.parametrize("name", DANGERS)
def test_dangers_are_seen_at_the_strength_they_deserve(screen: Screen, name: str) -> None:
    seen = [(message, screen(message.text)) for message in said(name)]
    assert share([intent(danger) == INTENT[name] for _, danger in seen]) >= 0.97
    assert share([bool(danger and danger.level in ("act", message.level)) for message, danger in seen]) >= 0.97
    assert share([bool(danger and danger.cls == name) for _, danger in seen]) >= 0.85


@pytest.mark.parametrize("name", DANGERS)
def test_it_is_told_whom_a_danger_is_about(screen: Screen, name: str) -> None:
    seen = [(message, screen(message.text)) for message in said(name)]
    assert share([bool(danger and danger.about == message.about) for message, danger in seen]) >= 0.9


@pytest.mark.parametrize("name", NOTES)
def test_what_is_no_danger_is_only_noted(screen: Screen, name: str) -> None:
    seen = [screen(message.text) for message in said(name)]
    assert share([bool(danger and (danger.cls, danger.level) == (name, "note")) for danger in seen]) >= 0.95


def test_look_alikes_do_not_open_the_danger_flow(screen: Screen) -> None:
    seen = [screen(text) for text in lookalikes()]
    assert len(seen) >= 200
    assert share([bool(danger and danger.level == "act") for danger in seen]) <= 0.02
    assert share([bool(danger and danger.level == "ask") for danger in seen]) <= 0.10


@pytest.mark.parametrize("told", [
    "my uncle touches me", "my cousin touches my private parts", "my dad hits me", "my mum beats me with a belt",
    "i want to die", "i want to kill myself", "he says he will post my nudes",
    "someone is blackmailing me with my pictures", "she wants money or she will send my pics to everyone",
])
def test_what_is_spoken_of_besides_rules_out_nothing_of_the_writers_own_plight(screen: Screen, told: str) -> None:
    besides = ("when we watch a film", "after football", "on his phone", "during the story", "in the lesson",
               "because of the news", "because of my grades", "while reading a book", "and my hair fell out",
               "what is the law", "is there a law against it", "what does that mean", "how many days does help take")
    seen = {text: screen(f"{told} {text}") for text in besides}
    assert [text for text, danger in seen.items() if not danger or danger.level == "note"] == []


@pytest.mark.parametrize(("name", "seen", "acted"), [("self_harm", 0.95, 0.85), ("danger", 0.92, 0.85),
                                                     ("blackmail", 0.90, 0.75)])
def test_what_is_said_in_a_roundabout_way_stays_seen(screen: Screen, name: str, seen: float, acted: float) -> None:
    found = [(message, screen(message.text)) for message in said(f"harder/{name}")]
    assert share([bool(danger and danger.level in ("act", "ask")) for _, danger in found]) >= seen
    clear = [danger for message, danger in found if message.level == "act"]
    assert share([bool(danger and danger.level == "act") for danger in clear]) >= acted


@pytest.mark.parametrize(("text", "danger"), [
    ("I am forced to have sex and I am only 12 years old", Danger("abuse", "act", "me")),
    ("i want to die", Danger("self_harm", "act", "me")),
    ("im 13 in karachi n he says he'll post it tonight if i dont send more", Danger("blackmail", "act", "me")),
    ("someone made a fake nude of me", Danger("image", "note", "me")),
    ("my son is being blackmailed with a fake picture", Danger("blackmail", "act", "other")),
    ("my dad hits me", Danger("violence_home", "act", "me")),
    ("someone is at the door and im alone", Danger("immediate_danger", "act", "me")),
    ("im on my way to meet him", Danger("meeting", "act", "me")),
    ("he wants to meet me", Danger("meeting", "ask", "me")),
    ("my dad will kill me if he sees the picture", Danger("violence_home", "ask", "me")),
    ("mum will kill me if i fail my test", None),
    ("what is sextortion", None),
    ("what is suicide", None),
    ("this game is killing me", None),
    ("", None),
    ("hello", None),
])
def test_known_messages_are_read_right(screen: Screen, text: str, danger: Danger | None) -> None:
    assert screen(text) == danger


@pytest.mark.parametrize("text", [
    "i was sexually abused when i was little, its years ago and im ok now",
    "my uncle touched me when i was 7 but that was in the past",
])
def test_abuse_in_the_past_is_never_ruled_out(screen: Screen, text: str) -> None:
    assert screen(text) == Danger("abuse", "act", "me")


@pytest.mark.parametrize(("text", "cls"), [
    ("my uncle touched me at the theme park", "abuse"),
    ("there is someone who threatens to kill me tonight", "immediate_danger"),
    ("my dad hits me when i watched television", "violence_home"),
    ("he was convicted before and now he hits me again", "violence_home"),
    ("i am hungover and i want to kill myself", "self_harm"),
    ("a person who says he will post my nudes if i dont pay", "blackmail"),
])
def test_what_stands_around_a_danger_does_not_weaken_it(screen: Screen, text: str, cls: str) -> None:
    """Places, news and courts are also where such things happen (`spoken_about`, `things_do_it`)."""
    assert screen(text) == Danger(cls, "act", "me")


@pytest.mark.parametrize("text", [
    "i used to cut myself but im ok now",
    "i dont want to die im just scared",
    "i want to die lol",
    'in my diary stands "i want to die"',
    "in the film the girl says i want to die",
    "cant do this anymore",
    "whats the point",
    "i want to disappear",
    "nobody would miss me",
])
def test_what_may_be_over_denied_or_meant_otherwise_is_asked_about(screen: Screen, text: str) -> None:
    assert screen(text) in (Danger("self_harm", "ask", "me"), Danger("self_harm", "ask", "other"))


@pytest.mark.parametrize(("text", "cls"), [
    ("he has a knife and i want to die", "immediate_danger"),
    ("i want to die because my uncle touches me", "self_harm"),
    ("my uncle raped me and says he will post the video if i dont pay", "abuse"),
    ("he says he will post it if i dont pay and someone made a fake nude of me", "blackmail"),
    ("someone made a fake nude of me and of my friend", "image"),
])
def test_the_gravest_class_decides(screen: Screen, text: str, cls: str) -> None:
    danger = screen(text)
    assert danger and danger.cls == cls


def test_a_clear_danger_outranks_a_graver_one_that_only_may_be(screen: Screen) -> None:
    text = "i cant do this anymore, he says he will post it if i dont send more"
    assert screen(text) == Danger("blackmail", "act", "me")


def test_the_flow_knows_every_class_of_danger() -> None:
    assert tuple(FLOWS) == RULED
    assert set(INTENT) == set(RULED)


@pytest.mark.parametrize("text", [
    "k1ll mys3lf", "i want to dieeee", "iwanttodie", "i want to k.m.s", "I WANT TO DIE!!!!",
    "i w\u200bant to d\u200bie", "i want. to. die.", "i wnat to kil mysef", "wanna d i e", "i w@nt to d!e",
    "𝓲 𝔀𝓪𝓷𝓽 𝓽𝓸 𝓭𝓲𝓮", "і wаnt tо dіе",
    "im gonna unalive myself", "i want to s*icide", "i want\n\nto\n\ndie", "i…want…to…die", "ì wánt tó dié",
])
def test_words_are_read_as_children_type_them(screen: Screen, text: str) -> None:
    assert screen(text) == Danger("self_harm", "act", "me")


@pytest.mark.parametrize("noise", [str.upper, str.title, lambda text: "\u200d".join(text),
                                   lambda text: text.replace(" ", "... "), lambda text: f"!!! {text} ???",
                                   lambda text: text.translate(str.maketrans("aeo", "аео"))])
def test_shouting_hiding_and_trailing_off_hide_nothing(screen: Screen, noise: Noise) -> None:
    seen = [intent(screen(noise(message.text))) == INTENT[name]
            for name in DANGERS for message in said(name) if message.level == "act"]
    assert share(seen) >= 0.95


def drawn_out(text: str) -> str:
    return "".join(letter * (3 if letter in "aeiou" else 1) for letter in text)


def in_leetspeak(text: str) -> str:
    leet = str.maketrans("aeio", "4310")
    return " ".join(word.translate(leet) if len(word) > 2 else word for word in text.split())


def with_letters_swapped(text: str) -> str:
    return " ".join(word[0] + word[2] + word[1] + word[3:] if len(word) > 4 else word for word in text.split())


def with_spaces_missing(text: str) -> str:
    return text.replace(" my ", " my").replace(" to ", " to")


@pytest.mark.parametrize("noise", [drawn_out, in_leetspeak, with_letters_swapped, with_spaces_missing])
def test_most_dangers_survive_heavy_misspelling(screen: Screen, noise: Noise) -> None:
    seen = [intent(screen(noise(message.text))) is not None
            for name in DANGERS for message in said(name) if message.level == "act"]
    assert share(seen) >= 0.85


@pytest.mark.parametrize("place", [0, 8_000, 15_900])
def test_every_part_of_a_long_message_is_read(screen: Screen, place: int) -> None:
    padding = "today we had football and then we went to the park with my dog. " * 260
    text = f"{padding[:place]}. i want to kill myself. {padding[place:]}"[:16_000]
    assert screen(text) == Danger("self_harm", "act", "me")


def test_nothing_of_a_message_stays_in_the_vocabulary(screen: Screen) -> None:
    planted = "zyxplantedword"
    screen(f"{planted} i want to die {planted}xx")
    kept = [text for language in screen._languages.values() for text in language._reader.nlp.vocab.strings]
    assert planted not in kept
    assert f"{planted}xx" not in kept


@pytest.mark.parametrize("languages", [("en",), ("en-GB",), ("ur", "en"), ("tlh",), ()])
def test_english_is_read_whatever_languages_are_named(screen: Screen, languages: tuple[str, ...]) -> None:
    assert screen("i want to die", languages) == Danger("self_harm", "act", "me")


PIECES = st.lists(st.one_of(st.text(max_size=20), st.sampled_from(
    ["i want to die", "he", "says", "k1ll", "*", "mys3lf", "a b c", "💀", "\u200b", '"', "...", "r*pe", "https://x.example",
     "if i dont", "!", "12,50", "@", "\x00", "ﷺ", "क्या"])), max_size=20).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_no_text_breaks_the_screen(text: str) -> None:
    _shared(text)


_shared = Screen(PROJECT / "content" / "danger")
