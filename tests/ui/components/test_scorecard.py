"""Scoring in a real browser: by keyboard and by pointer, with nothing marked by accident."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.components.server import ACKNOWLEDGED, Site

OPEN_CRITERIA = 9  # of ten in the sample, one is ruled out by the contact reason


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def row(page: Page, title: str) -> Locator:
    return page.locator(".criterion", has=page.get_by_text(title, exact=True))


def acknowledged(page: Page) -> None:
    expect(page.locator(ACKNOWLEDGED)).to_be_attached()


def test_number_keys_score_every_criterion(site: Site, scoring: Page, evaluation: str) -> None:
    press(scoring, "1", "2", "Enter", "3", "Enter", "1", "2", "Enter", "0", "1", "1", "2")
    expect(scoring.locator(".bar .progress")).to_have_text(f"{OPEN_CRITERIA} of {OPEN_CRITERIA} marked")
    acknowledged(scoring)
    stored = site.stored(evaluation)
    assert [answer["level"] for answer in stored.values()] == [
        "fully",
        "partly",
        "not",
        "fully",
        "partly",
        None,
        "fully",
        "fully",
        "not",
    ]
    assert stored["listening/hold"]["not_applicable"] is True
    assert "precise-answers/order-number" not in stored


def test_not_applicable_is_refused_where_it_is_not_allowed(scoring: Page) -> None:
    press(scoring, "0", "n", "9")
    expect(scoring.locator(".bar .progress")).to_have_text(f"0 of {OPEN_CRITERIA} marked")
    expect(row(scoring, "Names the company")).to_have_class("criterion current")


def test_digits_typed_into_a_note_do_not_score(site: Site, scoring: Page, evaluation: str) -> None:
    press(scoring, "e")
    scoring.keyboard.type("order 1 2 3, km ej")
    press(scoring, "Escape", "ArrowDown", "1")
    acknowledged(scoring)
    stored = site.stored(evaluation)
    assert stored["greeting/company-name"]["note"] == "order 1 2 3, km ej"
    assert stored["greeting/company-name"]["level"] is None
    assert stored["greeting/own-name"]["level"] == "fully"
    assert scoring.evaluate("audios.every((audio) => audio.paused)")


def test_the_key_that_opens_a_note_types_nothing_however_long_it_is_held(scoring: Page) -> None:
    for _ in range(3):
        scoring.keyboard.down("e")
    scoring.keyboard.up("e")
    scoring.keyboard.down("e")
    scoring.keyboard.down("e")
    expect(scoring.locator(".note textarea >> visible=true")).to_have_value("ee")


def test_streamlits_own_keys_stay_out_of_a_note(scoring: Page) -> None:
    press(scoring, "e")
    scoring.keyboard.type("caller returns")
    acknowledged(scoring)
    expect(scoring.get_by_role("dialog")).to_have_count(0)


def test_arrows_move_and_space_chooses_only_a_level_in_focus(scoring: Page) -> None:
    press(scoring, "ArrowDown")  # nothing has the focus yet: the page scrolls, the criterion stays
    expect(row(scoring, "Names the company")).to_have_class("criterion current")
    press(scoring, "1", "ArrowUp", "ArrowDown", "ArrowRight", "ArrowRight", " ")
    chosen = row(scoring, "Gives their own name").get_by_role("radio", checked=True)
    expect(chosen).to_have_text("2In part")


def test_a_number_marks_the_criterion_that_the_focus_is_in(site: Site, scoring: Page, evaluation: str) -> None:
    row(scoring, "Offers help").get_by_role("radio").first.focus()  # as the Tab key does it
    expect(row(scoring, "Offers help")).to_have_class("criterion current")
    press(scoring, "3")
    acknowledged(scoring)
    assert site.stored(evaluation)["greeting/offer-of-help"]["level"] == "not"


def test_below_the_best_level_the_reason_and_the_note_are_those_of_the_criterion_just_marked(
    site: Site, scoring: Page, evaluation: str
) -> None:
    press(scoring, "2")
    expect(row(scoring, "Names the company")).to_have_class("criterion current")
    press(scoring, "e")
    scoring.keyboard.type("mumbled")
    press(scoring, "Escape", "3")  # now that it was said why, a number goes on as ever
    expect(row(scoring, "Gives their own name")).to_have_class("criterion current")
    press(scoring, "2", "ArrowDown", "1")
    acknowledged(scoring)
    stored = site.stored(evaluation)
    assert (stored["greeting/company-name"]["level"], stored["greeting/company-name"]["note"]) == ("not", "mumbled")
    assert stored["greeting/own-name"]["level"] == "partly"
    assert stored["greeting/offer-of-help"]["level"] == "fully"


def test_a_number_meant_for_a_criterion_out_of_sight_brings_it_into_sight_and_marks_nothing(scoring: Page) -> None:
    press(scoring, "1", "1")
    at_hand = scoring.locator(".criterion.current .levels")
    scoring.mouse.move(640, 700)
    scoring.mouse.wheel(0, 5000)
    expect(at_hand).not_to_be_in_viewport()
    press(scoring, "1")
    expect(at_hand).to_be_in_viewport()
    expect(scoring.locator(".bar .progress")).to_have_text(f"2 of {OPEN_CRITERIA} marked")
    press(scoring, "1")
    expect(scoring.locator(".bar .progress")).to_have_text(f"3 of {OPEN_CRITERIA} marked")


def test_what_has_the_focus_out_of_sight_is_not_pressed_either(scoring: Page) -> None:
    press(scoring, "1", "1", "ArrowRight")
    focused = row(scoring, "Offers help").get_by_role("radio", name="Fully")
    progress = scoring.locator(".bar .progress")
    for key, marked in (("Space", 3), ("Delete", 2)):
        expect(focused).to_be_focused()
        scoring.mouse.move(640, 700)
        scoring.mouse.wheel(0, 5000)
        expect(focused).not_to_be_in_viewport()
        press(scoring, key)
        expect(focused).to_be_in_viewport()
        expect(progress).not_to_have_text(f"{marked} of {OPEN_CRITERIA} marked")
        press(scoring, key)
        expect(progress).to_have_text(f"{marked} of {OPEN_CRITERIA} marked")
        if key == "Space":
            press(scoring, "ArrowLeft", "ArrowRight")


def test_a_moment_is_shown_where_it_was_pinned(scoring: Page) -> None:
    press(scoring, "1", "1")
    at_hand = scoring.locator(".criterion.current .levels")
    scoring.mouse.move(640, 700)
    scoring.mouse.wheel(0, 5000)
    expect(at_hand).not_to_be_in_viewport()
    press(scoring, "m")
    expect(scoring.locator(".criterion.current .moment")).to_be_in_viewport()
    expect(at_hand).to_be_in_viewport()


def test_the_last_marks_are_undone_one_by_one(site: Site, scoring: Page, evaluation: str) -> None:
    press(scoring, "1", "1", "ArrowUp", "0", "ArrowUp", "2", "Control+z")
    chosen = row(scoring, "Names the company").get_by_role("radio", checked=True)
    expect(chosen).to_have_text("1Fully")
    expect(row(scoring, "Names the company")).to_have_class("criterion current")
    press(scoring, "Control+z", "Control+z", "Control+z")
    expect(scoring.locator(".bar .progress")).to_have_text(f"0 of {OPEN_CRITERIA} marked")
    acknowledged(scoring)
    assert all(answer["level"] is None for answer in site.stored(evaluation).values())


def test_a_choice_can_be_taken_back(site: Site, scoring: Page, evaluation: str) -> None:
    press(scoring, "1", "ArrowUp", "Delete")
    expect(scoring.locator(".bar .progress")).to_have_text(f"0 of {OPEN_CRITERIA} marked")
    acknowledged(scoring)
    assert site.stored(evaluation)["greeting/company-name"]["level"] is None


def test_reasons_appear_below_the_best_level_and_are_kept(site: Site, scoring: Page, evaluation: str) -> None:
    reasons = row(scoring, "Names the company").locator(".reasons")
    press(scoring, "1")
    expect(reasons).to_be_hidden()
    press(scoring, "ArrowUp", "2")
    reasons.get_by_role("button", name="Only after being asked").click()
    acknowledged(scoring)
    assert site.stored(evaluation)["greeting/company-name"]["reasons"] == ["r1"]


def test_two_quick_clicks_both_arrive(site: Site, scoring: Page, evaluation: str) -> None:
    scoring.evaluate(
        """() => {
          const host = [...document.querySelectorAll("*")].find((e) => e.shadowRoot?.querySelector(".card"))
          const levels = host.shadowRoot.querySelectorAll(".level")
          levels[0].click()
          levels[4].click()
        }"""
    )
    acknowledged(scoring)
    stored = site.stored(evaluation)
    assert (stored["greeting/company-name"]["level"], stored["greeting/own-name"]["level"]) == ("fully", "partly")


def test_a_click_opens_its_criterion_without_moving_it(scoring: Page) -> None:
    scoring.set_viewport_size({"width": 1280, "height": 480})
    target = row(scoring, "Lets the caller finish").get_by_role("radio").nth(1)
    target.evaluate("(node) => node.scrollIntoView({ block: 'center' })")
    before = target.bounding_box()
    target.click()
    expect(row(scoring, "Lets the caller finish")).to_have_class("criterion current")
    after = target.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) <= 2


def test_a_failed_critical_criterion_is_named_at_once(scoring: Page) -> None:
    row(scoring, "The answer is right").get_by_role("radio").nth(1).click()
    expect(scoring.locator(".critical-errors")).to_have_text("Critical error: The answer is right")
    expect(row(scoring, "The answer is right")).to_contain_class("failed")


def test_mark_adds_the_moment_to_the_criterion_at_hand(site: Site, scoring: Page, evaluation: str) -> None:
    press(scoring, "1")
    scoring.evaluate("audios[0].currentTime = 24.3")
    press(scoring, "m")
    expect(row(scoring, "Gives their own name").locator(".play-moment")).to_have_text("00:24")
    scoring.get_by_label("Remark on this moment").fill("here")
    press(scoring, "Enter")
    acknowledged(scoring)
    (moment,) = site.stored(evaluation)["greeting/own-name"]["moments"]
    assert (moment["at_s"], moment["note"]) == (24.3, "here")
    expect(scoring.locator(".pin")).to_have_accessible_name("Play from 00:24: here")


def test_evidence_is_quoted_and_plays_and_marks_nothing(site: Site, scoring: Page, evaluation: str) -> None:
    asked = row(scoring, "Names the company")
    expect(asked.locator(".trace").first).to_contain_text("A greeting “Good morning <b>all</b>.”")
    expect(asked.locator(".trace").nth(1)).to_contain_text("00:06Late 6 s (> 4 s)")
    expect(asked.locator(".missing")).to_have_text("Not detected, please listen: the company's name")
    asked.get_by_role("button", name="Play from 00:12").click()
    scoring.wait_for_function("() => !audios[0].paused && audios[0].currentTime >= 12.5")
    expect(scoring.locator(".bar .progress")).to_have_text(f"0 of {OPEN_CRITERIA} marked")
    assert site.stored(evaluation) == {}


def test_a_criterion_without_evidence_says_nothing_of_it(scoring: Page) -> None:
    expect(row(scoring, "Gives their own name").locator(".evidence")).to_be_hidden()


def test_a_moment_can_be_removed(site: Site, scoring: Page, evaluation: str) -> None:
    press(scoring, "m")
    scoring.get_by_label("Remove the moment at 00:00").click()
    expect(scoring.locator(".moment")).to_have_count(0)
    acknowledged(scoring)
    assert site.stored(evaluation)["greeting/company-name"]["moments"] == []


def test_publish_by_key_takes_the_note_being_typed_along(scoring: Page) -> None:
    press(scoring, "1", "e")
    scoring.keyboard.type("last words")
    press(scoring, "Control+Enter")
    expect(scoring.get_by_text("published with 1 notes")).to_be_visible()


def test_read_only_shows_and_does_not_take(site: Site, scoring: Page, evaluation: str) -> None:
    press(scoring, "2")
    acknowledged(scoring)
    scoring.goto(f"{site.address}/?evaluation={evaluation}&read_only=1")
    chosen = row(scoring, "Names the company").get_by_role("radio", checked=True)
    expect(chosen).to_have_text("In part")
    before = site.stored(evaluation)
    press(scoring, "1", "2", "e", "m")
    expect(scoring.locator("textarea, .remark, .clear, .mark:visible")).to_have_count(0)
    expect(scoring.get_by_text("Not answered").locator("visible=true")).to_have_count(OPEN_CRITERIA - 1)
    assert site.stored(evaluation) == before


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_nothing_is_wider_than_the_window(site: Site, scoring: Page, size: tuple[int, int]) -> None:
    scoring.set_viewport_size({"width": size[0], "height": size[1]})
    press(scoring, "2", "m", "e")
    wide = scoring.evaluate(
        """() => [...document.querySelectorAll("*")]
          .flatMap((e) => [...(e.shadowRoot?.querySelectorAll("button, p, h4, textarea") ?? [])])
          .filter((e) => e.checkVisibility({ visibilityProperty: true }))
          .filter((e) => e.getBoundingClientRect().right > innerWidth)
          .map((e) => e.outerHTML)"""
    )
    assert wide == []


def words(page: Page) -> Locator:
    return page.get_by_role("textbox", name="A few words for the agent")


def test_the_words_for_the_agent_come_after_the_criteria_and_escape_leaves_them(scoring: Page) -> None:
    row(scoring, "Asks permission to be in touch").get_by_role("radio").last.focus()
    for _ in range(3):  # a note, the handbook
        press(scoring, "Tab")
        if words(scoring).evaluate("field => field.matches(':focus')"):
            break
    expect(words(scoring)).to_be_focused()
    scoring.keyboard.type("1, 2 and 3: keep it up")
    press(scoring, "Escape")
    expect(words(scoring)).not_to_be_focused()
    expect(scoring.locator(".bar .progress")).to_have_text(f"0 of {OPEN_CRITERIA} marked")
    press(scoring, "1")
    expect(scoring.locator(".bar .progress")).to_have_text(f"1 of {OPEN_CRITERIA} marked")


def test_the_words_are_sent_while_they_are_typed_and_their_field_grows(
    site: Site, scoring: Page, evaluation: str
) -> None:
    field = words(scoring)
    small = field.bounding_box()
    field.fill("Line after line.\n" * 6 + "The end.")
    tall = field.bounding_box()
    assert small
    assert tall
    assert tall["height"] > 2 * small["height"]
    assert field.evaluate("field => field.scrollHeight <= field.clientHeight")
    expect(field).to_be_focused()
    acknowledged(scoring)
    assert site.stored(evaluation)[""]["note"].endswith("The end.")
    expect(scoring.get_by_text("Press Ctrl+Enter to apply")).to_have_count(0)


def test_no_more_words_go_in_than_are_kept(scoring: Page) -> None:
    words(scoring).fill("x" * 3999)
    press(scoring, "End")
    scoring.keyboard.type("yz")
    expect(words(scoring)).to_have_value("x" * 3999 + "y")


def test_publish_by_key_takes_the_words_being_typed_along(scoring: Page) -> None:
    words(scoring).click()
    scoring.keyboard.type("last words")
    press(scoring, "Control+Enter")
    expect(scoring.get_by_text("and: last words")).to_be_visible()


def test_read_only_words_are_read_and_none_leave_no_gap(site: Site, scoring: Page, evaluation: str) -> None:
    address = f"{site.address}/?evaluation={evaluation}&read_only=1"
    words(scoring).fill("Brava.")
    acknowledged(scoring)
    scoring.goto(address)
    expect(scoring.get_by_role("heading", name="A few words for the agent")).to_be_visible()
    expect(scoring.locator(".for-agent .note-text")).to_have_text("Brava.")
    expect(scoring.locator("textarea")).to_have_count(0)
    scoring.goto(f"{site.address}/?evaluation={evaluation}-blank&read_only=1")
    expect(scoring.get_by_text("Not answered").first).to_be_visible()
    expect(scoring.locator(".for-agent")).to_be_hidden()
