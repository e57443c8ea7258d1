"""Pack → fill in → import → status. Every reviewer is invented; sheets and signatures lie in a temporary folder."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from bot.__main__ import cli
from bot.content.library import examine
from bot.content.unit import Unit
from bot.content.units import all_units
from bot.content.vetting import state_of
from bot.paths import CONTENT
from bot.review.sheet import BadSheet, plain, read_sheet
from bot.review.writing import rewrite

REVIEWER = {"Name": "Invented Reviewer (test)", "Role": "child protection", "Organisation": "Invented (test)",
            "Date": date.today()}
HARM = "en/utter_ask_harm/child"
APPROVE: Mapping[str, str] = {"Decision": "approve"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the repository's content, with few countries because each takes time to read."""
    tree = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    named = (tree / "scripts" / "en" / "helplines.yml").read_text(encoding="utf-8")
    ways = (tree / "removal.yml").read_text(encoding="utf-8")
    for file in (tree / "helplines").glob("*.yml"):
        is_sent_to = f"[{file.stem.lower()}-" in ways or f"[{file.stem}]" in ways
        if file.stem not in ("INT", "PK") and f"country: {file.stem}" not in named and not is_sent_to:
            file.unlink()
    return tree


def run(tree: Path, *arguments: str) -> Result:
    command, *rest = arguments
    return CliRunner().invoke(cli, ["review", command, "--content", str(tree), *rest])


def pack(tree: Path, *choice: str) -> Path:
    """Packs the texts about harm, or others."""
    sheet = tree.parent / "sheet.xlsx"
    packed = run(tree, "pack", "--out", str(sheet), *(choice or ("--unit", "en/utter_ask_harm/")))
    assert packed.exit_code == 0, packed.output
    return sheet


def fill(sheet: Path, rows: Mapping[str, Mapping[str, str]], **reviewer: Any) -> Path:
    """Fills in who signs, and the cells of some rows; "all" stands for every row."""
    book: Any = load_workbook(sheet)
    who = {**REVIEWER, **reviewer}
    for row in book["Reviewer"].iter_rows(max_row=4):
        row[1].value = who[row[0].value]
    headings = [cell.value for cell in book["Texts"][1]]
    for row in book["Texts"].iter_rows(min_row=2):
        for heading, value in rows.get(row[0].value, rows.get("all", {})).items():
            row[headings.index(heading)].value = value
    book.save(sheet)
    return sheet


def unit(tree: Path, id: str) -> Unit:
    library, _ = examine(tree)
    assert library
    return next(unit for unit in all_units(library) if unit.id == id)


def state(tree: Path, id: str) -> str:
    library, problems = examine(tree)
    assert library and not problems, problems
    return state_of(library, unit(tree, id), date.today())


def signatures(tree: Path) -> int:
    library, _ = examine(tree)
    return len(library.reviews.all) if library else 0


def test_a_signed_sheet_opens_its_texts_and_no_others(tree: Path) -> None:
    done = run(tree, "import", str(fill(pack(tree), {HARM: APPROVE})))
    assert done.exit_code == 0 and "1 signatures recorded" in done.output
    assert state(tree, HARM) == "vetted" and state(tree, "en/utter_ask_harm/teen") == "missing"


def test_a_text_that_moved_on_is_refused_with_the_reason_and_the_rest_is_taken(tree: Path) -> None:
    sheet = fill(pack(tree), {"all": APPROVE})
    before = len(load_workbook(sheet)["Texts"]["A"]) - 1
    rewrite(unit(tree, HARM), "Other words.\n\nA second bubble.")
    done = run(tree, "import", str(sheet))
    assert done.exit_code == 1 and HARM in done.output and "moved on" in done.output
    assert state(tree, HARM) == "missing" and signatures(tree) == before - 1


def test_an_edit_after_signing_is_seen_without_anybody_remembering(tree: Path) -> None:
    run(tree, "import", str(fill(pack(tree), {HARM: APPROVE})))
    rewrite(unit(tree, HARM), "Other words.")
    assert state(tree, HARM) == "changed"
    packed = run(tree, "pack", "--state", "changed", "--out", str(tree.parent / "again.xlsx"))
    assert packed.output.startswith("1 texts")
    assert load_workbook(tree.parent / "again.xlsx")["Texts"]["A2"].value == HARM


def test_danger_is_open_after_two_people_of_two_professions(tree: Path) -> None:
    id = "en/utter_danger_no/child"
    sheet = pack(tree, "--unit", id)
    run(tree, "import", str(fill(sheet, {id: APPROVE})))
    assert state(tree, id) == "missing"
    run(tree, "import", str(fill(sheet, {id: APPROVE}, Name="Another Invented (test)", Role="mental health")))
    assert state(tree, id) == "vetted"


def test_proposed_words_are_shown_as_a_difference_and_wait_for_a_yes(tree: Path) -> None:
    sheet = fill(pack(tree), {HARM: {"Decision": "change", "New text": "New words.\n\nA second bubble."}})
    before = (tree / "scripts/en/facts.yml").read_text(encoding="utf-8")
    declined = run(tree, "import", str(sheet), "--decline")
    assert "+New words." in declined.output and (tree / "scripts/en/facts.yml").read_text("utf-8") == before
    assert "taken" in run(tree, "import", str(sheet), "--accept").output
    assert unit(tree, HARM).text == "New words.\n\nA second bubble." and state(tree, HARM) == "missing"


def test_accepted_words_leave_everything_around_them_untouched(tree: Path) -> None:
    for id, file in ((HARM, "scripts/en/facts.yml"), ("helplines/pk-drf-helpline", "helplines/PK.yml"),
                     ("en/utter_platform_tiktok/teen", "platforms/tiktok.yml"),
                     ("en/utter_route_take_it_down/teen", "removal.yml"), ("en/utter_ask_law_pk/teen", "laws/PK.yml"),
                     ("words/en/hotline", "words.yml")):
        before = (tree / file).read_text(encoding="utf-8").splitlines()
        rewrite(unit(tree, id), "A made-up text: with a colon, \"quotes\" and #.")
        after = (tree / file).read_text(encoding="utf-8").splitlines()
        assert unit(tree, id).text == "A made-up text: with a colon, \"quotes\" and #."
        assert len(set(before) - set(after)) <= 8
    assert examine(tree)[1] == []


def test_one_entry_of_the_interface_can_be_rewritten(tree: Path) -> None:
    face = unit(tree, "interface/en")
    rewrite(face, face.text.replace("send: Send", "send: Send it"))
    library, problems = examine(tree)
    assert library and not problems and library.interface["en"]["send"] == "Send it"
    assert library.interface["en"]["exit_note"] == next(p.words for p in face.parts if p.name == "exit_note")


def test_comments_are_listed(tree: Path) -> None:
    sheet = fill(pack(tree), {HARM: {"Decision": "comment", "Comment": "Too hard."}})
    assert f"comment  {HARM}: Too hard." in run(tree, "import", str(sheet)).output and signatures(tree) == 0


@pytest.mark.parametrize(("cells", "reason"), [
    ({"Decision": "approve", "New text": "Other."}, "choose one"),
    ({"Decision": "change"}, "no other words"),
    ({"Decision": "comment"}, "none is written"),
    ({"Decision": "yes"}, "is no decision"),
    ({"Comment": "Hm."}, "no decision was chosen"),
    ({"Decision": "approve", "Text": "Other words."}, "changed in the sheet"),
    ({"Decision": "approve", "Digest": "0" * 64}, "moved on"),
    ({"Decision": "approve", "Unit": "en/utter_gone/child"}, "no such text"),
])
def test_a_row_that_cannot_be_taken_says_why(tree: Path, cells: Mapping[str, str], reason: str) -> None:
    done = run(tree, "import", str(fill(pack(tree), {HARM: cells})))
    assert done.exit_code == 1 and reason in done.output and signatures(tree) == 0


@pytest.mark.parametrize(("reviewer", "reason"), [
    ({"Name": ""}, "no name"), ({"Role": "neighbour"}, "not known"), ({"Organisation": None}, "no organisation"),
    ({"Date": "yesterday"}, "is not a day"), ({"Date": date.today() + timedelta(days=2)}, "still to come"),
])
def test_a_sheet_that_nobody_can_have_signed_is_refused_whole(tree: Path, reviewer: dict[str, Any],
                                                               reason: str) -> None:
    done = run(tree, "import", str(fill(pack(tree), {"all": APPROVE}, **reviewer)))
    assert done.exit_code == 1 and reason in done.output and signatures(tree) == 0


def test_a_signature_given_too_long_ago_does_not_count(tree: Path) -> None:
    old = date.today() - timedelta(days=400)
    done = run(tree, "import", str(fill(pack(tree), {HARM: APPROVE}, Date=old)))
    assert "too long ago" in done.output and signatures(tree) == 0


def test_the_same_sheet_taken_twice_signs_once(tree: Path) -> None:
    sheet = fill(pack(tree), {HARM: APPROVE})
    run(tree, "import", str(sheet))
    run(tree, "import", str(sheet))
    assert signatures(tree) == 1


def test_what_is_no_spreadsheet_is_one_plain_sentence(tree: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_text("no spreadsheet")
    done = run(tree, "import", str(other))
    assert done.exit_code == 1 and "is not an .xlsx spreadsheet" in done.output
    with pytest.raises(BadSheet):
        read_sheet(tmp_path / "nowhere.xlsx")


def test_a_text_that_looks_like_a_formula_stays_a_text(tree: Path) -> None:
    rewrite(unit(tree, HARM), "=1+1 is a sum.")
    sheet = pack(tree)
    assert any(cell.value == "=1+1 is a sum." and cell.data_type == "s" for cell in load_workbook(sheet)["Texts"]["D"])


def test_what_other_programs_do_to_a_cell_is_undone() -> None:
    assert plain("One. \r\n\r\nTwo._x000D_\n") == "One.\n\nTwo." and plain(None) == ""


def test_the_printed_page_holds_every_text_and_a_place_to_sign(tree: Path) -> None:
    sheet = pack(tree)
    page = sheet.with_suffix(".html").read_text(encoding="utf-8")
    assert page.count("☐ approve") == len(load_workbook(sheet)["Texts"]["A"]) - 1
    assert HARM in page and "Signature" in page and "<script" not in page


def test_status_counts_every_text(tree: Path) -> None:
    run(tree, "import", str(fill(pack(tree), {HARM: APPROVE})))
    last = run(tree, "status").output.splitlines()[-1].split()
    library, _ = examine(tree)
    assert library and last[0] == "all" and last[1] == "1"
    assert int(last[1]) + int(last[4]) == len(all_units(library))


def test_nothing_to_pack_is_said(tree: Path) -> None:
    assert "nothing to review" in run(tree, "pack", "--topic", "no-such-topic").output
