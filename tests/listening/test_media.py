"""What libsndfile cannot decode is decoded where the media extra is installed, and named where it is not."""

import sys
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from benvenuto.listening.decoding import open_sound
from benvenuto.listening.faults import (
    DamagedRecording,
    JoinedRecording,
    MediaExtraMissing,
    NotARecording,
    RecordingError,
    TooManyChannels,
    TruncatedRecording,
    UnknownEncoding,
)
from benvenuto.listening.prepare import Arriving, prepare
from benvenuto.listening.probe import probe
from benvenuto.listening.sound import Container

RATE = 16_000
Write = Callable[[str], Path]
KINDS = {
    "call.m4a": ("ipod", "aac", Container.MPEG4),
    "call.webm": ("webm", "libopus", Container.WEBM),
    "call.wma": ("asf", "wmav2", Container.WMA),
    "call.aac": ("adts", "aac", Container.AAC),
}


def encode(path: Path, channels: int = 2, seconds: float = 4.0) -> Path:
    """A low tone on the left, a high one on the right, written as the name says."""
    form, codec, _container = KINDS[path.name]
    times = np.arange(int(seconds * RATE)) / RATE
    sound = np.stack([0.3 * np.sin(2 * np.pi * hertz * times) for hertz in (300, 1200, 500)[:channels]])
    layout = {1: "mono", 2: "stereo", 3: "3.0"}[channels]
    with av.open(str(path), "w", format=form) as file:
        stream = file.add_stream(codec, rate=RATE, layout=layout)
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = 32_000
        frame = av.AudioFrame.from_ndarray(sound.astype(np.float32), "fltp", layout)
        frame.sample_rate = RATE
        fit = av.AudioResampler(stream.format, layout, stream.rate, frame_size=stream.frame_size or 1024)
        for piece in [*fit.resample(frame), *fit.resample(None)]:
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return path


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One recording of each kind; encoding takes longer than all that is done with it."""
    folder = tmp_path_factory.mktemp("media")
    return {name: encode(folder / name).read_bytes() for name in KINDS}


@pytest.fixture
def write(encoded: dict[str, bytes], tmp_path: Path) -> Write:
    """Put one of them into a folder of its own."""

    def write(name: str) -> Path:
        (tmp_path / name).write_bytes(encoded[name])
        return tmp_path / name

    return write


@pytest.mark.parametrize("name", KINDS)
def test_it_is_heard_like_any_other_recording(write: Write, name: str) -> None:
    sound = probe(write(name))
    assert sound.container is KINDS[name][2]
    assert sound.channels == 2
    assert sound.duration_s == pytest.approx(4.0, abs=0.2)
    assert not sound.seeks_exactly


@pytest.mark.parametrize("name", KINDS)
def test_left_and_right_stay_what_they_are(write: Write, name: str) -> None:
    with open_sound(write(name)) as decoder:
        heard = np.concatenate(list(decoder.blocks()))
    middle = heard[len(heard) // 4 : -len(heard) // 4]
    loudest = np.abs(np.fft.rfft(middle, axis=0)).argmax(axis=0) * decoder.sample_rate / len(middle)
    assert loudest == pytest.approx([300, 1200], abs=3)


def test_every_browser_plays_its_copy(write: Write) -> None:
    with write("call.m4a").open("rb") as stream, prepare(Arriving(stream)) as prepared:
        assert prepared.originals[0].sound.container is Container.MPEG4
        assert prepared.sound.container is Container.WAV
        assert probe(prepared.listening).duration_s == pytest.approx(4.0, abs=0.2)


@pytest.mark.parametrize("name", KINDS)
def test_without_the_extra_it_says_how_to_have_it(write: Write, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(name)
    monkeypatch.setitem(sys.modules, "av", None)  # as Python itself marks what cannot be imported
    with pytest.raises(MediaExtraMissing, match=KINDS[name][2]) as caught:
        probe(path)
    assert "requirements-media.txt" in caught.value.remedy


@pytest.mark.parametrize("name", ["call.m4a", "call.webm", "call.wma"])
@pytest.mark.parametrize("kept", [0.3, 0.7])
def test_half_a_copy_is_no_call(write: Write, name: str, kept: float) -> None:
    path = write(name)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    with pytest.raises(TruncatedRecording):
        probe(path)


@pytest.mark.parametrize("name", KINDS)
def test_rubbish_behind_a_good_beginning_is_a_fault_and_no_crash(write: Write, name: str) -> None:
    path = write(name)
    whole = path.read_bytes()
    rubbish = np.random.default_rng(7).bytes(len(whole))
    for good in (16, 64, len(whole) // 2):
        path.write_bytes(whole[:good] + rubbish[good:])
        with pytest.raises(RecordingError):
            probe(path)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\x00\x00\x00\x20ftypM4A \x00\x00", TruncatedRecording),
        (b"\x00\x00\x00\x10ftypM4A \x00\x00\x00\x00\x00\x00\x00\x08moov", NotARecording),
        (b"#!AMR\n\x3c", RecordingError),
        (b"\x1a\x45\xdf\xa3rest", DamagedRecording),
        (b"\xff\xf1\x50\x80\x02\x1f\xfc", RecordingError),
    ],
)
def test_a_first_few_bytes_are_no_recording(tmp_path: Path, content: bytes, fault: type[RecordingError]) -> None:
    path = tmp_path / "call"
    path.write_bytes(content)
    with pytest.raises(fault):
        probe(path)


def test_a_film_without_sound_is_no_recording(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w", format="mp4") as file:
        stream = file.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 16
        for _ in range(3):
            file.mux(stream.encode(av.VideoFrame(16, 16, "yuv420p")))
        file.mux(stream.encode(None))
    with pytest.raises(NotARecording):
        probe(path)


def test_three_voices_are_too_many(tmp_path: Path) -> None:
    with pytest.raises(TooManyChannels):
        probe(encode(tmp_path / "call.m4a", channels=3))


OTHERS = {
    "mp3-in.wav": ("wav", "libmp3lame", RATE),
    "g722-in.wav": ("wav", "g722", RATE),
    "call.g722": ("g722", "g722", RATE),
    "call.mp2": ("mp2", "mp2", RATE),
    "call.amr": ("amr", "libopencore_amrnb", 8_000),
}


def encode_mono(path: Path, seconds: float = 3.0) -> Path:
    """A tone, written as the name says."""
    form, codec, rate = OTHERS[path.name]
    sound = 0.3 * np.sin(2 * np.pi * 440 * np.arange(int(seconds * rate)) / rate)
    with av.open(str(path), "w", format=form) as file:
        stream = file.add_stream(codec, rate=rate, layout="mono")
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame.from_ndarray(sound[None].astype(np.float32), "fltp", "mono")
        frame.sample_rate = rate
        fit = av.AudioResampler(stream.format, "mono", rate, frame_size=stream.frame_size or 320)
        for piece in [*fit.resample(frame), *fit.resample(None)]:
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("name", OTHERS)
def test_what_libsndfile_cannot_read_is_asked_of_pyav_before_it_is_judged(tmp_path: Path, name: str) -> None:
    path = encode_mono(tmp_path / name)
    sound = probe(path)
    assert sound.channels == 1
    assert sound.duration_s == pytest.approx(3.0, abs=0.2)
    with open_sound(path) as decoder:
        heard = np.concatenate(list(decoder.blocks()))
    assert np.sqrt(np.square(heard).mean()) == pytest.approx(0.3 / np.sqrt(2), rel=0.2)


@pytest.mark.parametrize("name", ["mp3-in.wav", "g722-in.wav"])
def test_what_pyav_reads_must_be_whole_too(tmp_path: Path, name: str) -> None:
    path = encode_mono(tmp_path / name)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(TruncatedRecording):
        probe(path)
    path.write_bytes(data + data)
    with pytest.raises(JoinedRecording):
        probe(path)


@pytest.mark.parametrize("name", ["mp3-in.wav", "call.g722"])
def test_without_pyav_it_is_not_called_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = encode_mono(tmp_path / name)
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises((UnknownEncoding, MediaExtraMissing)) as refused:
        probe(path)
    assert "requirements-media.txt" in refused.value.remedy


def test_two_files_in_one_are_not_taken_for_the_first(write: Write) -> None:
    path = write("call.m4a")
    path.write_bytes(path.read_bytes() * 2)
    with pytest.raises(JoinedRecording):
        probe(path)
