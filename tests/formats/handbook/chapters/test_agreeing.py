"""The chapter on agreement reckons as the pages do."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from benvenuto.formats.handbook.chapters import read_handbook
from benvenuto.languages import language
from benvenuto.statistics.rater_agreement import gwet, ratings
from tests.formats.handbook.chapters.test_handbook import SHIPPED

LEVELS = [[9, 2, 0], [1, 5, 0], [0, 0, 3]]
"""How often the first evaluator gave the level of the row, and the second that of the column: 17 of 20 alike."""


@pytest.mark.parametrize("code", ["it", "en"])
def test_the_example_of_agreement_is_what_the_page_would_show(code: str) -> None:
    pairs = [(row, column) for row in range(3) for column in range(3) for _ in range(LEVELS[row][column])]
    estimate = gwet(ratings(np.array([np.bincount(pair, minlength=3) for pair in pairs])))
    assert estimate is not None
    chapter = next(each for each in read_handbook(SHIPPED)[0] if (each.slug, each.language) == ("agreeing", code))
    text = next(part.body_markdown for part in chapter.sections if part.anchor == "reading-agreement")
    for figure in (estimate.value, estimate.low, estimate.high):
        assert language(code, ZoneInfo("Europe/Rome")).number(figure, 2) in text
    assert round(11 / 14, 2) == round(estimate.value, 2), "what is left when chance has had its six"
