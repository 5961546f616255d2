"""Evaluations: answers come back as given, not applicable stays itself, and lists know their order."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Moment
from benvenuto.domain.evaluation import Selection, SelectionKind, Status
from benvenuto.domain.feedback_filter import FeedbackFilter
from benvenuto.domain.rubric import CriticalType
from benvenuto.domain.scoring import CallFacts, CriticalError
from benvenuto.storage.database import Transaction
from tests.house import WEDNESDAY, House

ANSWERS = {
    "greeting/identity": Answer("full", ("too-fast",), "«Casa Lume, sono Anna» – città", (Moment("m1", 12.5, "qui"),)),
    "greeting/warmth": Answer(NOT_APPLICABLE),
    "greeting/name": Answer(None, note="only a note so far"),
}


def begin(tx: Transaction, house: House, call_id: int, evaluator_id: int, selection: Selection | None = None) -> int:
    return tx.evaluations.begin(
        WEDNESDAY,
        selection or Selection(SelectionKind.TARGETED),
        CallFacts("delivery", "it"),
        call_id=call_id,
        agent_id=house.anna.id,
        team_id=house.nord,
        evaluator_id=evaluator_id,
        scorecard_version_id=house.app.scorecards.in_force()[0].version_id,
        called_at=WEDNESDAY - timedelta(days=1),
    )


def test_answers_come_back_as_given_and_not_applicable_stays_itself(house: House) -> None:
    call_id = house.call(house.anna)
    with house.app.database.write() as tx:
        evaluation_id = begin(tx, house, call_id, house.bruno.id)
        tx.evaluations.put_answers(evaluation_id, 1, ANSWERS)
    with house.app.database.read() as tx:
        assert tx.evaluations.answers(evaluation_id, 1) == ANSWERS
        assert tx.evaluations.answers(evaluation_id, 2) == {}


def test_an_answer_replaces_the_one_before_and_leaves_the_others(house: House) -> None:
    call_id = house.call(house.anna)
    with house.app.database.write() as tx:
        evaluation_id = begin(tx, house, call_id, house.bruno.id)
        tx.evaluations.put_answers(evaluation_id, 1, ANSWERS)
        tx.evaluations.put_answers(evaluation_id, 1, {"greeting/name": Answer("said")})
        tx.evaluations.put_answers(evaluation_id, 1, {})
        assert tx.evaluations.answers(evaluation_id, 1) == ANSWERS | {"greeting/name": Answer("said")}


def test_each_browser_has_its_own_count_of_edits(house: House) -> None:
    call_id = house.call(house.anna)
    with house.app.database.write() as tx:
        tx.evaluations.set_applied(call_id, house.bruno.id, "tab 1", 7)
        tx.evaluations.set_applied(call_id, house.bruno.id, "tab 1", 9)
        assert tx.evaluations.applied(call_id, house.bruno.id, "tab 1") == 9
        assert tx.evaluations.applied(call_id, house.bruno.id, "tab 2") == 0
        assert tx.evaluations.applied(call_id, house.elena.id, "tab 1") == 0


def test_a_random_evaluation_must_carry_its_probability(house: House) -> None:
    call_id = house.call(house.anna)
    with pytest.raises(IntegrityError), house.app.database.write() as tx:
        begin(tx, house, call_id, house.bruno.id, Selection(SelectionKind.RANDOM, 0.0))


def test_one_evaluator_has_one_evaluation_of_a_call_with_a_scorecard(house: House) -> None:
    call_id = house.call(house.anna)
    with house.app.database.write() as tx:
        begin(tx, house, call_id, house.bruno.id)
        begin(tx, house, call_id, house.elena.id)
    with pytest.raises(IntegrityError), house.app.database.write() as tx:
        begin(tx, house, call_id, house.bruno.id)


def test_discarding_takes_all_that_hangs_on_a_draft_and_nothing_published(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    published = house.published(house.bruno, house.call(house.anna))
    with house.app.database.write() as tx:
        tx.evaluations.discard(draft.id)
        assert tx.evaluations.get(draft.id) is None
        assert tx.evaluations.answers(draft.id, 1) == {}
    with pytest.raises(IntegrityError), house.app.database.write() as tx:
        tx.evaluations.comment(draft.id, house.anna.id, WEDNESDAY, "comment", "to nothing")
    with house.app.database.read() as tx:
        assert tx.evaluations.get(published.id) is not None


def test_an_agent_s_list_has_only_what_is_published_newest_first(house: House) -> None:
    first = house.published(house.bruno, house.call(house.anna))
    house.clock.forward(hours=1)
    second = house.published(house.bruno, house.call(house.anna))
    house.draft(house.bruno, house.call(house.anna))
    house.published(house.bruno, house.call(house.elena))
    with house.app.database.read() as tx:
        rows, total = tx.evaluations.of_agent(house.anna.id, FeedbackFilter(), 10)
        later, total_later = tx.evaluations.of_agent(house.anna.id, FeedbackFilter(), 1, offset=1)
    assert [row.id for row in rows] == [second.id, first.id]
    assert [row.id for row in later] == [first.id]
    assert (total, total_later) == (2, 2)


def test_results_are_replaced_not_added(house: House) -> None:
    call_id = house.call(house.anna)
    error = CriticalError("precise-answers/correct", CriticalType.CUSTOMER)
    with house.app.database.write() as tx:
        evaluation_id = begin(tx, house, call_id, house.bruno.id)
        tx.evaluations.put_results(evaluation_id, {"greeting": 80.0}, [error])
        tx.evaluations.put_results(evaluation_id, {"greeting": 90.0}, [error])


def test_comments_keep_their_order_and_their_author(house: House) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    with house.app.database.write() as tx:
        for words in ("first", "second"):
            tx.evaluations.comment(evaluation.id, house.anna.id, WEDNESDAY, "comment", words)
        said = tx.evaluations.comments(evaluation.id)
    assert [(one.author_name, one.text, one.at) for one in said] == [
        ("Anna", "first", WEDNESDAY),
        ("Anna", "second", WEDNESDAY),
    ]


def test_disputes_are_those_of_the_teams_asked_for(house: House) -> None:
    nord, sud = house.disputed(house.anna, house.bruno), house.disputed(house.andrea, house.beatrice)
    with house.app.database.read() as tx:
        assert [one.id for one in tx.evaluations.disputed([house.nord])] == [nord.id]
        assert [one.id for one in tx.evaluations.disputed([house.nord, house.sud])] == [nord.id, sud.id]
        assert tx.evaluations.disputed([]) == []
        assert [one.status for one in tx.evaluations.these([nord.id, 4711])] == [Status.DISPUTED]


def test_history_comes_in_at_once_with_its_ids_in_order(house: House) -> None:
    call_ids = [house.call(house.anna) for _ in range(3)]
    shared = {
        "agent_id": house.anna.id,
        "team_id": house.nord,
        "evaluator_id": house.bruno.id,
        "scorecard_version_id": house.app.scorecards.in_force()[0].version_id,
        "status": "published",
        "selection": "random",
        "probability": 0.5,
        "contact_reason": "delivery",
        "language": "it",
        "revision": 1,
        "summary": "",
        "called_at": WEDNESDAY,
        "created_at": WEDNESDAY,
        "care_score": 80.0,
    }
    with house.app.database.write() as tx:
        ids = tx.evaluations.add_history([shared | {"call_id": call_id} for call_id in call_ids])
        scored = [(one, "greeting", 80.0) for one in ids]
        tx.evaluations.add_history_details("rubric_scores", ("evaluation_id", "rubric_id", "score"), scored)
    with house.app.database.read() as tx:
        found = [tx.evaluations.get(one) for one in ids]
    assert [one.call_id for one in found if one] == call_ids
