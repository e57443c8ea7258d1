"""Properties: what leaves is a unit of content/, and in vetted-only a signed one. All reviewers are invented."""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.library import Library, read_library
from bot.content.links import host_of
from bot.content.reviews import Review, Reviews
from bot.content.scripts import AUDIENCES, FALLBACKS, HELPLINES_HERE
from bot.content.unit import Unit
from bot.content.units import all_units
from bot.content.vetting import REQUIRED, Vetting, state_of
from bot.directory import Directory
from bot.gateway.conversations import Conversation
from bot.gateway.payloads import Payloads
from bot.gateway.speaker import UNSIGNED, Speaker
from bot.recognition import country_name
from bot.safety.flow import CLASSES, STEPS, Step, spoken
from tests.fakes import FakeRasa
from tests.gateway.conftest import Client, Start

LIBRARY = read_library()
UNITS = all_units(LIBRARY)
SCRIPTS = sorted(LIBRARY.scripts.ids())
COUNTRIES = (None, "PK", "GB", "US", "BR", "UZ", "NO")
SIGNERS = (("child protection", "One Invented (test)"), ("mental health", "Two Invented (test)"),
           ("language", "Three Invented (test)"))
MANY = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
conversations = st.builds(
    Conversation, site=st.just("default"), language=st.sampled_from(["en", "ur", "xx"]),
    country=st.sampled_from(COUNTRIES), audience=st.sampled_from([None, *AUDIENCES]),
    platform=st.sampled_from([None, "instagram"]), disclosed=st.booleans())


def signed(units: Iterable[Unit], until: date | None = None) -> Library:
    """The library with invented signatures under these units."""
    today = date.today()
    reviews = [Review.parse_obj({"unit": unit.id, "digest": unit.digest, "by": by, "role": role,
                                 "organisation": "Invented (test)", "on": today - timedelta(days=5),
                                 "until": until or today + timedelta(days=9)}).sealed()
               for unit in units for role, by in SIGNERS]
    return dataclasses.replace(LIBRARY, reviews=Reviews(reviews))


def speaker(library: Library, required: bool) -> Speaker:
    return Speaker(library, Vetting(library, required), Directory(library.helplines), Payloads(library, "s" * 64))


def strangers(messages: Iterable[dict[str, Any]], units: Iterable[Unit], where: Conversation) -> list[str]:
    """Every sentence of these messages that none of the units holds."""
    known = list(units)
    blanks = {"country": country_name(where.country, "en") if where.country else "",
              "platform": (where.platform or "").capitalize(), "safe_word": LIBRARY.safe_word,
              "police": LIBRARY.helplines[where.country].police_note or "" if where.country else ""}
    said = {re.sub(r"\{(\w+)\}", lambda blank: blanks.get(str(blank[1]), str(blank[0])), part.words)
            for unit in known for part in unit.parts}
    titles = {title for unit in known for title in unit.titles} | {
        part.words for unit in known if unit.kind == "interface" for part in unit.parts}
    notes = {unit.id: unit.text for unit in known if unit.kind == "helpline"}
    hosts = {unit.id for unit in known if unit.kind == "link"}
    found = []
    for message in messages:
        if message["type"] == "text":
            found += [message["text"]] if message["text"] not in said else []
            meanings = {part.words for unit in known if unit.kind == "word" for part in unit.parts}
            found += [term["meaning"] for term in message.get("terms", ()) if term["meaning"] not in meanings]
            found += [button["title"] for button in message["buttons"] if button["title"] not in titles]
        elif message["type"] == "steps":
            found += [words for words in (*message["steps"], *message["notes"]) if words not in said]
            found += [title for title in (message["title"], *(button["title"] for button in message["buttons"]))
                      if title not in titles]
        for service in message.get("services", ()):
            if service["note"] and notes.get(f"helplines/{service['id']}") != service["note"]:
                found.append(service["note"])
            found += [way["url"] for way in service["channels"]
                      if "url" in way and f"links/{host_of(way['url'])}" not in hosts]
    return found


@MANY
@given(st.sampled_from(SCRIPTS), conversations, st.sampled_from([None, *AUDIENCES]), st.booleans())
def test_every_sentence_is_a_unit_of_content(script: str, who: Conversation, audience: str | None,
                                             easier: bool) -> None:
    said = SPEAKER.say_simpler(script, who) if easier else SPEAKER.say(script, who, audience=audience)
    assert said and strangers([*said, SPEAKER.show_local_help(who)], UNITS, who) == []
    assert all(message.get("text") != HELPLINES_HERE for message in said)


@MANY
@given(st.sampled_from(SCRIPTS), conversations, st.integers(0, 10**9), st.floats(0, 1), st.booleans())
def test_vetted_only_lets_out_what_is_signed_and_nothing_else(script: str, who: Conversation, seed: int, share: float,
                                                              easier: bool) -> None:
    chance = random.Random(seed)
    chosen = [unit for unit in UNITS if chance.random() < share]
    speaks = speaker(signed(chosen), required=True)
    said = speaks.say_simpler(script, who) if easier else speaks.say(script, who)
    said += [*speaks.mention(script, who), speaks.show_local_help(who),
             speaks.show_helplines(who, "removal", most=20)]
    assert strangers(said, chosen, who) == []


@MANY
@given(st.sampled_from(CLASSES), st.sampled_from(STEPS), conversations, st.integers(0, 10**9))
def test_the_danger_flow_too(cls: str, step: str, who: Conversation, seed: int) -> None:
    chance = random.Random(seed)
    chosen = [unit for unit in UNITS if chance.random() < 0.5]
    speaks = speaker(signed(chosen), required=True)
    for part in spoken(Step(cls, step)):
        assert strangers(speaks.say(part, who, Step(cls, step)), chosen, who) == []


def test_a_strange_sentence_would_be_found() -> None:
    who = Conversation("default", "en", country="PK")
    assert strangers([*SPEAKER.say("utter_ask_menu", who), SPEAKER.show_local_help(who)], [], who)
    strange = {"type": "text", "text": "I made this up.", "buttons": [{"title": "Made up"}]}
    assert strangers([strange], UNITS, who) == ["I made this up.", "Made up"]


@pytest.mark.parametrize("days", [-1, 0])
def test_a_signature_holds_on_its_last_day_and_not_on_the_next(days: int) -> None:
    library = signed(UNITS, date.today() + timedelta(days=days))
    assert state_of(library, UNITS[0], date.today()) == ("vetted" if days == 0 else "expired")
    said = speaker(library, required=True).say(SCRIPTS[0], Conversation("default", "en"))
    assert bool(said) == (days == 0)


def test_one_changed_letter_closes_a_script_for_everybody_who_would_have_read_it() -> None:
    english = dict(LIBRARY.scripts.by_language["en"])
    script = english["utter_ask_deepfake"]
    english["utter_ask_deepfake"] = script.copy(update={"child": (script.child or "").replace("fake", "Fake", 1)})
    library = signed(UNITS)
    edited = dataclasses.replace(library, scripts=type(LIBRARY.scripts)({"en": english}, LIBRARY.scripts.topics))
    for audience in (None, "child"):
        who = Conversation("default", "en", audience=audience)
        said = speaker(edited, required=True).say("utter_ask_deepfake", who)
        assert {message["script"] for message in said} == {UNSIGNED}


def test_no_audience_falls_upon_the_words_of_older_ones_while_its_own_wait_for_a_signature() -> None:
    library = signed(unit for unit in UNITS if unit.audience not in ("child", "teen"))
    speaks = speaker(library, required=True)
    for script in ("utter_ask_how_common", "utter_ask_nudification", "utter_ask_harm"):
        for audience in (None, "child", "teen"):
            assert FALLBACKS[audience]
            assert speaks.say(script, Conversation("default", "en", audience=audience)) == []


@pytest.mark.parametrize("begin", [True, False])
def test_a_message_put_together_holds_signed_lines_only(begin: bool) -> None:
    names = ("utter_tell_message", UNSIGNED, *(("utter_tell_begin",) if begin else ()))
    speaks = speaker(signed(unit for unit in UNITS if unit.id.split("/")[1] in names), required=True)
    who = Conversation("default", "en", audience="teen")
    (said,) = speaks.put_together("utter_tell_message", ["utter_tell_begin", "utter_tell_end"], who)
    assert len(said.get("steps", ())) == (1 if begin else 0)
    assert said["script"] == ("utter_tell_message" if begin else UNSIGNED)


@pytest.mark.parametrize("required", [True, False])
def test_of_a_law_past_its_end_is_said_that_the_law_differs(required: bool) -> None:
    english = dict(LIBRARY.scripts.by_language["en"])
    old = english["utter_ask_law_pk"]
    english["utter_ask_law_pk"] = old.copy(update={"expires": date.today() - timedelta(days=1)})
    edited = dataclasses.replace(LIBRARY, scripts=type(LIBRARY.scripts)({"en": english}, LIBRARY.scripts.topics))
    today = date.today()
    reviews = [Review.parse_obj({"unit": unit.id, "digest": unit.digest, "by": by, "role": role, "on": today,
                                 "organisation": "Invented (test)", "until": today}).sealed()
               for unit in all_units(edited) for role, by in SIGNERS]
    speaks = speaker(dataclasses.replace(edited, reviews=Reviews(reviews)), required)
    said = speaks.say("utter_ask_law_pk", Conversation("default", "en", audience="teen"))
    assert {message["script"] for message in said} == {"utter_ask_law_differs"}


SPEAKER = speaker(LIBRARY, required=False)
SAYINGS = ("what is a deepfake", "i want to die", "someone says he will post my pic if i dont pay", LIBRARY.safe_word,
           "asdf qwer", "im 12 in pakistan", "my number is 0300 1234567", "/restart", "say it simpler", "ok", "🙂",
           "he is at the door", "i feel so bad", "x" * 17_000)


async def test_no_path_of_a_vetted_only_gateway_lets_out_an_unsigned_text(start: Start, rasa: FakeRasa) -> None:
    """Welcome, answers, fallbacks, taps, cards, floods and errors, with a third of the topics signed."""
    chance = random.Random(20260204)
    chosen = [unit for unit in UNITS if unit.is_danger or unit.kind == "interface"
              or unit.id.split("/")[1] in REQUIRED or chance.random() < 0.35]
    client = await start(signed(chosen), require_vetted=True, rate_limit=False)
    for _ in range(12):
        await visit(client, rasa, chance, chosen)


async def visit(client: Client, rasa: FakeRasa, chance: random.Random, chosen: list[Unit]) -> None:
    country, audience = chance.choice(COUNTRIES), chance.choice((None, *AUDIENCES))
    known = {"country": country, "audience": audience}
    opened = await client.open(**{key: value for key, value in known.items() if value})
    body, messages = opened, opened["messages"]
    for _ in range(10):
        rasa.parts = [{"script": chance.choice(SCRIPTS), "simpler": chance.random() < 0.2}
                      for _ in range(chance.randint(0, 2))]
        where = Conversation("default", "en", body.get("context", {}).get("country"), platform="instagram")
        assert [words for words in strangers(messages, chosen, where) if "Instagram" not in words] == []
        payloads = [button["payload"] for message in messages for button in message.get("buttons", ())]
        tap = payloads and chance.random() < 0.5
        sent = {"payload": chance.choice(payloads)} if tap else {"text": chance.choice(SAYINGS)}
        answer = await client.post(**sent)
        answered = await answer.json()
        body = answered if "context" in answered else body
        messages = answered["messages"]
