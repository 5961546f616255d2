"""How a call ended early is corrected like a mark: a revision with before and after, and all that follows from it."""

from __future__ import annotations

import pytest

from benvenuto.domain.answer import NOT_APPLICABLE, Answer
from benvenuto.domain.dispute import Decision, DisputedCriterion, NotDisputable, Ruling, RulingsDoNotFit, disputable
from benvenuto.domain.edits import ChooseLevel, ChooseNotApplicable, Edit, SetEnding
from benvenuto.domain.evaluation import Evaluation, NotReady, Status
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.rubric import Ending
from benvenuto.domain.scoring import unanswered
from benvenuto.services.feedback.corrections import EndingInDispute, NothingChanged
from tests.house import House, criterion_at, paths
from tests.storage.quality.test_weekly_rollups import agree

FAREWELL = "greeting/farewell"


@pytest.fixture
def published(house: House) -> Evaluation:
    """Bruno's, of a drawn call of Anna's that took its course, with the lowest level at the farewell."""
    draft = house.app.scoring.begin(house.bruno, house.drawn_call(house.anna, house.bruno))
    return house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft, lowest=FAREWELL).id)


def correct(house: House, evaluation: Evaluation, *edits: Edit | SetEnding, seen: int = 1) -> Evaluation:
    return house.app.corrections.correct(house.bruno, evaluation.id, edits, "La linea era caduta.", seen=seen)


def ended(house: House) -> Evaluation:
    """Published as ended early."""
    draft = house.app.scoring.begin(house.bruno, house.call(house.anna))
    draft = house.app.scoring.end_early(house.bruno, draft.id, Ending.DROPPED)
    return house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft).id)


def test_an_ending_is_set_changed_and_taken_away_and_the_marks_fall_and_come_back(
    house: House, published: Evaluation
) -> None:
    dropped = correct(house, published, SetEnding(Ending.DROPPED))
    assert FAREWELL not in paths(dropped)
    assert dropped.score is not None
    assert published.score is not None
    assert dropped.score.care == 100
    assert published.score.care is not None
    assert published.score.care < 100
    agree(house.app.database)
    hung_up = correct(house, published, SetEnding(Ending.HUNG_UP), seen=2)
    assert hung_up.facts.ending is Ending.HUNG_UP
    whole = correct(house, published, SetEnding(None), seen=3)
    assert whole.score == published.score
    assert whole.answers == published.answers
    with house.app.database.read() as tx:
        stored = tx.evaluations.get(published.id)
    assert stored is not None
    assert (stored.care_score, stored.final_score) == (published.score.care, published.score.final)
    agree(house.app.database)


def test_the_agent_is_told_and_reads_who_when_why_before_and_after(house: House, published: Evaluation) -> None:
    house.clock.forward(days=1)
    correct(house, published, SetEnding(Ending.DROPPED))
    correct(house, published, SetEnding(Ending.ABUSE), seen=2)
    first, second = house.app.feedback.read(house.anna, published.id).revisions
    assert [first.ending, second.ending] == [(None, Ending.DROPPED), (Ending.DROPPED, Ending.ABUSE)]
    assert published.score is not None
    assert first.final[0] == published.score.final
    assert first.final[1] == 100
    revision = first.revision
    assert (revision.author_name, revision.reason, revision.at) == ("Bruno", "La linea era caduta.", house.clock())
    assert house.audit().count("evaluation_corrected") == 2
    endings = [row.detail for row in house.app.audit.latest(house.dario) if row.action == "ending_corrected"]
    assert endings == [
        {"ending_before": "dropped", "ending_after": "ended-by-abuse"},
        {"ending_before": "", "ending_after": "dropped"},
    ]
    listed, _ = house.app.notices.listed(house.anna)
    assert NoticeKind.CORRECTED in {each.notice.kind for each in listed}


def test_taken_away_it_is_refused_until_what_applies_then_is_marked(house: House) -> None:
    published = ended(house)
    with pytest.raises(NotReady) as refused:
        correct(house, published, SetEnding(None))
    assert FAREWELL in {fault.path for fault in refused.value.faults}
    assert house.app.scoring.read(house.bruno, published.id) == published
    edits: list[Edit | SetEnding] = [SetEnding(None)]
    edits += [
        Edit(number, fault.path, ChooseLevel(criterion_at(published, fault.path).scale[0].id))
        for number, fault in enumerate(refused.value.faults, 1)
    ]
    corrected = correct(house, published, *edits)
    assert (corrected.facts.ending, corrected.revision) == (None, 2)
    assert not unanswered(corrected.scorecard, corrected.answers, corrected.facts)
    (revised,) = house.app.feedback.read(house.anna, published.id).revisions
    assert revised.ending == (Ending.DROPPED, None)
    assert FAREWELL in {change.path for change in revised.changes}


def test_what_the_ending_takes_away_is_no_not_applicable_of_the_evaluator_s_any_more(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    spared = next(path for path in paths(draft, not_applicable=True) if Ending.DROPPED in _rule(draft, path))
    house.app.scoring.edit(house.bruno, draft.id, "tab", [Edit(1, spared, ChooseNotApplicable())])
    published = house.app.scoring.publish(house.bruno, draft.id)
    assert published.answers[spared].choice is NOT_APPLICABLE
    corrected = correct(house, published, SetEnding(Ending.DROPPED))
    assert corrected.answers.get(spared, Answer()).choice is None


def test_the_same_ending_changes_nothing_and_nobody_else_corrects_it(house: House, published: Evaluation) -> None:
    with pytest.raises(NothingChanged):
        correct(house, published, SetEnding(None))
    for actor in (house.anna, house.elena, house.carla, house.dario):
        with pytest.raises(Forbidden):
            house.app.corrections.correct(actor, published.id, [SetEnding(Ending.ABUSE)], "No.", seen=1)


def test_an_ending_takes_nothing_from_a_dispute_and_adds_nothing_to_one_about_the_whole(
    house: House, published: Evaluation
) -> None:
    house.app.feedback.dispute(house.anna, published.id, criteria=[DisputedCriterion(FAREWELL, "L'ho detto.")])
    with pytest.raises(EndingInDispute):
        correct(house, published, SetEnding(Ending.DROPPED))
    other = ended(house)
    house.app.feedback.dispute(house.anna, other.id, "Non era caduta.")
    edits = [
        Edit(number, path, ChooseLevel(criterion_at(other, path).scale[0].id))
        for number, path in enumerate(path for path, _ in other.scorecard.criteria())
        if path not in disputable(other)
    ]
    with pytest.raises(EndingInDispute):
        correct(house, other, SetEnding(None), *edits)


def test_an_ending_that_leaves_the_disputed_criterion_alone_is_corrected_meanwhile(
    house: House, published: Evaluation
) -> None:
    kept = next(path for path in paths(published) if Ending.DROPPED not in _rule(published, path))
    house.app.feedback.dispute(house.anna, published.id, criteria=[DisputedCriterion(kept, "No.")])
    corrected = correct(house, published, SetEnding(Ending.DROPPED))
    assert (corrected.status, corrected.facts.ending) == (Status.DISPUTED, Ending.DROPPED)


def test_nobody_disputes_hears_or_decides_what_the_ending_leaves_out(house: House) -> None:
    published = ended(house)
    with pytest.raises(NotDisputable):
        house.app.feedback.dispute(house.anna, published.id, criteria=[DisputedCriterion(FAREWELL, "L'ho detto.")])
    house.app.feedback.dispute(house.anna, published.id, "Non era caduta.")
    assert FAREWELL not in house.app.feedback.read(house.carla, published.id).unheard
    house.app.feedback.listen(house.carla, published.id, {})
    ruling = Ruling(Decision.CHANGED, "Si sente.", criterion_at(published, FAREWELL).scale[0].id)
    with pytest.raises(RulingsDoNotFit):
        house.app.feedback.decide_each(house.carla, published.id, {FAREWELL: ruling})
    house.app.feedback.decide(house.carla, published.id, uphold=False, words="Non conta.")
    with house.app.database.read() as tx:
        stored = tx.evaluations.get(published.id)
    assert stored is not None
    assert stored.status is Status.OVERTURNED


def _rule(evaluation: Evaluation, path: str) -> tuple[Ending, ...]:
    return tuple(criterion_at(evaluation, path).applies_when.not_endings)
