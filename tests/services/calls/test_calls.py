"""Calls: the inbox of one's own teams, and sound and words for whoever may have them."""

from datetime import timedelta

import pytest

from benvenuto.domain.call import Original, Recording, Side, Speaker, Turn
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.inbox import InboxFilter
from tests.house import WEDNESDAY, House

OPEN = InboxFilter(state="open")


@pytest.fixture
def call_id(house: House) -> int:
    """A call of Anna's with sound and words."""
    call_id = house.call(house.anna)
    originals = (Original(Side.MIXED, "aa/aa.wav", "a" * 64, "chiamata.wav", 1000),)
    recording = Recording(0, call_id, Side.MIXED, originals, "aa/aa.wav", "audio/wav", 1, 8000, 12.5)
    with house.app.database.write() as tx:
        tx.recordings.add(recording, {"stretch_s": 4.2, "channels": [[0, 500, 1000]]}, WEDNESDAY)
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, "Casa Lume, buongiorno.")])
    return call_id


def test_a_supervisor_s_inbox_holds_the_calls_of_the_own_teams(house: House) -> None:
    nord, _ = house.call(house.anna), house.call(house.andrea)
    page = house.app.calls.inbox(house.bruno, OPEN)
    assert ([row.call.id for row in page.rows], page.total) == ([nord], 1)


@pytest.mark.parametrize("name", ["anna", "carla", "dario", "fulvio"])
def test_it_refuses_the_inbox_to_who_supervises_nobody(house: House, name: str) -> None:
    actor = getattr(house, name)
    with pytest.raises(Forbidden):
        house.app.calls.inbox(actor, OPEN)
    with pytest.raises(Forbidden):
        house.app.calls.agents(actor)
    with pytest.raises(Forbidden):
        house.app.calls.contact_reasons(actor)


def test_agents_and_contact_reasons_are_those_of_the_own_teams(house: House) -> None:
    house.call(house.anna, reason="refund")
    house.call(house.andrea, reason="booking")
    assert [person.name for person in house.app.calls.agents(house.bruno)] == ["Anna", "Elena"]
    assert house.app.calls.contact_reasons(house.bruno) == ["refund"]


def test_whoever_may_hear_a_call_gets_sound_words_and_waveform(house: House, call_id: int) -> None:
    heard = house.app.calls.listen(house.bruno, house.told_why(house.bruno, call_id))
    assert heard.call.id == call_id
    assert heard.recording is not None
    assert [turn.text for turn in heard.turns] == ["Casa Lume, buongiorno."]
    assert house.app.calls.recording(house.bruno, heard.recording.id) == heard.recording


def test_a_call_without_sound_or_words_can_be_opened_alike(house: House) -> None:
    heard = house.app.calls.listen(house.bruno, house.call(house.anna))
    assert (heard.recording, heard.outline, list(heard.turns)) == (None, (), [])


def test_the_agent_hears_a_recent_own_call_to_score_it(house: House, call_id: int) -> None:
    assert house.app.calls.listen(house.anna, call_id).recording is not None
    for actor in (house.andrea, house.carla, house.dario):
        assert not house.app.calls.may_hear(actor, call_id)
    without_sound = house.call(house.anna)
    assert not house.app.calls.may_hear(house.anna, without_sound)


def test_the_agent_hears_an_older_own_call_once_its_evaluation_is_published(house: House, call_id: int) -> None:
    house.recorded(house.call(house.anna, at=house.clock() + timedelta(days=15)))
    draft = house.draft(house.bruno, call_id)
    assert not house.app.calls.may_hear(house.anna, call_id)
    with pytest.raises(Forbidden):
        house.app.calls.listen(house.anna, call_id)
    house.app.scoring.publish(house.bruno, draft.id)
    assert house.app.calls.may_hear(house.anna, call_id)
    assert house.app.calls.listen(house.anna, call_id).recording is not None


def test_the_manager_hears_it_only_while_a_dispute_waits(house: House, call_id: int) -> None:
    evaluation = house.published(house.bruno, call_id)
    assert house.app.calls.facts(house.carla, call_id).id == call_id
    with pytest.raises(Forbidden):
        house.app.calls.listen(house.carla, call_id)
    house.app.feedback.dispute(house.anna, evaluation.id, "No.")
    assert house.app.calls.listen(house.carla, call_id).recording is not None
    house.decide(house.carla, evaluation.id, uphold=True, words="Confermo.")
    with pytest.raises(Forbidden):
        house.app.calls.listen(house.carla, call_id)


def test_it_refuses_what_is_not_there_as_it_refuses_what_is_not_yours(house: House, call_id: int) -> None:
    for wanted in (call_id, 4711):
        for ask in (house.app.calls.listen, house.app.calls.facts, house.app.calls.recording):
            with pytest.raises(Forbidden):
                ask(house.beatrice, wanted)
        assert not house.app.calls.may_hear(house.beatrice, wanted)


def test_a_self_evaluation_opens_the_recording_to_nobody_else(house: House, call_id: int) -> None:
    house.handed_in(house.anna, call_id)
    assert house.app.calls.listen(house.anna, call_id).recording
    with pytest.raises(Forbidden):
        house.app.calls.listen(house.carla, call_id)
