"""Who waits for whom, in working days of the site's calendar."""

from __future__ import annotations

from datetime import date

import pytest

from benvenuto.config import WrongSetting, read_settings
from benvenuto.domain.deadlines import Deadlines, Stage
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.notices import NoticeKind, NoticeTarget
from benvenuto.services.feedback.working_days import working_day
from tests.house import House, drawn_twice
from tests.services.scene import coaching_plan


def test_italy_is_at_home_on_its_holidays_and_milan_on_its_patron_s_too() -> None:
    italy, milan, none = working_day("IT"), working_day("IT-MI"), working_day("no")
    for day in (date(2026, 4, 6), date(2026, 6, 2), date(2026, 12, 8)):
        assert (italy(day), none(day)) == (False, True)
    # Sant'Ambrogio is Milan's alone
    assert (italy(date(2026, 12, 7)), milan(date(2026, 12, 7))) == (True, False)
    assert not none(date(2026, 3, 7))  # a Saturday


def test_an_answer_is_overdue_after_three_working_days_and_comes_first(house: House) -> None:
    late = house.disputed(house.anna, house.bruno)
    house.clock.forward(days=6)  # from Wednesday to Tuesday
    fresh = house.disputed(house.anna, house.bruno)
    waiting = house.app.deadlines.disputes(house.bruno)
    assert [(each.evaluation.id, each.due.stage, each.overdue) for each in waiting] == [
        (late.id, Stage.ANSWER, True),
        (fresh.id, Stage.ANSWER, False),
    ]
    assert waiting[0].due.day == date(2026, 3, 9)
    house.app.feedback.answer(house.bruno, late.id, "Non si sente.")
    assert house.app.deadlines.disputes(house.carla)[1].due.stage is Stage.DECIDE


def reminded(house: House) -> dict[str, list[tuple[NoticeKind, NoticeTarget]]]:
    """Whom the server has reminded, of what."""
    house.app.sending.run()
    by_name = {name: house.app.notices.listed(actor)[0] for name, actor in house.people.items()}
    due = (NoticeKind.DEADLINE, NoticeKind.PLAN_OVERDUE)
    reminders = {
        name: [(each.notice.kind, each.notice.about) for each in notices if each.notice.kind in due]
        for name, notices in by_name.items()
    }
    return {name: those for name, those in reminders.items() if those}


def test_each_stage_that_is_overdue_reminds_once_those_whose_turn_it_is(house: House) -> None:
    unread = house.published(house.bruno, house.call(house.anna))
    disputed = house.disputed(house.anna, house.bruno)
    of_unread, of_disputed = (
        (NoticeKind.DEADLINE, NoticeTarget(evaluation_id=number)) for number in (unread.id, disputed.id)
    )
    house.clock.forward(days=5)  # from Wednesday to Monday, the last day for an answer
    assert reminded(house) == {}
    house.clock.forward(days=1)
    assert reminded(house) == {"Bruno": [of_disputed], "Elena": [of_disputed]}
    house.clock.forward(days=2)
    for _ in range(2):
        assert reminded(house) == {"Anna": [of_unread], "Bruno": [of_disputed], "Elena": [of_disputed]}
    house.clock.forward(days=5)  # five working days after the last day for an answer
    assert reminded(house)["Carla"] == [of_disputed]
    assert reminded(house)["Bruno"] == [of_disputed]


def test_nobody_is_reminded_of_what_has_been_overdue_for_months(house: House) -> None:
    house.published(house.bruno, house.call(house.anna))
    house.clock.forward(days=90)
    assert reminded(house) == {}


def test_a_plan_past_its_day_reminds_whoever_has_still_to_sign(house: House) -> None:
    plan_id = house.app.coaching.begin(house.bruno, coaching_plan(house, "greeting/identity"))
    house.app.coaching.agree(house.anna, plan_id)
    house.app.coaching.sign(house.anna, plan_id)
    house.clock.forward(days=21)
    assert reminded(house) == {}
    house.clock.forward(days=1)
    assert reminded(house) == {"Bruno": [(NoticeKind.PLAN_OVERDUE, NoticeTarget(plan_id=plan_id))]}


def test_an_unanswered_dispute_waits_for_the_answer_and_for_the_decision(house: House) -> None:
    house.disputed(house.anna, house.bruno)
    (waiting,) = house.app.deadlines.disputes(house.carla)
    assert (waiting.due.day, waiting.due.decision) == (date(2026, 3, 9), date(2026, 3, 16))


def test_a_second_listening_waits_for_nobody_and_keeps_the_dispute_of_the_first_from_the_second(house: House) -> None:
    first = house.published(house.bruno, drawn_twice(house))
    house.app.feedback.dispute(house.anna, first.id, "No.")
    assert house.app.deadlines.disputes(house.elena) == []
    second = house.published(house.elena, first.call_id)
    assert [each.evaluation.id for each in house.app.deadlines.disputes(house.elena)] == [first.id]
    assert [each.evaluation.id for each in house.app.deadlines.own(house.anna)] == [first.id]
    stored = house.app.feedback.read(house.bruno, second.id).stored
    assert house.app.deadlines.waiting_for(stored, ()) is None


def test_an_agent_sees_only_what_concerns_them(house: House) -> None:
    own = house.published(house.bruno, house.call(house.anna))
    house.published(house.bruno, house.call(house.elena))
    assert [each.evaluation.id for each in house.app.deadlines.own(house.anna)] == [own.id]
    house.app.feedback.acknowledge(house.anna, own.id)
    assert house.app.deadlines.own(house.anna) == []
    with pytest.raises(Forbidden):
        house.app.deadlines.own(house.bruno)


def test_what_somebody_scored_of_themselves_waits_for_nobody(house: House) -> None:
    house.handed_in(house.anna, house.call(house.anna))
    assert house.app.deadlines.own(house.anna) == []


def test_days_and_calendar_are_settings_and_a_wrong_one_is_named() -> None:
    given = read_settings({"BENVENUTO_ANSWER_DAYS": "10", "BENVENUTO_HOLIDAYS": "it-MI"})
    assert (given.deadlines, given.holidays) == (Deadlines(answer=10), "IT-MI")
    for name, value in (
        ("ANSWER_DAYS", "0"),
        ("DECIDE_DAYS", "presto"),
        ("HOLIDAYS", "Atlantide"),
        ("HOLIDAYS", "IT-XX"),
    ):
        with pytest.raises(WrongSetting, match=f"BENVENUTO_{name}"):
            read_settings({f"BENVENUTO_{name}": value})
