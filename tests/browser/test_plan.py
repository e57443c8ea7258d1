"""A guided path by tapping alone: questions, plan, and the plan to take along."""

from __future__ import annotations

from playwright.sync_api import Frame, expect

from tests.browser.visitor import WORDS, Visitor


def press(frame: Frame, title: str) -> None:
    """Presses a button of the latest answer and waits for the next answer."""
    replies = frame.locator(".reply").count()
    frame.locator(".choices").get_by_role("button", name=title, exact=True).click()
    expect(frame.locator(".reply")).to_have_count(replies + 1, timeout=15_000)


def walk(visitor: Visitor) -> Frame:
    """From the menu to a plan."""
    frame = visitor.open_full_page()
    visitor.say(frame, "i am 14 and i live in the uk")
    visitor.say(frame, "menu")
    press(frame, "Go through it step by step")
    visitor.shoot("phone-path-menu")
    press(frame, "What happened to me")
    visitor.shoot("phone-path-question")
    press(frame, "It was posted or sent round")
    press(frame, "In an app")
    return frame


def test_a_plan_is_reached_by_tapping_and_can_be_taken_along_as_text(child: Visitor) -> None:
    frame = walk(child)
    plan = frame.locator(".reply").last
    child.shoot("phone-plan")
    expect(plan.locator(".card.steps")).not_to_have_count(0)
    expect(plan.locator("a[href^='tel:']").first).to_be_visible()
    assert WORDS["plan_shared"] in plan.locator(".plan-tools").inner_text()
    assert plan.get_by_role("button", name=WORDS["copy"]).count() == 1  # that of the plan, no second one
    plan.locator("summary").first.click()
    child.shoot("phone-plan-way")
    frame.evaluate("document.execCommand = (what) => { window.marked = document.activeElement.value; return true; }")
    plan.get_by_role("button", name=WORDS["plan_copy"]).click()
    text = frame.evaluate("window.marked")
    first = plan.locator(".card.steps li span").first.inner_text()
    assert first in text and "0800 1111" in text and "1. " in text
    expect(plan.get_by_role("status")).to_have_text(WORDS["plan_copied"])
    child.shoot("phone-plan-copied")


def test_the_printed_plan_is_the_plan_alone(child: Visitor) -> None:
    frame = walk(child)
    frame.evaluate("window.print = () => { window.printed = document.body.className; }")
    plan = frame.locator(".reply").last
    plan.get_by_role("button", name=WORDS["plan_print"]).click()
    assert "printing" in frame.evaluate("window.printed")
    frame.evaluate("""() => { document.body.classList.add("printing");
                              document.querySelector(".turn:last-child").classList.add("printed"); }""")
    child.page.emulate_media(media="print")
    expect(frame.locator(".turn").first).to_be_hidden()
    expect(plan).to_be_visible()
    expect(frame.locator("#composer")).to_be_hidden()
