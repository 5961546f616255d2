"""Disputes by criterion: named by the agent, heard blind, decided one by one; what changes becomes a revision."""

from __future__ import annotations

import pytest

from benvenuto.domain.answer import NOT_APPLICABLE
from benvenuto.domain.dispute import (
    Decision,
    DisputedCriterion,
    ListenFirst,
    NoSuchChange,
    NotDisputable,
    Ruling,
    RulingsDoNotFit,
)
from benvenuto.domain.evaluation import Evaluation, Status
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.feedback_filter import FeedbackFilter
from benvenuto.domain.revision import RevisionKind
from benvenuto.services.feedback.writing import EmptyComment
from tests.house import House, criterion_at, paths
from tests.storage.quality.test_weekly_rollups import agree

WHY = "Al minuto uno lo dico."


@pytest.fixture
def published(house: House) -> Evaluation:
    """Bruno's, of a drawn call of Anna's, every criterion at its second level."""
    return house.published(house.bruno, house.drawn_call(house.anna, house.bruno), level=1)


def disputed(house: House, evaluation: Evaluation, *named: str) -> None:
    criteria = [DisputedCriterion(path, WHY, 12.5) for path in named]
    house.app.feedback.dispute(house.anna, evaluation.id, criteria=criteria)


def changed(evaluation: Evaluation, path: str) -> Ruling:
    return Ruling(Decision.CHANGED, "Si sente.", criterion_at(evaluation, path).scale[0].id)


STRUCK = Ruling(Decision.STRUCK, "Qui non c'entra.")
UPHELD = Ruling(Decision.UPHELD, "Non si sente.")


def decide(house: House, evaluation: Evaluation, rulings: dict[str, Ruling], words: str = "") -> Evaluation:
    house.app.feedback.listen(house.carla, evaluation.id, {})
    house.app.feedback.decide_each(house.carla, evaluation.id, rulings, words)
    return house.app.scoring.read(house.bruno, evaluation.id)


def test_a_dispute_names_criteria_with_reason_and_moment(house: House, published: Evaluation) -> None:
    path = paths(published)[0]
    disputed(house, published, path)
    read = house.app.feedback.read(house.bruno, published.id)
    assert read.stored.status is Status.DISPUTED
    assert read.dispute.criteria == (DisputedCriterion(path, WHY, 12.5),)


def test_a_moment_that_is_no_time_is_left_out(house: House, published: Evaluation) -> None:
    path = paths(published)[0]
    criteria = [DisputedCriterion(path, WHY, float("nan"))]
    house.app.feedback.dispute(house.anna, published.id, criteria=criteria)
    assert house.app.feedback.read(house.bruno, published.id).dispute.criteria[0].at_s is None


def test_it_refuses_a_criterion_without_a_mark_one_named_twice_and_one_without_a_reason(
    house: House, published: Evaluation
) -> None:
    path = paths(published)[0]
    for named in (["no/such"], [path, path]):
        with pytest.raises(NotDisputable):
            disputed(house, published, *named)
    with pytest.raises(EmptyComment):
        house.app.feedback.dispute(house.anna, published.id, "Tutto.", [DisputedCriterion(path, " ")])
    assert house.app.scoring.read(house.bruno, published.id).status is Status.PUBLISHED


def test_each_criterion_is_decided_by_itself_and_the_rest_is_left_alone(house: House, published: Evaluation) -> None:
    kept, better, gone, other = paths(published)[:4]
    disputed(house, published, kept, better, gone)
    after = decide(house, published, {kept: UPHELD, better: changed(published, better), gone: STRUCK})
    assert after.status is Status.CHANGED
    assert after.answers[kept] == published.answers[kept]
    assert after.answers[other] == published.answers[other]
    assert after.answers[better].choice == criterion_at(published, better).scale[0].id
    assert after.answers[gone].choice is NOT_APPLICABLE
    agree(house.app.database)


def test_the_decision_is_a_revision_that_tells_who_and_why_and_the_first_stays(
    house: House, published: Evaluation
) -> None:
    path = paths(published)[0]
    disputed(house, published, path)
    decide(house, published, {path: changed(published, path)}, "Riascoltata due volte.")
    read = house.app.feedback.read(house.anna, published.id)
    (revised,) = read.revisions
    assert (revised.revision.kind, revised.revision.author_name) == (RevisionKind.DECISION, "Carla")
    assert [change.path for change in revised.changes] == [path]
    decided = read.dispute.decided[path]
    assert (decided.author_name, decided.ruling.reason) == ("Carla", "Si sente.")
    with house.app.database.read() as tx:
        assert tx.evaluations.answers(published.id, 1) == published.answers
    assert house.audit().count("evaluation_changed") == 1


def test_a_dispute_all_of_whose_criteria_stand_is_upheld_without_a_revision(
    house: House, published: Evaluation
) -> None:
    path = paths(published)[0]
    disputed(house, published, path)
    after = decide(house, published, {path: UPHELD})
    assert (after.status, after.revision) == (Status.UPHELD, 1)


def test_struck_is_what_the_scale_need_not_allow(house: House, published: Evaluation) -> None:
    path = next(p for p in paths(published) if not criterion_at(published, p).not_applicable)
    disputed(house, published, path)
    assert decide(house, published, {path: STRUCK}).answers[path].choice is NOT_APPLICABLE


def test_an_evaluation_struck_whole_is_overturned_and_keeps_its_marks(house: House, published: Evaluation) -> None:
    disputed(house, published, *paths(published))
    after = decide(house, published, dict.fromkeys(paths(published), STRUCK))
    assert (after.status, after.answers) == (Status.OVERTURNED, published.answers)
    assert house.app.trends.own(house.anna) is None
    agree(house.app.database)


def test_it_refuses_rulings_that_do_not_fit_the_dispute(house: House, published: Evaluation) -> None:
    path, other, third = paths(published)[:3]
    disputed(house, published, path, other)
    house.app.feedback.listen(house.carla, published.id, {})
    refused: list[tuple[dict[str, Ruling], type[Exception]]] = [
        ({path: UPHELD}, RulingsDoNotFit),
        ({path: UPHELD, other: UPHELD, third: STRUCK}, RulingsDoNotFit),
        ({path: UPHELD, other: Ruling(Decision.CHANGED, "Così.", "no such level")}, NoSuchChange),
        ({path: UPHELD, other: Ruling(Decision.CHANGED, "Così.")}, NoSuchChange),
        ({path: UPHELD, other: Ruling(Decision.CHANGED, "Così.", str(published.answers[other].choice))}, NoSuchChange),
        ({path: UPHELD, other: Ruling(Decision.STRUCK, "")}, EmptyComment),
    ]
    for rulings, fault in refused:
        with pytest.raises(fault):
            house.app.feedback.decide_each(house.carla, published.id, rulings)
    assert house.app.scoring.read(house.bruno, published.id).status is Status.DISPUTED


def test_of_a_whole_evaluation_only_what_changes_needs_a_ruling(house: House, published: Evaluation) -> None:
    path = paths(published)[0]
    house.app.feedback.dispute(house.anna, published.id, "Non è andata così.")
    after = decide(house, published, {path: changed(published, path)})
    assert after.status is Status.CHANGED
    assert {p for p in after.answers if after.answers[p] != published.answers[p]} == {path}


def test_one_decision_for_all_strikes_no_more_than_the_agent_disputed(house: House, published: Evaluation) -> None:
    path, other = paths(published)[:2]
    disputed(house, published, path)
    house.decide(house.carla, published.id, uphold=False, words="Ha ragione.")
    after = house.app.scoring.read(house.bruno, published.id)
    assert (after.status, after.answers[other]) == (Status.CHANGED, published.answers[other])
    assert after.answers[path].choice is NOT_APPLICABLE


# the first listening is blind


def test_who_decides_sees_neither_mark_nor_note_nor_the_agent_s_wish_before_listening(
    house: House, published: Evaluation
) -> None:
    path = paths(published)[0]
    disputed(house, published, path)
    house.app.feedback.answer(house.bruno, published.id, "Resto della mia idea.")
    before = house.app.feedback.read(house.carla, published.id)
    assert before.unheard == (path,)
    for words in (WHY, "Resto della mia idea.", "Sentito al telefono.", str(published.score and published.score.final)):
        assert words not in repr(before)
    house.app.feedback.listen(house.carla, published.id, {path: criterion_at(published, path).scale[0].id})
    after = house.app.feedback.read(house.carla, published.id)
    assert after.unheard == ()
    assert after.dispute.criteria[0].reason == WHY
    assert [(mark.listener_name, mark.choice) for mark in after.dispute.blind] == [
        ("Carla", criterion_at(published, path).scale[0].id)
    ]


def test_who_does_not_decide_reads_on(house: House, published: Evaluation) -> None:
    disputed(house, published, paths(published)[0])
    for actor in (house.anna, house.bruno, house.elena):
        assert house.app.feedback.read(actor, published.id).unheard == ()


def test_it_refuses_a_decision_before_the_call_was_heard(house: House, published: Evaluation) -> None:
    path = paths(published)[0]
    disputed(house, published, path)
    with pytest.raises(ListenFirst):
        house.app.feedback.decide_each(house.carla, published.id, {path: UPHELD})
    with pytest.raises(ListenFirst):
        house.app.feedback.decide(house.carla, published.id, uphold=True, words="Resta.")


def test_what_was_heard_blind_is_said_once_and_binds_nobody(house: House, published: Evaluation) -> None:
    path = paths(published)[0]
    disputed(house, published, path)
    best, second = (level.id for level in criterion_at(published, path).scale[:2])
    house.app.feedback.listen(house.carla, published.id, {path: best})
    house.app.feedback.listen(house.carla, published.id, {path: second})
    house.app.feedback.decide_each(house.carla, published.id, {path: UPHELD})
    read = house.app.feedback.read(house.anna, published.id)
    assert [mark.choice for mark in read.dispute.blind] == [best]
    assert read.stored.status is Status.UPHELD


def test_what_is_on_no_scale_is_kept_as_cannot_tell(house: House, published: Evaluation) -> None:
    path, other = paths(published)[:2]
    disputed(house, published, path, other)
    house.app.feedback.listen(house.carla, published.id, {path: "no such level", other: NOT_APPLICABLE})
    marks = house.app.feedback.read(house.carla, published.id).dispute.blind
    assert {mark.path: mark.choice for mark in marks} == {path: None, other: NOT_APPLICABLE}


def test_only_who_may_decide_listens_blind(house: House, published: Evaluation) -> None:
    disputed(house, published, paths(published)[0])
    for actor in (house.anna, house.bruno, house.elena, house.camillo, house.dario):
        with pytest.raises(Forbidden):
            house.app.feedback.listen(actor, published.id, {})


def test_what_was_written_about_a_criterion_is_searched_in_the_agent_s_list(
    house: House, published: Evaluation
) -> None:
    path = paths(published)[0]
    disputed(house, published, path)
    decide(house, published, {path: changed(published, path)}, "Riascoltata due volte.")
    for words in (WHY, "Si sente.", "riascoltata"):
        rows, _ = house.app.feedback.mine(house.anna, FeedbackFilter(words=words))
        assert [row.id for row in rows] == [published.id], words
    assert house.app.feedback.mine(house.anna, FeedbackFilter(words="mai scritto"))[1] == 0
