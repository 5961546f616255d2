"""Making transcripts: of what has none, voice by voice, with the times of the sound."""

from __future__ import annotations

import io

import pytest
import soundfile

from benvenuto.config import HOME
from benvenuto.domain.call import Origin, Speaker, Turn
from benvenuto.domain.faults import Forbidden
from benvenuto.domain.measure import Segment, Speech
from benvenuto.listening.measures import measure
from benvenuto.transcribing.endpoint import Declined, NotLetIn
from tests.house import House
from tests.transcribing.listener import Listener

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

CALL = HOME / "sample_data" / "casa-lume" / "08-change-of-address" / "call.wav"
AGENT, CALLER = Speaker.AGENT, Speaker.CALLER
SAID = {
    AGENT: [Turn(AGENT, "Good afternoon and welcome to Casa Lume.", 0.8, 5.6)],
    CALLER: [Turn(CALLER, "Hi, I just placed an order.", 5.9, 9.5)],
}


def sound(seconds: float = 10.0, channels: int = 2) -> bytes:
    """The beginning of a call: the agent speaks from 1.2 to 5.45 s, the caller from 6.16 to 9.94 s."""
    samples, rate = soundfile.read(CALL, dtype="int16")
    file = io.BytesIO()
    soundfile.write(file, samples[: round(seconds * rate), :channels], rate, format="WAV")
    return file.getvalue()


def record(house: House, name: str, content: bytes) -> int:
    call_id = house.call(house.anna, external_id=name, language="en")
    assert house.app.recordings.run(house.dario, {f"{name}.wav": lambda: io.BytesIO(content)}).added == [name]
    return call_id


def heard(house: House, call_id: int) -> list[Turn]:
    with house.app.database.read() as tx:
        return list(tx.calls.turns(call_id))


def analysed(house: House, call_id: int, *, channels_swapped: bool = False) -> None:
    """As the background leaves it: a lane for each, the right way round."""
    lanes = (Segment(1.2, 5.45),), (Segment(6.16, 9.94),)
    agent, caller = reversed(lanes) if channels_swapped else lanes
    with house.app.database.write() as tx:
        recording = tx.recordings.of_call(call_id)
        assert recording is not None
        measured = measure(Speech(10.0, agent=agent, caller=caller))
        tx.measures.keep(recording.id, measured, house.clock(), channels_swapped=channels_swapped)


def test_a_call_gets_its_words_with_the_times_of_its_sound(house: House) -> None:
    call_id, listener, steps = record(house, "x-1", sound()), Listener(SAID), list[tuple[int, int]]()
    done = house.app.transcribing.run(house.dario, listener, lambda *step: steps.append(step))
    assert (done.added, done.faults, done.mixed) == (["x-1"], [], 0)
    assert [(turn.speaker, turn.text) for turn in heard(house, call_id)] == [
        (t.speaker, t.text) for (t,) in SAID.values()
    ]
    times = [(turn.start_s, turn.end_s) for turn in heard(house, call_id)]
    assert times == [pytest.approx((1.2, 5.45), abs=0.1), pytest.approx((6.16, 9.94), abs=0.1)]
    assert listener.heard == [(AGENT, "en", 16_000, 10.0), (CALLER, "en", 16_000, 10.0)]
    assert steps == [(0, 1), (1, 1)]


def test_what_made_it_is_kept_and_audited(house: House) -> None:
    call_id = record(house, "x-1", sound())
    analysed(house, call_id)
    house.app.transcribing.run(house.dario, Listener(SAID))
    with house.app.database.read() as tx:
        assert tx.transcripts.origin(call_id) == Origin("heard", (), "listener 1", "keen", "f" * 64)
        (row,) = tx.audit.latest(1)
    assert (row.action, row.subject_id, row.actor) == ("call_transcribed", str(call_id), "Dario")
    assert row.detail == {"turns": 2, "engine": "listener 1, keen", "model_hash": "f" * 64}


def test_what_was_exchanged_by_a_person_is_heard_the_other_way_round(house: House) -> None:
    call_id = record(house, "x-1", sound())
    analysed(house, call_id, channels_swapped=True)
    house.app.transcribing.run(house.dario, listener := Listener(SAID))
    assert [who for who, *_ in listener.heard] == [CALLER, AGENT]  # the left channel is the caller's here


def test_a_call_with_a_transcript_is_left_alone_even_when_it_says_nothing(house: House) -> None:
    call_id = record(house, "x-1", sound())
    analysed(house, call_id)
    house.app.transcribing.run(house.dario, Listener())
    assert heard(house, call_id) == []
    again = house.app.transcribing.run(house.dario, listener := Listener(SAID))
    assert (again.added, listener.heard) == ([], [])


def test_a_recording_on_one_channel_is_counted_and_not_tried(house: House) -> None:
    record(house, "x-1", sound(channels=1))
    done = house.app.transcribing.run(house.dario, listener := Listener(SAID))
    assert (done.added, done.faults, done.mixed, listener.heard) == ([], [], 1, [])


def test_one_calls_fault_stops_no_other_and_leaves_it_to_be_tried_again(house: House) -> None:
    for name in ("x-1", "x-2"):
        analysed(house, record(house, name, sound(10.0 if name == "x-1" else 9.0)))
    declined = Declined(host="h", status=413, said="too long")
    done = house.app.transcribing.run(house.dario, Listener(fault=declined))
    assert [(fault.file, fault.params["status"]) for fault in done.faults] == [("x-1", 413), ("x-2", 413)]
    assert [call.external_id for call in house.app.transcribing.missing(house.dario)] == ["x-1", "x-2"]


def test_a_recogniser_that_cannot_work_at_all_ends_the_work_at_once(house: House) -> None:
    for name in ("x-1", "x-2"):
        analysed(house, record(house, name, sound(10.0 if name == "x-1" else 9.0)))
    listener = Listener(fault=NotLetIn(host="h", status=401, said=""))
    with pytest.raises(NotLetIn):
        house.app.transcribing.run(house.dario, listener)
    assert len(listener.heard) == 1


def test_a_recording_that_is_gone_from_the_store_is_told(house: House) -> None:
    call_id = record(house, "x-1", sound())
    with house.app.database.read() as tx:
        recording = tx.recordings.of_call(call_id)
    assert recording is not None
    house.app.store.remove(recording.listening_key)
    (fault,) = house.app.transcribing.run(house.dario, Listener(SAID)).faults
    assert (fault.file, fault.text) == ("x-1", "The recording is no longer in the store.")


def test_it_refuses_everybody_but_the_administrator(house: House) -> None:
    for actor in (house.anna, house.bruno, house.carla, house.fulvio):
        with pytest.raises(Forbidden):
            house.app.transcribing.run(actor, Listener())
