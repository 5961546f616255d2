"""Control charts: whole weeks, limits from the weeks that say what is usual, and what is known to have changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.followed import Followed, FollowedKind
from benvenuto.services.quality.trends import Asked
from benvenuto.statistics.control_chart import Baseline, Cause, Stretch, TooShort
from benvenuto.storage.tables import rubric_versions
from tests.house import WEDNESDAY, House

TARGETED = EvaluationFilter(selection="targeted")
CARE = Asked(Followed(), TARGETED)
LAST = date(2026, 3, 2)


@pytest.fixture
def thirteen(house: House) -> House:
    """Anna's calls, one a week, for thirteen weeks; the last two evaluated by Elena."""
    for weeks_ago in range(13):
        call_id = house.call(house.anna, at=WEDNESDAY - timedelta(weeks=weeks_ago, hours=3))
        house.published(house.elena if weeks_ago < 2 else house.bruno, call_id, level=weeks_ago % 2)
    return house


def test_without_calls_there_is_no_chart(house: House) -> None:
    assert house.app.control_charts.chart(house.carla, CARE) is None


def test_thirteen_weeks_have_limits_and_a_new_evaluator_is_known(thirteen: House) -> None:
    found = thirteen.app.control_charts.chart(thirteen.carla, CARE)
    assert found is not None
    (stretch,) = found.chart.stretches
    assert isinstance(stretch, Stretch)
    assert found.weeks[-1] == LAST
    (known,) = found.known
    assert (known.declared.cause, known.declared.week) == (Cause.EVALUATORS, LAST - timedelta(weeks=1))
    assert known.name.in_language("it") == "Elena"


def test_the_period_looked_at_does_not_change_what_is_usual(thirteen: House) -> None:
    recent = Asked(Followed(), EvaluationFilter(selection="targeted", begin=WEDNESDAY - timedelta(weeks=2)))
    assert thirteen.app.control_charts.chart(thirteen.carla, recent) == thirteen.app.control_charts.chart(
        thirteen.carla, CARE
    )


def test_a_new_version_of_the_rubric_followed_begins_a_new_stretch_and_others_do_not(thirteen: House) -> None:
    at = WEDNESDAY - timedelta(weeks=3)
    with thirteen.app.database.write() as tx:
        tx.rubrics.record("rubric", "greeting", 99, "x" * 64, at)
        tx.connection.execute(
            update(rubric_versions).where(rubric_versions.c.version != 99).values(in_force_since=at - timedelta(365))
        )

    def stretches(followed: Followed) -> int:
        found = thirteen.app.control_charts.chart(thirteen.carla, Asked(followed, TARGETED))
        assert found is not None
        return len(found.chart.stretches)

    assert stretches(Followed(FollowedKind.RUBRIC, "greeting")) == 2
    assert stretches(Followed(FollowedKind.CARE)) == 2
    assert stretches(Followed(FollowedKind.RUBRIC, "listening")) == 1


def test_a_baseline_begins_on_the_monday_of_its_first_day(thirteen: House) -> None:
    first = LAST - timedelta(weeks=12)
    chosen = Baseline(first + timedelta(days=3), LAST)
    found = thirteen.app.control_charts.chart(thirteen.carla, CARE, chosen)
    assert found is not None
    (stretch,) = found.chart.stretches
    assert isinstance(stretch, Stretch)
    assert stretch.baseline.first == first


def test_a_baseline_of_few_weeks_gives_no_limits_and_says_how_many_it_has(thirteen: House) -> None:
    chosen = Baseline(LAST - timedelta(weeks=12), LAST - timedelta(weeks=8))
    found = thirteen.app.control_charts.chart(thirteen.carla, CARE, chosen)
    assert found is not None
    (short,) = found.chart.stretches
    assert isinstance(short, TooShort)
    assert found.of_baseline(short) == 5


def test_everybody_sees_only_their_own_and_the_administrator_nothing(thirteen: House) -> None:
    chart = thirteen.app.control_charts.chart
    assert chart(thirteen.anna, CARE) is not None
    assert chart(thirteen.beatrice, CARE) is None
    with pytest.raises(Forbidden):
        chart(thirteen.dario, CARE)
