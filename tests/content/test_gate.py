"""The gate: each kind of damage to a good tree is caught with rule, file, line and remedy; the good tree passes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.content.check import check, servable
from bot.content.problem import Problem
from bot.content.unit import find_line
from bot.paths import CONTENT
from tests.content.damage import Damage, appended, removed, replaced, script

DEEPFAKES, DANGER, CHAT = "scripts/en/deepfakes.yml", "scripts/en/danger.yml", "scripts/en/chat.yml"
SEXTORTION, FACTS, LAW = "scripts/en/sextortion.yml", "scripts/en/facts.yml", "laws/PK.yml"
PATHS = "scripts/en/paths.yml"
FIRST = "A deepfake is a fake picture, video or voice."
HARD = ("Institutional responsibilities necessitate interdisciplinary considerations. " * 9).strip()
BUTTON = '    - {title: "Why does it matter?", to: ask_harm}\n'
PK = "helplines/PK.yml"
FORGED = """reviews:
- unit: en/utter_ask_deepfake/child
  digest: "0000000000000000000000000000000000000000000000000000000000000000"
  by: Invented Forger (test)
  role: law
  organisation: Invented (test)
  'on': '2026-01-01'
  until: '2099-01-01'
  seal: "0123456789abcdef"
"""


class Case(NamedTuple):
    """One kind of damage, the rule that must catch it, and the file it must name."""

    what: str
    damage: Damage
    rule: str
    file: str


def also(child: str, rule: str, what: str, file: str = DEEPFAKES, more: str = "", sources: str = "[]") -> Case:
    """A made-up script, which a button leads to, is added."""

    def damage(tree: Path) -> None:
        appended(file, script(child, more, sources))(tree)
        button = '    - {title: "Made up", to: utter_made_up}\n'
        replaced(DEEPFAKES, BUTTON, BUTTON + button)(tree) if BUTTON in (tree / DEEPFAKES).read_text("utf-8") else None

    return Case(what, damage, rule, file)


def words(new: str, rule: str, what: str) -> Case:
    """The first sentence about deepfakes says something else."""
    return Case(what, replaced(DEEPFAKES, FIRST, new), rule, DEEPFAKES)


def made(file: str, text: str) -> Damage:
    """Writes a new file."""

    def damage(tree: Path) -> None:
        (tree / file).parent.mkdir(parents=True, exist_ok=True)
        (tree / file).write_text(text, encoding="utf-8")

    return damage


def in_another_encoding(tree: Path) -> None:
    """Saves the file as old programs do."""
    (tree / DEEPFAKES).write_bytes("utter_x: é".encode("latin-1"))


def without_block(file: str, start: str, end: str) -> Damage:
    """Takes out what stands from `start` up to `end`."""

    def damage(tree: Path) -> None:
        text = (tree / file).read_text(encoding="utf-8")
        at = text.index(start)
        (tree / file).write_text(text[:at] + text[text.index(end, at + len(start)):], encoding="utf-8")

    return damage


CASES = [
    # form
    Case("a quote is not closed", appended(DEEPFAKES, "utter_x:\n  child: 'no end"), "yaml", DEEPFAKES),
    Case("a tab at the start of a line", replaced(DEEPFAKES, "  child: |", "\tchild: |"), "yaml", DEEPFAKES),
    Case("a colon inside a plain text", appended(DEEPFAKES, "utter_x:\n  child: Look: here: now\n"), "yaml", DEEPFAKES),
    Case("a file in another encoding", in_another_encoding, "utf-8", DEEPFAKES),
    Case("an unknown field", replaced(DEEPFAKES, "  sources:", "  colour: red\n  sources:"), "schema", DEEPFAKES),
    Case("a misspelled audience", replaced(DEEPFAKES, "  teen: |", "  teens: |"), "schema", DEEPFAKES),
    Case("sources left out", appended(DEEPFAKES, "utter_x:\n  child: Hello.\n"), "schema", DEEPFAKES),
    Case("an id that stands twice", appended(DEEPFAKES, script("Hello.", name="utter_ask_harm")), "twice", FACTS),
    Case("a script without a text", appended(DEEPFAKES, "utter_x:\n  sources: []\n"), "no-text", DEEPFAKES),
    Case("an id that is none", appended(DEEPFAKES, script("Hello.", name="Made-up")), "script-id", DEEPFAKES),
    Case("a button's title too long", replaced(DEEPFAKES, "Why does it matter?", "Why does it matter " * 4), "schema",
         DEEPFAKES),
    # paths
    Case("a button that leads nowhere", replaced(DEEPFAKES, "to: ask_harm", "to: ask_harms"), "button", DEEPFAKES),
    Case("a button into the danger flow", replaced(DEEPFAKES, "to: ask_harm", "to: danger_yes"), "button", DEEPFAKES),
    Case("a script nothing leads to", appended(DEEPFAKES, script("Hello.")), "unreachable", DEEPFAKES),
    also("Hello.", "dead-end", "a script that leads nowhere"),
    Case("a question of a path that cannot be gone back from",
         replaced(PATHS, '{path_pushed: skip}}\n    - {title: "Go back", to: path_back}', '{path_pushed: skip}}'),
         "D2", PATHS),
    Case("a path that ends without a person",
         replaced(PATHS, '    - {title: "Talk to a helpline first", to: ask_helpline}\n', ""), "D2", PATHS),
    words("Hello {name}.", "blank", "a blank nobody can fill"),
    Case("a script of an intent is gone", without_block(FACTS, "utter_ask_harm:", "\nutter_"), "audience",
         "audiences.yml"),
    Case("an audience's text is gone", without_block(DEEPFAKES, "  child: |", "  simpler: |"), "audience", DEEPFAKES),
    Case("a language that is offered, but not written",
         appended("sites/default.yml", "languages: [en, ur]"), "language", "sites/default.yml"),
    Case("half of a translation", made("scripts/ur/deepfakes.yml", script("الفاظ۔", name="utter_ask_deepfake")),
         "language", "scripts/ur"),
    # words
    words("A deepfake is just a joke.", "I1", "words that belittle"),
    words("An offender makes a fake picture.", "H1", "a label for a person"),
    words("You committed suicide.", "E3", "a wrong word for suicide"),
    words("On a scale of ten, how bad is it?", "E5", "a rating of risk"),
    words("A deepfake is a fake picture!", "A5", "an exclamation mark"),
    words("A deepfake is a fake picture 🙂.", "A5", "an emoji"),
    Case("an exclamation mark on a button in danger", replaced(DANGER, 'title: "Yes"', 'title: "Yes!"'), "A5", DANGER),
    words("I feel with you. It is a fake picture.", "B3", "a claimed feeling"),
    words("I will never tell. It is a fake picture.", "B4", "a promise of secrecy"),
    words("We have told the police. It is fake.", "B5", "a claim that somebody was told"),
    words("See you soon. It is a fake picture.", "B6", "a hook"),
    words("Why did you send it? It is a fake picture.", "D3", "a question that blames"),
    words("Send me the picture. It is a fake picture.", "F2", "a request for the picture"),
    words("The police will help. It is a fake picture.", "N5", "a promise about the police"),
    words("Take a screenshot of the fake picture.", "F3", "advice to copy a picture"),
    Case("advice to delete a received picture", replaced("scripts/en/friends.yml", "Please do not open it.",
                                                         "Please delete it."), "H2", "scripts/en/friends.yml"),
    words("A deepfake is made with Blorpo.", "O1", "a tool's name"),
    words("A deepfake is a naked picture.", "J5", "a sexual word for a child"),
    words("It happens to 1 in 25 children.", "J5", "a number of victims for a child"),
    words("You can tell your mum.", "D7", "parents as the only way"),
    words("Call 0800 1111 about a fake picture.", "number", "a telephone number in a sentence"),
    words("See fake-pictures.example for more.", "O2", "a link that is not on the list"),
    words("TODO. A deepfake is a fake picture.", "unfinished", "a note to oneself"),
    words("A deepfake is a **fake** picture.", "unfinished", "marks of another format"),
    words("A deep\u200bfake is a fake picture.", "character", "an invisible character"),
    words("A deepfаke is a fake picture.", "character", "a letter of another alphabet"),
    # reading
    words("A deepfake is a fake picture or video or voice that somebody made with a computer.", "J3-sentence",
          "a sentence too long for a child"),
    words("A fake is not real. " * 12, "J3-bubble", "a bubble too long for a child"),
    words(HARD, "J3-grade", "words too hard for a child"),
    Case("a danger script as long as others", replaced(
        DANGER, "You do not have to carry this alone.",
        "You do not have to carry this all alone by yourself today."), "J3-sentence", DANGER),
    Case("a notice before typing that is too hard", replaced(
        "interface/en.yml", "No person reads it while you write.",
        "No person whatsoever reads along while you are busy writing something here."), "J3-sentence",
         "interface/en.yml"),
    Case("a taught word that is not explained", replaced("words.yml", "A deepfake is a fake picture or video from AI.",
         "A fake. Made up."), "J3-word", "words.yml"),
    # elements
    Case("a first reply without thanks", replaced(DANGER, "Thank you for telling me.", "Hello."), "D1", DANGER),
    Case("a step against blackmail is gone",
         without_block(SEXTORTION, "    Only then block them.", "    Tell one"), "G1", SEXTORTION),
    Case("two steps change places", replaced(SEXTORTION, "Stop writing back. Do not make a deal.",
                                             "Only then block them. Do it in every app."), "G1", SEXTORTION),
    Case("a welcome that hides what it is", replaced(CHAT, "I am a computer program.", "I am here."), "B1", CHAT),
    Case("help is not the first button",
         replaced(CHAT, '    - {title: "I need help now", to: ask_helpline}\n', ""), "J2", CHAT),
    Case("a choice is gone from a first reply", replaced(SEXTORTION, '    - {title: "Leave", to: goodbye}\n', ""), "D4",
         SEXTORTION),
    # sources, facts, dates
    Case("a claim without a source", without_block(FACTS, "  sources:", "\nutter_"), "schema", FACTS),
    also("UNICEF said this happens.", "source", "a claim whose sources are empty",
         more='  buttons:\n    - {title: "Talk", to: ask_helpline}\n'),
    also("It happens to many.", "source", "a blog as a source",
         more='  buttons:\n    - {title: "T", to: ask_helpline}\n', sources='["A blog post about fakes, 2025"]'),
    Case("a law without an end", replaced(LAW, "expires: 2027-02-06\n", ""), "schema", LAW),
    Case("a law that is good for years", replaced(LAW, "expires: 2027-02-06", "expires: 2030-02-06"), "expiry", LAW),
    Case("a law past its end", replaced(LAW, "expires: 2027-02-06", "expires: 2021-02-06"), "expired", LAW),
    # helplines, links, sites, lists
    Case("a helpline's number with a wrong digit", replaced(PK, 'e164: "+92', 'e164: "+92999'), "e164", PK),
    Case("a helpline without a source", replaced(PK, "    source: http", "    sources: http"), "schema", PK),
    Case("a site off the list of links",
         replaced("links.yml", "{host: childhelplineinternational.org,", "{host: x.example,"), "O2",
         "helplines/INT.yml"),
    Case("a link nothing leads to", appended("links.yml", "  - {host: unused.example, owner: Nobody}"), "unused-link",
         "links.yml"),
    Case("the list of links is gone", removed("links.yml"), "missing", "links.yml"),
    Case("the house style is gone", removed("style/en.yml"), "missing", "style/en.yml"),
    Case("a colour that is none", appended("sites/default.yml", "colour: green"), "schema", "sites/default.yml"),
    Case("the default site is gone", removed("sites/default.yml"), "missing", "sites/default.yml"),
    Case("the international services are gone", removed("helplines/INT.yml"), "missing", "helplines/INT.yml"),
    Case("an entry of the interface that is no text", replaced("interface/en.yml", 'send: "Send"', "send: [Send]"),
         "schema", "interface/en.yml"),
    Case("signatures that are to hold for ever", appended("expiry.yml", "script: 9999"), "schema", "expiry.yml"),
    Case("a rule's script is gone", without_block("scripts/en/making.yml", "utter_own_behaviour:", "\nutter_"), "H4",
         "style/en.yml"),
    # signatures
    Case("a signature written by hand", made("reviews/en.yml", FORGED), "seal", "reviews/en.yml"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all, because what is not damaged need not be read again."""
    return tmp_path_factory.mktemp("gate") / "content"


@pytest.fixture
def tree(folder: Path) -> Iterator[Path]:
    """A good tree; what a test damaged or added is put right afterwards."""
    shutil.copytree(CONTENT, folder, dirs_exist_ok=True)
    for path in folder.rglob("*"):
        if path.is_file() and not (CONTENT / path.relative_to(folder)).exists():
            path.unlink()
    for path in (folder / "scripts" / "ur", folder / "reviews"):
        shutil.rmtree(path, ignore_errors=True)
    yield folder


def found(tree: Path) -> list[Problem]:
    return check(tree)[1]


def test_the_good_tree_passes(tree: Path) -> None:
    assert found(tree) == []


def test_there_are_more_than_forty_kinds_of_damage() -> None:
    assert len({case.what for case in CASES}) == len(CASES) > 60
    assert len({case.rule for case in CASES}) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_damage_is_caught_with_rule_file_line_and_remedy(tree: Path, case: Case) -> None:
    case.damage(tree)
    problems = [problem for problem in found(tree) if problem.rule == case.rule]
    assert problems, f"{case.rule} did not find it: {[str(problem) for problem in found(tree)][:5]}"
    assert any(str(problem.file).startswith(str(tree / case.file)) for problem in problems), problems
    assert all(problem.line >= 1 and len(problem.remedy) > 3 for problem in problems)


def test_an_expired_law_does_not_keep_the_bot_from_starting(tree: Path) -> None:
    replaced(LAW, "expires: 2027-02-06", "expires: 2021-02-06")(tree)
    assert servable(tree)[1] == []


def test_a_date_that_comes_true_is_seen_on_its_day(tree: Path) -> None:
    later = date(2027, 2, 6) + timedelta(days=1)
    laws = [problem for problem in check(tree, today=later)[1] if problem.file == tree / LAW]
    assert {problem.rule for problem in laws} == {"expired"}
    assert {problem.line for problem in laws} == {find_line(tree / LAW, "expires:")}


def test_all_problems_are_named_at_once(tree: Path) -> None:
    for case in (CASES[0], next(case for case in CASES if case.rule == "B1"), CASES[-1]):
        case.damage(tree)
    assert {"yaml", "B1", "seal"} <= {problem.rule for problem in found(tree)}


def test_a_release_also_needs_every_signature(tree: Path) -> None:
    rules = {problem.rule for problem in check(tree, release=True)[1]}
    assert rules == {"unvetted-missing"}


def run(tree: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["check", "--content", str(tree), *options])
    return done.exit_code, done.output


def test_exit_codes_tell_good_from_broken_and_from_misused(tree: Path) -> None:
    assert run(tree)[0] == 0 and run(tree, "--release")[0] == 1 and run(tree, "--nonsense")[0] == 2
    CASES[0].damage(tree)
    assert run(tree)[0] == 1


def test_a_pull_request_is_annotated_on_the_line(tree: Path) -> None:
    words("A deepfake is 100% fake!", "A5", "")[1](tree)
    code, output = run(tree, "--github")
    line = next(line for line in output.splitlines() if "title=A5" in line)
    assert code == 1 and line.startswith("::error file=") and ",line=3," in line and "\n" not in line
    assert "%25" in output or "100%" not in output


def test_lines_that_the_list_of_links_lacks_are_printed(tree: Path) -> None:
    line = next(line for line in (tree / "links.yml").read_text("utf-8").splitlines() if "zelfmoord1813" in line)
    replaced("links.yml", line + "\n", "")(tree)
    done = CliRunner().invoke(cli, ["links", "--content", str(tree)])
    assert done.output.startswith("  - {host: zelfmoord1813.be, owner:")
