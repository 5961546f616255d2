"""Gradings of feedback: who grades what, chosen how, told to whom, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Answers
from benvenuto.domain.edits import ChooseLevel, Edit
from benvenuto.domain.evaluation import Evaluation, NotReady, Unbegun
from benvenuto.domain.evaluation_filter import EvaluationFilter
from benvenuto.domain.faults import BenvenutoError, Forbidden
from benvenuto.domain.grading import DisputeOpen, GradedAlready, JustOut, NothingToDraw, ReachesNoAgent, RepliedAlready
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor, Membership, Role
from benvenuto.domain.scorecard import ScorecardKind
from benvenuto.services.feedback.writing import EmptyComment
from benvenuto.services.scoring.scorecards import NoScorecard
from tests.house import House, drawn_twice
from tests.services.scene import best_grading

EVERY = EvaluationFilter()


def out(house: House, by: Actor | None = None, agent: Actor | None = None) -> Evaluation:
    """Published feedback that can no longer be taken back."""
    evaluation = house.published(by or house.bruno, house.call(agent or house.anna))
    house.clock.forward(minutes=2)
    return evaluation


def graded(house: House, evaluation: Evaluation, answers: Answers | None = None) -> int:
    return house.app.gradings.hand_in(house.carla, evaluation.id, answers or best_grading(house), "Si ritrova tutto.")


def told(house: House, actor: Actor) -> list[NoticeKind]:
    return [readable.notice.kind for readable in house.app.notices.listed(actor)[0]]


def test_a_grading_is_told_to_its_supervisor_and_the_reply_to_the_manager(house: House) -> None:
    evaluation = out(house)
    number = graded(house, evaluation)
    assert told(house, house.bruno) == [NoticeKind.GRADED]
    assert NoticeKind.GRADED not in told(house, house.anna)
    grading, scorecard = house.app.gradings.read(house.bruno, number)
    assert (grading.words, grading.by_name, grading.drawn) == ("Si ritrova tutto.", "Carla", False)
    assert (scorecard.id, scorecard.judges) == ("feedback", ScorecardKind.FEEDBACK)
    assert house.app.notices.opened(house.bruno, grading_id=number)
    house.app.gradings.reply(house.bruno, number)
    assert house.app.gradings.read(house.carla, number)[0].acknowledged_at == house.clock()
    house.app.gradings.reply(house.bruno, number, "Grazie.")
    assert house.app.gradings.read(house.carla, number)[0].reply == "Grazie."
    assert told(house, house.carla) == [NoticeKind.GRADING_ANSWERED]  # both at once, while the first is unread
    with pytest.raises(RepliedAlready):
        house.app.gradings.reply(house.bruno, number, "E poi…")
    house.app.gradings.reply(house.bruno, number)  # once more without words changes nothing
    assert house.app.gradings.read(house.carla, number)[0].reply == "Grazie."


def test_neither_the_agent_nor_a_colleague_nor_another_teams_manager_reads_it(house: House) -> None:
    number = graded(house, out(house))
    for actor in (house.anna, house.elena, house.camillo, house.beatrice, house.dario):
        with pytest.raises(Forbidden):
            house.app.gradings.read(actor, number)
        with pytest.raises(Forbidden):
            house.app.gradings.of_evaluator(actor, house.bruno.id)


def as_manager(house: House, name: str, *more: Membership) -> Actor:
    """Somebody who has come to manage Nord as well."""
    actor = house.people[name]
    with house.app.database.write() as tx:
        tx.people.set_memberships(actor.id, [*actor.memberships, Membership(Role.MANAGER, house.nord), *more])
        promoted = tx.people.actor(actor.id)
    assert promoted is not None
    return promoted


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nobody_grades_what_they_wrote_or_got_or_said_anything_about(house: House) -> None:
    evaluation = out(house)
    house.app.feedback.comment(house.elena, evaluation.id, "Ottimo lavoro.")
    for name in ("Bruno", "Anna", "Elena"):
        promoted = as_manager(house, name)
        with pytest.raises(Forbidden):
            house.app.gradings.hand_in(promoted, evaluation.id, best_grading(house), "Bene.")
    graded(house, evaluation)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_manager_who_decided_a_dispute_does_not_grade_what_became_of_it(house: House) -> None:
    evaluation = house.disputed(house.anna, house.bruno)
    house.clock.forward(minutes=2)
    with pytest.raises(DisputeOpen):
        graded(house, evaluation)
    house.decide(house.carla, evaluation.id, uphold=True, words="Resta.")
    with pytest.raises(Forbidden):
        graded(house, evaluation)


def refused(house: House, prepare: Callable[[House], Evaluation]) -> BenvenutoError:
    evaluation = prepare(house)
    before = house.audit()
    with pytest.raises(BenvenutoError) as told_why:
        graded(house, evaluation)
    assert house.audit() == before
    return told_why.value


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_is_no_feedback_or_not_yet_or_graded_already_is_refused_with_a_reason(house: House) -> None:
    call_id = drawn_twice(house)
    house.published(house.bruno, call_id)
    second = house.published(house.elena, call_id)
    house.clock.forward(minutes=2)
    assert isinstance(refused(house, lambda _: second), ReachesNoAgent)
    assert isinstance(refused(house, lambda h: h.published(h.bruno, h.call(h.anna))), JustOut)
    evaluation = out(house)
    graded(house, evaluation)
    assert isinstance(refused(house, lambda _: evaluation), GradedAlready)
    assert not house.app.gradings.may_grade(house.carla, evaluation.id)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_grading_needs_every_criterion_and_words_and_only_what_is_on_the_scale(house: House) -> None:
    evaluation = out(house)
    whole = dict(best_grading(house))
    path = "feedback/behaviour"
    for answers in (
        {name: answer for name, answer in whole.items() if name != path},
        whole | {path: Answer("splendid")},
        whole | {path: Answer(NOT_APPLICABLE)},  # behaviour is never without a place
    ):
        with pytest.raises(NotReady):
            graded(house, evaluation, answers)
    with pytest.raises(EmptyComment):
        house.app.gradings.hand_in(house.carla, evaluation.id, whole, " \n ")
    number = graded(
        house, evaluation, whole | {path: Answer("partly", ("adjectives", "nobody's")), "x/y": Answer("full")}
    )
    kept = house.app.gradings.read(house.bruno, number)[0].answers
    assert kept[path] == Answer("partly", ("adjectives",))
    assert set(kept) == set(whole)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_one_that_was_drawn_stays_the_one_until_it_is_handed_in(house: House) -> None:
    evaluations = {out(house).id for _ in range(3)}
    drawn = house.app.gradings.draw(house.carla, house.bruno.id)
    assert drawn in evaluations
    assert {house.app.gradings.draw(house.carla, house.bruno.id) for _ in range(5)} == {drawn}
    assert house.app.gradings.of_evaluator(house.carla, house.bruno.id).gradings == []
    number = house.app.gradings.hand_in(house.carla, drawn, best_grading(house), "Bene.")
    assert house.app.gradings.read(house.bruno, number)[0].drawn
    others = evaluations - {drawn}
    for _ in others:
        house.app.gradings.hand_in(
            house.carla, house.app.gradings.draw(house.carla, house.bruno.id), best_grading(house), "Bene."
        )
    with pytest.raises(NothingToDraw):
        house.app.gradings.draw(house.carla, house.bruno.id)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_was_drawn_and_is_disputed_since_gives_way_to_another(house: House) -> None:
    first = out(house)
    assert house.app.gradings.draw(house.carla, house.bruno.id) == first.id
    house.app.feedback.dispute(house.anna, first.id, "Non è andata così.")
    second = out(house)
    assert house.app.gradings.draw(house.carla, house.bruno.id) == second.id
    house.decide(house.carla, first.id, uphold=True, words="Resta.")
    assert house.app.gradings.draw(house.carla, house.bruno.id) == second.id


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_old_feedback_is_not_drawn_though_it_may_be_chosen(house: House) -> None:
    evaluation = out(house)
    house.clock.now += timedelta(days=100)
    with pytest.raises(NothingToDraw):
        house.app.gradings.draw(house.carla, house.bruno.id)
    graded(house, evaluation)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_who_must_listen_first_reads_no_grading_of_that_call(house: House) -> None:
    evaluation = out(house)
    number = graded(house, evaluation)
    house.app.feedback.dispute(house.anna, evaluation.id, "Non è andata così.")
    with pytest.raises(Forbidden):
        house.app.gradings.read(house.carla, number)
    assert house.app.gradings.of_evaluator(house.carla, house.bruno.id).gradings == []
    assert house.app.gradings.read(house.bruno, number)[0].id == number
    house.app.feedback.listen(house.carla, evaluation.id, {})
    assert house.app.gradings.read(house.carla, number)[0].id == number


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_figures_are_of_what_was_drawn_and_need_ten(house: House) -> None:
    lower = dict(best_grading(house)) | {
        "feedback/tone": Answer("missing"),
        "feedback/evidence": Answer(NOT_APPLICABLE),
    }
    for nth in range(10):
        out(house)
        drawn = house.app.gradings.draw(house.carla, house.bruno.id)
        house.app.gradings.hand_in(house.carla, drawn, lower if nth < 4 else best_grading(house), "Bene.")
    graded(house, out(house), lower)  # picked by hand: counts in no figure
    feedback = house.app.gradings.of_evaluator(house.bruno, house.bruno.id)
    assert (feedback.drawn, feedback.chosen, len(feedback.gradings), feedback.may_draw) == (10, 1, 11, False)
    figures = {each.path: each for each in feedback.criteria}
    tone, evidence = figures["feedback/tone"], figures["feedback/evidence"]
    assert tone.estimate is not None
    assert (tone.n, tone.estimate.mean) == (10, 60)
    assert tone.estimate.low < 60 < tone.estimate.high
    assert (evidence.n, evidence.not_applicable) == (6, 4)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_it_counts_in_no_average_no_severity_and_no_agreement(house: House) -> None:
    evaluation = out(house)

    def everything() -> list[object]:
        app = house.app
        return [
            app.trends.own(house.anna),
            app.severities.compared(house.carla, EVERY),
            app.rater_agreement.compared(house.carla, EVERY).counted,
            app.criteria.health(house.carla, EVERY),
            app.scoring.read(house.bruno, evaluation.id),
        ]

    before = everything()
    graded(house, evaluation)
    assert everything() == before


def test_the_scorecard_for_feedback_is_proposed_for_no_call_and_a_call_is_never_scored_with_it(house: House) -> None:
    cards = house.app.scorecards.in_force()
    assert all(card.scorecard.judges is ScorecardKind.CALLS for card in cards)
    begun = house.app.scoring.begin(house.bruno, house.call(house.anna), "feedback")
    assert begun.scorecard.judges is ScorecardKind.CALLS
    [card] = house.app.scorecards.in_force(ScorecardKind.FEEDBACK)
    first = Edit(1, "feedback/tone", ChooseLevel("full"))
    with pytest.raises(Forbidden):
        house.app.scoring.edit(house.bruno, Unbegun(house.call(house.anna), card.version_id), "window", [first])
    with house.app.database.write() as tx:
        for card in cards:
            tx.rubrics.retire(card.scorecard.id)
    with pytest.raises(NoScorecard):
        house.app.scoring.begin(house.bruno, house.call(house.anna))
