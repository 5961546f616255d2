"""Disputes and decisions: how long they took, how often they changed something, about which criteria."""

from __future__ import annotations

import pytest

from benvenuto.domain.dispute import Decision, DisputedCriterion, Ruling
from benvenuto.domain.evaluation import Evaluation
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.services.quality.decisions import DisputeReport
from tests.house import House, paths

EVERY = EvaluationFilter()


def disputed(house: House, *, named: int) -> Evaluation:
    """An evaluation whose first criteria Anna disputes, so many of them."""
    evaluation = house.published(house.bruno, house.call(house.anna), level=1)
    criteria = [DisputedCriterion(path, "Non è andata così.") for path in paths(evaluation)[:named]]
    house.app.feedback.dispute(house.anna, evaluation.id, criteria=criteria)
    return evaluation


def decided(house: House, *decisions: Decision, after_days: float) -> None:
    evaluation = disputed(house, named=len(decisions))
    house.clock.forward(days=after_days)
    rulings = {
        path: Ruling(decision, "Riascoltata.")
        for path, decision in zip(paths(evaluation)[: len(decisions)], decisions, strict=True)
    }
    house.app.feedback.listen(house.carla, evaluation.id, {})
    house.app.feedback.decide_each(house.carla, evaluation.id, rulings)


def report(house: House) -> DisputeReport:
    return house.app.decisions.report(house.carla, EVERY)


def test_it_tells_the_median_days_and_how_often_something_changed(house: House) -> None:
    for days, decision in ((1, Decision.UPHELD), (2, Decision.STRUCK), (9, Decision.UPHELD)):
        decided(house, decision, after_days=days)
    disputed(house, named=1)
    found_now = report(house)
    assert (found_now.open, found_now.decided) == (1, 3)
    assert found_now.days is not None
    assert (found_now.days.median, found_now.days.low) == (2.0, None)
    assert found_now.changed is not None
    assert found_now.changed.changed == 1


def test_each_criterion_has_its_share_with_an_exact_interval_and_the_most_often_changed_comes_first(
    house: House,
) -> None:
    for _ in range(3):
        decided(house, Decision.UPHELD, Decision.STRUCK, after_days=1)
    first, second = report(house).criteria
    assert (second.share.n, second.share.changed, first.share.n, first.share.changed) == (3, 0, 3, 3)
    # Clopper and Pearson: three of three, and none of three
    assert first.share.low == pytest.approx(0.025 ** (1 / 3))
    assert second.share.high == pytest.approx(1 - 0.025 ** (1 / 3))
    assert first.criterion is not None


def test_a_dispute_about_the_whole_evaluation_names_no_criterion(house: House) -> None:
    evaluation = house.disputed(house.anna, house.bruno)
    house.app.feedback.listen(house.carla, evaluation.id, {})
    path = paths(evaluation)[0]
    house.app.feedback.decide_each(house.carla, evaluation.id, {path: Ruling(Decision.STRUCK, "Non c'entra.")})
    assert (report(house).decided, report(house).criteria) == (1, [])


def test_each_sees_their_own_teams_and_an_agent_nothing(house: House) -> None:
    decided(house, Decision.UPHELD, after_days=1)
    assert house.app.decisions.report(house.camillo, EVERY).decided == 0
    assert house.app.decisions.report(house.bruno, EVERY).decided == 1
    for actor in (house.anna, house.dario):
        with pytest.raises(Forbidden):
            house.app.decisions.report(actor, EVERY)
