"""What was measured of recordings, and which still wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import MEASURES_VERSION, Measure
from benvenuto.listening.measures import measure
from benvenuto.storage.calls.measures import AnalysisCounts, TeamValue
from benvenuto.storage.tables import analyses, measures
from tests.house import WEDNESDAY, House
from tests.recorded import measured, recorded, talk

FAULT = Fault("", 0, "", "The recording is damaged at {second} s.", "Look for another copy.", {"second": 3})
V = MEASURES_VERSION


def test_what_was_measured_comes_back_as_it_went_in(house: House) -> None:
    _, recording_id = recorded(house, house.anna)
    told = measure(talk())
    with house.app.database.write() as tx:
        assert tx.measures.of_recording(recording_id) is None
        tx.measures.keep(recording_id, told, WEDNESDAY, channels_swapped=True)
    with house.app.database.read() as tx:
        found = tx.measures.of_recording(recording_id)
        assert found is not None
        assert (found.measured, found.fault, found.version) == (told, None, V)
        assert (found.channels_swapped, found.stale) == (True, False)


def test_measuring_again_takes_the_place_of_what_was_there(house: House) -> None:
    _, recording_id = recorded(house, house.anna)
    with house.app.database.write() as tx:
        tx.measures.give_up(recording_id, FAULT, V, WEDNESDAY)
        tx.measures.keep(recording_id, measure(talk(agent_s=5)), WEDNESDAY)
        tx.measures.keep(recording_id, measure(talk(agent_s=8)), WEDNESDAY)
        talked = select(measures.c.value).where(measures.c.measure == Measure.AGENT_TALK.value)
        assert list(tx.connection.scalars(talked)) == [8.0]
        assert tx.measures.counts(V) == AnalysisCounts(1, 0, 0)


def test_a_measure_that_the_call_cannot_tell_has_no_row(house: House) -> None:
    measured(house, house.anna, replace(talk(), caller=()))
    with house.app.database.read() as tx:
        rows = select(measures.c.measure).where(measures.c.measure == Measure.RESPONSE_LATENCY.value)
        assert tx.connection.scalar(rows) is None
        assert tx.connection.scalars(select(measures.c.measure)).all() != []


def test_pending_is_what_has_no_analysis_of_this_version_the_newest_call_first(house: House) -> None:
    first, second, third, fourth = (recorded(house, house.anna)[1] for _ in range(4))
    with house.app.database.write() as tx:
        assert tx.measures.pending(V, 10) == [fourth, third, second, first]
        assert tx.measures.pending(V, 2) == [fourth, third]
        tx.measures.keep(first, measure(talk()), WEDNESDAY)
        tx.measures.keep(second, replace(measure(talk()), version=V - 1), WEDNESDAY)
        tx.measures.give_up(third, FAULT, V, WEDNESDAY)
        assert tx.measures.pending(V, 10) == [fourth, second]
        assert [one for one in (first, second, third, fourth) if tx.measures.waits(one, V)] == [second, fourth]
        assert tx.measures.counts(V) == AnalysisCounts(done=1, pending=2, failed=1)


def test_an_older_program_leaves_alone_what_a_newer_one_measured(house: House) -> None:
    _, recording_id = recorded(house, house.anna)
    with house.app.database.write() as tx:
        tx.measures.keep(recording_id, replace(measure(talk()), version=V + 1), WEDNESDAY)
        assert tx.measures.pending(V, 10) == []


def test_a_new_transcript_makes_a_recording_wait_again(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    other = measured(house, house.anna, talk())
    with house.app.database.write() as tx:
        tx.measures.keep(recording_id, measure(talk()), WEDNESDAY)
        assert tx.measures.pending(V, 10) == []
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, "Casa Lume, buongiorno.")])
        assert tx.measures.pending(V, 10) == [recording_id]
        assert tx.recordings.of_call(other) is not None


def test_no_transcript_makes_a_hopeless_recording_wait_again(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    with house.app.database.write() as tx:
        tx.measures.give_up(recording_id, FAULT, V, WEDNESDAY)
        tx.calls.set_turns(call_id, [Turn(Speaker.AGENT, "Casa Lume, buongiorno.")])
        assert tx.measures.pending(V, 10) == []


def test_failures_tell_the_call_and_the_reason_until_they_are_tried_again(house: House) -> None:
    _, recording_id = recorded(house, house.anna, external_id="1709284500.123")
    with house.app.database.write() as tx:
        tx.measures.give_up(recording_id, FAULT, V, WEDNESDAY)
        assert tx.measures.failures(V, 10) == [replace(FAULT, file="1709284500.123")]
        assert tx.measures.failures(V, 10)[0].text == "The recording is damaged at 3 s."
        assert tx.measures.try_again() == 1
        assert tx.measures.pending(V, 10) == [recording_id]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_another_version_wrote_and_nobody_can_read_counts_as_nothing(house: House) -> None:
    _, recording_id = recorded(house, house.anna)
    with house.app.database.write() as tx:
        tx.measures.keep(recording_id, measure(talk()), WEDNESDAY)
        tx.connection.execute(update(analyses).values(measured={"version": 0, "colour": "red"}))
        found = tx.measures.of_recording(recording_id)
    assert found is not None
    assert found.measured is None


def test_a_team_compares_its_latest_calls_of_a_time(house: House) -> None:
    for days, seconds in ((1, 11), (2, 12), (3, 13), (100, 14)):
        measured(house, house.anna, talk(agent_s=seconds), at=WEDNESDAY - timedelta(days=days))
    measured(house, house.andrea, talk(agent_s=15), at=WEDNESDAY - timedelta(days=1))
    recorded(house, house.anna, at=WEDNESDAY - timedelta(days=1))
    with house.app.database.read() as tx:
        begin = WEDNESDAY - timedelta(days=90)
        found = tx.measures.of_team(house.nord, begin, WEDNESDAY, 10)
        assert sorted(one.value for one in found[Measure.AGENT_TALK]) == [11, 12, 13]
        assert set(found[Measure.AGENT_TALK]) == {TeamValue(house.anna.id, value) for value in (11, 12, 13)}
        latest = tx.measures.of_team(house.nord, begin, WEDNESDAY, 2)
        assert sorted(one.value for one in latest[Measure.AGENT_TALK]) == [11, 12]


def test_swapping_speakers_keeps_their_words(house: House) -> None:
    call_id, _ = recorded(house, house.anna)
    turns = [Turn(Speaker.AGENT, "Buongiorno.", 0.0, 1.0), Turn(Speaker.CALLER, "Buongiorno a lei.", 1.5, 2.5)]
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, turns)
        tx.measures.swap_speakers(call_id)
        swapped = tx.calls.turns(call_id)
        assert [turn.speaker for turn in swapped] == [Speaker.CALLER, Speaker.AGENT]
        tx.measures.swap_speakers(call_id)
        assert list(tx.calls.turns(call_id)) == turns
