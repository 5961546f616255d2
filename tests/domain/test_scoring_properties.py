"""What holds for every scorecard and every call."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import strategies as st

from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.rubric import Critical, CriticalType, OnFail
from benvenuto.domain.scorecard import ScorecardPart
from benvenuto.domain.scoring import Score, score
from tests.domain.making import FACTS, LEVELS, WEIGHTS, ScoredCall, criterion, holds_for, rubric, scored_calls

CALLS = scored_calls()


@holds_for(CALLS)
def test_every_score_lies_between_0_and_100_and_the_final_one_never_above_the_care_score(call: ScoredCall) -> None:
    card, answers = call
    result = score(card, answers, FACTS)
    assert all(0 <= value <= 100 for value in result.rubrics.values())
    if result.care is None:
        assert (result.final, result.passed, result.rubrics) == (None, None, {})
    else:
        assert result.final is not None
        assert 0 <= result.final <= result.care <= 100


@holds_for(CALLS)
def test_the_care_score_lies_between_the_lowest_and_the_highest_level_chosen(call: ScoredCall) -> None:
    card, answers = call
    chosen = [100 * LEVELS[answer.choice] for answer in answers.values() if answer.choice in LEVELS]
    care = score(card, answers, FACTS).care
    assert (care is None) == (not chosen)
    if care is not None:
        assert min(chosen) - 1e-6 <= care <= max(chosen) + 1e-6


@holds_for(CALLS, st.data())
def test_a_better_answer_never_lowers_a_score_nor_adds_a_critical_error(call: ScoredCall, data: st.DataObject) -> None:
    card, answers = call
    names = list(LEVELS)
    raisable = {
        path: names[:at] for path, answer in answers.items() for at in range(1, 4) if answer.choice == names[at]
    }
    if not raisable:
        return
    path = data.draw(st.sampled_from(list(raisable)))
    better = data.draw(st.sampled_from(raisable[path]))
    before, after = (score(card, given, FACTS) for given in (answers, {**answers, path: Answer(better)}))
    for lower, higher in ((before.care, after.care), (before.final, after.final)):
        assert lower is not None
        assert higher is not None
        assert higher >= lower - 1e-6
    assert set(after.critical_errors) <= set(before.critical_errors)
    assert after.passed or not before.passed


@holds_for(CALLS, st.floats(0.001, 1000))
def test_scaling_the_weights_of_the_rubrics_changes_nothing(call: ScoredCall, factor: float) -> None:
    card, answers = call
    scaled = replace(card, parts=tuple(ScorecardPart(part.rubric, part.weight * factor) for part in card.parts))
    assert_alike(score(scaled, answers, FACTS), score(card, answers, FACTS))


@holds_for(CALLS, st.floats(0.001, 1000))
def test_scaling_the_weights_inside_a_rubric_changes_nothing(call: ScoredCall, factor: float) -> None:
    card, answers = call
    first, *others = card.parts
    criteria = tuple(replace(one, weight=one.weight * factor) for one in first.rubric.criteria)
    scaled = replace(card, parts=(ScorecardPart(replace(first.rubric, criteria=criteria), first.weight), *others))
    assert_alike(score(scaled, answers, FACTS), score(card, answers, FACTS))


@holds_for(CALLS, WEIGHTS)
def test_adding_a_rubric_that_is_not_applicable_changes_nothing(call: ScoredCall, weight: float) -> None:
    card, answers = call
    absent = rubric("absent", criterion("a", 3, Critical(CriticalType.CUSTOMER, OnFail.ZERO)), criterion("b"))
    wider = replace(card, parts=(*card.parts, ScorecardPart(absent, weight)))
    given_too = {**answers, "absent/a": Answer(NOT_APPLICABLE), "absent/b": Answer(NOT_APPLICABLE)}
    assert score(wider, given_too, FACTS) == score(card, answers, FACTS)


@holds_for(CALLS)
def test_what_is_not_applicable_scores_as_if_it_were_not_there(call: ScoredCall) -> None:
    card, answers = call
    answered = {path: answer for path, answer in answers.items() if answer.choice in LEVELS}
    assert score(card, answers, FACTS).care == score(card, answered, FACTS).care


@holds_for(CALLS, st.data())
def test_marking_a_zero_as_not_applicable_never_lowers_the_care_score(call: ScoredCall, data: st.DataObject) -> None:
    card, answers = call
    zeros = [path for path, answer in answers.items() if answer.choice == "missing"]
    if not zeros:
        return
    path = data.draw(st.sampled_from(zeros))
    rubric_id = path.split("/")[0]
    before = score(card, answers, FACTS).rubrics[rubric_id]
    after = score(card, {**answers, path: Answer(NOT_APPLICABLE)}, FACTS).rubrics.get(rubric_id)
    assert after is None or after >= before - 1e-6


@holds_for(CALLS, st.randoms(use_true_random=False))
def test_the_order_of_rubrics_criteria_and_answers_changes_nothing(call: ScoredCall, rng: Random) -> None:
    card, answers = call
    parts = []
    for part in rng.sample(card.parts, len(card.parts)):
        criteria = tuple(rng.sample(part.rubric.criteria, len(part.rubric.criteria)))
        parts.append(ScorecardPart(replace(part.rubric, criteria=criteria), part.weight))
    shuffled = dict(rng.sample(list(answers.items()), len(answers)))
    before, after = score(card, answers, FACTS), score(replace(card, parts=tuple(parts)), shuffled, FACTS)
    assert (after.care, after.final, after.rubrics, after.passed) == (
        before.care, before.final, before.rubrics, before.passed,
    )  # fmt: skip
    assert set(after.critical_errors) == set(before.critical_errors)


@holds_for(CALLS, WEIGHTS, st.sampled_from(list(LEVELS)))
def test_a_criterion_added_to_one_rubric_never_changes_the_weight_of_another(
    call: ScoredCall, weight: float, level: str
) -> None:
    card, answers = call
    first, *others = card.parts
    longer = replace(first.rubric, criteria=(*first.rubric.criteria, criterion("added", weight)))
    wider = replace(card, parts=(ScorecardPart(longer, first.weight), *others))
    result = score(wider, {**answers, f"{longer.id}/added": Answer(level)}, FACTS)
    before = score(card, answers, FACTS).rubrics
    assert {name: result.rubrics[name] for name in before if name != longer.id} == {
        name: value for name, value in before.items() if name != longer.id
    }
    weights = {part.rubric.id: part.weight for part in card.parts if part.rubric.id in result.rubrics}
    by_hand = sum(result.rubrics[name] * weights[name] for name in weights) / sum(weights.values())
    assert result.care == pytest.approx(by_hand, abs=1e-6)


@holds_for(CALLS)
def test_the_final_score_is_the_care_score_bounded_by_every_failed_critical_criterion(call: ScoredCall) -> None:
    card, answers = call
    result = score(card, answers, FACTS)
    failed = [
        (path, one.critical) for path, one in card.criteria() if one.critical and answers[path].choice == "missing"
    ]
    assert [(error.path, error.type) for error in result.critical_errors] == [(p, c.type) for p, c in failed]
    if result.care is not None:
        caps = [{OnFail.FLAG: 100.0, OnFail.CAP: c.cap, OnFail.ZERO: 0.0}[c.on_fail] for _, c in failed]
        assert result.final == min([result.care, *caps])


def assert_alike(one: Score, other: Score) -> None:
    """Equal but for the last digits, which differ when weights are multiplied."""
    assert one.rubrics == pytest.approx(other.rubrics, abs=1e-6)
    assert one.care == pytest.approx(other.care, abs=1e-6)
    assert one.final == pytest.approx(other.final, abs=1e-6)
    assert one.critical_errors == other.critical_errors
