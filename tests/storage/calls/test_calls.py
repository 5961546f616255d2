"""Calls and the inbox: what is listed, to whom, in which order."""

from datetime import datetime, timedelta

import pytest

from benvenuto.domain.access import Scope
from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.inbox import InboxFilter
from tests.house import WEDNESDAY, House


def listed(
    house: House,
    within: Scope | None = None,
    *,
    state: str = "open",
    agent_id: int | None = None,
    contact_reason: str = "",
    begin: datetime | None = None,
    end: datetime | None = None,
    words: str = "",
) -> list[int]:
    scope = Scope(frozenset({house.nord})) if within is None else within
    wanted = InboxFilter(state, agent_id, contact_reason, begin, end, words)
    with house.app.database.read() as tx:
        rows, total = tx.calls.inbox(scope, house.bruno.id, wanted, 50)
    assert total == len(rows)
    return [row.call.id for row in rows]


def test_a_call_comes_back_as_it_went_in(house: House) -> None:
    call_id = house.call(house.anna, reason="refund", caller="+39 051 000", note="città", external_id="x-1")
    with house.app.database.read() as tx:
        call = tx.calls.get(call_id)
        assert tx.calls.external_ids() == {"x-1": call_id}
        assert tx.calls.get(4711) is None
    assert call is not None
    assert (call.agent_name, call.team_name, call.contact_reason) == ("Anna", "Nord", "refund")
    assert (call.caller, call.note, call.started_at) == ("+39 051 000", "città", WEDNESDAY - timedelta(hours=2))


def test_the_same_call_is_added_once(house: House) -> None:
    first = house.call(house.anna, external_id="x-1", note="as it was")
    second = house.call(house.andrea, external_id="x-1", note="changed")
    assert first == second
    with house.app.database.read() as tx:
        call = tx.calls.get(first)
    assert call is not None
    assert call.note == "as it was"


def test_calls_of_an_unknown_agent_wait_to_be_adopted(house: House) -> None:
    waiting = [house.call(None, agent_code="int-204") for _ in range(2)]
    house.call(None, agent_code="int-205")
    with house.app.database.write() as tx:
        assert tx.calls.waiting_codes() == {"int-204": 2, "int-205": 1}
        assert tx.calls.adopt("int-204", house.anna.id, house.nord) == 2
        assert tx.calls.waiting_codes() == {"int-205": 1}
    assert sorted(listed(house)) == waiting


def test_a_transcript_is_replaced_whole_and_keeps_its_order(house: House) -> None:
    call_id = house.call(house.anna)
    said = [Turn(Speaker.AGENT, "Casa Lume, buongiorno.", 0.0, 1.5), Turn(Speaker.CALLER, "Buongiorno!")]
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, [Turn(Speaker.CALLER, "old"), *said, *said])
        tx.calls.set_turns(call_id, said)
        assert tx.calls.turns(call_id) == said


def test_the_inbox_reaches_only_the_teams_asked_for(house: House) -> None:
    nord, sud = house.call(house.anna), house.call(house.andrea)
    assert listed(house) == [nord]
    assert listed(house, Scope(frozenset({house.sud}))) == [sud]
    assert listed(house, Scope()) == []
    assert listed(house, Scope(agent_id=house.andrea.id)) == [sud]


def test_nobody_finds_their_own_calls_in_the_inbox(house: House) -> None:
    own, other = house.call(house.elena), house.call(house.anna)
    with house.app.database.read() as tx:
        rows, total = tx.calls.inbox(Scope(frozenset({house.nord})), house.elena.id, InboxFilter(state="open"), 50)
    assert ([row.call.id for row in rows], total) == ([other], 1)
    assert set(listed(house)) == {own, other}


def test_the_inbox_filters_by_agent_reason_and_day(house: House) -> None:
    early = house.call(house.anna, reason="refund", at=WEDNESDAY - timedelta(days=2))
    late = house.call(house.elena, reason="delivery", at=WEDNESDAY - timedelta(days=1))
    assert listed(house) == [late, early]
    assert listed(house, agent_id=house.anna.id) == [early]
    assert listed(house, contact_reason="delivery") == [late]
    assert listed(house, begin=WEDNESDAY - timedelta(days=1)) == [late]
    assert listed(house, end=WEDNESDAY - timedelta(days=1)) == [early]


@pytest.mark.parametrize("words", ["100%", "a_b", "50\\50", "buongiorno", "051"])
def test_words_are_searched_as_they_are_written(house: House, words: str) -> None:
    found = house.call(house.anna, note="sconto 100% a_b 50\\50", caller="051")
    with house.app.database.write() as tx:
        tx.calls.set_turns(found, [Turn(Speaker.AGENT, "Casa Lume, BUONGIORNO.")])
    house.call(house.anna, note="sconto 1000 aXb 5050")
    assert listed(house, words=words) == [found]


def test_each_state_lists_its_own(house: House) -> None:
    drawn, scored, drafted = house.drawn_call(house.anna, house.bruno), house.call(house.anna), house.call(house.anna)
    house.published(house.bruno, scored)
    house.app.scoring.begin(house.bruno, drafted)
    simulated = house.call(house.anna, simulated=True)
    assert listed(house, state="drawn") == [drawn]
    assert sorted(listed(house, state="open")) == [drawn, drafted]
    assert listed(house, state="draft") == [drafted]
    assert listed(house, state="scored") == [scored]
    assert simulated not in listed(house, state="open")


def test_a_drawn_call_that_somebody_else_has_begun_is_not_offered(house: House) -> None:
    drawn = house.drawn_call(house.anna, house.bruno)
    house.app.scoring.begin(house.elena, drawn)
    assert listed(house, state="drawn") == []


def test_an_agent_s_self_evaluation_does_not_take_the_call_out_of_the_inbox(house: House) -> None:
    drawn = house.drawn_call(house.anna, house.bruno)
    draft = house.draft(house.anna, house.recorded(drawn))
    assert listed(house, state="drawn") == [drawn]
    house.app.self_evaluations.hand_in(house.anna, draft.id)
    assert listed(house, state="drawn") == listed(house, state="open") == [drawn]
    assert listed(house, state="scored") == []
    assert house.app.sampling.next_call(house.bruno) == drawn


def test_the_inbox_comes_a_page_at_a_time_and_knows_its_length(house: House) -> None:
    ids = [house.call(house.anna, at=WEDNESDAY - timedelta(hours=hour)) for hour in range(1, 6)]
    with house.app.database.read() as tx:
        rows, total = tx.calls.inbox(
            Scope(frozenset({house.nord})), house.bruno.id, InboxFilter(state="open"), limit=2, offset=2
        )
    assert ([row.call.id for row in rows], total) == (ids[2:4], 5)


def test_contact_reasons_are_those_of_the_teams_asked_for(house: House) -> None:
    house.call(house.anna, reason="refund")
    house.call(house.andrea, reason="booking")
    with house.app.database.read() as tx:
        assert tx.calls.contact_reasons(Scope(frozenset({house.nord}))) == ["refund"]
