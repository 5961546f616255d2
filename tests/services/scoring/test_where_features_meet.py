"""Calibration sessions, self-evaluations, second listenings, disputes and early ends, where two of them meet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benvenuto.domain.answer import NOT_APPLICABLE
from benvenuto.domain.calibration import Compared
from benvenuto.domain.edits import ChooseLevel, Edit
from benvenuto.domain.evaluation import SelectionKind
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.inbox import InboxFilter
from benvenuto.domain.people import Actor, Membership, Role
from benvenuto.domain.rubric import Ending
from benvenuto.domain.sampling import DrawnCall, Frame
from benvenuto.domain.scored import ScoredFilter
from tests.calibrated import called, handed_in, with_words
from tests.house import House, criterion_at, paths


def waiting(house: House, actor: Actor) -> list[int]:
    return [row.call.id for row in house.app.calls.inbox(actor, InboxFilter("drawn")).rows]


def draw(house: House) -> None:
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    assert house.app.sampling.draw_due(house.bruno) == 1


def name_second(house: House, call_id: int, second: Actor) -> None:
    """Have a call drawn, to be heard by this person as the second."""
    with house.app.database.write() as tx:
        tx.samples.add_frames([Frame(house.elena.id, [call_id], [DrawnCall(call_id, 1.0)])], house.clock())
        tx.second_listenings.add([call_id])
        tx.second_listenings.name(call_id, second.id, house.clock())


def supervising_nord(house: House, actor: Actor) -> Actor:
    with house.app.database.write() as tx:
        tx.people.set_memberships(actor.id, [*actor.memberships, Membership(Role.SUPERVISOR, house.nord)])
        supervisor = tx.people.actor(actor.id)
    assert supervisor
    return supervisor


def test_who_supervises_too_reads_feedback_on_an_own_call_that_two_heard_and_they_scored_themselves(
    house: House,
) -> None:
    published = house.published(house.bruno, house.call(house.elena))
    house.handed_in(house.elena, published.call_id)
    name_second(house, published.call_id, house.carla)
    assert [row.id for row in house.app.feedback.mine(house.elena)[0]] == [published.id]
    assert house.app.feedback.read(house.elena, published.id).stored.id == published.id


def test_an_own_call_that_was_handed_in_takes_no_call_out_of_the_agreement_of_who_supervises_too(house: House) -> None:
    call_id = house.call(house.elena)
    for actor in (house.bruno, supervising_nord(house, house.beatrice)):
        house.published(actor, call_id)

    def shared() -> int:
        return house.app.rater_agreement.compared(house.elena, EvaluationFilter()).counted.shared

    draft = house.draft(house.elena, house.recorded(call_id))
    assert shared() == 0  # being scored: blind
    house.app.self_evaluations.hand_in(house.elena, draft.id)
    assert shared() == 1


def test_of_a_call_that_a_session_compared_nobody_is_named_to_hear_it_second(house: House) -> None:
    call_id = with_words(house, house.anna)
    session_id = called(house, call_id)
    house.published(house.bruno, call_id)
    house.app.calibrations.close(house.carla, session_id)  # Elena is out, and reads what Bruno marked
    assert house.app.consensus.comparison(house.elena, session_id, call_id).evaluations
    house.app.sampling.set_plan(house.bruno, house.nord, 50)
    assert replace(house.app.sampling, second_share=1.0).draw_due(house.bruno) == 1
    third = house.published(supervising_nord(house, house.beatrice), call_id)
    assert third.selection.kind is SelectionKind.RANDOM
    assert "second_listening_named" not in house.audit()


def test_how_a_call_ended_is_a_mark_that_nobody_knows_who_has_to_listen_first(house: House) -> None:
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    house.app.scoring.end_early(house.bruno, draft.id, Ending.ABUSE)
    draft = house.app.scoring.read(house.bruno, draft.id)
    evaluation = house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft).id)
    house.app.feedback.dispute(house.anna, evaluation.id, "No.")

    def known() -> list[Ending | None]:
        published = house.app.feedback.read(house.carla, evaluation.id)
        rows = [published.stored, *house.app.scored.listed(house.carla)[0]]
        whole = [published.evaluation, house.app.scoring.read(house.carla, evaluation.id)]
        return [*(row.facts.ending for row in rows), *(evaluation.facts.ending for evaluation in whole)]

    assert set(known()) == {None}
    house.app.feedback.listen(house.carla, evaluation.id, {})
    assert set(known()) == {Ending.ABUSE}


def test_who_has_to_listen_first_sees_no_comparison_of_the_call_though_what_is_disputed_is_not_in_it(
    house: House,
) -> None:
    call_id = with_words(house, house.anna)
    disputed = house.published(supervising_nord(house, house.beatrice), call_id)
    house.app.feedback.dispute(house.anna, disputed.id, "No.")
    session_id = called(house, call_id)
    handed_in(house, call_id)

    def comparison() -> tuple[bool, int]:
        compared = house.app.consensus.comparison(house.carla, session_id, call_id)
        return compared.listen_first, len(compared.evaluations)

    assert comparison() == (True, 0)
    house.app.feedback.listen(house.carla, disputed.id, {})
    assert comparison() == (False, 2)


def test_what_an_early_end_takes_away_is_no_mark_of_who_had_left_it_out_by_hand(house: House) -> None:
    call_id = house.call(house.anna)
    path = "greeting/farewell"
    for evaluator in (house.bruno, house.elena):
        draft = house.app.scoring.begin(evaluator, call_id)
        house.not_applicable(evaluator, draft, path)
        house.app.scoring.end_early(evaluator, draft.id, Ending.DROPPED)
        ended = house.app.scoring.read(evaluator, draft.id)
        assert ended.answers[path].choice is NOT_APPLICABLE  # it counts again if the end is taken back
        published = house.app.scoring.publish(evaluator, house.answer(evaluator, ended).id)
        assert published == house.app.scoring.read(evaluator, published.id)
        assert published.answers[path].choice is None
    agreed = house.app.rater_agreement.compared(house.bruno, EvaluationFilter()).criteria
    calls = {each.path: each.calls for each in agreed}
    assert (max(calls.values()), calls[path]) == (1, 0)


def test_a_call_drawn_after_it_was_scored_for_a_session_waits_for_others_alone(house: House) -> None:
    call_id = with_words(house, house.anna)
    called(house, call_id)
    house.published(house.bruno, call_id)
    draw(house)
    assert waiting(house, house.bruno) == []
    assert house.app.sampling.next_call(house.bruno) is None
    assert waiting(house, house.elena) == [call_id]


@pytest.mark.parametrize("wanted", [{"agent_id": True}, {"words": "Anna"}])
def test_whoever_scores_a_call_without_its_agents_name_does_not_find_it_by_the_agent(
    house: House, wanted: dict[str, object]
) -> None:
    call_id = with_words(house, house.anna)
    session_id = called(house, call_id)
    wanted = {name: house.anna.id if name == "agent_id" else value for name, value in wanted.items()}

    def inbox(actor: Actor) -> list[int]:
        by = InboxFilter("open", **wanted)  # type: ignore[arg-type]
        return [row.call.id for row in house.app.calls.inbox(actor, by).rows]

    def scored(actor: Actor) -> set[int]:
        return {row.call_id for row in house.app.scored.listed(actor, ScoredFilter(**wanted))[0]}  # type: ignore[arg-type]

    assert inbox(house.bruno) == []
    handed_in(house, call_id)
    assert (scored(house.bruno), scored(house.carla)) == (set(), {call_id})
    assert {row.call_id for row in house.app.scored.listed(house.bruno)[0]} == {call_id}
    house.app.calibrations.end(house.carla, session_id)
    assert (scored(house.bruno), inbox(house.bruno)) == ({call_id}, [call_id])


def test_what_a_session_has_compared_is_corrected_no_more(house: House) -> None:
    call_id = with_words(house, house.anna)
    called(house, call_id)
    first = house.published(house.bruno, call_id)
    path = paths(first)[0]
    edits = [Edit(1, path, ChooseLevel(criterion_at(first, path).scale[-1].id))]
    stored = house.app.feedback.read(house.bruno, first.id).stored
    assert house.app.corrections.may_correct(house.bruno, stored)  # nobody has seen it yet
    house.published(house.elena, call_id)
    assert not house.app.corrections.may_correct(house.bruno, stored)
    with pytest.raises(Compared):
        house.app.corrections.correct(house.bruno, first.id, edits, "Visto.", seen=1)
    assert house.app.feedback.read(house.bruno, first.id).stored.revision == 1


def test_a_call_in_a_session_stays_with_its_agent_when_a_code_is_taken_back(house: House) -> None:
    in_session, free = with_words(house, house.anna), with_words(house, house.anna)
    called(house, in_session)
    with house.app.database.write() as tx:
        assert tx.call_imports.let_wait(house.anna.id, ["anna"]) == 1
        agents = [call.agent_id for call in map(tx.calls.get, (in_session, free)) if call]
    assert agents == [house.anna.id, None]
