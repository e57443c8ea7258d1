"""What one can do with an answer, and with the window: simpler, aloud, larger, copied, printed, ticked off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, expect

from tests.browser.small_gateway import SmallGateway, small_gateway
from tests.browser.visitor import PHONE, WORDS, Visitor

# Voices as a device may have them: one that lives there, one that sends the text to a service, none at all.
VOICES = """local => {
    const spoken = [];
    Object.defineProperty(window, "SpeechSynthesisUtterance", { value: class extends EventTarget {
        constructor(text) { super(); this.text = text; } } });
    Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), {
        spoken, cancelled: 0,
        getVoices: () => local.map((localService) => ({ localService, lang: "en-GB", name: "x" })),
        speak: (one) => spoken.push([one.text, one.lang, one.voice?.localService]),
        cancel() { this.cancelled += 1; } }) });
}"""


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallGateway]:
    """A gateway whose dialogue explains deepfakes."""
    with small_gateway(tmp_path_factory.mktemp("talking"), {}) as running:
        yield running


@pytest.fixture
def reader(browser: Browser, gateway: SmallGateway) -> Iterator[Visitor]:
    """A visitor with a phone, who may read the clipboard."""
    visitor = Visitor(browser, gateway.url, PHONE, permissions=["clipboard-read", "clipboard-write"])
    gateway.rasa.parts = [{"script": "utter_ask_deepfake"}]
    yield visitor
    visitor.leave_browser()


def asked(visitor: Visitor) -> Frame:
    frame = visitor.open_full_page()
    visitor.say(frame, "what is a deepfake")
    return frame


def with_voices(visitor: Visitor, *local: bool) -> None:
    visitor.page.add_init_script(f"({VOICES})({[*map(int, local)]}.map(Boolean))")


def press_in_menu(frame: Frame, word: str) -> None:
    frame.get_by_role("button", name=WORDS["menu"], exact=True).click()
    frame.locator("#menu").get_by_role("button", name=WORDS[word]).click()


def test_say_it_simpler_asks_for_the_last_answer_in_easier_words(reader: Visitor, gateway: SmallGateway) -> None:
    frame = asked(reader)
    gateway.rasa.parts = [{"script": "utter_ask_deepfake", "simpler": True}]
    frame.get_by_role("button", name=WORDS["simpler"]).click()
    expect(frame.locator(".reply")).to_have_count(3)
    assert gateway.rasa.asked[-1]["message"] == "/ask_simpler"


def test_the_welcome_and_the_danger_flow_offer_nothing_simpler(reader: Visitor) -> None:
    frame = reader.open_full_page()
    assert frame.get_by_role("button", name=WORDS["simpler"]).count() == 0
    reader.say(frame, "he will post my picture if i do not pay")
    assert frame.get_by_role("button", name=WORDS["simpler"]).count() == 0
    assert frame.get_by_role("button", name=WORDS["copy"]).count() == 1


@pytest.mark.parametrize("local", [(), (False,)])
def test_without_a_voice_on_the_device_nothing_is_read_aloud(reader: Visitor, local: tuple[bool, ...]) -> None:
    with_voices(reader, *local)
    assert asked(reader).get_by_role("button", name=WORDS["listen"]).count() == 0


def test_an_answer_is_read_aloud_by_a_voice_of_the_device_and_stops(reader: Visitor) -> None:
    with_voices(reader, False, True)
    frame = asked(reader)
    listen = frame.get_by_role("button", name=WORDS["listen"])
    listen.click()
    bubbles = frame.locator(".reply").last.locator(".bubble").all_text_contents()
    assert frame.evaluate("speechSynthesis.spoken") == [[text, "en", True] for text in bubbles]
    expect(listen).to_have_attribute("aria-pressed", "true")
    before = frame.evaluate("speechSynthesis.cancelled")
    listen.click()
    assert frame.evaluate("speechSynthesis.cancelled") == before + 1


def test_exit_and_a_new_message_stop_the_voice(reader: Visitor) -> None:
    with_voices(reader, True)
    frame = asked(reader)
    frame.get_by_role("button", name=WORDS["listen"]).click()
    before = frame.evaluate("speechSynthesis.cancelled")
    reader.say(frame, "hello")
    middle = frame.evaluate("speechSynthesis.cancelled")
    stopped = frame.evaluate("""async () => {
        document.getElementById("exit-button").click();
        await new Promise((done) => { speechSynthesis.cancel = () => done(); });
        return true;
    }""")
    assert before < middle and stopped


def test_voices_that_are_found_late_are_offered_too(reader: Visitor) -> None:
    with_voices(reader)
    frame = asked(reader)
    frame.evaluate("""() => {
        speechSynthesis.getVoices = () => [{ localService: true, lang: "en-US" }];
        speechSynthesis.dispatchEvent(new Event("voiceschanged"));
    }""")
    expect(frame.get_by_role("button", name=WORDS["listen"])).to_have_count(1)


def test_an_answer_can_be_copied(reader: Visitor) -> None:
    frame = asked(reader)
    frame.get_by_role("button", name=WORDS["copy"]).click()
    expect(frame.get_by_role("status").filter(has_text=WORDS["copied"])).to_be_attached()
    bubbles = frame.locator(".reply").last.locator(".bubble").all_text_contents()
    assert frame.evaluate("navigator.clipboard.readText()") == "\n\n".join(bubbles)


def test_an_answer_can_be_copied_where_a_page_gives_no_leave_for_the_clipboard(reader: Visitor) -> None:
    frame = asked(reader)
    frame.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    frame.get_by_role("button", name=WORDS["copy"]).click()
    expect(frame.get_by_role("status").filter(has_text=WORDS["copied"])).to_be_attached()
    assert "\n\n" in frame.evaluate("navigator.clipboard.readText()") and frame.locator("body > textarea").count() == 0


def test_text_grows_twice_and_returns_and_nothing_needs_sideways_scrolling(reader: Visitor) -> None:
    frame = asked(reader)
    sizes = []
    for _ in range(3):
        press_in_menu(frame, "larger_text")
        sizes.append(frame.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
        assert frame.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        for name in ("Get help now", "Exit"):
            expect(frame.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    assert sizes == [20, 24, 16]
    assert reader.kept(frame) == 0


def test_printing_shows_the_whole_conversation_and_no_buttons(reader: Visitor) -> None:
    frame = asked(reader)
    reader.say(frame, "he will post my picture if i do not pay")
    frame.evaluate("window.print = () => { window.printed = true; }")
    press_in_menu(frame, "print")
    assert frame.evaluate("printed && [...document.querySelectorAll('details')].every(folded => folded.open)")
    reader.page.emulate_media(media="print")
    for shown in (".own", ".bubble", ".card", ".way"):
        expect(frame.locator(shown).first).to_be_visible()
    expect(frame.get_by_text(WORDS["draft"])).to_be_visible()
    for hidden in ("header button", "#composer", ".choices", ".tools"):
        expect(frame.locator(hidden).first).to_be_hidden()
    assert frame.evaluate("document.documentElement.scrollHeight") > 1000  # not one screen with the rest cut off


def test_steps_can_be_ticked_and_nothing_keeps_the_ticks(reader: Visitor) -> None:
    answer = {"context": {}, "messages": [{"type": "steps", "script": "x", "title": "To do", "steps": ["One", "Two"]}]}
    reader.page.route("**/api/messages", lambda route: route.fulfill(json=answer))
    frame = asked(reader)
    frame.get_by_label("One").check()
    expect(frame.get_by_label("One")).to_be_checked()
    assert frame.get_by_role("list").get_by_role("checkbox").count() == 2 and reader.kept(frame) == 0
    assert all("One" not in (request.post_data or "") for request in reader.sent)


@pytest.mark.parametrize(("word", "script"), [("your_age", "utter_ask_age"), ("your_country", "utter_ask_country")])
def test_age_and_country_can_be_said_at_any_time_and_never_must(reader: Visitor, gateway: SmallGateway,
                                                               word: str, script: str) -> None:
    frame = reader.open_full_page()
    gateway.rasa.parts = [{"script": script}]
    press_in_menu(frame, word)
    expect(frame.locator(".reply")).to_have_count(2)
    assert gateway.rasa.asked[-1]["message"] == f'/show{{"script": "{script}"}}'
    assert frame.locator("[aria-checked=true], [aria-selected=true], :checked").count() == 0  # no default
    expect(frame.get_by_label(WORDS["your_message"])).to_be_enabled()


def test_the_country_picker_shows_flags_and_finds_by_a_few_letters(reader: Visitor) -> None:
    frame = reader.open_full_page()
    frame.get_by_role("button", name="Get help now").click()
    picker = frame.locator("#help").get_by_role("combobox")
    picker.fill("pak")
    expect(frame.get_by_role("option").first).to_contain_text("🇵🇰")
    picker.press("Escape")
    expect(frame.get_by_role("option")).to_have_count(0)
    expect(frame.locator("#help")).to_be_visible()


def test_help_is_within_two_taps_with_everything_skipped(reader: Visitor) -> None:
    reader.open_page()
    reader.page.get_by_role("button", name="Open chat").click()
    frame = reader.frame_ready()
    frame.get_by_role("button", name="Get help now").click()
    expect(frame.locator("#help .urgent")).to_be_in_viewport()
    expect(frame.locator("#help .way, #help .call").first).to_be_visible()


def test_what_was_typed_is_answered_and_the_typing_is_shown_meanwhile(reader: Visitor, gateway: SmallGateway) -> None:
    gateway.rasa.delay = 0.8
    frame = reader.open_full_page()
    frame.get_by_label(WORDS["your_message"]).fill("what is a deepfake")
    frame.get_by_role("button", name=WORDS["send"]).click()
    expect(frame.locator(".waiting")).to_be_visible()
    expect(frame.locator("#status")).to_have_text(WORDS["writing"])
    expect(frame.locator(".reply")).to_have_count(2)
    expect(frame.locator(".waiting")).to_have_count(0)
    gateway.rasa.delay = 0
