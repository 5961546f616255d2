"""Scoring: a draft saved at every click, and a publication that happens once and counts once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TypeVar

import pytest

from benvenuto.domain.answer import NOT_APPLICABLE, Answer, Moment
from benvenuto.domain.edits import (
    LONGEST_SUMMARY,
    AddMoment,
    ChooseLevel,
    ChooseNotApplicable,
    ClearChoice,
    Edit,
    NoteMoment,
    SetNote,
    SetReasons,
    SetSummary,
)
from benvenuto.domain.evaluation import Evaluation, NotReady, SelectionKind, Status
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.people import Actor
from tests.house import House, criterion_at, paths

TAB = "tab 1"
T = TypeVar("T")


def together(work: Callable[[Actor], T], actors: list[Actor]) -> list[T]:
    """Do the same thing as several people in the same moment."""
    barrier = Barrier(len(actors))

    def start(actor: Actor) -> T:
        barrier.wait()
        return work(actor)

    with ThreadPoolExecutor(len(actors)) as pool:
        return list(pool.map(start, actors))


def level(evaluation: Evaluation, path: str, place: int = 0) -> str:
    return criterion_at(evaluation, path).scale[place].id


def answered(house: House, evaluation: Evaluation) -> dict[str, Answer]:
    return dict(house.app.scoring.read(house.bruno, evaluation.id).answers)


@pytest.fixture
def draft(house: House) -> Evaluation:
    """Bruno's fresh draft on a call of Anna's."""
    return house.app.scoring.begin(house.bruno, house.call(house.anna))


def test_beginning_again_goes_on_where_one_was(house: House, draft: Evaluation) -> None:
    house.app.scoring.edit(house.bruno, draft.id, TAB, [Edit(1, paths(draft)[0], SetNote("sentito"))])
    again = house.app.scoring.begin(house.bruno, draft.call_id)
    assert again.id == draft.id
    assert again.answers[paths(draft)[0]].note == "sentito"
    assert house.audit().count("evaluation_begun") == 1


def test_two_tabs_that_begin_at_once_share_one_draft(house: House) -> None:
    call_id = house.call(house.anna)
    begun = together(lambda actor: house.app.scoring.begin(actor, call_id).id, [house.bruno] * 4)
    assert len(set(begun)) == 1


def test_the_contact_reason_chooses_the_scorecard_and_a_name_overrules_it(house: House) -> None:
    begin = house.app.scoring.begin
    assert begin(house.bruno, house.call(house.anna, reason="complaint")).scorecard.id == "complaint"
    assert begin(house.bruno, house.call(house.anna, reason="delivery")).scorecard.id == "order-support"
    assert begin(house.bruno, house.call(house.anna, reason="something new")).scorecard.id == "general-enquiry"
    assert begin(house.bruno, house.call(house.anna), "complaint").scorecard.id == "complaint"


def test_a_drawn_call_is_random_and_carries_its_probability(house: House) -> None:
    for _ in range(4):
        house.call(house.anna)
    house.app.sampling.set_plan(house.bruno, house.nord, 7)  # by Wednesday 3 of these 4
    call_id = house.app.sampling.next_call(house.bruno)
    assert call_id is not None
    selection = house.app.scoring.begin(house.bruno, call_id).selection
    assert selection.kind is SelectionKind.RANDOM
    assert selection.probability == pytest.approx(3 / 4)


def test_a_call_picked_by_hand_is_targeted(draft: Evaluation) -> None:
    assert (draft.selection.kind, draft.selection.probability) == (SelectionKind.TARGETED, None)


def test_one_s_own_call_is_a_self_evaluation_even_when_it_was_drawn(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    assert house.app.scoring.begin(house.anna, house.recorded(call_id)).selection.kind is SelectionKind.SELF
    assert house.app.scoring.begin(house.bruno, call_id).selection.kind is SelectionKind.RANDOM


def test_it_refuses_calls_of_nobody_and_calls_that_are_not_there(house: House) -> None:
    for call_id in (house.call(None), 4711):
        with pytest.raises(Forbidden):
            house.app.scoring.begin(house.bruno, call_id)


def test_it_refuses_other_people_s_calls_to_agents_and_other_teams_calls_to_supervisors(house: House) -> None:
    for actor, agent in ((house.anna, house.elena), (house.bruno, house.andrea), (house.carla, house.anna)):
        with pytest.raises(Forbidden):
            house.app.scoring.begin(actor, house.call(agent))


def test_every_kind_of_edit_is_kept(house: House, draft: Evaluation) -> None:
    path = paths(draft)[0]
    reason = next(p for p in paths(draft)[1:] if criterion_at(draft, p).reasons)
    spared = next(p for p in paths(draft, not_applicable=True) if p not in (path, reason))
    edits = [
        Edit(1, path, ChooseLevel(level(draft, path))),
        Edit(2, path, SetNote("«Casa Lume» 😀")),
        Edit(3, path, AddMoment("m1", 12.5, "")),
        Edit(4, path, NoteMoment("m1", "qui")),
        Edit(5, reason, ChooseLevel(level(draft, reason, -1))),
        Edit(6, reason, SetReasons((criterion_at(draft, reason).reasons[0].id, "unknown"))),
        Edit(7, spared, ChooseNotApplicable()),
    ]
    evaluation, last = house.app.scoring.edit(house.bruno, draft.id, TAB, edits)
    assert last == 7
    kept = evaluation.answers
    assert kept == house.app.scoring.read(house.bruno, draft.id).answers
    assert kept[path].choice == level(draft, path)
    assert kept[path].note == "«Casa Lume» 😀"
    assert kept[path].moments == (Moment("m1", 12.5, "qui"),)
    assert kept[reason].reasons == (criterion_at(draft, reason).reasons[0].id,)
    assert kept[spared].choice is NOT_APPLICABLE


def test_edits_that_arrive_twice_count_once(house: House, draft: Evaluation) -> None:
    path = paths(draft)[0]
    edits = [Edit(1, path, ChooseLevel(level(draft, path))), Edit(2, path, ClearChoice())]
    house.app.scoring.edit(house.bruno, draft.id, TAB, edits)
    house.app.scoring.edit(house.bruno, draft.id, TAB, [Edit(3, path, ChooseLevel(level(draft, path, -1)))])
    evaluation, last = house.app.scoring.edit(house.bruno, draft.id, TAB, edits)
    assert last == 3
    assert evaluation.answers[path].choice == level(draft, path, -1)


def test_edits_that_arrive_in_another_order_are_applied_in_their_own(house: House, draft: Evaluation) -> None:
    path = paths(draft)[0]
    edits = [
        Edit(3, path, ChooseLevel(level(draft, path, -1))),
        Edit(1, path, ChooseLevel(level(draft, path))),
        Edit(2, path, ClearChoice()),
    ]
    evaluation, last = house.app.scoring.edit(house.bruno, draft.id, TAB, edits)
    assert (last, evaluation.answers[path].choice) == (3, level(draft, path, -1))


def test_two_tabs_number_their_edits_each_for_itself(house: House, draft: Evaluation) -> None:
    first, second = paths(draft)[:2]
    house.app.scoring.edit(house.bruno, draft.id, "tab 1", [Edit(5, first, SetNote("uno"))])
    house.app.scoring.edit(house.bruno, draft.id, "tab 2", [Edit(1, second, SetNote("due"))])
    assert {path: answer.note for path, answer in answered(house, draft).items()} == {first: "uno", second: "due"}


def test_an_older_tab_that_hands_in_its_last_edits_again_overwrites_nothing_newer(
    house: House, draft: Evaluation
) -> None:
    """Whatever a page sent last it sends again at each of its runs, whatever another tab has changed meanwhile."""
    path = paths(draft)[0]
    older = [Edit(1, path, ChooseLevel(level(draft, path))), Edit(2, "", SetSummary("an older thought"))]
    newer = [Edit(1, path, ChooseLevel(level(draft, path, -1))), Edit(2, "", SetSummary("a better one"))]
    house.app.scoring.edit(house.bruno, draft.id, "older tab", older)
    house.app.scoring.edit(house.bruno, draft.id, "newer tab", newer)
    for again in (older, older[1:]):
        evaluation, last = house.app.scoring.edit(house.bruno, draft.id, "older tab", again)
        assert last == 2
        assert evaluation.answers[path].choice == level(draft, path, -1)
        assert evaluation.summary == "a better one"


def test_edits_of_many_tabs_at_once_are_all_kept(house: House, draft: Evaluation) -> None:
    chosen = paths(draft)[:6]

    def note(index: int) -> None:
        house.app.scoring.edit(house.bruno, draft.id, f"tab {index}", [Edit(1, chosen[index], SetNote("qui"))])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(note, range(6)))
    assert set(answered(house, draft)) == set(chosen)


def test_edits_that_name_nothing_on_the_scorecard_are_passed_over(house: House, draft: Evaluation) -> None:
    path = paths(draft)[0]
    strict = next(p for p in paths(draft) if not criterion_at(draft, p).not_applicable)
    edits = [
        Edit(1, "no/such", ChooseLevel("best")),
        Edit(2, path, ChooseLevel("no such level")),
        Edit(3, strict, ChooseNotApplicable()),
        Edit(4, path, NoteMoment("no such moment", "qui")),
    ]
    evaluation, last = house.app.scoring.edit(house.bruno, draft.id, TAB, edits)
    assert last == 4
    assert all(answer.choice is None for answer in evaluation.answers.values())
    assert "no/such" not in evaluation.answers


def test_text_that_no_database_can_keep_loses_only_that(house: House, draft: Evaluation) -> None:
    path = paths(draft)[0]
    edits = [Edit(1, path, SetNote("a\0b\ud800c")), Edit(2, path, AddMoment("\0", 1.0, ""))]
    house.app.scoring.edit(house.bruno, draft.id, TAB, edits)
    assert answered(house, draft)[path].note == "abc"


def test_it_refuses_edits_of_who_did_not_begin_the_draft(house: House, draft: Evaluation) -> None:
    edit = Edit(1, paths(draft)[0], SetNote("mine"))
    for actor in (house.elena, house.beatrice, house.anna, house.carla, house.dario):
        with pytest.raises(Forbidden):
            house.app.scoring.edit(actor, draft.id, TAB, [edit])
        with pytest.raises(Forbidden):
            house.app.scoring.edit(actor, draft.id, TAB, [Edit(1, "", SetSummary("mine"))])
        with pytest.raises(Forbidden):
            house.app.scoring.publish(actor, draft.id)
        with pytest.raises(Forbidden):
            house.app.scoring.discard(actor, draft.id)
        assert not house.app.scoring.may_edit(actor, draft)
    assert house.app.scoring.may_edit(house.bruno, draft)
    assert answered(house, draft) == {}


def test_two_evaluators_of_one_call_do_not_overwrite_each_other(house: House) -> None:
    call_id = house.call(house.anna)
    brunos, elenas = house.draft(house.bruno, call_id, level=0), house.draft(house.elena, call_id, level=-1)
    assert brunos.id != elenas.id
    assert house.app.scoring.read(house.bruno, brunos.id).answers == brunos.answers
    assert house.app.scoring.read(house.elena, elenas.id).answers == elenas.answers
    assert brunos.answers != elenas.answers


def test_the_summary_is_kept_and_has_an_end(house: House, draft: Evaluation) -> None:
    words = Edit(1, "", SetSummary("x" * (LONGEST_SUMMARY + 5)))
    evaluation, _ = house.app.scoring.edit(house.bruno, draft.id, TAB, [words])
    assert len(evaluation.summary) == LONGEST_SUMMARY
    assert house.app.scoring.read(house.bruno, draft.id) == evaluation


def test_edits_of_criteria_leave_the_summary_alone_and_the_other_way_round(house: House, draft: Evaluation) -> None:
    path = paths(draft)[0]
    house.app.scoring.edit(house.bruno, draft.id, "tab 1", [Edit(1, "", SetSummary("Brava."))])
    house.app.scoring.edit(house.bruno, draft.id, "tab 2", [Edit(1, path, SetNote("sentito"))])
    house.app.scoring.edit(house.bruno, draft.id, "tab 1", [Edit(2, "", SetSummary("Brava, Anna."))])
    kept = house.app.scoring.read(house.bruno, draft.id)
    assert (kept.summary, kept.answers[path].note) == ("Brava, Anna.", "sentito")
    assert set(kept.answers) == {path}


def test_text_in_a_summary_that_no_database_can_keep_loses_only_that(house: House, draft: Evaluation) -> None:
    evaluation, _ = house.app.scoring.edit(house.bruno, draft.id, TAB, [Edit(1, "", SetSummary("a\0b\ud800c"))])
    assert house.app.scoring.read(house.bruno, draft.id).summary == "abc"
    assert evaluation.summary


def test_publishing_stores_the_score_that_the_draft_showed(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna), level=1)
    assert draft.score is not None
    published = house.app.scoring.publish(house.bruno, draft.id)
    assert published.status is Status.PUBLISHED
    assert published.published_at == house.clock()
    assert published.score == draft.score
    with house.app.database.read() as tx:
        stored = tx.evaluations.get(draft.id)
    assert stored is not None
    assert (stored.care_score, stored.final_score, stored.passed) == pytest.approx(
        (draft.score.care, draft.score.final, draft.score.passed)
    )


def test_it_refuses_to_publish_what_lacks_something_and_names_all_of_it(house: House, draft: Evaluation) -> None:
    with pytest.raises(NotReady) as refused:
        house.app.scoring.publish(house.bruno, draft.id)
    assert {fault.path for fault in refused.value.faults} == set(paths(draft))
    assert house.app.scoring.read(house.bruno, draft.id).status is Status.DRAFT


def test_it_refuses_a_critical_error_without_a_word(house: House, draft: Evaluation) -> None:
    path = paths(draft, critical=True)[0]
    house.answer(house.bruno, draft, lowest=path)
    house.app.scoring.edit(house.bruno, draft.id, TAB, [Edit(1, path, SetNote("  "))])
    with pytest.raises(NotReady) as refused:
        house.app.scoring.publish(house.bruno, draft.id)
    assert [fault.path for fault in refused.value.faults] == [path]


def test_published_twice_it_is_published_once(house: House) -> None:
    first = house.published(house.bruno, house.call(house.anna))
    house.clock.forward(hours=1)
    assert house.app.scoring.publish(house.bruno, first.id) == first
    assert house.audit().count("evaluation_published") == 1


def test_published_in_two_tabs_at_once_it_is_published_once(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    done = together(lambda actor: house.app.scoring.publish(actor, draft.id), [house.bruno] * 2)
    assert done[0] == done[1]
    assert house.audit().count("evaluation_published") == 1


def test_what_is_published_cannot_be_changed_or_thrown_away(house: House) -> None:
    published = house.published(house.bruno, house.call(house.anna))
    path = paths(published)[0]
    with pytest.raises(Forbidden):
        house.app.scoring.edit(house.bruno, published.id, TAB, [Edit(1, path, SetNote("later"))])
    with pytest.raises(Forbidden):
        house.app.scoring.edit(house.bruno, published.id, TAB, [Edit(1, "", SetSummary("later"))])
    with pytest.raises(Forbidden):
        house.app.scoring.discard(house.bruno, published.id)
    assert house.app.scoring.read(house.bruno, published.id) == published


def test_a_second_evaluation_of_a_drawn_call_is_targeted(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    assert house.published(house.bruno, call_id).selection.kind is SelectionKind.RANDOM
    assert house.published(house.elena, call_id).selection.kind is SelectionKind.TARGETED


def test_a_draft_takes_the_draw_while_another_begins_and_whoever_publishes_first_keeps_it(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    first, second = house.draft(house.bruno, call_id), house.draft(house.elena, call_id)
    assert (first.selection.kind, second.selection.kind) == (SelectionKind.RANDOM, SelectionKind.TARGETED)
    assert house.app.scoring.publish(house.elena, second.id).selection.kind is SelectionKind.RANDOM
    assert house.app.scoring.publish(house.bruno, first.id).selection.kind is SelectionKind.TARGETED


def counted_as_random(house: House, call_id: int) -> list[bool]:
    with house.app.database.read() as tx:
        return sorted(one.selection.kind is SelectionKind.RANDOM for one in tx.evaluations.of_call(call_id))


def test_two_who_begin_a_drawn_call_at_once_count_it_once(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    together(lambda actor: house.app.scoring.begin(actor, call_id), [house.bruno, house.elena])
    for actor in (house.bruno, house.elena):
        house.published(actor, call_id)
    assert counted_as_random(house, call_id) == [False, True]


def test_two_random_drafts_published_at_once_count_the_call_once(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    drafts = {actor.id: house.draft(actor, call_id).id for actor in (house.bruno, house.elena)}
    with house.app.database.write() as tx:  # as two would stand that began in the same moment
        for draft_id in drafts.values():
            tx.evaluations.set(draft_id, selection="random", probability=1.0)
    together(lambda actor: house.app.scoring.publish(actor, drafts[actor.id]), [house.bruno, house.elena])
    assert counted_as_random(house, call_id) == [False, True]


def test_a_discarded_draft_is_gone_and_can_be_begun_anew(house: House) -> None:
    draft = house.draft(house.bruno, house.call(house.anna))
    house.app.scoring.discard(house.bruno, draft.id)
    with pytest.raises(Forbidden):
        house.app.scoring.read(house.bruno, draft.id)
    again = house.app.scoring.begin(house.bruno, draft.call_id)
    assert again.answers == {}
    written = next(row for row in house.app.audit.latest(house.dario, limit=100) if row.action == "draft_discarded")
    assert (written.subject_type, written.subject_id) == ("evaluation", str(draft.id))
    assert written.detail["call"] == draft.call_id


def test_a_drawn_call_whose_draft_was_discarded_is_offered_again(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    house.app.scoring.discard(house.elena, house.app.scoring.begin(house.elena, call_id).id)
    assert house.app.sampling.next_call(house.bruno) == call_id
    assert house.app.scoring.begin(house.bruno, call_id).selection.kind is SelectionKind.RANDOM


def test_a_draft_moved_out_of_reach_can_no_longer_be_touched(house: House, draft: Evaluation) -> None:
    without_role = replace(house.bruno, memberships=frozenset())
    with pytest.raises(Forbidden):
        house.app.scoring.publish(without_role, draft.id)


def test_a_call_picked_by_hand_counts_as_random_once_it_is_drawn_too(house: House) -> None:
    before, begun = house.call(house.anna), house.call(house.anna)
    published = house.published(house.bruno, before)
    draft = house.draft(house.bruno, begun)
    assert (published.selection.kind, draft.selection.kind) == (SelectionKind.TARGETED, SelectionKind.TARGETED)
    house.clock.forward(days=7)  # the week is over, and due whole
    house.app.sampling.set_plan(house.bruno, house.nord, 20)
    assert house.app.sampling.draw_due(house.bruno) == 2
    for evaluation_id in (published.id, house.app.scoring.publish(house.bruno, draft.id).id):
        found = house.app.scoring.read(house.bruno, evaluation_id).selection
        assert (found.kind, found.probability) == (SelectionKind.RANDOM, 1.0)


def test_an_overturned_evaluation_leaves_the_draw_to_another(house: House) -> None:
    call_id = house.drawn_call(house.anna, house.bruno)
    first, second = house.draft(house.bruno, call_id), house.draft(house.elena, call_id)
    house.app.scoring.publish(house.bruno, first.id)
    house.app.feedback.dispute(house.anna, first.id, "Non è andata così.")
    house.decide(house.carla, first.id, uphold=False, words="Ha ragione.")
    assert house.app.scoring.publish(house.elena, second.id).selection.kind is SelectionKind.RANDOM
