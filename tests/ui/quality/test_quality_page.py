"""The frame of the pages on care quality: all of them stand in it, and say common things in the same words."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from benvenuto.languages import language
from benvenuto.ui.quality.captions import counted_in, simulated
from benvenuto.ui.quality.quality_page import QualityPage
from benvenuto.ui.screens import QUALITY, Screen, screens

EN = language("en", ZoneInfo("Europe/Rome"))


def framed(screen: Screen) -> QualityPage[object, object]:
    page: object = getattr(screen.draw, "__self__", None)
    assert isinstance(page, QualityPage), screen.address
    return page


def _of_quality() -> list[Screen]:
    """What stands in the menu of care quality; calibration, which stands there too, is scoring."""
    return [screen for screen in screens() if screen.menu == QUALITY and Path(screen.file).parent.name == "quality"]


def test_every_page_of_care_quality_stands_in_the_frame() -> None:
    pages = [framed(screen) for screen in _of_quality()]
    assert len(pages) == 12
    assert len({page.kept.page for page in pages}) == 12, "two would keep their choices in the same place"


def test_a_page_is_called_as_its_place_in_the_menu() -> None:
    assert all(framed(screen).title == screen.title for screen in _of_quality())


def test_made_up_calls_are_told_only_where_there_are_any() -> None:
    assert simulated(EN, 0, 5) == []
    assert "1,200" in simulated(EN, 1200, 1300)[0]


def test_a_part_that_was_counted_is_told_only_where_it_is_not_the_whole() -> None:
    assert counted_in(EN, 5, 5) == []
    assert "5,000 of 20,000" in counted_in(EN, 5000, 20000)[0]
