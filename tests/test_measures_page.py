"""The pages about the measures say what the screen says: every measure, definition, threshold and option."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from benvenuto.config import HOME
from benvenuto.domain.measure import PROFILES, Measure, Thresholds
from benvenuto.languages import Language, language
from benvenuto.listening.measures import DEFINITIONS, places

PAGES = {
    "en": HOME / "docs" / "measures.md",
    "it": HOME / "docs" / "measures.it.md",
}


@pytest.fixture(params=PAGES)
def say(request: pytest.FixtureRequest) -> Language:
    return language(request.param, ZoneInfo("UTC"))


@pytest.fixture
def page(say: Language) -> str:
    return PAGES[say.code].read_text("utf-8")


@pytest.mark.parametrize("measure", Measure)
def test_a_page_names_every_measure_with_its_definition_as_on_screen(
    measure: Measure, say: Language, page: str
) -> None:
    definition = DEFINITIONS[measure]
    words = say.text(definition.words, **places(Thresholds(), say.number))
    assert f"| **{say.text(definition.title)}** `{measure.value}` | {words} |" in page


def test_a_page_names_every_threshold_with_its_value(say: Language, page: str) -> None:
    for name, value in places(Thresholds(), say.number).items():
        assert f"| `{name}` | {value} s |" in page


def test_a_page_tells_where_a_profile_differs(say: Language, page: str) -> None:
    usual = places(Thresholds(), say.number)
    for profile, thresholds in PROFILES.items():
        for name, value in places(thresholds, say.number).items():
            row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
            assert value == usual[name] or (f"`{profile}`" in row and f"{value} s" in row)


def test_each_page_leads_to_the_other() -> None:
    for page in PAGES.values():
        others = [other for other in PAGES.values() if other != page]
        assert all(f"]({Path(other).name})" in page.read_text("utf-8") for other in others)


def test_no_threshold_is_told_that_is_none(page: str) -> None:
    told = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert told == set(asdict(Thresholds()))
