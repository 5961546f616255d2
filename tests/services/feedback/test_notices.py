"""The inbox of one's own: who is told of what, until it is read or may no longer be."""

from __future__ import annotations

from dataclasses import replace

from benvenuto.domain.edits import Edit, SetNote
from benvenuto.domain.notices import NoticeFilter, NoticeGroup, NoticeKind, NoticeTarget
from benvenuto.domain.people import Actor, Membership, Role
from benvenuto.domain.sampling import SkipReason
from benvenuto.services.feedback.notices import EVERYTHING
from tests.house import House, drawn_twice
from tests.services.scene import coaching_plan

IDENTITY = "greeting/identity"


def kinds(house: House, actor: Actor, wanted: NoticeFilter = EVERYTHING) -> list[NoticeKind]:
    return [readable.notice.kind for readable in house.app.notices.listed(actor, wanted)[0]]


def test_a_publication_is_told_its_agent_and_nobody_else(house: House) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    (readable,), total = house.app.notices.listed(house.anna)
    assert (readable.notice.kind, readable.notice.evaluation_id, total) == (NoticeKind.FEEDBACK, evaluation.id, 1)
    assert {name for name, actor in house.people.items() if house.app.notices.unread(actor)} == {"Anna"}


def test_what_the_agent_does_is_told_its_evaluator(house: House) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    house.app.feedback.acknowledge(house.anna, evaluation.id)
    house.app.feedback.comment(house.anna, evaluation.id, "Grazie.")
    assert kinds(house, house.bruno) == [NoticeKind.COMMENTED, NoticeKind.ACKNOWLEDGED]
    house.app.feedback.comment(house.bruno, evaluation.id, "A Lei.")
    assert kinds(house, house.anna) == [NoticeKind.COMMENTED, NoticeKind.FEEDBACK]


def test_to_acknowledge_again_tells_nobody_again(house: House) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    for _ in range(2):
        house.app.feedback.acknowledge(house.anna, evaluation.id)
    house.app.notices.read_all(house.bruno)
    house.app.feedback.acknowledge(house.anna, evaluation.id)
    assert house.app.notices.unread(house.bruno) == 0


def test_a_dispute_goes_to_all_who_may_answer_or_decide_and_its_decision_to_all_who_spoke(house: House) -> None:
    evaluation = house.disputed(house.anna, house.bruno)
    for actor in (house.bruno, house.elena, house.carla):
        assert kinds(house, actor) == [NoticeKind.DISPUTED]
    house.app.feedback.answer(house.elena, evaluation.id, "Perché.")
    assert kinds(house, house.elena) == [NoticeKind.DISPUTED]
    assert kinds(house, house.carla) == [NoticeKind.ANSWERED, NoticeKind.DISPUTED]
    house.decide(house.carla, evaluation.id, uphold=False, words="Ha ragione.")
    for actor in (house.anna, house.bruno, house.elena):
        assert kinds(house, actor)[0] is NoticeKind.OVERTURNED
    assert NoticeKind.OVERTURNED not in kinds(house, house.carla)
    assert not any(house.app.notices.unread(actor) for actor in (house.andrea, house.beatrice, house.camillo))


def test_a_publication_taken_back_takes_its_notice_back_also_when_it_was_read(house: House) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    house.app.notices.opened(house.anna, evaluation_id=evaluation.id)
    house.app.scoring.take_back(house.bruno, evaluation.id)
    assert kinds(house, house.anna) == []
    house.app.scoring.publish(house.bruno, evaluation.id)
    assert kinds(house, house.anna) == [NoticeKind.FEEDBACK]


def test_to_open_what_it_is_about_marks_it_as_read_and_nothing_else(house: House) -> None:
    first, second = (house.published(house.bruno, house.call(house.anna)) for _ in range(2))
    assert house.app.notices.opened(house.anna, evaluation_id=first.id)
    assert not house.app.notices.opened(house.anna, evaluation_id=first.id)
    assert not house.app.notices.opened(house.bruno, evaluation_id=second.id)
    assert house.app.notices.unread(house.anna) == 1
    (unread,), _ = house.app.notices.listed(house.anna, NoticeFilter(unread=True))
    assert unread.notice.evaluation_id == second.id
    house.app.notices.read_all(house.anna)
    assert house.app.notices.unread(house.anna) == 0
    assert len(kinds(house, house.anna)) == 2


def test_several_comments_not_read_yet_are_one_notice_with_the_time_of_the_latest(house: House) -> None:
    evaluation = house.published(house.bruno, house.call(house.anna))
    for _ in range(3):
        house.clock.forward(minutes=5)
        house.app.feedback.comment(house.anna, evaluation.id, "Ancora.")
    ((readable,), _) = house.app.notices.listed(house.bruno)
    assert readable.notice.at == house.clock()
    house.app.notices.read_all(house.bruno)
    house.app.feedback.comment(house.anna, evaluation.id, "Di nuovo.")
    assert kinds(house, house.bruno) == [NoticeKind.COMMENTED] * 2


def test_what_may_no_longer_be_read_is_neither_listed_nor_counted(house: House) -> None:
    house.disputed(house.anna, house.bruno)
    moved = replace(house.bruno, memberships=frozenset({Membership(Role.SUPERVISOR, house.sud)}))
    assert house.app.notices.unread(house.bruno) == 1
    assert house.app.notices.unread(moved) == 0
    assert kinds(house, moved) == []
    assert house.app.notices.unread(replace(house.carla, memberships=frozenset())) == 0


def test_an_assignment_is_told_until_it_is_withdrawn(house: House) -> None:
    house.app.practice.assign(house.bruno, house.anna.id, IDENTITY)
    house.app.practice.assign(house.bruno, house.elena.id, IDENTITY)
    ((readable,), _) = house.app.notices.listed(house.anna, NoticeFilter(NoticeGroup.TASKS))
    assert readable.criterion is not None
    assert kinds(house, house.anna, NoticeFilter(NoticeGroup.DISPUTES)) == []
    house.app.practice.withdraw(house.bruno, house.anna.id, IDENTITY)
    assert house.app.notices.unread(house.anna) == 0
    assert house.app.notices.unread(house.elena) == 1
    assert house.app.notices.opened(house.elena, criterion=IDENTITY)


def test_each_step_of_a_coaching_plan_is_told_the_other_side_until_the_plan_is_opened(house: House) -> None:
    coaching = house.app.coaching
    plan_id = coaching.begin(house.bruno, replace(coaching_plan(house, IDENTITY), practise=True))
    assert kinds(house, house.anna) == [NoticeKind.PLAN_PROPOSED, NoticeKind.PRACTICE]
    coaching.agree(house.anna, plan_id)
    coaching.sign(house.anna, plan_id)
    assert kinds(house, house.bruno) == [NoticeKind.PLAN_SIGNED, NoticeKind.PLAN_AGREED]
    coaching.sign(house.elena, plan_id)
    assert kinds(house, house.anna)[0] is NoticeKind.PLAN_SIGNED
    ((readable, *_), _) = house.app.notices.listed(house.anna, NoticeFilter(NoticeGroup.COACHING))
    assert readable.plan is not None
    assert readable.notice.about == NoticeTarget(plan_id=plan_id)
    other = coaching.begin(house.bruno, coaching_plan(house, "greeting/first-words"))
    coaching.withdraw(house.bruno, other, "Prima la pronuncia.")
    assert kinds(house, house.anna)[0] is NoticeKind.PLAN_WITHDRAWN
    assert house.app.notices.opened(house.anna, plan_id=other)
    assert not house.app.notices.opened(house.anna, call_id=plan_id)
    unread, _ = house.app.notices.listed(house.anna, NoticeFilter(unread=True))
    assert {readable.notice.about for readable in unread} == {
        NoticeTarget(plan_id=plan_id),
        NoticeTarget(criterion=IDENTITY),
    }
    assert not any(house.app.notices.unread(actor) for actor in (house.carla, house.beatrice, house.dario))


def test_a_plan_whose_supervisor_has_left_is_told_those_who_can_sign_it_now(house: House) -> None:
    plan_id = house.app.coaching.begin(house.bruno, coaching_plan(house, IDENTITY))
    house.app.people.set_memberships(house.dario, house.bruno.id, [Membership(Role.SUPERVISOR, house.sud)])
    house.app.coaching.agree(house.anna, plan_id)
    assert kinds(house, house.elena) == [NoticeKind.PLAN_AGREED]


def test_the_second_is_told_which_call_to_hear_and_nothing_of_the_first(house: House) -> None:
    first = house.published(house.bruno, drawn_twice(house), level=2)
    ((readable,), total) = house.app.notices.listed(house.elena)
    assert (readable.notice.kind, total) == (NoticeKind.SECOND_LISTENING, 1)
    assert readable.notice.about == NoticeTarget(call_id=first.call_id)
    assert readable.call is not None
    assert readable.evaluation is None
    assert "Bruno" not in repr(readable)
    assert house.app.notices.opened(house.elena, call_id=first.call_id)
    assert house.app.notices.unread(house.bruno) == 0


def test_the_second_hears_nothing_of_what_happens_to_the_first_before_both_have_published(house: House) -> None:
    first = house.published(house.bruno, drawn_twice(house))
    house.app.feedback.dispute(house.anna, first.id, "No.")
    assert kinds(house, house.elena) == [NoticeKind.SECOND_LISTENING]
    house.published(house.elena, first.call_id)
    assert NoticeKind.DISPUTED in kinds(house, house.elena)


def test_a_second_listening_given_up_or_taken_back_leaves_no_notice(house: House) -> None:
    first = house.published(house.bruno, drawn_twice(house))
    house.app.scoring.take_back(house.bruno, first.id)
    assert kinds(house, house.elena) == []
    house.app.scoring.publish(house.bruno, first.id)
    assert kinds(house, house.elena) == [NoticeKind.SECOND_LISTENING]
    house.app.sampling.skip(house.elena, first.call_id, SkipReason.CONFLICT)
    assert kinds(house, house.elena) == []


def test_the_agent_is_told_nothing_of_a_second_listening_that_is_corrected(house: House) -> None:
    first = house.published(house.bruno, drawn_twice(house))
    second = house.published(house.elena, first.call_id)
    edit = [Edit(1, IDENTITY, SetNote("Meglio."))]
    house.app.corrections.correct(house.elena, second.id, edit, "Scritto male.", seen=1)
    with house.app.database.read() as tx:
        assert tx.notices.recipients(NoticeKind.CORRECTED, evaluation_id=second.id) == frozenset()
    house.app.corrections.correct(house.bruno, first.id, edit, "Scritto male.", seen=1)
    assert kinds(house, house.anna) == [NoticeKind.CORRECTED, NoticeKind.FEEDBACK]


def test_an_inbox_is_read_a_page_at_a_time_newest_first(house: House) -> None:
    made = []
    for _ in range(3):
        house.clock.forward(minutes=1)
        made.append(house.published(house.bruno, house.call(house.anna)).id)
    first, total = house.app.notices.listed(house.anna, limit=2)
    rest, _ = house.app.notices.listed(house.anna, limit=2, offset=2)
    assert [readable.notice.evaluation_id for readable in [*first, *rest]] == made[::-1]
    assert total == 3
