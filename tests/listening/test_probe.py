"""What a recording holds is told from its content, all of it, and never from its name."""

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from benvenuto.listening.faults import (
    DamagedRecording,
    EmptyRecording,
    ImplausibleSampleRate,
    TooLargeRecording,
    TooLongRecording,
    TooManyChannels,
    TruncatedRecording,
    UnknownEncoding,
)
from benvenuto.listening.probe import probe
from benvenuto.listening.sound import Block, Container, Limits

from .conftest import FORMATS, SAMPLE_DATA, Record


@pytest.mark.parametrize("name", FORMATS)
def test_it_knows_every_format_and_its_true_length(record: Record, name: str) -> None:
    sound = probe(record(name, seconds=3.0))
    assert (sound.container.name, sound.encoding) == FORMATS[name]
    assert sound.sample_rate == 8000
    assert sound.channels == 1
    assert sound.duration_s == pytest.approx(3.0, abs=0.05)  # GSM fills its last block


@pytest.mark.parametrize(
    ("path", "encoding", "channels", "seconds"),
    [
        ("casa-lume/02-reso-scarpe/call.wav", "ULAW", 2, 67.737),
        ("auto-repairs-40/agent.wav", "PCM_16", 1, 245.38),
        ("mono-call/call.wav", "PCM_U8", 1, 277.66),
    ],
)
def test_it_knows_the_sample_calls(path: str, encoding: str, channels: int, seconds: float) -> None:
    sound = probe(SAMPLE_DATA / path)
    assert (sound.encoding, sound.channels) == (encoding, channels)
    assert sound.duration_s == pytest.approx(seconds, abs=0.001)


def test_the_content_decides_and_not_the_name(record: Record) -> None:
    sound = probe(record("really-a-wav.mp3", like="pcm.wav"))
    assert sound.container is Container.WAV
    assert (sound.suffix, sound.media_type) == (".wav", "audio/wav")


def test_a_name_that_means_headerless_sound_does_not_matter(record: Record) -> None:
    assert probe(record("call.raw", like="pcm.wav")).container is Container.WAV


def test_every_listener_hears_every_frame_once(record: Record) -> None:
    class Counter:
        frames = 0
        rates: tuple[int, int] = (0, 0)

        def begin(self, sample_rate: int, channels: int) -> None:
            self.rates = (sample_rate, channels)

        def hear(self, block: Block) -> None:
            assert block.shape[1] == 2
            self.frames += len(block)

    first, second = Counter(), Counter()
    probe(record("pcm.wav", seconds=20, channels=2), listeners=[first, second])
    assert first.frames == second.frames == 160_000
    assert first.rates == (8000, 2)


def test_a_file_without_bytes_is_empty(tmp_path: Path) -> None:
    (tmp_path / "call.wav").touch()
    with pytest.raises(EmptyRecording):
        probe(tmp_path / "call.wav")


@pytest.mark.parametrize("name", ["pcm.wav", "mu-law.wav", "call.flac"])
def test_a_header_without_sound_is_empty(record: Record, name: str) -> None:
    with pytest.raises(EmptyRecording):
        probe(record(name, seconds=0))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "call.mp3"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_file_that_breaks_off_is_refused(record: Record, name: str, part: float) -> None:
    path = record(name, seconds=20)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    with pytest.raises(TruncatedRecording):
        probe(path)


@pytest.mark.parametrize("mode", ["CONSTANT", "VARIABLE"])
def test_an_mp3_that_breaks_off_is_refused_by_its_count_of_frames(record: Record, mode: str) -> None:
    path = record("call.mp3", seconds=20, bitrate_mode=mode, compression_level=0.5)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(TruncatedRecording):
        probe(path)


def test_a_quarter_of_a_second_may_be_missing(record: Record) -> None:
    path = record("pcm.wav", seconds=3)
    path.write_bytes(path.read_bytes()[: -2 * 8000 // 5])
    assert probe(path).duration_s == pytest.approx(2.8)


@pytest.mark.parametrize("size", [0, 0x7FFF_F000, 0xFFFF_FFFF])
def test_a_wav_whose_length_was_never_written_is_read_to_its_end(record: Record, size: int) -> None:
    path = record("pcm.wav", seconds=3)
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, 4, size)
    struct.pack_into("<I", data, data.index(b"data") + 4, size)
    path.write_bytes(data)
    sound = probe(path)
    assert sound.duration_s == 3.0
    assert not sound.seeks_exactly


@pytest.mark.parametrize("mode", ["CONSTANT", "VARIABLE", "AVERAGE"])
def test_an_mp3_without_a_length_is_as_long_as_its_frames(record: Record, mode: str) -> None:
    path = record("call.mp3", seconds=20, bitrate_mode=mode, compression_level=0.5)
    quiet_then_loud = path.read_bytes()
    second_frame = quiet_then_loud.index(quiet_then_loud[:2], 4)
    path.write_bytes(quiet_then_loud[second_frame:])  # the first frame held the length
    assert probe(path).duration_s == pytest.approx(20, abs=0.2)


def test_two_mp3_files_put_together_are_heard_to_the_end(record: Record) -> None:
    path = record("call.mp3", seconds=5)
    path.write_bytes(path.read_bytes() * 2)
    assert probe(path).duration_s == pytest.approx(10, abs=0.5)  # encoders pad each


def test_tags_before_and_behind_an_mp3_are_no_sound(record: Record) -> None:
    path = record("call.mp3", seconds=3)
    id3v2 = b"ID3\x04\x00\x00\x00\x00\x10\x00" + bytes(16 * 128)
    path.write_bytes(id3v2 + path.read_bytes() + b"TAG" + bytes(125))
    assert probe(path).duration_s == pytest.approx(3, abs=0.05)


def test_rubbish_inside_an_mp3_is_damage(record: Record) -> None:
    path = record("call.mp3", seconds=20)
    data = path.read_bytes()
    path.write_bytes(data[:20_000] + bytes(200_000) + data[20_000:])
    with pytest.raises((DamagedRecording, TruncatedRecording)):
        probe(path)


def test_a_broken_flac_says_how_far_it_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "call.flac"
    soundfile.write(path, np.random.default_rng(1).normal(0, 0.1, 8000 * 60), 8000, format="FLAC")
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 20_000] = bytes(20_000)
    path.write_bytes(data)
    with pytest.raises(DamagedRecording, match=r"after 0:2\d"):
        probe(path)


def test_a_call_has_at_most_two_channels(record: Record) -> None:
    with pytest.raises(TooManyChannels, match="6 channels"):
        probe(record("pcm.wav", channels=6))


@pytest.mark.parametrize("rate", [100, 400_000])
def test_a_sample_rate_that_no_telephone_has_is_refused(record: Record, rate: int) -> None:
    with pytest.raises(ImplausibleSampleRate, match=str(rate)):
        probe(record("pcm.wav", rate=rate))


def test_an_encoding_that_is_not_read_is_named_as_such(record: Record) -> None:
    path = record("pcm.wav")
    data = bytearray(path.read_bytes())
    struct.pack_into("<H", data, 20, 0x7A21)  # a number that nobody was given
    path.write_bytes(data)
    with pytest.raises(UnknownEncoding, match="WAV"):
        probe(path)


def test_a_file_over_the_limit_is_refused_by_its_size(record: Record) -> None:
    path = record("pcm.wav", seconds=70)
    with pytest.raises(TooLargeRecording, match="1 MB"):
        probe(path, Limits(bytes=1 << 20))


def test_a_small_file_that_unfolds_into_hours_is_stopped_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "bomb.flac"
    soundfile.write(path, np.zeros(8000 * 600, np.int16), 8000, format="FLAC")
    assert path.stat().st_size < 50_000
    heard = []

    class Counter:
        def begin(self, sample_rate: int, channels: int) -> None: ...

        def hear(self, block: Block) -> None:
            heard.append(len(block))

    with pytest.raises(TooLongRecording, match=r"0\.01 hours"):
        probe(path, Limits(hours=0.01), [Counter()])
    assert sum(heard) <= 36 * 8000
