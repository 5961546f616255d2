"""Pages where there is less room than on a desk: on a telephone, at 200%, and on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from benvenuto.domain.published import PUBLISHED_PASSWORD
from tests.browser.crawl import settled
from tests.browser.scorecard import ScorecardPage
from tests.browser.team import Team
from tests.browser.windows import DESK, PHONE, Windows

AT_200_PERCENT = (640, 400)
GROUNDS = """() => ["html", "body", "[data-testid=stApp]", "[data-testid=stAppViewContainer]", "[data-testid=stMain]"]
  .map((place) => getComputedStyle(document.querySelector(place)).backgroundColor)"""
BELOW = """() => {
  const blocks = [...document.querySelectorAll(".st-key-page [data-testid=stElementContainer]")]
  const ends = blocks.filter((block) => block.checkVisibility()).map((block) => block.getBoundingClientRect().bottom)
  return document.body.getBoundingClientRect().bottom - Math.max(...ends)
}"""


def _of(windows: Windows, who: str, size: tuple[int, int]) -> Page:
    token = windows.served.app.sign_in.sign_in(who, PUBLISHED_PASSWORD, "browser test")
    return windows.with_session(token, size, "it")


def _carla(windows: Windows, size: tuple[int, int]) -> Page:
    return _of(windows, "carla", size)


def test_the_drawer_of_a_telephone_closes_over_the_page_that_was_chosen_and_stays_so(windows: Windows) -> None:
    page = _carla(windows, PHONE)
    page.goto("/trend")
    settled(page)
    drawer = page.get_by_test_id("stSidebar")
    expect(drawer).to_be_hidden()
    page.get_by_role("button", name="Apri il menu").click()
    drawer.get_by_role("link", name="Manuale").click()
    expect(page.get_by_role("heading", level=1, name="Manuale")).to_be_visible()
    expect(drawer).to_be_hidden()
    page.get_by_role("button", name="Apri il menu").click()
    expect(drawer).to_be_visible()
    page.reload()
    settled(page)
    expect(drawer).to_be_hidden()


def test_where_the_keyboard_is_in_the_menu_is_outlined(windows: Windows) -> None:
    page = _carla(windows, DESK)
    page.goto("/handbook")
    settled(page)
    link = page.get_by_test_id("stTopNavLink").first
    link.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(link).to_be_focused()
    expect(link).to_have_css("outline", "rgb(31, 95, 91) solid 2px")


def test_at_200_percent_the_criterion_at_hand_is_seen_from_its_title_on(windows: Windows, team: Team) -> None:
    scorecard = ScorecardPage(windows.of(team, team.bruno, AT_200_PERCENT)).open(team.call())
    scorecard.page.keyboard.press("1")
    scorecard.page.keyboard.press("1")
    expect(scorecard.chosen).to_have_count(2)
    title = scorecard.page.locator(".criterion.current h4")
    expect(title).to_be_in_viewport(ratio=1)
    assert title.evaluate(
        "title => { const at = title.getBoundingClientRect();"
        " return title.getRootNode().elementFromPoint(at.left + 5, at.top + 5) === title }"
    )


@pytest.mark.parametrize(
    ("who", "address"),
    [
        *[
            ("carla", page)
            for page in ("trend", "coverage", "critical-errors", "report", "handbook?at=precise-answers")
        ],
        ("giulia", "feedback"),
    ],
)
def test_on_paper_a_page_has_no_ground_no_buttons_and_nothing_below_its_end(
    windows: Windows, who: str, address: str
) -> None:
    page = _of(windows, who, DESK)
    page.goto(f"/{address}")
    settled(page)
    page.emulate_media(media="print")
    page.wait_for_function(f"white => ({GROUNDS})().every((ground) => ground === white)", arg="rgb(255, 255, 255)")
    page.wait_for_function(f"() => ({BELOW})() < 48")  # a chart takes a moment to become as wide as the paper
    for controls in (page.get_by_role("button"), page.get_by_role("combobox"), page.get_by_role("navigation")):
        expect(controls.locator("visible=true")).to_have_count(0)
    # a chart on a desk is wider than paper: the browser makes the page smaller, so there may be fewer sheets than this
    height = page.evaluate("document.body.getBoundingClientRect().height")
    sheets = len(re.findall(rb"/Type ?/Page\b", page.pdf(format="A4")))
    assert 1 <= sheets <= height // 900 + 2


@pytest.mark.parametrize(("readers", "title"), [("squadra", "Frasi sotto mano"), ("team", "Phrases at hand")])
def test_the_phrases_at_hand_are_one_sheet_of_a4(
    windows: Windows, request: pytest.FixtureRequest, readers: str, title: str
) -> None:
    team: Team = request.getfixturevalue(readers)
    page = windows.of(team, team.anna)
    page.goto("/handbook?at=phrases")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    settled(page)
    page.emulate_media(media="print")
    expect(page.locator(".bv-phrases a").last).to_be_visible()
    expect(page.get_by_role("button").locator("visible=true")).to_have_count(0)
    assert len(re.findall(rb"/Type ?/Page\b", page.pdf(format="A4"))) == 1
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll(".bv-phrases li")]
             .map((line) => parseFloat(getComputedStyle(line).fontSize)))"""
    )
    assert smallest * 72 / 96 >= 8.5, "in points"


PAPER_PX = 178 / 25.4 * 96
"""Between the margins of A4."""
DRAWN = """() => {
  const width = (node) => node?.getBoundingClientRect().width ?? 0
  const charts = [...document.querySelectorAll("[data-testid=stPlotlyChart]")]
  const drawn = (chart) => Math.abs(width(chart) - width(chart.querySelector("svg.main-svg"))) < 2
  return charts.length > 0 && charts.every(drawn)
}"""
CHARTS = """() => [...document.querySelectorAll("[data-testid=stPlotlyChart]")].map((chart) => {
  const svg = chart.querySelector("svg.main-svg"), page = document.querySelector(".st-key-page")
  const box = svg.getBoundingClientRect(), sizes = [...svg.querySelectorAll("text")].map((text) =>
    parseFloat(getComputedStyle(text).fontSize) * box.width / svg.width.baseVal.value)
  return { left: box.left - page.getBoundingClientRect().left, width: box.width, height: box.height,
           room: chart.getBoundingClientRect().height, place: chart.getBoundingClientRect().width,
           seen: svg.checkVisibility(), smallest: Math.min(...sizes, 99),
           grounds: [...svg.querySelectorAll(".annotation .bg")].map((ground) => getComputedStyle(ground).fill) }
})"""


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("address", ["trend", "critical-errors", "efficiency"])
def test_charts_are_drawn_at_the_width_of_the_paper_before_it_is_printed(
    windows: Windows, address: str, size: tuple[int, int]
) -> None:
    page = _carla(windows, size)
    page.goto(f"/{address}")
    settled(page)
    page.wait_for_function(DRAWN)
    before = page.evaluate(CHARTS)
    page.evaluate("() => { window.print = () => { window.wasPrinted = true } }")
    page.keyboard.press("Control+p")
    page.wait_for_function("() => window.wasPrinted")
    page.emulate_media(media="print")
    charts = page.evaluate(CHARTS)
    assert len(charts) == len(before) > 0
    for chart in charts:
        assert chart["width"] == pytest.approx(chart["place"], abs=2)
        assert PAPER_PX * 0.9 < chart["left"] + chart["width"] < PAPER_PX + 2
        assert chart["smallest"] >= 10
        assert chart["seen"]
        assert set(chart["grounds"]) <= {"rgb(255, 255, 255)", "none"}
        assert 40 < chart["height"] <= chart["room"] + 2
    page.pdf(format="A4")
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"(wide) => Math.abs(({CHARTS})()[0].width - wide) < 3", arg=before[0]["width"])


def test_charts_that_could_not_be_drawn_anew_are_made_smaller_and_not_cut(windows: Windows) -> None:
    page = _carla(windows, DESK)
    page.goto("/trend")
    settled(page)
    page.emulate_media(media="print")
    page.wait_for_function(DRAWN)
    wide, narrow = page.evaluate(
        f"""() => {{
          const before = ({CHARTS})()
          dispatchEvent(new Event("beforeprint")) // as the browser's own menu does: no time to draw anything
          document.querySelector(".st-key-page").style.width = "178mm"
          return [before, ({CHARTS})()]
        }}"""
    )
    for before, chart in zip(wide, narrow, strict=True):
        assert chart["left"] + chart["width"] < PAPER_PX + 2
        assert chart["height"] / chart["width"] == pytest.approx(before["height"] / before["width"], rel=0.02)
        assert chart["height"] <= chart["room"] + 2


@pytest.mark.parametrize("who", ["giulia", "bruno", "carla", "dario"])
def test_every_menu_of_every_role_fits_beside_the_others_on_a_desk(windows: Windows, who: str) -> None:
    page = _of(windows, who, DESK)
    page.goto("/handbook")
    settled(page)
    bar = page.get_by_test_id("stTopNav")
    expect(bar.get_by_test_id("stTopNavSection").last).to_be_visible()
    expect(bar.locator(".rc-overflow-item-rest").locator("visible=true")).to_have_count(0)


def test_what_does_not_fit_into_the_bar_stands_in_a_menu_of_the_reader_s_language(windows: Windows) -> None:
    page = _of(windows, "bruno", (900, 700))
    page.goto("/handbook")
    settled(page)
    page.get_by_role("button", name="Altro", exact=True).click()
    expect(page.get_by_role("menuitem", name="Andamento")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 900, 390])
def test_the_list_of_scored_calls_fits_into_its_window(windows: Windows, width: int) -> None:
    page = _of(windows, "bruno", (width, 800))
    page.goto("/scored")
    settled(page)
    table = page.get_by_role("table", name="Chiamate valutate")
    expect(table).to_be_visible()
    box = table.bounding_box()
    assert box is not None
    # what is too wide for a small desk moves in its own place, and nothing else does
    assert box["x"] + box["width"] <= width - 16 or width == 900
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth <= main.clientWidth")
