"""The order of services, as a table: what stands in the country, who asks for what, what comes out."""

from __future__ import annotations

import pytest

from bot.content.helplines import Service
from tests.directory.made import NIGHT, NOON, directory, ids, service, tool

CHILD = service("xa-child")
PORTAL = service("xa-portal", "report_csam")
POLICE = service("xa-police", "cybercrime_police")
CRISIS = service("xa-crisis", "suicide_crisis")
TEEN_CRISIS = service("xa-teencrisis", "suicide_crisis", audience=["teen"])
ADULT_CRISIS = service("xa-adultcrisis", "suicide_crisis", audience=["teen", "adult"])
PROTECTION = service("xa-protection", "child_protection_authority")
PARENTS = service("xa-parents", "parent_support", audience=["adult"])
PICTURES = service("xa-pictures", "image_abuse_support")
VIOLENCE = service("xa-violence", "image_abuse_support", topics=["abuse"], audience=["teen", "adult"])
ADULT_PICTURES = service("xa-adultpictures", "image_abuse_support", audience=["adult"])
MISSING = service("xa-missing", "child_protection_authority", topics=["missing_children"])
BEHAVIOUR = service("xa-behaviour", "behaviour_support", audience=["adult"], topics=["own_behaviour"])
SELF_HARM_CHILD = service("xa-selfharmchild", topics=["self_harm"])
TOOL = tool("int-tool")
ADULT_TOOL = service(
    "int-adulttool", "image_abuse_support", topics=["image_removal", "image_blocking"], audience=["adult"],
    channels=[{"type": "web", "url": "https://adulttool.example/", "hours": "24/7"}])
EVERYTHING = (ADULT_PICTURES, BEHAVIOUR, MISSING, POLICE, CRISIS, VIOLENCE, PICTURES, PROTECTION, PORTAL, PARENTS,
              CHILD, TOOL, ADULT_TOOL)

TABLE = [
    # who, need, danger, in the country, what comes out
    ("child", None, None, EVERYTHING, "child portal pictures tool protection crisis police"),
    (None, None, None, EVERYTHING, "child portal pictures tool protection crisis police"),
    ("teen", None, None, EVERYTHING, "child portal pictures tool protection crisis police violence"),
    ("child", "talk", None, EVERYTHING, "child crisis protection"),
    ("child", "removal", None, EVERYTHING, "child portal pictures tool police protection"),
    ("child", "report", None, EVERYTHING, "child portal police protection pictures tool"),
    ("child", "police", None, EVERYTHING, "child police portal protection"),
    ("child", "behaviour", None, EVERYTHING, "child crisis protection"),
    ("child", None, "blackmail", EVERYTHING, "child crisis portal tool police protection pictures"),
    ("child", None, "immediate_danger", EVERYTHING, "child crisis protection portal pictures police tool"),
    ("child", None, "violence_home", EVERYTHING, "child crisis protection missing portal pictures police tool"),
    ("child", None, "self_harm", (PROTECTION, CHILD, SELF_HARM_CHILD, CRISIS), "selfharmchild crisis child protection"),
    ("teen", None, "self_harm", (CHILD, CRISIS, TEEN_CRISIS), "teencrisis crisis child"),
    ("child", None, "self_harm", (CHILD, TEEN_CRISIS, CRISIS), "crisis child"),
    ("child", None, "self_harm", (ADULT_CRISIS, CHILD), "child adultcrisis"),
    ("child", "talk", None, (ADULT_CRISIS, CHILD), "child"),
    ("parent", None, None, EVERYTHING, "parents child portal tool pictures protection police crisis"),
    ("parent", "parent", None, EVERYTHING, "parents child protection"),
    ("school", None, None, EVERYTHING, "protection portal child tool police pictures parents crisis"),
    ("school", "report", None, EVERYTHING, "portal protection police child pictures parents tool"),
    ("adult", None, None, EVERYTHING, "adultpictures pictures crisis adulttool police violence portal child tool"),
    ("adult", "removal", None, EVERYTHING, "adultpictures pictures police adulttool portal tool"),
    ("adult", "behaviour", None, EVERYTHING, "behaviour crisis child"),
    ("adult", None, "blackmail", EVERYTHING, "adultpictures pictures crisis adulttool police violence child tool"),
]


@pytest.mark.parametrize(("audience", "need", "danger", "country", "expected"), TABLE)
def test_the_order_is_that_of_the_table(audience: str | None, need: str | None, danger: str | None,
                                        country: tuple[Service, ...], expected: str) -> None:
    found = directory(*country).services("XA", audience, need, "en", NOON, danger=danger)
    assert " ".join(name.split("-")[1] for name in ids(found)) == expected


BETTER = [
    ("for the whole country", {}, {"limited": True}),
    ("its topic fits", {"topics": ["image_removal"]}, {}),
    ("speaks the language", {"languages": ["xx", "ur"]}, {"languages": ["en"], "confidence": "high"}),
    ("is made for under-18s", {"audience": ["child", "teen"]}, {}),
    ("has a real page", {"confidence": "low"}, {"source": "https://github.com/somebody/list"}),
    ("is surer", {"confidence": "high"}, {"confidence": "medium"}),
    ("is open", {"hours": "24/7"}, {"hours": "Mo-Fr 09:00-10:00"}),
    ("may be open", {}, {"hours": "Mo-Fr 09:00-10:00"}),
]


@pytest.mark.parametrize(("better", "worse"), [row[1:] for row in BETTER], ids=[row[0] for row in BETTER])
def test_of_two_alike_the_better_one_is_first(better: dict, worse: dict) -> None:
    found = directory(service("xa-worse", **worse), service("xa-better", **better))
    assert ids(found.services("XA", "child", None, "ur", NOON)) == ["xa-better", "xa-worse"]


def test_a_teenager_is_offered_the_line_that_can_be_written_to_and_its_chat_first() -> None:
    chat = {"type": "chat", "url": "https://chat.example/", "hours": None}
    phone = {"type": "phone", "number": "116", "hours": None}
    found = directory(service("xa-phone"), service("xa-chat", channels=[phone, chat]))
    teen = found.services("XA", "teen", "talk", "en", NOON)
    assert ids(teen) == ["xa-chat", "xa-phone"] and teen[0].channels[0].type == "chat"
    assert found.service("xa-chat", "teen") == teen[0]
    child = found.services("XA", "child", "talk", "en", NOON)
    assert ids(child) == ["xa-phone", "xa-chat"] and child[1].channels[0].type == "phone"


CLOSED_CHILD = service("xa-closed", topics=["self_harm", "emotional_support"], hours="Mo-Fr 09:00-18:00")
OPEN_CRISIS = service("xa-open", "suicide_crisis", hours="24/7")


def test_a_closed_child_line_stays_first_with_the_best_open_line_under_it() -> None:
    found = directory(CLOSED_CHILD, PORTAL, PROTECTION, OPEN_CRISIS)
    assert ids(found.services("XA", "child", None, "en", NIGHT))[:2] == ["xa-closed", "xa-open"]
    assert ids(found.services("XA", "child", None, "en", NOON))[:2] == ["xa-closed", "xa-portal"]


@pytest.mark.parametrize("danger", ["self_harm", "blackmail", "immediate_danger"])
def test_in_danger_a_closed_line_steps_behind_those_that_answer(danger: str) -> None:
    found = directory(CLOSED_CHILD, PROTECTION, OPEN_CRISIS)
    assert ids(found.services("XA", "child", None, "en", NIGHT, danger=danger))[-1] == "xa-closed"
    assert ids(found.services("XA", "child", None, "en", NOON, danger=danger))[0] == "xa-closed"


DIRECTORY = service("int-helplines", channels=[{"type": "web", "url": "https://all.example/", "hours": None}])
WORLD_CRISIS = service("int-crisis", "suicide_crisis", audience=["teen", "adult"],
                       channels=[{"type": "web", "url": "https://crisis.example/", "hours": None}])


def test_international_services_do_only_what_nobody_in_the_country_does() -> None:
    found = directory(CHILD, DIRECTORY, TOOL, WORLD_CRISIS)
    assert ids(found.services("XA", "child", None, "en", NOON)) == ["xa-child", "int-tool"]
    assert ids(found.services("XB", "child", None, "en", NOON)) == ["int-helplines", "int-tool"]
    assert ids(found.services(None, "child", None, "en", NOON)) == ["int-helplines", "int-tool"]


def test_in_danger_an_international_service_stands_in_for_a_closed_one() -> None:
    found = directory(service("xa-crisis", "suicide_crisis", hours="Mo-Fr 09:00-18:00"), DIRECTORY, WORLD_CRISIS)
    night = ids(found.services("XA", "adult", None, "en", NIGHT, danger="self_harm"))
    assert night == ["xa-crisis", "int-crisis"]
    assert ids(found.services("XA", "adult", None, "en", NOON, danger="self_harm")) == ["xa-crisis"]


def test_a_country_with_a_line_for_one_region_only_gets_the_international_one_too() -> None:
    found = directory(service("xa-region", limited=True), DIRECTORY)
    assert ids(found.services("XA", "child", "talk", "en", NOON)) == ["xa-region", "int-helplines"]


def test_the_same_site_is_not_offered_twice() -> None:
    link = {"type": "web", "url": "https://one.example/", "hours": None}
    same = service("int-portal", "report_csam", channels=[link])
    local = service("xa-portal", "report_csam", channels=[{**link, "url": "https://one.example/xa"}])
    found = directory(local, same, TOOL, tool("xa-tool").copy(update={"channels": TOOL.channels}))
    assert ids(found.services("XA", "child", None, "en", NOON)) == ["xa-portal", "xa-tool"]


def test_what_a_plan_must_have_is_among_the_first_whatever_the_limit() -> None:
    found = directory(CHILD, SELF_HARM_CHILD, PORTAL, POLICE, PROTECTION, ADULT_CRISIS, TOOL)
    for limit in (2, 3, 4):
        shown = ids(found.services("XA", "child", None, "en", NOON, danger="blackmail", limit=limit))
        assert len(shown) == limit and {"xa-adultcrisis", "int-tool"} <= set(shown)


def test_a_service_on_hold_or_without_a_safe_link_is_not_offered() -> None:
    link = [{"type": "web", "url": "http://plain.example/", "hours": None, "exception": "only http is known"}]
    found = directory(service("xa-held", hold="confirm the number first"), service("xa-http", channels=link))
    assert found.services("XA", "child", None, "en", NOON) == [] and found.service("xa-held") is None


def test_an_audience_nobody_knows_is_read_as_a_child() -> None:
    found = directory(*EVERYTHING)
    assert found.services("XA", "stranger", None, "en", NOON) == found.services("XA", "child", None, "en", NOON)
