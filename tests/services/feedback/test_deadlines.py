"""Who waits for whom, in working days of the site's calendar."""

from __future__ import annotations

from datetime import date

import pytest

from benvenuto.config import WrongSetting, read_settings
from benvenuto.domain.deadlines import Deadlines, Stage
from benvenuto.domain.faults import Forbidden
from benvenuto.services.feedback.working_days import working_day
from tests.house import House


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
    assert [each.evaluation.id for each in house.app.deadlines.overdue()] == [late.id]
    house.app.feedback.answer(house.bruno, late.id, "Non si sente.")
    assert house.app.deadlines.disputes(house.carla)[1].due.stage is Stage.DECIDE
    assert house.app.deadlines.overdue() == []


def test_an_agent_sees_only_what_concerns_them(house: House) -> None:
    own = house.published(house.bruno, house.call(house.anna))
    house.published(house.bruno, house.call(house.elena))
    assert [each.evaluation.id for each in house.app.deadlines.own(house.anna)] == [own.id]
    house.app.feedback.acknowledge(house.anna, own.id)
    assert house.app.deadlines.own(house.anna) == []
    with pytest.raises(Forbidden):
        house.app.deadlines.own(house.bruno)


def test_what_somebody_scored_of_themselves_waits_for_nobody(house: House) -> None:
    house.published(house.anna, house.call(house.anna))
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
