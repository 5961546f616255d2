"""Feedback: read once it is published, acknowledged, commented, disputed, answered and decided."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from benvenuto.domain.edits import Edit, SetNote
from benvenuto.domain.evaluation import Evaluation, Status, WrongStatus
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.feedback_filter import FeedbackFilter, FeedbackOrder, FeedbackState
from benvenuto.domain.people import Actor, Membership, Role
from benvenuto.services.feedback.writing import LONGEST_COMMENT, EmptyComment
from benvenuto.services.quality.trends import Asked
from tests.house import House, paths


@pytest.fixture
def published(house: House) -> Evaluation:
    """What Bruno published about Anna."""
    return house.published(house.bruno, house.call(house.anna))


def status(house: House, evaluation: Evaluation) -> Status:
    return house.app.scoring.read(house.bruno, evaluation.id).status


def said(house: House, evaluation: Evaluation) -> list[tuple[str, str, str]]:
    comments = house.app.feedback.read(house.bruno, evaluation.id).comments
    return [(one.author_name, one.kind, one.text) for one in comments]


def test_a_draft_is_invisible_to_its_agent_and_no_feedback_to_anybody(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    assert house.app.feedback.mine(house.anna) == ([], 0)
    for actor in (house.anna, house.bruno, house.elena, house.carla):
        with pytest.raises(Forbidden):
            house.app.feedback.read(actor, draft.id)


def test_the_agent_reads_what_is_published_the_newest_first(house: House, published: Evaluation) -> None:
    house.clock.forward(hours=1)
    newer = house.published(house.bruno, house.call(house.anna))
    rows, number = house.app.feedback.mine(house.anna)
    assert ([one.id for one in rows], number) == ([newer.id, published.id], 2)
    assert [one.id for one in house.app.feedback.mine(house.anna, limit=1, offset=1)[0]] == [published.id]
    assert house.app.feedback.read(house.anna, published.id).evaluation.score == published.score


def test_it_refuses_a_list_of_their_own_to_who_is_no_agent(house: House) -> None:
    with pytest.raises(Forbidden):
        house.app.feedback.mine(house.bruno)


def test_acknowledging_says_when_and_acknowledging_again_changes_nothing(house: House, published: Evaluation) -> None:
    house.app.feedback.acknowledge(house.anna, published.id)
    first = house.app.scoring.read(house.anna, published.id)
    assert (first.status, first.acknowledged_at) == (Status.ACKNOWLEDGED, house.clock())
    house.clock.forward(days=1)
    house.app.feedback.acknowledge(house.anna, published.id)
    assert house.app.scoring.read(house.anna, published.id) == first
    assert house.audit().count("evaluation_acknowledged") == 1


def test_agent_and_supervisor_comment_as_often_as_they_like(house: House, published: Evaluation) -> None:
    house.app.feedback.comment(house.anna, published.id, " Grazie! ")
    house.app.feedback.comment(house.bruno, published.id, "Prego.")
    house.app.feedback.comment(house.anna, published.id, "<b>città</b>")
    assert said(house, published) == [
        ("Anna", "comment", "Grazie!"),
        ("Bruno", "comment", "Prego."),
        ("Anna", "comment", "<b>città</b>"),
    ]


def test_it_refuses_a_comment_from_who_only_reads(house: House, published: Evaluation) -> None:
    for actor in (house.carla, house.andrea, house.beatrice, house.dario):
        with pytest.raises(Forbidden):
            house.app.feedback.comment(actor, published.id, "Mi permetto.")
    assert said(house, published) == []


def test_a_dispute_goes_from_the_agent_to_the_supervisor_s_answer_to_the_manager_s_decision(
    house: House, published: Evaluation
) -> None:
    feedback, disputes = house.app.feedback, house.app.deadlines.disputes
    feedback.dispute(house.anna, published.id, "Il nome l'ho detto.")
    assert status(house, published) is Status.DISPUTED
    assert [each.evaluation.id for each in disputes(house.bruno)] == [published.id]
    assert [each.evaluation.id for each in disputes(house.carla)] == [published.id]
    assert disputes(house.camillo) == []
    feedback.answer(house.bruno, published.id, "Non si sente.")
    assert status(house, published) is Status.DISPUTED
    house.decide(house.carla, published.id, uphold=True, words="Non si sente davvero.")
    assert status(house, published) is Status.UPHELD
    assert disputes(house.carla) == []
    assert said(house, published) == [
        ("Anna", "dispute", "Il nome l'ho detto."),
        ("Bruno", "answer", "Non si sente."),
        ("Carla", "decision", "Non si sente davvero."),
    ]


def test_what_is_acknowledged_can_still_be_disputed(house: House, published: Evaluation) -> None:
    house.app.feedback.acknowledge(house.anna, published.id)
    house.app.feedback.dispute(house.anna, published.id, "Ripensandoci, no.")
    assert status(house, published) is Status.DISPUTED


def test_what_is_overturned_counts_nowhere_but_can_still_be_read(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    evaluation = house.published(house.bruno, call_id)
    assert house.app.trends.own(house.anna) is not None
    house.app.feedback.dispute(house.anna, evaluation.id, "Non ero io.")
    house.decide(house.carla, evaluation.id, uphold=False, words="Ha ragione.")
    assert house.app.trends.own(house.anna) is None
    assert house.app.trends.lines(house.carla, Asked()) == []
    assert house.app.feedback.read(house.anna, evaluation.id).evaluation.status is Status.OVERTURNED


@pytest.mark.parametrize("uphold", [True, False])
def test_a_decision_is_the_end(house: House, published: Evaluation, uphold: bool) -> None:
    feedback = house.app.feedback
    feedback.dispute(house.anna, published.id, "No.")
    house.decide(house.carla, published.id, uphold=uphold, words="Deciso.")
    with pytest.raises(WrongStatus):
        feedback.dispute(house.anna, published.id, "Ancora no.")
    with pytest.raises(WrongStatus):
        feedback.acknowledge(house.anna, published.id)
    with pytest.raises(WrongStatus):
        feedback.answer(house.bruno, published.id, "Aggiungo.")
    with pytest.raises(Forbidden):
        feedback.decide(house.carla, published.id, uphold=not uphold, words="Anzi.")


def test_it_refuses_to_answer_or_decide_what_is_not_disputed(house: House, published: Evaluation) -> None:
    with pytest.raises(WrongStatus):
        house.app.feedback.answer(house.bruno, published.id, "Rispondo.")
    with pytest.raises(Forbidden):
        house.app.feedback.decide(house.carla, published.id, uphold=True, words="Decido.")


def test_it_refuses_to_dispute_twice(house: House, published: Evaluation) -> None:
    house.app.feedback.dispute(house.anna, published.id, "No.")
    with pytest.raises(WrongStatus):
        house.app.feedback.dispute(house.anna, published.id, "No!")
    assert len(said(house, published)) == 1


def test_it_refuses_a_decision_by_the_supervisor_or_another_manager(house: House, published: Evaluation) -> None:
    house.app.feedback.dispute(house.anna, published.id, "No.")
    for actor in (house.bruno, house.camillo, house.anna, house.dario):
        with pytest.raises(Forbidden):
            house.app.feedback.decide(actor, published.id, uphold=True, words="Decido io.")


def test_it_refuses_the_agent_s_part_to_everybody_else(house: House, published: Evaluation) -> None:
    for actor in (house.bruno, house.elena, house.andrea, house.carla, house.dario):
        with pytest.raises(Forbidden):
            house.app.feedback.acknowledge(actor, published.id)
        with pytest.raises(Forbidden):
            house.app.feedback.dispute(actor, published.id, "Per lei.")


Say = Callable[[House, Evaluation, str], None]
SAYINGS: dict[str, Say] = {
    "comment": lambda house, one, words: house.app.feedback.comment(house.anna, one.id, words),
    "answer": lambda house, one, words: house.app.feedback.answer(house.bruno, one.id, words),
    "ha deciso": lambda house, one, words: house.decide(house.carla, one.id, uphold=True, words=words),
}


@pytest.mark.parametrize("say", SAYINGS.values(), ids=SAYINGS)
@pytest.mark.parametrize("words", ["", "  \n ", "\u200b\u202e\0"])
def test_it_refuses_empty_words(house: House, say: Say, words: str) -> None:
    disputed = house.disputed(house.anna, house.bruno)
    before = said(house, disputed)
    with pytest.raises(EmptyComment):
        say(house, disputed, words)
    assert (said(house, disputed), status(house, disputed)) == (before, Status.DISPUTED)


def test_it_refuses_a_dispute_without_a_reason(house: House, published: Evaluation) -> None:
    with pytest.raises(EmptyComment):
        house.app.feedback.dispute(house.anna, published.id, " ")
    assert status(house, published) is Status.PUBLISHED


def test_words_have_an_end(house: House, published: Evaluation) -> None:
    house.app.feedback.comment(house.anna, published.id, "è" * (LONGEST_COMMENT + 1))
    assert said(house, published)[0][2] == "è" * LONGEST_COMMENT


def readers(house: House, evaluation: Evaluation) -> set[str]:
    def may(actor: Actor) -> bool:
        try:
            house.app.feedback.read(actor, evaluation.id)
        except Forbidden:
            return False
        return True

    return {name for name, actor in house.people.items() if may(actor)}


def test_the_evaluations_asked_for_are_only_those_one_may_read(house: House, published: Evaluation) -> None:
    other = house.published(house.beatrice, house.call(house.andrea))
    draft = house.draft(house.bruno, house.call(house.anna))
    ids = [published.id, other.id, draft.id, 4711]
    assert [one.id for one in house.app.feedback.these(house.anna, ids)] == [published.id]
    assert [one.id for one in house.app.feedback.these(house.camillo, ids)] == [other.id]
    assert house.app.feedback.these(house.dario, ids) == []
    assert readers(house, published) == {"Anna", "Bruno", "Elena", "Carla"}


def test_who_was_promoted_neither_answers_nor_decides_the_dispute_of_their_own_evaluation(house: House) -> None:
    disputed = house.disputed(house.anna, house.bruno)
    house.app.people.set_memberships(
        house.dario, house.anna.id, [Membership(role, house.nord) for role in (Role.SUPERVISOR, Role.MANAGER)]
    )
    promoted = replace(house.anna, memberships=frozenset(_held(house, house.anna)))
    with pytest.raises(Forbidden):
        house.app.feedback.answer(promoted, disputed.id, "Ho ragione io.")
    with pytest.raises(Forbidden):
        house.app.feedback.decide(promoted, disputed.id, uphold=False, words="Ho ragione io.")


def test_who_evaluated_or_answered_does_not_decide(house: House) -> None:
    both = [Membership(role, house.nord) for role in (Role.SUPERVISOR, Role.MANAGER)]
    disputed = house.disputed(house.anna, house.bruno)
    for actor in (house.bruno, house.elena):
        house.app.people.set_memberships(house.dario, actor.id, both)
    bruno, elena = (replace(actor, memberships=frozenset(both)) for actor in (house.bruno, house.elena))
    with pytest.raises(Forbidden):
        house.app.feedback.decide(bruno, disputed.id, uphold=True, words="Resta.")
    house.app.feedback.answer(elena, disputed.id, "Ho sentito la stessa cosa.")
    with pytest.raises(Forbidden):
        house.app.feedback.decide(elena, disputed.id, uphold=True, words="Resta.")
    house.decide(house.carla, disputed.id, uphold=True, words="Resta.")
    assert house.app.feedback.read(house.carla, disputed.id).stored.status is Status.UPHELD


def _held(house: House, actor: Actor) -> Sequence[Membership]:
    return next(person.memberships for person in house.app.people.everyone(house.dario) if person.id == actor.id)


# the agent's list, filtered


def listed(house: House, wanted: FeedbackFilter) -> list[int]:
    """The ids of Anna's list, with this filter."""
    rows, total = house.app.feedback.mine(house.anna, wanted)
    assert total == len(rows)
    return [row.id for row in rows]


def test_the_list_is_ordered_by_the_day_of_publication_or_of_the_call(house: House) -> None:
    late = house.published(house.bruno, house.call(house.anna))
    house.clock.forward(days=1)
    early = house.published(house.bruno, house.call(house.anna, at=house.clock() - timedelta(days=9)))
    assert listed(house, FeedbackFilter()) == [early.id, late.id]
    assert listed(house, FeedbackFilter(order=FeedbackOrder.CALLED)) == [late.id, early.id]


def test_a_period_is_of_the_day_by_which_the_list_is_ordered(house: House) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna, at=house.clock() - timedelta(days=9)))
    since = house.clock() - timedelta(days=2)
    assert listed(house, FeedbackFilter(begin=since)) == [evaluation.id]
    assert listed(house, FeedbackFilter(begin=since, order=FeedbackOrder.CALLED)) == []
    assert listed(house, FeedbackFilter(end=since, order=FeedbackOrder.CALLED)) == [evaluation.id]


def test_the_list_is_filtered_by_state_and_a_decided_dispute_stays_a_dispute(house: House) -> None:
    unread, read, open_dispute, decided = (house.published(house.bruno, house.call(house.anna)) for _ in range(4))
    house.app.feedback.acknowledge(house.anna, read.id)
    for evaluation in (open_dispute, decided):
        house.app.feedback.dispute(house.anna, evaluation.id, "Non sono d'accordo.")
    house.decide(house.carla, decided.id, uphold=True, words="Resta.")
    assert listed(house, FeedbackFilter(state=FeedbackState.TO_READ)) == [unread.id]
    assert listed(house, FeedbackFilter(state=FeedbackState.ACKNOWLEDGED)) == [read.id]
    assert listed(house, FeedbackFilter(state=FeedbackState.DISPUTED)) == [decided.id, open_dispute.id]


def test_the_list_is_filtered_by_contact_reason_and_rubric_and_offers_only_its_own(house: House) -> None:
    order = house.published(house.bruno, house.call(house.anna, reason="refund"))
    complaint = house.published(house.bruno, house.call(house.anna, reason="complaint"))
    house.published(house.beatrice, house.call(house.andrea, reason="booking"))
    known = house.app.feedback.choices(house.anna)
    assert list(known.contact_reasons) == ["complaint", "refund"]
    assert listed(house, FeedbackFilter(contact_reason="refund")) == [order.id]
    assert "complaint-recovery" in known.rubrics
    assert listed(house, FeedbackFilter(rubric_id="complaint-recovery")) == [complaint.id]


def test_the_search_finds_what_was_written_in_notes_and_comments_as_it_stands(house: House) -> None:
    noted, commented, _ = (house.draft(house.bruno, house.call(house.anna)) for _ in range(3))
    house.app.scoring.edit(house.bruno, noted.id, "t", [Edit(900, paths(noted)[0], SetNote("Sconto del 10% promesso"))])
    for draft in (noted, commented, _):
        house.app.scoring.publish(house.bruno, draft.id)
    house.app.feedback.comment(house.bruno, commented.id, "Ne parliamo LUNEDÌ alle 10.")
    assert listed(house, FeedbackFilter(words="sconto del")) == [noted.id]
    assert listed(house, FeedbackFilter(words="luned")) == [commented.id]
    assert listed(house, FeedbackFilter(words="10%")) == [noted.id]


def test_a_note_that_a_correction_has_replaced_is_not_searched(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    house.app.scoring.edit(house.bruno, draft.id, "t", [Edit(900, paths(draft)[0], SetNote("Prima stesura"))])
    house.app.scoring.publish(house.bruno, draft.id)
    with house.app.database.write() as tx:
        tx.evaluations.set(draft.id, revision=2)
    assert listed(house, FeedbackFilter(words="stesura")) == []


def test_what_an_own_list_can_be_filtered_by_is_told_to_agents_only(house: House) -> None:
    for actor in (house.bruno, house.carla, house.dario, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.feedback.choices(actor)
