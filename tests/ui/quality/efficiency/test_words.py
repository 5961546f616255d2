"""What is said of care beside handling time: whether both moved, and whether they go together."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from benvenuto.languages import language
from benvenuto.statistics.rank_correlation import RankCorrelation
from benvenuto.ui.quality.efficiency import words
from tests.ui.quality.efficiency.both import efficiency, moved

EN, IT = (language(code, ZoneInfo("Europe/Rome")) for code in ("en", "it"))
UP, DOWN, CHANCE = (6.0, 2.0, 10.0), (-6.0, -10.0, -2.0), (1.0, -3.0, 5.0)


@pytest.mark.parametrize(
    ("time", "care", "said"),
    [
        (DOWN, DOWN, "the time may have been saved at the expense of care"),
        (DOWN, UP, "the time was not saved at the expense of care"),
        (UP, UP, "better care may have taken the extra time"),
        (
            UP,
            DOWN,
            "calls have been longer (+6 s, from +2 s to +10 s) and care poorer (−6.0 points, from −10.0 to −2.0)",
        ),
        (UP, CHANCE, "calls have been longer"),
        (DOWN, CHANCE, "calls have been shorter"),
        (CHANCE, UP, "care has been better"),
        (CHANCE, DOWN, "care has been poorer"),
        (CHANCE, CHANCE, "neither handling time (+1 s, from −3 s to +5 s) nor care"),
    ],
)
def test_each_way_they_can_move_has_its_sentence(
    time: tuple[float, float, float], care: tuple[float, float, float], said: str
) -> None:
    told = words.over_time(EN, efficiency(moved(care, time)))
    assert told.startswith("Since 2 February, ")
    assert said in told


def test_what_may_be_chance_is_never_called_a_change_beside_one_that_is() -> None:
    told = words.over_time(EN, efficiency(moved(CHANCE, DOWN)))
    assert "the change in care (+1.0 points, from −3.0 to +5.0) may be due to chance" in told


def test_without_two_halves_to_compare_the_figures_alone_are_said() -> None:
    told = words.over_time(IT, efficiency())
    assert told.startswith("Il tempo medio di gestione è 03:25 (intervallo al 95%: da 03:05 a 03:45, 320 chiamate)")
    assert "Le chiamate sono troppo poche per dire se" in told


def test_too_few_calls_give_no_figure() -> None:
    assert words.over_time(EN, efficiency(n=1)) == "8 calls with a duration: too few to compare care and handling time."


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.1, 0.3, "longer calls tend"), (-0.3, -0.1, "shorter calls tend"), (-0.1, 0.1, "no link beyond chance")],
)
def test_calls_go_together_only_where_the_interval_leaves_out_nothing(low: float, high: float, said: str) -> None:
    told = words.in_calls(EN, RankCorrelation(300, 9, (low + high) / 2, low, high))
    assert said in told
    assert "300 calls" in told


def test_nothing_is_said_where_there_is_too_little() -> None:
    assert words.in_calls(EN, None).startswith("Too few calls")
    assert words.of_people(EN, None).startswith("Too few agents")


def test_agents_are_counted_as_agents() -> None:
    told = words.of_people(EN, RankCorrelation(24, 1, -0.6, -0.8, -0.3))
    assert told == (
        "Agents who take less time tend to score higher on care: rank correlation −0.60, 95% interval −0.80 to "
        "−0.30, 24 agents. Their calls may differ in contact reason."
    )
