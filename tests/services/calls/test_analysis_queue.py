"""Analysing recordings: what is heard, what is kept, and that nothing is lost or done in vain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import Measure, Measured, Speech
from benvenuto.listening.channels import swap_channels
from benvenuto.services.calls.analysis_queue import GoneRecording, Hear
from benvenuto.storage.tables import calls, measures, recordings
from tests.house import House
from tests.recorded import recorded, stored, talk, value

FAULT = Fault("", 0, "", "The recording is damaged at {second} s.", "Look for another copy.", {"second": 3})
ORIGINAL = {"key": "aa/aa.wav", "sha256": "a" * 64, "name": "x.wav", "size": 1000}
GREETING = [
    Turn(Speaker.AGENT, "Casa Lume, buongiorno, sono Anna, come posso aiutarla?", 0.0, 20.0),
    Turn(Speaker.CALLER, "Il mio pacco non è arrivato.", 30.0, 40.0),
]


@pytest.fixture(autouse=True)
def file(house: House) -> Path:
    """The file of every recording here."""
    return stored(house)


def heard(found: Speech | Fault, meanwhile: Callable[[], object] = lambda: None) -> Hear:
    """A way of hearing that hears this in the file of the store, after something has happened."""

    def hear(path: Path, patience_s: float) -> Speech | Fault:
        assert path.read_bytes() == b"a sound"
        assert patience_s > 60
        meanwhile()
        return found

    return hear


def never(path: Path, patience_s: float) -> Speech | Fault:
    raise AssertionError("heard in vain")


def found(house: House, call_id: int) -> Measured | None:
    return house.app.measures.of_call(house.bruno, call_id)


def test_what_was_heard_is_measured_with_the_words(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, GREETING)
    assert house.app.analyses.pending(10) == [recording_id]
    house.app.analyses.run_one(recording_id, heard(talk()))
    assert value(found(house, call_id), Measure.AGENT_TALK) == 20
    assert value(found(house, call_id), Measure.SPEECH_RATE) == pytest.approx(8 / (20 / 60))
    assert house.app.analyses.pending(10) == []
    house.app.analyses.run_one(recording_id, never)


def test_a_new_transcript_is_measured_without_hearing_again(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    house.app.analyses.run_one(recording_id, heard(talk()))
    assert value(found(house, call_id), Measure.SPEECH_RATE) is None
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, GREETING)
    house.app.analyses.run_one(recording_id, never)
    assert value(found(house, call_id), Measure.SPEECH_RATE) is not None
    assert house.app.analyses.pending(10) == []


def test_a_hopeless_file_is_tried_once_and_again_when_asked(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    house.app.analyses.run_one(recording_id, heard(FAULT))
    assert house.app.analyses.pending(10) == []
    assert found(house, call_id) is None
    assert house.app.analyses.try_again() == 1
    house.app.analyses.run_one(recording_id, heard(talk()))
    assert found(house, call_id) is not None


def test_a_file_that_is_gone_is_told(house: House, file: Path) -> None:
    _, recording_id = recorded(house, house.anna)
    file.unlink()
    house.app.analyses.run_one(recording_id, never)
    assert [fault.template for fault in house.app.measures.progress(house.dario).failures] == [GoneRecording.template]


def test_whoever_comes_second_keeps_nothing(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    first = heard(talk(agent_s=5))
    second = heard(talk(agent_s=8), lambda: house.app.analyses.run_one(recording_id, first))
    house.app.analyses.run_one(recording_id, second)
    assert value(found(house, call_id), Measure.AGENT_TALK) == 5


def test_what_is_no_longer_wanted_waits_for_the_next_time(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    house.app.analyses.run_one(recording_id, heard(FAULT), wanted=lambda: False)
    assert house.app.analyses.pending(10) == [recording_id]
    house.app.analyses.run_one(recording_id, heard(talk()))
    assert found(house, call_id) is not None


def test_a_transcript_that_arrives_meanwhile_is_measured(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)

    def transcribe() -> None:
        with house.app.database.write() as tx:
            tx.calls.set_turns(call_id, GREETING)

    house.app.analyses.run_one(recording_id, heard(talk(), transcribe))
    assert value(found(house, call_id), Measure.SPEECH_RATE) is not None


def test_channels_that_were_swapped_stay_so_when_all_is_heard_again(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    house.app.analyses.run_one(recording_id, heard(swap_channels(talk())))
    house.app.measures.swap_channels(house.bruno, call_id)
    with house.app.database.write() as tx:
        tx.measures.give_up(recording_id, FAULT, 0, house.clock(), channels_swapped=True)
    house.app.analyses.run_one(recording_id, heard(swap_channels(talk())))
    assert value(found(house, call_id), Measure.AGENT_TALK) == 20


def test_a_later_transcript_from_swapped_channels_is_put_right(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    house.app.analyses.run_one(recording_id, heard(swap_channels(talk())))
    house.app.measures.swap_channels(house.bruno, call_id)
    crosswise = [Turn(Speaker.CALLER, GREETING[0].text, 0.0, 20.0), Turn(Speaker.AGENT, GREETING[1].text, 30.0, 40.0)]
    with house.app.database.write() as tx:
        tx.calls.set_turns(call_id, crosswise)
    house.app.analyses.run_one(recording_id, never)
    with house.app.database.read() as tx:
        assert list(tx.calls.turns(call_id)) == GREETING


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_what_breaks_the_arithmetic_is_told_and_not_tried_for_ever(house: House) -> None:
    _, recording_id = recorded(house, house.anna)
    house.app.analyses.run_one(recording_id, heard(Speech("long")))  # type: ignore[arg-type]
    assert house.app.analyses.pending(10) == []
    (fault,) = house.app.measures.progress(house.dario).failures
    assert fault.params == {"reason": "TypeError"}


def test_two_voices_of_different_lengths_are_measured_each_alone(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    with house.app.database.write() as tx:
        files = [
            {**ORIGINAL, "side": side, "duration_s": length_s} for side, length_s in (("agent", 60), ("caller", 20))
        ]
        tx.connection.execute(update(recordings).values(originals=files))
    house.app.analyses.run_one(recording_id, heard(talk()))
    assert value(found(house, call_id), Measure.AGENT_TALK) == 20
    assert value(found(house, call_id), Measure.DEAD_AIR) is None
    with house.app.database.read() as tx:
        counted = set(tx.connection.scalars(select(measures.c.measure)))
    assert counted == {"agent-talk", "caller-talk", "first-speech"}  # so that no average has the others


def test_what_follows_the_logged_end_of_a_call_is_nobodys_silence(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    with house.app.database.write() as tx:
        tx.connection.execute(update(calls).values(duration_s=40))
    house.app.analyses.run_one(recording_id, heard(talk(agent_s=29)))
    assert value(found(house, call_id), Measure.DEAD_AIR) == 0


def test_a_recording_in_which_nobody_speaks_is_in_no_average(house: House) -> None:
    call_id, recording_id = recorded(house, house.anna)
    house.app.analyses.run_one(recording_id, heard(Speech(60.0)))
    measured = found(house, call_id)
    assert measured is not None
    assert measured.measurements == ()
    assert house.app.analyses.pending(10) == []
