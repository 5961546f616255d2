"""What a control chart says: signals first, by which rule and from when; what was declared; what limits want."""

from __future__ import annotations

from math import sin
from zoneinfo import ZoneInfo

from benvenuto.languages import language
from benvenuto.services.quality.control_charts import Controlled
from benvenuto.statistics.control_chart import Baseline
from benvenuto.ui.quality.trend import control_words
from benvenuto.ui.scale import SCORE
from tests.ui.controlled import FALL, MONDAY, USUAL, controlled, monday, new_evaluator, rubric_version

EN, IT = (language(code, ZoneInfo("Europe/Rome")) for code in ("en", "it"))
FIRST_12 = Baseline(monday(0), monday(11))


def said(found: Controlled) -> str:
    return control_words.sentence(EN, found, MONDAY, "the care score", SCORE)


def test_without_a_signal_it_says_that_chance_moves_it() -> None:
    assert said(controlled(USUAL)) == (
        "No signal: from week to week, the care score varies around its usual level of 82.0 by no more than chance "
        "would explain."
    )


def test_a_signal_that_lasts_says_since_when_and_by_which_rules() -> None:
    assert said(controlled(USUAL + FALL, baseline=FIRST_12)) == (
        "Since 30 March, the care score has been below its usual level of 82.0: a week below the lower limit (rule 1), "
        "nine weeks in a row below it (rule 2) and four out of five weeks well below it (rule 6)."
    )


def test_a_signal_that_is_over_says_until_when() -> None:
    found = controlled([*USUAL, 60.0, *USUAL], baseline=FIRST_12)
    assert said(found) == (
        "In the week of 30 Mar–5 Apr 2026, the care score was below its usual level of 82.0: a week below the lower "
        "limit (rule 1)."
    )


def test_an_earlier_signal_is_counted_and_the_latest_told() -> None:
    found = controlled([*USUAL, 60.0, *USUAL, 97.0, *USUAL], baseline=FIRST_12)
    assert "was above its usual" in said(found)
    assert said(found).endswith("1 earlier signal is listed below the chart.")


def test_a_change_declared_in_the_same_weeks_is_named() -> None:
    found = controlled(USUAL + FALL, known=[new_evaluator(14)], baseline=FIRST_12)
    assert said(found).endswith("In the same weeks: Bruno starts evaluating, from 13 April.")


def test_after_a_new_version_it_says_how_many_weeks_are_wanting() -> None:
    found = controlled([60.0, *USUAL, *FALL], known=[rubric_version(14)])
    assert said(found) == (
        "A new version has been in force since 13 April: control limits need 12 weeks with calls; there are 8 so far. "
        "1 earlier signal is listed below the chart."
    )
    assert control_words.changes(EN, found, MONDAY) == [
        "New version of “Greeting” (3), from 13 April: limits are recalculated from here."
    ]


def test_a_baseline_of_few_weeks_says_how_many_it_has() -> None:
    found = controlled(USUAL, baseline=Baseline(monday(0), monday(4)))
    assert said(found) == "Since 5 January: control limits need 12 weeks with calls; there are 5 so far."


def test_what_is_usual_says_from_which_weeks() -> None:
    (usual,) = control_words.limits(IT, controlled(USUAL), MONDAY, SCORE)
    assert usual == "Valore abituale: 82,0, calcolato sulle settimane dal 5 gen 2026 al 29 mar 2026."


def test_weeks_that_resemble_one_another_are_told_with_what_that_does_to_the_limits() -> None:
    slow = [round(82 + 6 * sin(week / 3), 1) for week in range(26)]
    (told,) = control_words.limits(EN, controlled(slow), MONDAY, SCORE)
    assert told.endswith(
        "Each week resembles the one before (autocorrelation 0.70, a rough estimate from 26 weeks): the limits are 2.4 "
        "times as wide as they would otherwise be, and rule 2 needs 20 weeks in a row."
    )
    (quiet,) = control_words.limits(EN, controlled(USUAL), MONDAY, SCORE)
    assert "resembles" not in quiet
