"""docs/ranking.md and the plans are the same table."""

from __future__ import annotations

import pytest

from bot.directory.plans import MUSTS, PLANS, STEPS, Plan, plan_for
from bot.paths import PROJECT


def _rows() -> dict[tuple[str, str], tuple[str, str, str]]:
    lines = (PROJECT / "docs" / "ranking.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in cells if row[0] in PLANS}


def _as_row(plan: Plan) -> tuple[str, str, str]:
    return (" · ".join(plan.steps), " · ".join(plan.after) or "–", " and ".join(plan.must) or "–")


PLANNED = [(audience, situation) for audience, plans in PLANS.items() for situation in plans]


@pytest.mark.parametrize(("audience", "situation"), PLANNED)
def test_every_plan_stands_in_the_document(audience: str, situation: str) -> None:
    rows = _rows()
    written = {"teen": ("child",), "school": ("school", "parent"), "adult": ("adult", "parent")}
    row = next(rows[name, situation] for name in written.get(audience, (audience,)) if (name, situation) in rows)
    assert row == _as_row(PLANS[audience][situation])


def test_the_document_describes_no_plan_that_does_not_exist() -> None:
    assert set(_rows()) <= set(PLANNED)


def test_plans_use_known_steps_only() -> None:
    for plans in PLANS.values():
        for plan in plans.values():
            assert set(plan.steps) | set(plan.after) <= set(STEPS) and set(plan.must) <= set(MUSTS)


def test_danger_outranks_need_and_an_unknown_need_is_trouble_with_a_picture() -> None:
    assert plan_for("teen", "talk", "self_harm") == PLANS["teen"]["self_harm"]
    assert plan_for("teen", "talk", "meeting") == PLANS["teen"]["danger"]
    assert plan_for(None, "crisis", None) == PLANS["child"]["self_harm"]
    assert plan_for("adult", "weather", None) == PLANS["adult"]["picture"]
    assert plan_for("child", "parent", None) == PLANS["child"]["talk"]


def test_blackmail_always_asks_for_a_crisis_line() -> None:
    assert all("a crisis line" in plans["blackmail"].must for plans in PLANS.values())
