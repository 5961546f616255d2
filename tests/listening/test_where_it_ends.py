"""A decoder ends where the file ends: several sounds in one file are read to the last, or the file is refused."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile

from benvenuto.listening.decoding import open_sound
from benvenuto.listening.faults import JoinedRecording, RecordingError, TruncatedRecording
from benvenuto.listening.listening_copy import needs_listening_copy
from benvenuto.listening.probe import probe

from .conftest import FORMATS

RATE = 8000
UNKNOWN = bytes(4)
JOINED = ["pcm.wav", "mu-law.wav", "call.flac", "vorbis.ogg", "opus.ogg"]


def tone(name: str, seconds: float, hertz: float = 300.0, rate: int = RATE, channels: int = 1) -> bytes:
    """The bytes of a recording of one tone."""
    container, encoding = FORMATS[name]
    out = io.BytesIO()
    times = np.arange(int(seconds * rate)) / rate
    sound = np.repeat(0.3 * np.sin(2 * np.pi * hertz * times)[:, None], channels, axis=1)
    soundfile.write(out, sound, rate, encoding, format=container)
    return out.getvalue()


def streamed(flac: bytes, samples: bytes = UNKNOWN) -> bytes:
    """The same, as a recorder leaves it that cannot go back to write the length, or that wrote it too early."""
    return flac[:21] + bytes((flac[21] & 0xF0,)) + samples + flac[26:]


def pitch(path: Path, start_s: float, end_s: float) -> float:
    """The strongest frequency in a part of a recording, in hertz."""
    with open_sound(path) as decoder:
        sound = np.concatenate(list(decoder.blocks()))[int(start_s * RATE) : int(end_s * RATE), 0]
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.argmax(spectrum) * RATE / len(sound))


@pytest.mark.parametrize("name", JOINED)
def test_what_was_put_behind_a_recording_is_heard_as_well(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(tone(name, 3) + tone(name, 2, hertz=600) + tone(name, 1, hertz=900))
    sound = probe(path)
    assert sound.duration_s == pytest.approx(6.0, abs=0.01)
    # a browser would play the first part alone, or never reach the others
    assert not sound.seeks_exactly
    assert needs_listening_copy(sound)
    heard = [pitch(path, start, end) for start, end in ((0.5, 2.5), (3.3, 4.7), (5.2, 5.8))]
    assert heard == pytest.approx([300, 600, 900], abs=8)


@pytest.mark.parametrize("name", [*JOINED, "call.mp3"])
@pytest.mark.parametrize("other", [{"rate": 16_000}, {"channels": 2}])
def test_parts_that_do_not_go_together_are_refused_and_never_half_read(
    tmp_path: Path, name: str, other: dict[str, int]
) -> None:
    path = tmp_path / name
    path.write_bytes(tone(name, 3) + tone(name, 3, **other))
    with pytest.raises(JoinedRecording) as refused:
        probe(path)
    assert refused.value.remedy


@pytest.mark.parametrize("name", JOINED)
def test_the_last_part_must_be_whole_too(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    whole = tone(name, 3) + tone(name, 5)
    path.write_bytes(whole[: -len(tone(name, 5)) // 3])
    with pytest.raises(TruncatedRecording):
        probe(path)


@pytest.mark.parametrize("rate", [8_000, 44_100])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("early", [UNKNOWN, (2_000).to_bytes(4, "big")])
def test_a_flac_whose_length_was_not_written_or_too_early_is_read_to_its_end(
    tmp_path: Path, rate: int, channels: int, early: bytes
) -> None:
    path, whole = tmp_path / "call.flac", tone("call.flac", 7.3, rate=rate, channels=channels)
    path.write_bytes(streamed(whole, early))
    sound = probe(path)
    assert sound.frames == int(7.3 * rate)
    assert needs_listening_copy(sound)
    path.write_bytes(streamed(whole, early) + b"TAG" + bytes(125))
    assert probe(path).frames == int(7.3 * rate)


def test_a_flac_without_a_length_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path, whole = tmp_path / "call.flac", streamed(tone("call.flac", 20))
    for part in (0.3, 0.6, 0.9):
        path.write_bytes(whole[: int(len(whole) * part)])
        with pytest.raises(TruncatedRecording):
            probe(path)


def test_a_flac_made_to_be_searched_for_ever_is_soon_given_up(tmp_path: Path) -> None:
    path, whole = tmp_path / "call.flac", streamed(tone("call.flac", 3))
    frame = whole[whole.index(b"\xff\xf8", 42) :][:8]  # a header whose own checksum holds, and nothing behind it
    path.write_bytes(whole[:42] + frame * (3 << 17))
    with pytest.raises(RecordingError):
        probe(path)


@pytest.mark.parametrize("name", ["pcm.wav", "call.flac", "opus.ogg"])
def test_a_file_of_thousands_of_recordings_is_refused_at_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(tone(name, 0.1) * 1200)
    with pytest.raises(JoinedRecording):
        probe(path)


def test_a_wav_of_nothing_but_empty_chunks_is_given_up(tmp_path: Path) -> None:
    path, whole = tmp_path / "call.wav", tone("pcm.wav", 1)
    path.write_bytes(whole[:12] + (b"note" + bytes(4)) * 20_000 + whole[12:])
    with pytest.raises(RecordingError):
        probe(path)
    path.write_bytes(whole + (b"note" + bytes(4)) * 20_000)
    assert probe(path).duration_s == 1


def test_a_wav_whose_header_was_written_too_early_is_read_to_its_end(tmp_path: Path) -> None:
    path, data = tmp_path / "call.wav", bytearray(tone("pcm.wav", 5))
    size = data.index(b"data") + 4
    data[size : size + 4] = (2 * RATE).to_bytes(4, "little")
    path.write_bytes(data)
    sound = probe(path)
    assert sound.duration_s == 5.0
    assert not sound.seeks_exactly


@pytest.mark.parametrize("behind", [b"LIST" + (30_000).to_bytes(4, "little") + bytes(30_000), bytes(400), b"\x1a"])
def test_what_belongs_behind_the_sound_of_a_wav_is_no_sound(tmp_path: Path, behind: bytes) -> None:
    path = tmp_path / "call.wav"
    path.write_bytes(tone("pcm.wav", 3) + behind)
    assert probe(path).duration_s == 3.0
