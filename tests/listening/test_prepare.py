"""A recording is made ready to be stored, and nothing of it stays behind."""

import hashlib
import io
import tracemalloc
from pathlib import Path

import pytest

from benvenuto.listening.faults import EmptyRecording, TooLargeRecording, TooLongRecording, TruncatedRecording
from benvenuto.listening.prepare import Arriving, prepare, prepare_call
from benvenuto.listening.probe import probe
from benvenuto.listening.sound import Limits

from .conftest import SAMPLE_DATA, Record


def test_a_mu_law_call_keeps_its_original_and_gets_a_copy(workroom: Path) -> None:
    source = SAMPLE_DATA / "casa-lume/04-lampada-rotta/call.wav"
    with source.open("rb") as stream, prepare(Arriving(stream)) as prepared:
        (original,) = prepared.originals
        assert original.path.read_bytes() == source.read_bytes()
        assert original.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
        assert original.size == source.stat().st_size
        assert original.sound.encoding == "ULAW"
        assert prepared.listening != original.path
        assert probe(prepared.listening) == prepared.sound
        assert prepared.sound.duration_s == original.sound.duration_s
        assert len(prepared.peaks.channels) == 2
        assert all(max(channel) > 100 for channel in prepared.peaks.channels)
    assert list(workroom.iterdir()) == []


def test_what_every_browser_plays_is_its_own_listening_file(workroom: Path) -> None:
    with (SAMPLE_DATA / "mono-call/call.wav").open("rb") as stream, prepare(Arriving(stream)) as prepared:
        assert prepared.listening == prepared.originals[0].path
        assert prepared.sound == prepared.originals[0].sound
        assert len(prepared.peaks.channels) == 1
    assert list(workroom.iterdir()) == []


def test_two_voices_keep_both_originals_and_get_one_call(workroom: Path) -> None:
    folder = SAMPLE_DATA / "auto-repairs-40"
    with (
        (folder / "agent.wav").open("rb") as agent,
        (folder / "caller.wav").open("rb") as caller,
        prepare_call([[Arriving(agent), Arriving(caller)]]) as prepared,
    ):
        assert [original.path.read_bytes() for original in prepared.originals] == [
            (folder / "agent.wav").read_bytes(),
            (folder / "caller.wav").read_bytes(),
        ]
        assert (prepared.sound.channels, prepared.sound.duration_s) == (2, 245.38)
        assert len(prepared.peaks.channels) == 2
    assert list(workroom.iterdir()) == []


def test_a_lost_voice_shows_in_the_peaks(record: Record, workroom: Path) -> None:
    agent = record("agent.wav", like="pcm.wav")
    silent = io.BytesIO(record("caller.wav", like="pcm.wav").read_bytes()[:44] + bytes(48_000))
    with agent.open("rb") as stream, prepare_call([[Arriving(stream), Arriving(silent)]]) as prepared:
        assert [max(channel) > 0 for channel in prepared.peaks.channels] == [True, False]


@pytest.mark.parametrize("keep", [0, 20, 30, 40_000])
def test_a_refused_recording_leaves_nothing_behind(workroom: Path, keep: int) -> None:
    data = (SAMPLE_DATA / "casa-lume/04-lampada-rotta/call.wav").read_bytes()[:keep]
    with pytest.raises((EmptyRecording, TruncatedRecording)), prepare(Arriving(io.BytesIO(data))):
        pytest.fail("it was taken")
    assert list(workroom.iterdir()) == []


def test_a_failure_of_the_one_who_stores_leaves_nothing_behind(record: Record, workroom: Path) -> None:
    with pytest.raises(RuntimeError), record("mu-law.wav").open("rb") as stream, prepare(Arriving(stream)):
        raise RuntimeError
    assert list(workroom.iterdir()) == []


def test_an_upload_without_end_is_stopped_at_the_limit(workroom: Path) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return bytes(size)

    stream = Endless()
    with pytest.raises(TooLargeRecording, match="3 MB"), prepare(Arriving(stream), Limits(bytes=3 << 20)):  # type: ignore[arg-type]
        pytest.fail("it was taken")
    assert stream.given <= 4 << 20
    assert list(workroom.iterdir()) == []


def test_memory_does_not_grow_with_the_length(record: Record, workroom: Path) -> None:
    def most_memory(path: Path) -> int:
        tracemalloc.start()
        with path.open("rb") as stream, prepare(Arriving(stream)):
            _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    short = most_memory(record("short.wav", like="mu-law.wav", seconds=60, channels=2))
    long = most_memory(record("long.wav", like="mu-law.wav", seconds=600, channels=2))
    assert long < short * 1.3


def test_parts_together_are_no_longer_and_no_larger_than_one_file_may_be(record: Record, workroom: Path) -> None:
    parts = [record(f"{n}.wav", like="pcm.wav", seconds=3).read_bytes() for n in range(3)]
    with prepare_call([[Arriving(io.BytesIO(part))] for part in parts]) as prepared:
        assert prepared.sound.duration_s == 9.0
        assert sum(map(len, prepared.peaks.channels)) > 800
    with (
        pytest.raises(TooLargeRecording),
        prepare_call([[Arriving(io.BytesIO(p))] for p in parts], Limits(bytes=100_000)),
    ):
        pass
    with (
        pytest.raises(TooLongRecording),
        prepare_call([[Arriving(io.BytesIO(p))] for p in parts], Limits(hours=8 / 3600)),
    ):
        pass
    assert list(workroom.iterdir()) == []
