"""The report as a document: no more than its figures bear, nobody named unasked, and one file that needs no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from benvenuto.domain.sampling_plan import TimeSpan
from benvenuto.domain.text import Text
from benvenuto.languages import language
from benvenuto.services.quality.report import CriterionScore, MonthlyReport, MonthlySelection
from benvenuto.statistics.control_chart import Baseline
from benvenuto.statistics.enough import Change, Difference
from benvenuto.statistics.intervals import Estimate
from benvenuto.ui.quality.report import document, words
from benvenuto.ui.quality.report.document import Made
from tests.ui.controlled import FALL, USUAL, controlled, monday, new_evaluator

ROME = ZoneInfo("Europe/Rome")
EN, IT = (language(code, ROME) for code in ("en", "it"))
ENOUGH, FEW = Estimate(40, 40, 84.0, 80.0, 88.0, 100), Estimate(4, 4, 50.0, 10.0, 90.0, 100)
REPORT = MonthlyReport(
    begin=datetime(2026, 4, 1, tzinfo=ROME),
    end=datetime(2026, 5, 1, tzinfo=ROME),
    teams=["Nord <i>"],
    care=ENOUGH,
    before=replace(ENOUGH, mean=90.0),
    change=Change.SIGNAL,
    difference=Difference(-6.0, -9.0, -3.0),
    critical={"customer": ENOUGH, "business": FEW},
    weakest=[CriterionScore("greeting/identity", Text({"it": "Identità", "en": "Identity"}), ENOUGH)],
    taken=200,
    random=40,
    targeted=1,
    simulated=0,
)
CHART = controlled(USUAL + FALL, known=[new_evaluator(14)], baseline=Baseline(monday(0), monday(11)))
MADE = Made(
    month=REPORT.begin.date(),
    report=REPORT,
    controlled=CHART,
    weeks=(monday(0), REPORT.end.date()),
    critical={"customer": "For the customer", "business": "For the business"},
    people=[],
    named=False,
    author="Carla",
    at=datetime(2026, 5, 4, 8, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "a fall (−6.0 points, from −9.0 to −3.0) larger than chance would explain."),
        ({"difference": Difference(6.0, 3.0, 9.0)}, "a rise (+6.0 points, from +3.0 to +9.0) larger than chance"),
        ({"change": Change.NOISE}, "that may be due to chance, so no change can be claimed."),
        ({"change": Change.TOO_FEW}, "have too few calls for a comparison."),
        ({"care": FEW}, "In April 2026, 4 randomly selected calls were evaluated: too few for a care score."),
        ({"care": None}, "In April 2026, 0 randomly selected calls were evaluated"),
    ],
)
def test_the_sentence_says_no_more_than_the_figures_bear(changed: dict[str, object], said: str) -> None:
    assert said in words.sentence(EN, replace(REPORT, **changed), MADE.month)  # type: ignore[arg-type]


def test_what_was_listened_to_is_said_of_how_many() -> None:
    assert words.heard(EN, REPORT) == (
        "Of 200 calls, 40 randomly selected calls were listened to; 1 more was hand-picked."
    )


def test_a_signal_is_told_and_who_came_to_evaluate_only_when_names_are_asked_for() -> None:
    months = MADE.month, REPORT.end.date()
    without = " ".join(words.signals(EN, CHART, *months, named=False))
    assert "Since 30 March, the care score has been below its usual level of 82.0" in without
    assert "Bruno" not in without
    assert "Bruno starts evaluating" in " ".join(words.signals(EN, CHART, *months, named=True))


def test_a_month_before_the_signal_has_none() -> None:
    february = monday(4), monday(8)
    assert words.signals(EN, CHART, *february, named=False) == ["No signals this month."]


def test_the_file_is_whole_in_both_languages_and_obeys_no_markup() -> None:
    for say, title in ((EN, "<title>Monthly report, April 2026</title>"), (IT, "<title>Rapporto mensile, aprile 2026")):
        found = document.whole(say, MADE)
        assert title in found
        assert "Nord &lt;i&gt;" in found
        assert not any(outside in found for outside in ("src=", "href=", "url(", "<script"))
    assert "Prepared by Carla on 4 May 2026." in document.whole(EN, MADE)


def test_a_figure_of_few_calls_is_not_in_it() -> None:
    found = document.rest(EN, MADE)
    assert "For the customer" in found
    assert "For the business" not in found


def test_weeks_stand_in_the_file_with_their_limits() -> None:
    found = document.whole(EN, MADE)
    assert "<td>5–11 Jan 2026</td><td>80.0</td>" in found
    assert "27 Apr–3 May 2026" in found
    assert "4–10 May 2026" not in found


def test_for_which_calls_the_figures_speak_is_never_more_than_is_known() -> None:
    def bear(**changed: object) -> str:
        return words.bear(EN, replace(REPORT, selection=MonthlySelection(**changed)))[0]  # type: ignore[arg-type]

    assert "every one of these was scored, so they hold for all calls" in bear(drawn=40, scored=40)
    left = bear(drawn=40, scored=27, skipped=1, missing=13 / 40, bounds=(58.9, 100.0))
    assert left == (
        "The figures hold for the calls that were scored. Nothing is known about 32.5% of the calls that they should "
        "speak for. If all of these had scored 0, or all 100, the care score could be anywhere from 58.9 to 100.0."
    )
    brought = bear(elsewhere=40)
    assert brought.startswith("40 calls were randomly selected before they came to Benvenuto")
    assert "so they hold" not in brought


def test_what_became_of_the_selected_calls_is_said_with_the_pauses_of_the_plan() -> None:
    pause = TimeSpan(datetime(2026, 4, 7, 12, tzinfo=ROME), datetime(2026, 4, 20, 12, tzinfo=ROME))
    pauses = {"Nord": [pause]}
    selection = MonthlySelection(drawn=40, scored=27, skipped=1, waiting=5, unplanned=7, unhearable=9, pauses=pauses)
    assert words.selected(EN, replace(REPORT, selection=selection)) == (
        "Selected by the plan: 40. Of these scored: 27, skipped: 1, still unscored: 12. Came in late, and not selected "
        "from yet: 5. Could not be selected, as the plan was at 0 or they came in too late: 7. Could not be selected, "
        "for lack of a recording or a transcript: 9. Sampling plan at 0 from 7 April to 20 April."
    )
    assert words.selected(EN, REPORT) == ""


def test_a_month_that_the_plan_slept_through_says_so_and_of_several_teams_whose_plan_it_was() -> None:
    pause = TimeSpan(datetime(2026, 3, 1, 12, tzinfo=ROME), None)
    ended = TimeSpan(datetime(2026, 4, 7, 12, tzinfo=ROME), datetime(2026, 4, 20, 12, tzinfo=ROME))
    selection = MonthlySelection(drawn=0, pauses={"Nord": [pause], "Sud": [ended]})
    assert words.selected(EN, replace(REPORT, teams=["Nord", "Sud"], selection=selection)) == (
        "Sampling plan of Nord at 0 since 1 March. Sampling plan of Sud at 0 from 7 April to 20 April."
    )
