"""What is known of recordings: one a call, with its untouched originals."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from benvenuto.domain.call import Original, Recording, Side
from tests.house import WEDNESDAY, House


def recording(call_id: int) -> Recording:
    originals = (
        Original(Side.AGENT, "aa/aa.wav", "a" * 64, "chiamata – città (1).wav", 1000),
        Original(Side.CALLER, "bb/bb.wav", "b" * 64, "altra.wav", 2000),
    )
    return Recording(0, call_id, Side.BOTH, originals, "cc/cc.flac", "audio/flac", 2, 8000, 12.25)


def test_a_recording_comes_back_as_it_went_in(house: House) -> None:
    told = recording(house.call(house.anna))
    with house.app.database.write() as tx:
        recording_id = tx.recordings.add(told, {"peaks": [[0, 1], [1, 0]]}, WEDNESDAY)
    with house.app.database.read() as tx:
        assert tx.recordings.get(recording_id) == replace(told, id=recording_id)
        assert tx.recordings.of_call(told.call_id) == replace(told, id=recording_id)
        assert tx.recordings.peaks(recording_id) == {"peaks": [[0, 1], [1, 0]]}
        assert tx.recordings.get(4711) is None
        assert tx.recordings.of_call(4711) is None


def test_a_call_has_one_recording_at_most(house: House) -> None:
    call_id = house.call(house.anna)
    with house.app.database.write() as tx:
        tx.recordings.add(recording(call_id), [], WEDNESDAY)
    with pytest.raises(IntegrityError), house.app.database.write() as tx:
        tx.recordings.add(recording(call_id), [], WEDNESDAY)


def test_two_calls_may_play_the_same_file(house: House) -> None:
    with house.app.database.write() as tx:
        assert tx.recordings.plays("cc/cc.flac") == 0
    calls = [house.call(house.anna) for _ in range(2)]
    with house.app.database.write() as tx:
        for call_id in calls:
            tx.recordings.add(recording(call_id), [], WEDNESDAY)
        assert tx.recordings.plays("cc/cc.flac") == 2
