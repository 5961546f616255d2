"""Corrections: a revision beside what was published, with who, when and why; averages follow."""

from __future__ import annotations

import pytest

from benvenuto.domain.answer import Answer
from benvenuto.domain.dispute import DisputedCriterion
from benvenuto.domain.edits import Change, ChooseLevel, ChooseNotApplicable, Edit, SetNote, SetSummary
from benvenuto.domain.evaluation import AlreadyCorrected, Evaluation, NotReady, Status, WrongStatus
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.revision import RevisionKind
from benvenuto.services.feedback.corrections import CorrectedMeanwhile, CriterionInDispute, NothingChanged
from benvenuto.services.feedback.writing import EmptyComment
from tests.house import House, criterion_at, paths
from tests.storage.quality.test_weekly_rollups import agree


@pytest.fixture
def published(house: House) -> Evaluation:
    """Bruno's, of a drawn call of Anna's, with the lowest level at the first critical criterion."""
    draft = house.app.scoring.begin(house.bruno, house.drawn_call(house.anna, house.bruno))
    return house.app.scoring.publish(house.bruno, house.answer(house.bruno, draft, lowest=critical(draft)).id)


def critical(evaluation: Evaluation) -> str:
    return paths(evaluation, critical=True)[0]


def best(evaluation: Evaluation, path: str) -> ChooseLevel:
    return ChooseLevel(criterion_at(evaluation, path).scale[0].id)


def correct(
    house: House, evaluation: Evaluation, *changes: tuple[str, Change | SetSummary], seen: int = 1
) -> Evaluation:
    edits = [Edit(number, path, change) for number, (path, change) in enumerate(changes, 1)]
    return house.app.corrections.correct(house.bruno, evaluation.id, edits, "Mi sono sbagliato.", seen=seen)


def test_a_correction_is_a_revision_and_the_first_stays_as_published(house: House, published: Evaluation) -> None:
    path = critical(published)
    house.clock.forward(days=1)
    corrected = correct(house, published, (path, best(published, path)))
    assert (corrected.revision, corrected.answers[path].choice) == (2, best(published, path).level)
    with house.app.database.read() as tx:
        assert tx.evaluations.answers(published.id, 1) == published.answers
    (revised,) = house.app.feedback.read(house.anna, published.id).revisions
    assert [(change.path, change.before, change.after) for change in revised.changes] == [
        (path, published.answers[path], corrected.answers[path])
    ]
    revision = revised.revision
    assert (revision.author_name, revision.reason, revision.at) == ("Bruno", "Mi sono sbagliato.", house.clock())
    assert revision.kind is RevisionKind.CORRECTION
    assert house.audit().count("evaluation_corrected") == 1


def test_score_rubrics_critical_errors_and_sums_by_week_follow(house: House, published: Evaluation) -> None:
    path = critical(published)
    corrected = correct(house, published, (path, best(published, path)))
    before, after = published.score, corrected.score
    assert before is not None
    assert after is not None
    assert [error.path for error in before.critical_errors] == [path]
    assert after.critical_errors == ()
    assert before.final is not None
    assert after.final is not None
    assert before.final < after.final
    with house.app.database.read() as tx:
        stored = tx.evaluations.get(published.id)
    assert stored is not None
    assert (stored.care_score, stored.final_score, stored.passed) == (after.care, after.final, after.passed)
    agree(house.app.database)


def test_the_words_for_the_agent_are_corrected_likewise(house: House, published: Evaluation) -> None:
    correct(house, published, ("", SetSummary("Primo.")))
    correct(house, published, ("", SetSummary("Secondo.")), seen=2)
    read = house.app.feedback.read(house.anna, published.id)
    assert read.evaluation.summary == "Secondo."
    assert [revised.summary for revised in read.revisions] == [("", "Primo."), ("Primo.", "Secondo.")]


def test_it_must_be_as_complete_as_a_publication(house: House, published: Evaluation) -> None:
    path = critical(published)
    with pytest.raises(NotReady):
        correct(house, published, (path, SetNote("")))
    assert house.app.scoring.read(house.bruno, published.id) == published


def test_it_refuses_a_correction_that_changes_nothing_and_one_without_a_reason(
    house: House, published: Evaluation
) -> None:
    path = critical(published)
    with pytest.raises(NothingChanged):
        correct(house, published, (path, ChooseLevel("no such level")))
    with pytest.raises(EmptyComment):
        house.app.corrections.correct(house.bruno, published.id, [Edit(1, path, best(published, path))], "  ", seen=1)
    assert house.app.scoring.read(house.bruno, published.id) == published


def test_what_is_sent_twice_is_corrected_once_and_another_window_overwrites_nothing(
    house: House, published: Evaluation
) -> None:
    path = critical(published)
    first = correct(house, published, (path, best(published, path)))
    assert correct(house, published, (path, best(published, path))) == first
    with pytest.raises(CorrectedMeanwhile):
        correct(house, published, (path, SetNote("Da un'altra finestra.")))
    assert house.app.scoring.read(house.bruno, published.id).revision == 2


def test_only_who_published_it_may_correct_it(house: House, published: Evaluation) -> None:
    for actor in (house.anna, house.elena, house.carla, house.dario, house.beatrice):
        with pytest.raises(Forbidden):
            house.app.corrections.correct(actor, published.id, [Edit(1, "", SetSummary("No."))], "Così.", seen=1)
    assert house.app.scoring.read(house.bruno, published.id) == published


def test_a_draft_is_edited_and_not_corrected(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    with pytest.raises(Forbidden):
        correct(house, draft, ("", SetSummary("Così.")))


def test_a_criterion_in_dispute_waits_for_the_decision_and_the_others_do_not(
    house: House, published: Evaluation
) -> None:
    disputed, other = critical(published), paths(published)[-1]
    house.app.feedback.dispute(house.anna, published.id, criteria=[DisputedCriterion(disputed, "L'ho detto.", 7.0)])
    with pytest.raises(CriterionInDispute):
        correct(house, published, (disputed, best(published, disputed)))
    corrected = correct(house, published, (other, SetNote("Sentito meglio.")))
    assert corrected.status is Status.DISPUTED
    assert corrected.answers[other].note == "Sentito meglio."


def test_a_rule_does_not_take_a_disputed_criterion_away(house: House) -> None:
    published = house.published(house.bruno, house.call(house.anna, reason="complaint"))
    ruled = next(
        (path, criterion.applies_when)
        for path, criterion in published.scorecard.criteria()
        if criterion.applies_when.criterion and published.answers.get(path, Answer()).choice
    )
    path, rule = ruled
    house.app.feedback.dispute(house.anna, published.id, criteria=[DisputedCriterion(path, "No.")])
    scale = criterion_at(published, rule.criterion).scale
    closing = next(level.id for level in scale if level.id not in rule.levels)
    with pytest.raises(CriterionInDispute):
        correct(house, published, (rule.criterion, ChooseLevel(closing)))


def test_of_a_dispute_about_the_whole_evaluation_no_mark_is_corrected(house: House, published: Evaluation) -> None:
    house.app.feedback.dispute(house.anna, published.id, "Non ero io.")
    with pytest.raises(CriterionInDispute):
        correct(house, published, (paths(published)[-1], SetNote("Un appunto.")))


@pytest.mark.parametrize("uphold", [True, False])
def test_what_was_decided_is_settled(house: House, published: Evaluation, uphold: bool) -> None:
    house.app.feedback.dispute(house.anna, published.id, "Non ero io.")
    house.decide(house.carla, published.id, uphold=uphold, words="Deciso.")
    with pytest.raises(WrongStatus):
        correct(house, published, ("", SetSummary("Ancora.")))


def test_what_was_corrected_is_not_taken_back(house: House, published: Evaluation) -> None:
    correct(house, published, ("", SetSummary("Corretto.")))
    with pytest.raises(AlreadyCorrected):
        house.app.scoring.take_back(house.bruno, published.id)


def test_not_applicable_is_chosen_only_where_the_scale_has_it(house: House, published: Evaluation) -> None:
    allowed = set(paths(published, not_applicable=True))
    never = next(path for path in paths(published) if path not in allowed)
    with pytest.raises(NothingChanged):
        correct(house, published, (never, ChooseNotApplicable()))
    path = next(iter(sorted(allowed - {critical(published)})))
    corrected = correct(house, published, (path, ChooseNotApplicable()))
    assert corrected.revision == 2
    agree(house.app.database)
