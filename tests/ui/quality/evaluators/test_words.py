"""The sentence on evaluators: strict and lenient only where chance does not explain it, and why nobody can be told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benvenuto.services.quality.severities import EvaluatorComparison, SeverityVerdict, verdicts
from benvenuto.statistics.severity import AdjustedScore, EvaluatorSeverity, Severity
from benvenuto.ui.quality.evaluators import drawing, words
from tests.ui.here import EN, IT

NAMES = {1: "Silvia", 2: "Luca", 3: "Bruno", 11: "Anna", 12: "Ugo"}
STRICT = EvaluatorSeverity(1, 50, 0, 9, 7.0, 6.0, 8.0)
LENIENT = EvaluatorSeverity(2, 50, 0, 9, -6.0, -7.0, -5.0)
UNCLEAR = EvaluatorSeverity(3, 50, 0, 9, -1.0, -2.0, 0.5)
ANNA, UGO = AdjustedScore(11, 40, 0, 76.7, 78.6, 73.0, 84.0), AdjustedScore(12, 9, 0, 60.0, 90.0, 50.0, 99.0)


def compared(evaluators: Sequence[EvaluatorSeverity], islands: int = 1, calls: int = 100) -> EvaluatorComparison:
    found = Severity(islands, tuple(evaluators), (ANNA, UGO), 5, 3, 12) if evaluators else None
    ids = frozenset(one.evaluator for one in evaluators)
    return EvaluatorComparison(calls, 0, ids, found, verdicts(evaluators), NAMES)


def test_it_names_who_is_strict_and_who_lenient_with_interval_and_who_cannot_be_told() -> None:
    assert words.of_evaluators(EN.say, compared([STRICT, LENIENT, UNCLEAR])) == (
        "Among 3 evaluators, stricter than chance would explain: Silvia (+7.0 points, from +6.0 to +8.0); more lenient "
        "than chance would explain: Luca (−6.0 points, from −7.0 to −5.0); no clear difference: Bruno."
    )


def test_an_interval_that_leaves_out_0_without_being_a_verdict_says_why() -> None:
    near = EvaluatorSeverity(3, 50, 0, 9, 1.1, 0.1, 2.1)
    given = verdicts([STRICT, LENIENT, near])[3]
    assert given is SeverityVerdict.UNCLEAR
    assert words.conclusion(EN.say, given, near) == "no clear difference, allowing for the number of evaluators"
    assert words.conclusion(EN.say, given, UNCLEAR) == "no clear difference"


def test_in_italian_too() -> None:
    said = words.of_evaluators(IT.say, compared([STRICT, UNCLEAR]))
    assert said.startswith("Tra 2 valutatori, più severità di quanta ne spieghi il caso: Silvia (+7,0 punti, da +6,0")


def test_where_chance_explains_everything_nobody_is_named() -> None:
    said = words.of_evaluators(EN.say, compared([UNCLEAR, EvaluatorSeverity(2, 50, 0, 9, 1.0, -0.5, 2.0)]))
    assert said == "Among 2 evaluators, nobody clearly differs from the rest: the differences may be due to chance."


def test_without_a_shared_agent_it_says_why_nobody_can_be_compared() -> None:
    alone = [EvaluatorSeverity(nth, 50, nth, 0, 0.0, -9.0, 9.0) for nth in (1, 2)]
    said = words.of_evaluators(EN.say, compared(alone, islands=2))
    assert "no agent was heard by two of them" in said
    assert "nobody can be compared" in said


@pytest.mark.parametrize(
    ("ids", "said"),
    [({1}, "100 calls, all evaluated by Silvia: "), ({1, 2}, "100 calls and 2 evaluators, but no agent ")],
)
def test_where_there_is_nothing_to_tell_it_from_it_says_what_is_missing(ids: set[int], said: str) -> None:
    found = EvaluatorComparison(100, 0, frozenset(ids), None, {}, NAMES)
    assert words.of_evaluators(EN.say, found).startswith(said)


def test_of_agents_the_largest_correction_is_told_and_too_few_calls_have_no_figure() -> None:
    said = words.of_agents(EN.say, compared([STRICT]), [ANNA, UGO])
    assert "Anna's score would change most, from 76.7 to 78.6; too few calls to say for Ugo." in said
    assert "90" not in said


def test_a_table_leaves_out_what_cannot_be_said() -> None:
    few = EvaluatorSeverity(2, 4, 0, 3, -3.0, -9.0, 3.0)
    rows = drawing.severity_table(EN, compared([STRICT, few, UNCLEAR]), [STRICT, few]).rows
    assert rows[0][4:] == [7.0, 6.0, 8.0, "stricter than chance would explain"]
    assert rows[1][4:] == [None, None, None, "too few calls to say"]
    agents = drawing.agent_table(EN, compared([STRICT]), [ANNA, UGO]).rows
    assert agents[0][3:] == [76.7, 78.6, 73.0, 84.0, ""]
    assert agents[1][3:] == [None, None, None, None, "too few calls to say"]


def test_the_scale_reaches_as_far_to_one_side_as_to_the_other() -> None:
    found = compared([STRICT, UNCLEAR])
    along = drawing.severity_axis(IT, found, [STRICT, UNCLEAR])
    assert along.low == -along.high
    assert along.high > 8
    assert list(along.ticks.values()) == ["−10", "−5", "0", "+5", "+10"]
    rows = drawing.severity_rows(IT, compared([EvaluatorSeverity(2, 4, 0, 3, -30.0, -90.0, 30.0)]), [])
    assert rows == []


def test_who_cannot_be_compared_has_a_hollow_point_without_a_figure() -> None:
    few = EvaluatorSeverity(2, 4, 0, 3, -30.0, -90.0, 30.0)
    found = compared([STRICT, few])
    assert found.verdicts[2] is SeverityVerdict.TOO_FEW
    (row,) = drawing.severity_rows(EN, found, [few])
    assert row.figure is not None
    assert (row.figure.value, row.figure.enough) == (0.0, False)
    assert "30" not in row.figure.hover
