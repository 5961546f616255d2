"""How the figures of a trend are written: each with the unit of what is measured."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from benvenuto.domain.followed import FollowedKind
from benvenuto.domain.measure import Unit
from benvenuto.languages import language
from benvenuto.services.quality.estimates import AMOUNTS
from benvenuto.services.quality.lines import WEEKLY
from benvenuto.statistics.enough import Difference
from benvenuto.ui.quality.trend import words
from benvenuto.ui.scale import Scale
from tests.ui.quality.trend.lines import LOW, STEADY, line

EN, IT = (language(code, ZoneInfo("Europe/Rome")) for code in ("en", "it"))
WAITS = [0.4, 0.5, 0.8, 0.9, 1.0, 1.1, 1.4, 1.6, 2.0, 2.2, 3.1, 6.0]
LONGER = [wait + 4 for wait in WAITS]


@pytest.mark.parametrize(
    ("unit", "value", "english", "italian"),
    [
        (None, 85.44, "85.4", "85,4"),
        (Unit.PERCENT, 47.52, "47.5%", "47,5%"),
        (Unit.SECONDS, 0.714, "0.71 s", "0,71 s"),
        (Unit.SECONDS, 9.996, "10.0 s", "10,0 s"),
        (Unit.SECONDS, 83.81, "83.8 s", "83,8 s"),
        (Unit.SECONDS, 1283.8, "1,284 s", "1.284 s"),
        (Unit.COUNT, 0.35, "0.35", "0,35"),
        (Unit.COUNT, 0.0, "0", "0"),
        (Unit.WORDS_PER_MINUTE, 142.3, "142 words/min", "142 parole/min"),
    ],
)
def test_a_figure_has_its_unit(unit: Unit | None, value: float, english: str, italian: str) -> None:
    assert (Scale(unit).figure(EN, value), Scale(unit).figure(IT, value)) == (english, italian)


def test_a_difference_has_its_sign_and_is_in_points_only_on_a_scale_of_a_hundred() -> None:
    found = Difference(-1.26, -2.5, 0.001)
    assert Scale(Unit.SECONDS).difference(EN, found) == "−1.26 s, from −2.50 s to 0 s"
    assert Scale(Unit.PERCENT).difference(EN, found) == "−1.3 points, from −2.5 to 0.0"
    assert Scale().difference(EN, Difference(60, -20, 120)) == "+60.0 points, from −20.0 to +100.0"
    assert Scale(Unit.COUNT).signed(IT, 3.5) == "+3,50"


def test_a_column_is_named_with_its_unit() -> None:
    assert Scale(Unit.SECONDS).title(EN, "Dead air") == "Dead air (s)"
    assert Scale(Unit.WORDS_PER_MINUTE).title(IT, "Ritmo") == "Ritmo (parole/min)"
    assert Scale(Unit.COUNT).title(EN, "Agent interrupts") == "Agent interrupts"
    assert Scale().title(EN, "Care score") == "Care score"


def test_the_axis_of_a_measure_begins_at_nothing_and_leaves_nothing_out() -> None:
    one = line([WAITS, LONGER], WEEKLY, AMOUNTS)
    axis = Scale(Unit.SECONDS).axis(EN, [one], (50, 25, 0), fine=True)
    assert axis.low == 0
    assert max(week.estimate.high for week in one.weeks) < axis.high == max(axis.ticks)
    assert axis.ticks[0] == "0 s"
    assert 3 <= len(axis.ticks) <= 8
    assert all(tick.endswith(" s") for tick in axis.ticks.values())


def test_an_axis_of_nothing_at_all_is_still_an_axis() -> None:
    axis = Scale(Unit.COUNT).axis(EN, [line([[0.0] * 12], WEEKLY, AMOUNTS)], (50, 25, 0), fine=False)
    assert axis.low < axis.high
    assert next(iter(axis.ticks.values())) == "0"


def test_a_percentage_runs_from_nothing_to_all() -> None:
    axis = Scale(Unit.PERCENT).axis(IT, [line([STEADY, LOW])], (50, 25, 0), fine=True)
    assert (axis.low, list(axis.ticks.values())) == (0, ["0%", "25%", "50%", "75%", "100%"])


def test_the_sentence_of_a_measure_is_told_in_its_unit() -> None:
    one = line([WAITS] * 4 + [LONGER] * 4, WEEKLY, AMOUNTS)
    seconds = Scale(Unit.SECONDS)
    english = words.of_one(EN, one, words.subject(EN, FollowedKind.MEASURE, "Time to respond"), seconds)
    assert english.startswith("Since 2 February, “Time to respond” has been 5.75 s (95% interval 5.")
    assert " s, 48 calls), against 1.75 s before that: a rise (+4.00 s, from +" in english
    assert "points" not in english
    italian = words.of_one(IT, one, words.subject(IT, FollowedKind.MEASURE, "Tempo di risposta"), seconds)
    assert "«Tempo di risposta» vale 5,75 s (intervallo al 95%: da 5," in italian
    assert "un aumento (+4,00 s, da +" in italian
