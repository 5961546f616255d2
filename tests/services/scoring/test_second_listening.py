"""A second listening is blind: not one byte of the first's is to be had by the second until both have published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from benvenuto.domain.coaching import Clip, ClipOutsideCall
from benvenuto.domain.dispute import DisputedCriterion, ListenFirst
from benvenuto.domain.edits import AddMoment, ChooseLevel, Edit, SetNote, SetSummary
from benvenuto.domain.evaluation import BothPublished, Evaluation, SelectionKind, Status
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.inbox import InboxFilter
from benvenuto.domain.people import Actor
from benvenuto.domain.sampling import SkipReason
from benvenuto.domain.side_by_side import side_by_side
from benvenuto.services.calls.sampling import NothingToSkip
from benvenuto.services.quality.trends import Asked
from tests.databases import Databases
from tests.house import WEDNESDAY, House, criterion_at, drawn_twice, paths
from tests.services.overhearing import DEEDS, all_answers
from tests.services.scene import FAILED, coaching_plan, scene

SECRET = "Sentito al telefono."
"""The note on every mark of the first evaluator."""


@pytest.fixture
def first(house: House) -> Evaluation:
    """Bruno's evaluation of such a call, published: Elena is the other supervisor of the team."""
    return house.published(house.bruno, drawn_twice(house))


def waiting(house: House, actor: Actor) -> list[tuple[int, bool]]:
    return [(row.call.id, row.second) for row in house.app.calls.inbox(actor, InboxFilter("drawn")).rows]


def test_the_first_learns_of_no_second_and_the_second_finds_it_in_the_inbox(house: House) -> None:
    call_id = drawn_twice(house)
    for actor in (house.bruno, house.elena):  # until somebody has published, it is a call like any other
        assert waiting(house, actor) == [(call_id, False)]
    draft = house.draft(house.bruno, call_id)
    assert (draft.selection.kind, draft.selection.probability) == (SelectionKind.RANDOM, 1.0)
    assert waiting(house, house.elena) == []
    house.app.scoring.publish(house.bruno, draft.id)
    assert waiting(house, house.bruno) == []
    assert waiting(house, house.elena) == [(call_id, True)]
    assert house.app.sampling.next_call(house.elena) == call_id
    assert house.app.scoring.open(house.elena, call_id).selection.kind is SelectionKind.SECOND


def test_it_stands_in_nobodys_inbox_once_it_is_published(house: House, first: Evaluation) -> None:
    house.published(house.elena, first.call_id)
    assert [waiting(house, actor) for actor in (house.bruno, house.elena)] == [[], []]


def test_without_another_evaluator_of_the_team_nobody_is_asked(house: House) -> None:
    call_id = house.call(house.andrea)
    house.app.sampling.set_plan(house.beatrice, house.sud, 50)
    replace(house.app.sampling, second_share=1.0).draw_due(house.beatrice)
    house.published(house.beatrice, call_id)
    assert "second_listening_named" not in house.audit()


def test_a_share_of_nothing_has_no_call_heard_twice(house: House) -> None:
    house.published(house.bruno, house.drawn_call(house.anna, house.bruno))
    assert waiting(house, house.elena) == []


def test_which_calls_are_heard_twice_is_settled_before_anybody_has_heard_them(house: House) -> None:
    calls = [house.call(house.anna) for _ in range(40)]
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    always_alike = replace(house.app.sampling, second_share=0.5, generator=lambda: Random(4))
    drawn = always_alike.draw_due(house.bruno)
    with house.app.database.read() as tx:
        before = [tx.second_listenings.unnamed(call_id) is not None for call_id in calls]
    assert drawn / 4 < sum(before) < drawn * 3 / 4
    for place, call_id in enumerate(calls[:10]):
        house.published(house.bruno, call_id, level=place % 3)
    with house.app.database.read() as tx:
        named = [tx.second_listenings.evaluator(call_id) is not None for call_id in calls[:10]]
    assert named == before[:10]


def overheard(databases: Databases, folder: Path, *, blind: bool) -> tuple[set[str], set[str]]:
    """Every method of every service, done by Elena: those that told her of Bruno's evaluation, and all."""
    with scene(databases, folder, "published") as on:
        if blind:
            with on.house.app.database.write() as tx:
                tx.second_listenings.add([on.heard])
                tx.second_listenings.name(on.heard, on.house.elena.id, WEDNESDAY)
        answers = all_answers(on, on.house.elena)
        secrets = (SECRET, f"EvaluationRow(id={on.evaluation.id},", f"Evaluation(id={on.evaluation.id},")
        return {method for method, text in answers.items() if any(secret in text for secret in secrets)}, set(answers)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_no_method_of_any_service_tells_the_second_of_the_first(databases: Databases, tmp_path: Path) -> None:
    sighted, methods = overheard(databases, tmp_path, blind=False)
    assert {"scoring.read", "feedback.read", "feedback.these", "trends.behind", "trends.listed"} <= sighted
    assert methods >= DEEDS
    assert overheard(databases, tmp_path, blind=True)[0] == set()


def test_a_critical_error_of_the_first_stands_in_no_list_of_the_second(house: House) -> None:
    draft = house.draft(house.bruno, drawn_twice(house), lowest=FAILED)
    first = house.app.scoring.publish(house.bruno, draft.id)

    def behind(actor: Actor) -> list[int]:
        return list(house.app.critical_errors.behind(actor, EvaluationFilter(), FAILED))

    assert [behind(actor) for actor in (house.elena, house.carla)] == [[], [first.id]]
    house.published(house.elena, first.call_id)
    assert behind(house.elena) == [first.id]


@pytest.mark.parametrize("begun", [False, True])
def test_the_second_reads_answers_and_decides_nothing_of_the_first(
    house: House, first: Evaluation, *, begun: bool
) -> None:
    if begun:
        house.draft(house.elena, first.call_id)
    house.app.feedback.dispute(house.anna, first.id, "Non sono d'accordo.")
    feedback = house.app.feedback
    refused: list[Callable[[], object]] = [
        lambda: house.app.scoring.read(house.elena, first.id),
        lambda: feedback.read(house.elena, first.id),
        lambda: feedback.comment(house.elena, first.id, "Detto."),
        lambda: feedback.answer(house.elena, first.id, "Perché."),
        lambda: house.app.evidence.of_evaluation(house.elena, first.id),
        lambda: house.app.side_by_side.pair(house.elena, first.call_id),
    ]
    for deed in refused:
        with pytest.raises(Forbidden):
            deed()
    assert house.app.deadlines.disputes(house.elena) == []
    assert feedback.these(house.elena, [first.id]) == []
    assert not house.app.side_by_side.is_there(house.elena, first.call_id)
    # who hears nothing second, reads
    assert [each.evaluation.id for each in house.app.deadlines.disputes(house.carla)] == [first.id]


def test_neither_does_the_first_of_the_second_while_the_own_is_taken_back(house: House, first: Evaluation) -> None:
    draft = house.draft(house.elena, first.call_id)
    house.app.scoring.take_back(house.bruno, first.id)
    second = house.app.scoring.publish(house.elena, draft.id)
    assert second.selection.kind is SelectionKind.SECOND
    with pytest.raises(Forbidden):
        house.app.scoring.read(house.bruno, second.id)
    house.app.scoring.publish(house.bruno, first.id)
    assert house.app.scoring.read(house.bruno, second.id) == house.app.scoring.read(house.elena, second.id)


def test_a_first_publication_that_is_taken_back_leaves_no_trace(house: House, first: Evaluation) -> None:
    house.app.scoring.take_back(house.bruno, first.id)
    assert waiting(house, house.elena) == []
    house.app.scoring.publish(house.bruno, first.id)
    assert waiting(house, house.elena) == [(first.call_id, True)]


def test_who_can_read_the_other_takes_nothing_back(house: House, first: Evaluation) -> None:
    second = house.published(house.elena, first.call_id)
    for actor, evaluation in ((house.bruno, first), (house.elena, second)):
        assert house.app.scoring.just_published(actor) is None
        with pytest.raises(BothPublished):
            house.app.scoring.take_back(actor, evaluation.id)


def test_both_read_both_once_both_have_published_and_where_they_differ_comes_first(
    house: House, first: Evaluation
) -> None:
    apart = paths(first)[3]
    draft = house.draft(house.elena, first.call_id)
    worst = criterion_at(draft, apart).scale[-1].id
    edits = [
        Edit(1, apart, ChooseLevel(worst)),
        Edit(2, apart, SetNote("Qui no.")),
        Edit(3, apart, AddMoment("m", 3.0, "")),
        Edit(4, "", SetSummary("Bene.")),
    ]
    house.app.scoring.edit(house.elena, draft.id, "w1", edits)
    second = house.app.scoring.publish(house.elena, draft.id)
    for actor in (house.bruno, house.elena, house.carla):
        pair = house.app.side_by_side.pair(actor, first.call_id)
        assert (pair.first.id, pair.second.id) == (first.id, second.id)
        rows = side_by_side(pair.first, pair.second)
        assert rows[0].differs
        assert apart in [row.path for row in rows if row.differs]
        assert [row.differs for row in rows] == sorted((row.differs for row in rows), reverse=True)
    assert house.app.scoring.read(house.bruno, first.id) == first  # neither is written over
    for actor in (house.anna, house.beatrice, house.camillo, house.dario):
        with pytest.raises(Forbidden):
            house.app.side_by_side.pair(actor, first.call_id)


def test_who_must_listen_to_a_dispute_first_sees_neither_side_by_side_nor_apart(
    house: House, first: Evaluation
) -> None:
    path = paths(first)[0]
    draft = house.draft(house.elena, first.call_id)
    worst = criterion_at(draft, path).scale[-1].id
    house.app.scoring.edit(house.elena, draft.id, "w9", [Edit(900, path, ChooseLevel(worst))])
    house.app.scoring.publish(house.elena, draft.id)

    def confused() -> bool:
        agreement = house.app.rater_agreement.compared(house.carla, EvaluationFilter())
        return any(each.confusions for each in agreement.criteria if each.path == path)

    assert confused()
    house.app.feedback.dispute(house.anna, first.id, "", [DisputedCriterion(path, "Non è così.")])
    assert not confused()
    assert not house.app.side_by_side.is_there(house.carla, first.call_id)
    with pytest.raises(ListenFirst):
        house.app.side_by_side.pair(house.carla, first.call_id)
    house.app.feedback.listen(house.carla, first.id, {})
    assert confused()
    assert house.app.side_by_side.is_there(house.carla, first.call_id)


def test_a_coaching_plan_tells_the_second_of_no_first(house: House, first: Evaluation) -> None:
    for evaluation_id in (first.id, first.id + 1000):
        new = replace(coaching_plan(house, paths(first)[0]), clip=Clip(evaluation_id, 1, 5))
        with pytest.raises(ClipOutsideCall):
            house.app.coaching.begin(house.elena, new)


def test_the_agent_has_the_first_alone(house: House, first: Evaluation) -> None:
    second = house.published(house.elena, first.call_id, level=1)
    rows, total = house.app.feedback.mine(house.anna)
    assert ([row.id for row in rows], total) == ([first.id], 1)
    assert [row.id for row in house.app.feedback.these(house.anna, [first.id, second.id])] == [first.id]
    for deed in (house.app.feedback.read, house.app.scoring.read, house.app.feedback.acknowledge):
        with pytest.raises(Forbidden):
            deed(house.anna, second.id)


def test_averages_take_the_first_alone(house: House, first: Evaluation) -> None:
    def figures() -> list[object]:
        return [
            house.app.trends.lines(house.carla, Asked()),
            house.app.trends.own(house.anna),
            house.app.trends.critical(house.carla, EvaluationFilter()),
            house.app.practice.proposed(house.anna, "it"),
            house.app.criteria.health(house.carla, EvaluationFilter()),
        ]

    before = figures()
    second = house.published(house.elena, first.call_id, level=2)
    assert second.selection == replace(second.selection, kind=SelectionKind.SECOND, probability=1.0)
    assert figures() == before
    assert house.app.scoring.read(house.bruno, first.id).selection == first.selection


def test_who_cannot_score_it_gives_it_up_and_then_may_read_the_first(house: House, first: Evaluation) -> None:
    house.draft(house.elena, first.call_id)
    house.app.sampling.skip(house.elena, first.call_id, SkipReason.CONFLICT)
    assert waiting(house, house.elena) == []
    assert house.app.feedback.read(house.elena, first.id).stored.status is Status.PUBLISHED
    assert house.app.scoring.open(house.elena, first.call_id).selection.kind is SelectionKind.TARGETED
    assert house.audit()[-1] == "second_listening_given_up"


def test_what_is_published_is_not_given_up(house: House, first: Evaluation) -> None:
    house.published(house.elena, first.call_id)
    with pytest.raises(NothingToSkip):
        house.app.sampling.skip(house.elena, first.call_id, SkipReason.CONFLICT)


def test_a_second_listening_without_a_first_leaves_the_call_to_be_scored(house: House, first: Evaluation) -> None:
    house.draft(house.elena, first.call_id)
    house.app.scoring.take_back(house.bruno, first.id)
    house.app.scoring.discard(house.bruno, first.id)
    assert waiting(house, house.bruno) == [(first.call_id, False)]
    again = house.published(house.bruno, first.call_id)
    assert again.selection.kind is SelectionKind.RANDOM
