"""What telephone systems and their converters write is read to the last sample, or refused with its own reason."""

import io
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from benvenuto.listening.decoding import open_sound
from benvenuto.listening.faults import JoinedRecording, OtherSoundFormat, RecordingError, TruncatedRecording
from benvenuto.listening.listening_copy import needs_listening_copy
from benvenuto.listening.probe import probe

BROKEN = Path(__file__).parents[1] / "broken" / "recordings"
RATE = 8000
SECONDS = 7.3
PLACES = ((0.5, 2.5, 300), (3.3, 4.7, 600), (5.5, 7.0, 900))
NEVER_WRITTEN = b"\xff" * 8


def tones(rate: int = RATE, seconds: float = SECONDS) -> NDArray[np.float64]:
    """Three seconds at 300 Hz, two at 600, and the rest at 900."""
    times = np.arange(round(seconds * rate)) / rate
    hertz = np.select([times < 3, times < 5], [300, 600], 900)
    return np.asarray(0.3 * np.sin(2 * np.pi * hertz * times))


def written(container: str, encoding: str, rate: int = RATE) -> bytes:
    out = io.BytesIO()
    soundfile.write(out, tones(rate), rate, encoding, format=container)
    return out.getvalue()


def heard(path: Path) -> NDArray[np.float32]:
    """Every sample; each tone where it belongs."""
    with open_sound(path) as decoder:
        rate = decoder.sample_rate
        sound = np.concatenate(list(decoder.blocks()))[:, 0]
    for start, end, hertz in PLACES:
        part = sound[int(start * rate) : int(end * rate)]
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
        assert np.argmax(spectrum) * rate / len(part) == pytest.approx(hertz, abs=3)
    return sound


@pytest.mark.parametrize(
    ("container", "encoding", "rate"),
    [
        *(("WAV", encoding, RATE) for encoding in ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE")),
        *(("WAV", encoding, RATE) for encoding in ("ULAW", "ALAW", "NMS_ADPCM_16", "NMS_ADPCM_24", "NMS_ADPCM_32")),
        *(("WAVEX", encoding, RATE) for encoding in ("PCM_16", "PCM_24", "FLOAT", "ULAW", "ALAW")),
        *((container, "PCM_16", RATE) for container in ("W64", "CAF", "RF64", "AU", "AIFF")),
        *((container, "ULAW", RATE) for container in ("W64", "CAF", "AU", "AIFF")),
        *(("WAV", "PCM_16", rate) for rate in (6_000, 11_025, 96_000)),
    ],
)
def test_every_sample_is_read(tmp_path: Path, container: str, encoding: str, rate: int) -> None:
    path = tmp_path / "call.wav"
    path.write_bytes(written(container, encoding, rate))
    assert len(heard(path)) == round(SECONDS * rate)


@pytest.mark.parametrize(
    ("container", "encoding", "block"),
    [("WAV", "G721_32", 120), ("WAV", "IMA_ADPCM", 505), ("WAV", "MS_ADPCM", 500), ("AU", "G723_24", 120)],
)
def test_what_is_written_in_blocks_ends_with_the_last_one(
    tmp_path: Path, container: str, encoding: str, block: int
) -> None:
    path = tmp_path / "call.wav"
    path.write_bytes(written(container, encoding))
    assert 0 <= len(heard(path)) - round(SECONDS * RATE) <= block


@pytest.mark.parametrize("counted", [True, False])
def test_an_odd_number_of_blocks_of_gsm_gains_no_noise(tmp_path: Path, counted: bool) -> None:
    path = tmp_path / "call.wav"
    data = bytearray(written("WAV", "GSM610"))
    at = data.index(b"data") + 8
    blocks = (len(data) - at) // 65
    blocks -= blocks % 2 == 0
    sound = bytes(data[at : at + 65 * blocks])
    # some count the byte that fills up, some do not
    data[at - 4 : at] = (len(sound) + counted).to_bytes(4, "little")
    path.write_bytes(bytes(data[:at]) + sound + b"\0")
    samples = heard(path)
    assert len(samples) == 320 * blocks
    assert np.abs(samples[-100:]).max() < 0.05  # the tone ends in the middle of the last block


@pytest.mark.parametrize("size", [NEVER_WRITTEN, NEVER_WRITTEN[:7] + b"\x7f"])
def test_a_w64_that_was_streamed_is_read_to_its_end(tmp_path: Path, size: bytes) -> None:
    path, data = tmp_path / "call.w64", bytearray(written("W64", "PCM_16"))
    at = data.index(b"data\xf3\xac\xd3\x11") + 16
    data[16:24], data[at : at + 8] = NEVER_WRITTEN, size
    path.write_bytes(data)
    assert len(heard(path)) == round(SECONDS * RATE)


@pytest.mark.parametrize("pad", [b"\0", b"", b"d"])
def test_a_chunk_of_odd_length_may_lack_the_byte_behind_it(tmp_path: Path, pad: bytes) -> None:
    path, data = tmp_path / "call.wav", written("WAV", "PCM_16")
    at = data.index(b"data")
    path.write_bytes(data[:at] + b"LIST" + (5).to_bytes(4, "little") + b"INFOx" + pad + data[at:])
    assert len(heard(path)) == round(SECONDS * RATE)
    assert needs_listening_copy(probe(path)) is (pad == b"")


@pytest.mark.parametrize("encoding", ["PCM_16", "ULAW", "G721_32", "GSM610", "IMA_ADPCM", "NMS_ADPCM_32"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.93])
def test_half_a_wav_is_never_taken_for_a_whole_one(tmp_path: Path, encoding: str, part: float) -> None:
    path, whole = tmp_path / "call.wav", written("WAV", encoding)
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(TruncatedRecording):
        probe(path)


@pytest.mark.parametrize(("container", "encoding"), [("AU", "ULAW"), ("AIFF", "ALAW"), ("AU", "G723_24")])
def test_nor_half_a_second_less_in_other_containers(tmp_path: Path, container: str, encoding: str) -> None:
    path, whole = tmp_path / "call.au", written(container, encoding)
    path.write_bytes(whole[: int(len(whole) * 0.94)])
    with pytest.raises(TruncatedRecording):
        probe(path)


def encoded(path: Path, form: str, codec: str, rate: int = 16_000) -> bytes:
    """The tones, as FFmpeg writes them."""
    with av.open(str(path), "w", format=form) as file:
        stream = file.add_stream(codec, rate=rate, layout="mono")
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = 64_000 if codec == "adpcm_g722" else 32_000
        frame = av.AudioFrame.from_ndarray(tones(rate)[None].astype(np.float32), "fltp", "mono")
        frame.sample_rate = rate
        fit = av.AudioResampler(stream.format, "mono", rate, frame_size=stream.frame_size or 1024)
        for piece in [*fit.resample(frame), *fit.resample(None)]:
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return path.read_bytes()


def test_g722_in_wav_is_whole_or_refused_though_its_header_states_twice_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    data = bytearray(encoded(path, "wav", "adpcm_g722"))
    data[28:32] = (16_000).to_bytes(4, "little")  # as FFmpeg's own command writes it; a second has 8,000
    whole = bytes(data)
    path.write_bytes(whole)
    assert len(heard(path)) == pytest.approx(SECONDS * 16_000, abs=320)
    path.write_bytes(whole[: int(len(whole) * 0.94)])
    with pytest.raises(TruncatedRecording):
        probe(path)


@pytest.mark.parametrize("part", [0.05, 0.2, 0.5, 0.8, 0.94])
def test_a_wma_that_breaks_off_is_never_silently_short(tmp_path: Path, part: float) -> None:
    path = tmp_path / "call.wma"
    whole = encoded(path, "asf", "wmav2")
    assert len(heard(path)) == pytest.approx(SECONDS * 16_000, abs=2048)
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(TruncatedRecording):
        probe(path)


def test_an_m4a_has_its_tones_in_their_places_and_bare_aac_has_the_encoders_lead(tmp_path: Path) -> None:
    path = tmp_path / "call.m4a"
    encoded(path, "ipod", "aac")
    samples = len(heard(path))
    assert 0 <= samples - SECONDS * 16_000 <= 2048
    encoded(path, "adts", "aac")
    assert 1024 < len(heard(path)) - SECONDS * 16_000 <= 4096


def test_speex_is_read_and_two_of_it_in_one_file_are_no_half_of_it(tmp_path: Path) -> None:
    path, once = tmp_path / "call.spx", (BROKEN / "speex.spx").read_bytes()
    path.write_bytes(once)
    assert probe(path).duration_s == pytest.approx(0.6, abs=0.03)
    path.write_bytes(once + once)
    with pytest.raises(JoinedRecording):
        probe(path)


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"RIFF\x10\0\0\0AVI LIST", "call.avi", "AVI"),
        (b"FLV\x01\x05", "call.flv", "FLV"),
        ((b"G" + bytes(187)) * 4, "call.ts", "MPEG-TS"),
        (b"NIST_1A\n   1024\n", "call.wav", "NIST SPHERE"),
        (b"FORM\0\0\0\x108SVXVHDR", "call.wav", "8SVX"),
        (bytes(range(128, 256)) * 9, "call.vox", "Dialogic ADPCM"),
        (bytes(range(128, 256)) * 9, "call.g726", "G.726"),
    ],
)
def test_sound_that_is_not_read_is_called_by_its_name(tmp_path: Path, head: bytes, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(head + bytes(2000))
    with pytest.raises(OtherSoundFormat) as refused:
        probe(path)
    assert refused.value.params["kind"] == kind


@pytest.mark.parametrize("name", ["call.ulaw", "call.gsm", "call.sln", "call.g722", "call.mp3", "call.opus"])
def test_whatever_its_ending_a_wav_is_a_wav(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(written("WAV", "ULAW"))
    assert len(heard(tmp_path / name)) == round(SECONDS * RATE)


def test_no_file_at_any_length_ends_otherwise_than_by_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    wholes = [written("WAV", "GSM610"), written("W64", "ULAW"), written("AIFF", "PCM_16"), written("WAVEX", "FLOAT")]
    for whole in wholes:
        for length in range(1, 140):
            path.write_bytes(whole[:length])
            with pytest.raises(RecordingError):
                probe(path)
