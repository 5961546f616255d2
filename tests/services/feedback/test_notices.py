"""The inbox of one's own: who is told of what, until it is read or may no longer be."""

from __future__ import annotations

from dataclasses import replace

from benvenuto.domain.notices import NoticeFilter, NoticeGroup, NoticeKind
from benvenuto.domain.people import Actor, Membership, Role
from benvenuto.services.feedback.notices import EVERYTHING
from tests.house import House

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


def test_an_inbox_is_read_a_page_at_a_time_newest_first(house: House) -> None:
    made = []
    for _ in range(3):
        house.clock.forward(minutes=1)
        made.append(house.published(house.bruno, house.call(house.anna)).id)
    first, total = house.app.notices.listed(house.anna, limit=2)
    rest, _ = house.app.notices.listed(house.anna, limit=2, offset=2)
    assert [readable.notice.evaluation_id for readable in [*first, *rest]] == made[::-1]
    assert total == 3
