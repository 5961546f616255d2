"""What a control chart says: signals first, by which rule and from when; what was declared; what limits want."""

from __future__ import annotations

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
    found = controlled(USUAL + FALL, known=[rubric_version(14)])
    assert said(found) == (
        "A new version has been in force since 13 April: control limits need 12 weeks with calls; there are 7 so far. "
        "2 earlier signals are listed below the chart."
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
