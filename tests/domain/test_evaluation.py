"""How an evaluation moves from draft to settled, and what keeps it from being published."""

import itertools
from collections.abc import Mapping
from dataclasses import replace

import pytest

from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.evaluation import COUNTING, NotReady, Status, WrongStatus, lacking, step
from benvenuto.domain.rubric import AppliesWhen, Criterion, Critical, CriticalType, OnFail
from benvenuto.domain.scorecard import Scorecard
from tests.domain.making import FACTS, answers, criterion, rubric, scorecard

STEPS = {
    (Status.DRAFT, Status.PUBLISHED),
    (Status.PUBLISHED, Status.ACKNOWLEDGED),
    (Status.PUBLISHED, Status.DISPUTED),
    (Status.PUBLISHED, Status.DRAFT),
    (Status.ACKNOWLEDGED, Status.DISPUTED),
    (Status.DISPUTED, Status.UPHELD),
    (Status.DISPUTED, Status.CHANGED),
    (Status.DISPUTED, Status.OVERTURNED),
}


@pytest.mark.parametrize(("current", "target"), list(itertools.product(Status, Status)))
def test_only_these_steps_are_open(current: Status, target: Status) -> None:
    if (current, target) in STEPS:
        assert step(current, target) is target
    else:
        with pytest.raises(WrongStatus, match=current.value):
            step(current, target)


def test_drafts_and_overturned_evaluations_count_nowhere() -> None:
    assert set(Status) - set(COUNTING) == {Status.DRAFT, Status.OVERTURNED}


def card(*criteria: Criterion) -> Scorecard:
    return scorecard((rubric("care", *criteria), 1))


def said(scorecard: Scorecard, given: Mapping[str, Answer]) -> list[tuple[str, str]]:
    return [(fault.path, fault.text) for fault in lacking(scorecard, given, FACTS)]


def test_every_criterion_that_lacks_an_answer_is_named_at_once() -> None:
    assert said(card(criterion("a"), criterion("b"), criterion("c")), answers(care__b="full")) == [
        ("care/a", "Not answered yet."),
        ("care/c", "Not answered yet."),
    ]


def test_what_does_not_apply_by_rule_lacks_nothing() -> None:
    refund = criterion("refund", applies_when=AppliesWhen(reasons=("refund",)))
    timed = criterion("timed", applies_when=AppliesWhen(criterion="care/refund", levels=("full",)))
    assert said(card(refund, timed), answers(care__refund="full")) == []


def test_not_applicable_is_refused_where_the_rubric_does_not_allow_it() -> None:
    strict = replace(criterion("a"), not_applicable=False)
    assert said(card(strict), answers(care__a=NOT_APPLICABLE)) == [
        ("care/a", "“Not applicable” cannot be chosen here.")
    ]
    assert said(card(criterion("a")), answers(care__a=NOT_APPLICABLE)) == []


def test_a_level_that_is_not_on_the_scale_is_refused() -> None:
    assert said(card(criterion("a")), answers(care__a="splendid")) == [("care/a", "This level is not on the scale.")]


@pytest.mark.parametrize(
    ("answer", "enough"),
    [
        (Answer("missing"), False),
        (Answer("missing", note="  "), False),
        (Answer("missing", note="At 00:12 the date is wrong."), True),
        (Answer("missing", reasons=("wrong-date",)), True),
        (Answer("partly"), True),
    ],
)
def test_a_critical_error_needs_a_reason_or_a_note(answer: Answer, enough: bool) -> None:
    critical = criterion("a", 1, Critical(CriticalType.CUSTOMER, OnFail.FLAG))
    assert (said(card(critical), {"care/a": answer}) == []) is enough


def test_not_ready_says_how_many_and_keeps_each_fault() -> None:
    faults = lacking(card(criterion("a"), criterion("b")), {}, FACTS)
    assert str(NotReady(faults)) == "Criteria not yet complete: 2."
    assert NotReady(faults).faults == faults


def test_not_applicable_wherever_it_is_allowed_needs_one_note() -> None:
    three = card(criterion("a"), criterion("b"), criterion("c"), replace(criterion("d"), not_applicable=False))
    spared = dict(answers(care__a=NOT_APPLICABLE, care__b=NOT_APPLICABLE, care__c=NOT_APPLICABLE, care__d="full"))
    assert said(three, spared) == [
        ("care/a", "Every criterion that may be “not applicable” is marked so: one of them needs a note.")
    ]
    assert said(three, spared | {"care/b": Answer(NOT_APPLICABLE, note="Caduta la linea.")}) == []
    assert said(three, spared | {"care/b": Answer("full")}) == []
    assert said(card(criterion("a"), criterion("b")), answers(care__a=NOT_APPLICABLE, care__b=NOT_APPLICABLE)) == []
