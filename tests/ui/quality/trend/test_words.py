"""The sentence above a chart: what the numbers bear, and nothing more."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from benvenuto.domain.followed import FollowedKind
from benvenuto.languages import language
from benvenuto.services.quality.lines import Pace
from benvenuto.services.quality.trends import Split
from benvenuto.statistics.intervals import Estimate
from benvenuto.ui.quality.trend import words
from tests.ui.quality.trend.lines import FEW, LOW, STEADY, line, lines

EN, IT = (language(code, ZoneInfo("Europe/Rome")) for code in ("en", "it"))
CARE = "the care score"
CURA = "il punteggio di accoglienza"


def test_a_fall_beyond_chance_is_called_a_fall_with_both_intervals() -> None:
    said = words.of_one(EN, line([STEADY] * 4 + [LOW] * 4), CARE)
    assert said.startswith("Since 2 February, the care score has been 45.4 (95% interval ")
    assert "against 85.4 before that: a fall (−40.0 points, from −" in said
    assert said.endswith("larger than chance would explain.")


def test_a_rise_is_called_a_rise_in_italian_too() -> None:
    said = words.of_one(IT, line([LOW] * 4 + [STEADY] * 4), CURA)
    assert said.startswith("Dal 2 febbraio il punteggio di accoglienza vale 85,4 (intervallo al 95%: da ")
    assert "un aumento (+40,0 punti, da +" in said
    assert said.endswith("che il caso da solo non basta a spiegare.")


def test_a_difference_that_may_be_chance_is_never_called_a_change() -> None:
    slightly = [score - 1 for score in STEADY]
    said = words.of_one(EN, line([STEADY] * 4 + [slightly] * 4), CARE)
    assert "may be due to chance" in said
    for claim in ("fall", "rise", "better", "worse", "larger"):
        assert claim not in said


def test_a_few_calls_allow_no_word_about_the_score() -> None:
    said = words.of_one(EN, line([FEW]), CARE)
    assert said == "2 calls: too few to say anything about the care score."


@pytest.mark.parametrize(
    ("weeks", "clause"),
    [
        ([STEADY] * 4 + [FEW, [], [], FEW], "since 2 February there are 4 calls, too few to say"),
        ([FEW] + [STEADY] * 4, "before 12 January there are 2 calls, too few to say"),
        ([STEADY] * 4, "there are no calls before 5 January to compare it with"),
    ],
)
def test_it_says_why_two_periods_cannot_be_compared(weeks: list[list[float]], clause: str) -> None:
    said = words.of_one(EN, line(weeks), CARE)
    assert clause in said
    assert said.startswith("The care score is 8")


def test_of_calls_chosen_on_purpose_no_change_is_read() -> None:
    said = words.of_targeted(EN, line([STEADY] * 4 + [LOW] * 4), CARE)
    assert "they show no trend" in said
    for claim in ("fall", "rise", "Since", "chance"):
        assert claim not in said


def test_of_many_lines_it_names_who_changed_and_for_whom_there_are_too_few_calls() -> None:
    many = lines({"Anna": [STEADY] * 4 + [LOW] * 4, "Elena": [STEADY] * 8, "Ugo": [FEW]})
    said = words.of_many(EN, many, Split.AGENT, str)
    assert said.startswith(
        "Since 2 February, across 3 agents: a change larger than chance would explain for Anna (−40.0 points, from −"
    )
    assert "; no clear change for Elena; " in said
    assert said.endswith("too few calls to say for Ugo.")


def test_of_many_names_only_some_are_told() -> None:
    said = words.of_many(EN, lines({name: [FEW] for name in "abcdefgh"}), Split.AGENT, str)
    assert "too few calls to say for a, b, c, d, e and 3 more" in said


def test_many_lines_must_differ_by_more_before_one_is_called_a_change() -> None:
    pace = Pace(recent_weeks=4)
    mildly = [score - 11 for score in STEADY]
    alone = lines({"a": [STEADY] * 4 + [mildly] * 4}, pace)
    together = lines({"a": [STEADY] * 4 + [mildly] * 4} | {str(n): [STEADY] * 8 for n in range(40)}, pace)
    (same,) = [one for one in together if one.key == "a"]
    assert alone[0].difference is not None
    assert same.difference is not None
    assert same.difference.low < alone[0].difference.low
    assert same.difference.mean == alone[0].difference.mean


def test_the_measure_is_named_as_a_part_of_the_sentence() -> None:
    assert words.subject(IT, FollowedKind.CARE, "") == "il punteggio di accoglienza"
    assert words.subject(IT, FollowedKind.RUBRIC, "Ascolto") == "«Ascolto»"


def test_missing_calls_bound_the_figure_once_they_are_many() -> None:
    assert words.missing(EN, 0.05, None) == []
    assert words.missing(EN, 0.2, None) == ["Of the calls randomly selected, 20.0% were skipped or never scored."]
    (told,) = words.missing(EN, 0.2, Estimate(40, 40, 84.0, 80.0, 90.0, 100))
    assert told.endswith("If all of these had scored 0, or all 100, the figure could be anywhere from 64.0 to 92.0.")
