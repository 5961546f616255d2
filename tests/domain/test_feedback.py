"""The order in which Anna reads her feedback."""

from collections.abc import Sequence
from datetime import UTC, datetime

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Moment, NotApplicable
from benvenuto.domain.evaluation import Evaluation, Selection, SelectionKind, Status
from benvenuto.domain.feedback import CriterionFeedback, feedback
from benvenuto.domain.rubric import AppliesWhen, Critical, CriticalType, OnFail
from tests.domain.making import FACTS, criterion, rubric, scorecard

CARD = scorecard(
    (
        rubric(
            "care",
            criterion("greeting"),
            criterion("patience"),
            criterion("farewell"),
            criterion("summary", 1),
            criterion("source", 5),
            criterion("answer", 1, Critical(CriticalType.CUSTOMER, OnFail.ZERO)),
            criterion("hold"),
            criterion("refund", 1, applies_when=AppliesWhen(reasons=("refund",))),
        ),
        1,
    )
)


def evaluated(**choices: str | NotApplicable | Answer) -> Evaluation:
    answers = {f"care/{name}": one if isinstance(one, Answer) else Answer(one) for name, one in choices.items()}
    return Evaluation(
        id=1, call_id=1, agent_id=1, team_id=1, evaluator_id=2, evaluator_name="Bruno", status=Status.PUBLISHED,
        selection=Selection(SelectionKind.RANDOM, 0.5), scorecard=CARD, facts=FACTS, revision=1, answers=answers,
        published_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    )  # fmt: skip


def names(heard: Sequence[CriterionFeedback]) -> list[str]:
    return [one.path.removeprefix("care/") for one in heard]


def test_what_went_well_comes_with_remarks_first_and_otherwise_in_the_order_of_the_scorecard() -> None:
    read = feedback(
        evaluated(
            greeting="full",
            patience=Answer("full", note="You let her finish."),
            farewell=Answer("full", moments=(Moment("m", 12.0),)),
            summary="full",
        )
    )
    assert names(read.went_well) == ["patience", "farewell", "greeting", "summary"]


def test_what_to_improve_begins_with_critical_errors_then_the_lowest_then_the_heaviest() -> None:
    read = feedback(
        evaluated(greeting="mostly", patience="missing", source="missing", answer="missing", summary="partly")
    )
    assert names(read.to_improve) == ["answer", "source", "patience", "summary", "greeting"]
    assert [one.critical for one in read.to_improve] == [True, False, False, False, False]


def test_each_thing_to_improve_shows_the_level_just_above() -> None:
    read = feedback(evaluated(greeting="missing", patience="mostly"))
    assert [(one.level.id, one.next_better and one.next_better.id) for one in read.to_improve] == [
        ("missing", "partly"),
        ("mostly", "full"),
    ]


def test_what_had_no_place_is_named_apart_whether_by_choice_or_by_rule() -> None:
    read = feedback(evaluated(greeting="full", hold=NOT_APPLICABLE, refund="missing"))
    assert {"care/hold", "care/refund"} <= set(read.not_applicable)
    assert names((*read.went_well, *read.to_improve)) == ["greeting"]


def test_the_best_level_of_a_critical_criterion_is_praise() -> None:
    assert names(feedback(evaluated(answer="full")).went_well) == ["answer"]
