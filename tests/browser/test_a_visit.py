"""A child comes to a school's page, asks, and is shown people to turn to."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visitor import WORDS, Visitor


def test_a_child_gets_from_a_schools_page_to_people_who_help(child: Visitor) -> None:
    child.open_page()
    child.shoot("phone-closed")
    frame = child.open_chat()
    child.shoot("phone-open")
    child.press_first_button(frame)
    child.shoot("phone-answer")
    child.say(frame, "who can i call in pakistan")
    expect(frame.locator(".card a[href^='tel:']").first).to_be_visible()
    child.shoot("phone-cards")


def test_on_a_phone_the_chat_fills_the_screen_and_on_a_desk_it_leaves_the_page_in_sight(child: Visitor,
                                                                                       adult: Visitor) -> None:
    child.open_chat()
    assert child.page.locator("iframe").bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 640}
    adult.open_chat()
    box = adult.page.locator("iframe").bounding_box()
    assert box is not None and box["width"] <= 400 and box["height"] <= 640
    adult.shoot("desk-open")


def test_only_the_buttons_of_the_latest_answer_can_be_pressed(child: Visitor) -> None:
    frame = child.open_full_page()
    child.press_first_button(frame)
    assert frame.locator(".reply").first.locator(".choices").count() == 0


def test_a_danger_shows_numbers_to_call_on_the_first_screen_of_a_small_phone(child: Visitor) -> None:
    frame = child.open_chat()
    child.say(frame, "i live in pakistan")
    child.say(frame, "he says he will post my picture if i do not pay him")
    first = frame.locator(".reply").last.locator("a[href^='tel:']").first
    expect(first).to_be_in_viewport(ratio=1)
    child.shoot("phone-danger")


def test_a_country_is_chosen_with_a_few_letters_from_the_help_panel(child: Visitor) -> None:
    frame = child.open_full_page()
    frame.get_by_role("button", name="Get help now").click()
    picker = frame.locator("#help").get_by_role("combobox")
    picker.fill("uk")
    picker.press("Enter")
    expect(frame.locator("#help .urgent a[href='tel:999']")).to_be_visible()
    assert frame.evaluate("""() => {
        const view = document.getElementById("help").getBoundingClientRect();
        return Boolean(document.elementFromPoint(view.x + 20, view.bottom - 5).closest("#help"));
    }"""), "something lies over the panel"
    child.shoot("phone-help-panel")


def test_the_chat_knows_the_country_that_was_chosen_in_the_help_panel(child: Visitor) -> None:
    frame = child.open_full_page()
    frame.get_by_role("button", name="Get help now").click()
    frame.locator("#help").get_by_role("combobox").fill("Pakistan")
    frame.locator("#help").get_by_role("combobox").press("Enter")
    expect(frame.locator(".reply")).to_have_count(2, timeout=15_000)
    assert any('"PK"' in (request.post_data or "").replace("\\", "") for request in child.sent)


def test_a_picture_that_is_pasted_or_dropped_goes_nowhere(child: Visitor) -> None:
    frame = child.open_full_page()
    before = len(child.sent)
    for kind in ("paste", "drop"):
        frame.evaluate("""kind => {
            const data = new DataTransfer();
            data.items.add(new File(["x"], "x.png", { type: "image/png" }));
            const how = { bubbles: true, cancelable: true };
            const event = kind === "paste" ? new ClipboardEvent("paste", { clipboardData: data, ...how })
                : new DragEvent("drop", { dataTransfer: data, ...how });
            document.getElementById("text").dispatchEvent(event);
        }""", kind)
    expect(frame.get_by_text(WORDS["no_pictures"])).to_have_count(2)
    assert len(child.sent) == before and frame.locator("input[type=file]").count() == 0


def test_what_a_child_types_is_shown_as_text_and_never_as_markup(child: Visitor) -> None:
    frame = child.open_full_page()
    child.say(frame, "<img src=x onerror=alert(1)><b>hi</b>")
    expect(frame.locator(".own .bubble")).to_have_text("<img src=x onerror=alert(1)><b>hi</b>")
    assert frame.locator(".own img, .own b").count() == 0
