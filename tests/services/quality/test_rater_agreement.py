"""Rater agreement: which evaluations of a call are set side by side, what is told of them, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from benvenuto.domain.edits import ChooseLevel, Edit
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from benvenuto.domain.rubric import Ending
from benvenuto.domain.text import Text
from benvenuto.formats.scoring.rubrics import content_hash, to_json
from benvenuto.services.quality.rater_agreement import CriterionAgreement
from benvenuto.storage.tables import answers, evaluations
from tests.answered import BOTH, IDENTITY, Answers, heard, marked, mixed
from tests.house import WEDNESDAY, House

FIRST, OTHER = BOTH
ALL = EvaluationFilter()


def twice(
    house: House, first: Sequence[Answers], second: Sequence[Answers], by: Actor | None = None, **facts: object
) -> tuple[list[int], list[int]]:
    """Calls of Anna's that Bruno scored, and then Elena or somebody else; the evaluations of each."""
    ids = [house.call(house.anna) for _ in first]
    mine = marked(house, house.anna, house.bruno, first, ids)
    facts = {"selection": "targeted", "probability": None} | facts
    return mine, marked(house, house.anna, by or house.elena, second, ids, WEDNESDAY, **facts)


def agreement(house: House, path: str = FIRST, actor: Actor | None = None) -> CriterionAgreement:
    criteria = house.app.rater_agreement.compared(actor or house.carla, ALL).criteria
    return next(criterion for criterion in criteria if criterion.path == path)


def test_who_scored_the_same_calls_is_set_side_by_side_however_the_calls_were_selected(house: House) -> None:
    twice(house, mixed(20, short=4), mixed(20, short=6))
    heard(house, house.anna, house.bruno, mixed(7, short=1))
    first = agreement(house)
    assert (first.calls, first.pairs, first.same) == (20, 20, 18)
    assert first.chance_corrected is not None
    assert first.chance_corrected.value == pytest.approx(0.775 / 0.875, abs=1e-3), (
        "three levels and not applicable, two of them never chosen"
    )
    assert first.chance_corrected.low < 0.886 < first.chance_corrected.high
    assert first.kappa is not None, "the same two scored all of them"
    counted = house.app.rater_agreement.compared(house.carla, ALL).counted
    assert (counted.calls, counted.shared, counted.simulated) == (27, 20, 0)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_three_evaluators_of_a_call_are_three_pairs_and_no_two(house: House) -> None:
    ids = [house.call(house.anna) for _ in range(10)]
    for evaluator in (house.bruno, house.elena, house.beatrice):
        marked(house, house.anna, evaluator, mixed(10, short=3), ids)
    first = agreement(house)
    assert (first.calls, first.pairs, first.same, first.kappa) == (10, 30, 30, None)


def test_drafts_and_self_evaluations_are_no_second_reading(house: House) -> None:
    twice(house, mixed(3, short=1), mixed(3, short=1), status="draft")
    twice(house, mixed(3, short=1), mixed(3, short=1), by=house.anna, selection="self")
    assert house.app.rater_agreement.compared(house.carla, ALL).counted == (6, 0, 0)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_was_overturned_later_is_how_somebody_read_the_call_all_the_same(house: House) -> None:
    twice(house, mixed(3, short=1), mixed(3, short=1), status="overturned")
    assert agreement(house).calls == 3


def test_who_is_scoring_a_call_learns_nothing_of_what_others_marked(house: House) -> None:
    call_id = house.call(house.anna)
    for evaluator in (house.elena, house.beatrice):
        marked(house, house.anna, evaluator, mixed(1, short=1), [call_id])
    assert agreement(house, actor=house.bruno).calls == 1
    draft = house.app.scoring.begin(house.bruno, call_id)
    assert agreement(house, actor=house.bruno).calls == 0
    assert agreement(house, actor=house.carla).calls == 1
    house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft).id)
    assert agreement(house, actor=house.bruno).pairs == 3


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_answers_count_as_they_were_first_published(house: House) -> None:
    mine, _ = twice(house, mixed(4, short=2), mixed(4, short=2))
    with house.app.database.write() as tx:
        stored = tx.connection.execute(answers.select().where(answers.c.evaluation_id == mine[0])).mappings().all()
        corrected = [{**row, "revision": 2, "level": "full", "value": 1.0} for row in stored]
        tx.connection.execute(answers.insert(), corrected)
        tx.connection.execute(update(evaluations).where(evaluations.c.id == mine[0]).values(revision=2))
    assert (agreement(house).pairs, agreement(house).same) == (4, 4)


def test_not_applicable_is_a_level_of_its_own_and_left_out_where_levels_are_weighed(house: House) -> None:
    first = [{IDENTITY: nth < 6} for nth in range(10)]
    second: list[Answers] = [{IDENTITY: None if nth in (0, 9) else nth < 6} for nth in range(10)]
    twice(house, first, second)
    identity = agreement(house, IDENTITY)
    assert (identity.pairs, identity.same) == (10, 8)
    assert identity.chance_corrected is not None
    assert identity.chance_corrected.value < 1
    assert identity.graded is not None
    assert (identity.graded.n, identity.graded.value) == (8, 1)
    assert identity.confusions[0].levels[1] is None


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_who_differ_on_how_the_call_ended_differ_on_each_criterion_that_hangs_on_it(house: House) -> None:
    calls = [house.call(house.anna) for _ in range(4)]
    for nth, call_id in enumerate(calls):
        for evaluator in (house.bruno, house.elena):
            draft = house.app.scoring.begin(evaluator, call_id)
            # of four calls Elena hears the line drop in two, and Bruno in one of these
            if nth == 0 or (nth == 1 and evaluator is house.elena):
                draft = house.app.scoring.end_early(evaluator, draft.id, Ending.DROPPED)
            house.app.scoring.publish(evaluator, house.answer(evaluator, draft).id)
    farewell = agreement(house, "greeting/farewell")
    assert (farewell.pairs, farewell.same) == (3, 2), "of the call that ended early for both nobody judged it"
    assert farewell.percent is not None
    assert farewell.percent.value == pytest.approx(2 / 3)
    assert farewell.chance_corrected is not None
    q = len(farewell.criterion.scale) + 1
    spared = 1 / 6  # one of six marks
    by_chance = 2 * spared * (1 - spared) / (q - 1)
    assert farewell.chance_corrected.value == pytest.approx((2 / 3 - by_chance) / (1 - by_chance))
    (confusion,) = farewell.confusions
    assert (confusion.levels[1], confusion.times) == (None, 1)
    own = house.app.rater_agreement.of_evaluator(house.bruno, ALL, house.bruno.id)
    beside = next(each for each in own.criteria if each.path == "greeting/farewell")
    assert beside.calls == 3
    assert beside.percent.value == pytest.approx(2 / 3)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_who_heard_nothing_to_mark_differs_from_who_marked(house: House) -> None:
    twice(house, [{FIRST: True}], [{}])
    assert (agreement(house).pairs, agreement(house).same) == (1, 0)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_one_level_chosen_throughout_is_nothing_to_tell_from(house: House) -> None:
    twice(house, mixed(15, short=0), mixed(15, short=0))
    first = agreement(house)
    assert (first.pairs, first.same) == (15, 15)
    assert (first.chance_corrected, first.graded, first.alpha, first.kappa) == (None,) * 4


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_levels_that_are_confused_lead_to_the_calls_the_most_frequent_first(house: House) -> None:
    mine, theirs = twice(house, mixed(6, short=2), mixed(6, short=6))
    (confusion,) = agreement(house).confusions
    better, worse = (level.id for level in confusion.levels if level)
    assert (better, worse, confusion.times) == ("full", "missing", 4)
    assert len(confusion.calls) == 3
    assert {read.evaluations for read in confusion.calls} <= set(zip(mine, theirs, strict=True))


def test_marks_by_other_words_do_not_count(house: House) -> None:
    twice(house, mixed(4, short=2), mixed(4, short=2))
    with house.app.database.write() as tx:
        scorecard = house.app.scorecards.for_reason(tx, "delivery").scorecard
        part, *parts = scorecard.parts
        assert f"{part.rubric.id}/{part.rubric.criteria[0].id}" == FIRST
        first, *criteria = part.rubric.criteria
        best, *levels = first.scale
        worded = replace(first, scale=(replace(best, behaviour=Text.plain("Altre parole.")), *levels))
        rubric = replace(part.rubric, criteria=(worded, *criteria))
        changed = replace(scorecard, parts=(replace(part, rubric=rubric), *parts))
        tx.rubrics.put_in_force(changed.id, content_hash(changed), to_json(changed), WEDNESDAY)
    listed = house.app.rater_agreement.compared(house.carla, ALL, scorecard.id).criteria
    assert {criterion.path: criterion.calls for criterion in listed if criterion.calls} == {OTHER: 4}


def test_calls_of_other_teams_and_periods_do_not_count(house: House) -> None:
    twice(house, mixed(3, short=1), mixed(3, short=1))
    assert agreement(house, actor=house.bruno).calls == 3
    assert agreement(house, actor=house.camillo).calls == 0
    later = EvaluationFilter(begin=WEDNESDAY + timedelta(days=1))
    assert house.app.rater_agreement.compared(house.carla, later).counted == (0, 0, 0)


def test_an_evaluator_is_set_beside_the_others_over_all_criteria_and_on_each(house: House) -> None:
    twice(house, mixed(20, short=4), mixed(20, short=6))
    own = house.app.rater_agreement.of_evaluator(house.bruno, ALL, house.bruno.id)
    assert own.percent is not None
    assert own.percent.n == 20
    assert own.percent.value == pytest.approx(0.95)
    assert [criterion.path for criterion in own.criteria] == [FIRST, OTHER]
    assert [criterion.percent.value for criterion in own.criteria] == [pytest.approx(0.9), 1]
    assert own.chance_corrected is not None
    first, other = (criterion.chance_corrected for criterion in own.criteria)
    assert first is not None
    assert other is not None
    assert first.value < own.chance_corrected.value < other.value


def test_a_manager_looks_at_every_evaluator_of_the_teams_and_a_supervisor_at_none_but_the_own(house: House) -> None:
    twice(house, mixed(4, short=1), mixed(4, short=2))
    service = house.app.rater_agreement
    assert service.evaluators(house.bruno, ALL) == {house.bruno.id: "Bruno"}
    assert list(service.evaluators(house.carla, ALL).values()) == ["Bruno", "Elena"]
    assert service.evaluators(house.camillo, ALL) == {}
    assert service.of_evaluator(house.carla, ALL, house.elena.id).percent is not None
    assert service.of_evaluator(house.beatrice, ALL, house.beatrice.id).percent is None
    for actor in (house.bruno, house.anna, house.camillo, house.dario):
        with pytest.raises(Forbidden):
            service.of_evaluator(actor, ALL, house.elena.id)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_same_is_told_of_evaluations_made_by_the_application_itself(house: House) -> None:
    call_id = house.call(house.anna)
    house.published(house.bruno, call_id)
    second = house.draft(house.elena, call_id)
    lowered = Edit(9_000, FIRST, ChooseLevel("partly"))
    house.app.scoring.edit(house.elena, second.id, "second", [lowered])
    assert house.app.rater_agreement.compared(house.carla, ALL).counted.shared == 0
    house.app.scoring.publish(house.elena, second.id)
    first = agreement(house)
    assert (first.pairs, first.same) == (1, 0)
