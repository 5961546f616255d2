"""A calibration session that nobody has begun to score: other calls, other evaluators, another day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from benvenuto.domain.calibration import (
    AlreadyBegun,
    AnotherStage,
    CalibrationSession,
    ChosenBecause,
    DayInThePast,
    InAnotherSession,
    NoCalls,
    NoLongerToChoose,
    SessionChange,
    TooFewEvaluators,
    TooManyCalls,
)
from benvenuto.domain.evaluation import SelectionKind
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.notices import NoticeKind
from benvenuto.domain.people import Actor
from tests.calibrated import FRIDAY, called, new_session, with_words
from tests.house import House
from tests.services.scoring.test_where_features_meet import supervising_nord


@pytest.fixture
def call_ids(house: House) -> list[int]:
    """Three calls of Anna's."""
    return [with_words(house, house.anna) for _ in range(3)]


@pytest.fixture
def session_id(house: House, call_ids: list[int]) -> int:
    """Carla's session about the first two: Bruno and Elena score them."""
    return house.app.calibrations.begin(house.carla, new_session(house, *call_ids[:2]))


def session(house: House, session_id: int, actor: Actor | None = None) -> CalibrationSession:
    return house.app.calibrations.session(actor or house.carla, session_id).session


def change(
    house: House,
    session_id: int,
    call_ids: Iterable[int],
    people: Iterable[Actor] = (),
    day: date = FRIDAY,
    by: Actor | None = None,
) -> None:
    invited = [person.id for person in people or (house.bruno, house.elena)]
    house.app.calibrations.change(by or house.carla, session_id, SessionChange(day, list(call_ids), invited))


def unread(house: House, actor: Actor) -> set[NoticeKind]:
    readable, _ = house.app.notices.listed(actor)
    return {each.notice.kind for each in readable if each.session is not None}


def test_a_call_is_taken_out_and_another_put_in(house: House, call_ids: list[int], session_id: int) -> None:
    change(house, session_id, call_ids[1:])
    after = session(house, session_id)
    assert [each.call.id for each in after.calls] == call_ids[1:]
    assert {(seat.call_id, seat.person_id) for seat in after.seats} == {
        (call_id, person.id) for call_id in call_ids[1:] for person in (house.bruno, house.elena)
    }
    row = house.app.audit.latest(house.dario, 1)[0]
    assert row.action == "calibration_changed"
    assert row.detail == {"calls_added": [str(call_ids[2])], "calls_removed": [str(call_ids[0])]}
    assert unread(house, house.bruno) == {NoticeKind.CALIBRATION_INVITED, NoticeKind.CALIBRATION_CHANGED}
    assert unread(house, house.carla) == set()  # her own deed
    # the one that is out is anybody's again, and so is its agent's name
    assert house.app.calls.facts(house.bruno, call_ids[0]).agent_name == "Anna"
    assert house.app.calls.facts(house.bruno, call_ids[2]).agent_name == ""
    assert house.published(house.bruno, call_ids[0]).selection.kind is SelectionKind.TARGETED
    assert house.published(house.bruno, call_ids[2]).selection.kind is SelectionKind.CALIBRATION


def test_who_is_invited_and_who_is_no_longer_hear_of_it_without_a_score_or_a_name(
    house: House, call_ids: list[int], session_id: int
) -> None:
    beatrice = supervising_nord(house, house.beatrice)
    change(house, session_id, call_ids[:2], [house.bruno, beatrice])
    assert {*session(house, session_id).evaluators} == {house.bruno.id, beatrice.id}
    assert house.app.audit.latest(house.dario, 1)[0].detail == {
        "invited": [str(beatrice.id)],
        "uninvited": [str(house.elena.id)],
    }
    assert unread(house, beatrice) == {NoticeKind.CALIBRATION_INVITED}
    assert unread(house, house.bruno) == {NoticeKind.CALIBRATION_INVITED}  # for him nothing has changed
    assert house.app.calibrations.waiting(beatrice) == 2
    with house.app.database.write() as tx:  # no facilitator of hers either
        tx.people.set_memberships(house.elena.id, [each for each in house.elena.memberships if each.role == "agent"])
        elena = tx.people.actor(house.elena.id)
    assert elena
    [readable] = house.app.notices.listed(elena)[0]
    assert readable.notice.kind is NoticeKind.CALIBRATION_UNINVITED
    assert readable.session
    assert (readable.session.calls, readable.session.seats) == ((), ())
    assert house.app.calibrations.waiting(elena) == 0
    assert house.app.notices.opened(elena, session_id=session_id)
    assert house.app.notices.unread(elena) == 0


def test_who_is_invited_again_is_not_told_of_having_been_out(
    house: House, call_ids: list[int], session_id: int
) -> None:
    beatrice = supervising_nord(house, house.beatrice)
    change(house, session_id, call_ids[:2], [house.bruno, beatrice])
    change(house, session_id, call_ids[:2], [house.bruno, beatrice, house.elena])
    assert unread(house, house.elena) == {NoticeKind.CALIBRATION_INVITED}


def test_calls_people_and_day_change_at_once_and_what_is_as_it_was_changes_nothing(
    house: House, call_ids: list[int], session_id: int
) -> None:
    rows = len(house.audit())
    change(house, session_id, call_ids[:2])
    assert len(house.audit()) == rows
    later = FRIDAY + timedelta(days=3)
    change(house, session_id, call_ids, [house.bruno, house.elena, house.carla], later)  # Carla scores nothing
    assert house.app.audit.latest(house.dario, 1)[0].detail == {
        "calls_added": [str(call_ids[2])],
        "day": later.isoformat(),
    }
    assert (session(house, session_id).day, len(session(house, session_id).seats)) == (later, 6)
    rows = len(house.audit())
    change(house, session_id, call_ids, [house.bruno, house.elena, house.carla], later)
    assert len(house.audit()) == rows


def test_once_somebody_has_begun_only_the_day_changes(house: House, call_ids: list[int], session_id: int) -> None:
    house.app.scoring.begin(house.bruno, call_ids[0])
    for calls, people in (
        (call_ids[1:2], [house.bruno, house.elena]),
        (call_ids, [house.bruno, house.elena]),
        (call_ids[:2], [house.bruno, house.elena, house.beatrice]),
    ):
        with pytest.raises(AlreadyBegun) as refused:
            change(house, session_id, calls, people)
        assert "day" in refused.value.remedy
    later = FRIDAY + timedelta(days=3)
    change(house, session_id, call_ids[:2], day=later)
    assert session(house, session_id).day == later
    assert house.app.audit.latest(house.dario, 1)[0].action == "calibration_moved"
    assert NoticeKind.CALIBRATION_MOVED in unread(house, house.elena)


def test_what_cannot_be_is_refused_and_nothing_changes(house: House, call_ids: list[int], session_id: int) -> None:
    elsewhere = with_words(house, house.anna)
    called(house, elsewhere)
    before = session(house, session_id)
    own, sud = with_words(house, house.elena), with_words(house, house.andrea)
    yesterday = house.clock().date() - timedelta(days=1)
    with pytest.raises(NoCalls):
        change(house, session_id, [])
    with pytest.raises(TooManyCalls):
        change(house, session_id, [*call_ids, *range(100, 120)])
    with pytest.raises(InAnotherSession):
        change(house, session_id, [*call_ids, elsewhere])
    with pytest.raises(TooFewEvaluators):
        change(house, session_id, [*call_ids, own])  # Elena scores no call of her own
    with pytest.raises(TooFewEvaluators):
        change(house, session_id, call_ids, [house.bruno])
    with pytest.raises(Forbidden):
        change(house, session_id, [*call_ids, sud])
    with pytest.raises(NoLongerToChoose):
        change(house, session_id, [*call_ids, house.call(house.anna)])  # neither sound nor words
    with pytest.raises(DayInThePast):
        change(house, session_id, call_ids, day=yesterday)
    with pytest.raises(Forbidden):
        change(house, session_id, call_ids, by=house.camillo)
    assert session(house, session_id) == before
    house.app.calibrations.cancel(house.carla, session_id)
    with pytest.raises(AnotherStage):
        change(house, session_id, call_ids)


def test_a_call_that_stays_keeps_why_it_was_chosen_and_its_version(house: House, call_ids: list[int]) -> None:
    drawn = house.app.calibrations.begin(house.carla, new_session(house, drawn=1))
    [before] = session(house, drawn).calls
    change(house, drawn, [before.call.id, *(number for number in call_ids if number != before.call.id)][:2])
    after = {each.call.id: each for each in session(house, drawn).calls}
    assert after[before.call.id] == before
    assert sorted(each.because for each in after.values()) == [ChosenBecause.BY_HAND, ChosenBecause.DRAWN]


def test_somebody_else_who_leads_it_changes_it_and_who_began_it_is_told(
    house: House, call_ids: list[int], session_id: int
) -> None:
    change(house, session_id, call_ids[:1], by=house.bruno)
    assert unread(house, house.carla) == {NoticeKind.CALIBRATION_CHANGED}
    assert NoticeKind.CALIBRATION_CHANGED not in unread(house, house.bruno)


def test_who_had_begun_a_call_that_is_put_in_takes_part_with_that_evaluation(
    house: House, call_ids: list[int], session_id: int
) -> None:
    draft = house.draft(house.bruno, call_ids[2])
    change(house, session_id, call_ids)
    mine = [seat for seat in session(house, session_id).seats if seat.person_id == house.bruno.id]
    assert {seat.call_id for seat in mine if seat.earlier} == {call_ids[2]}
    assert house.app.scoring.publish(house.bruno, draft.id).selection.kind is SelectionKind.TARGETED
