"""Sound without a header is read by the ending of its name, where its bytes do not say otherwise."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile

from benvenuto.listening.faults import NotARecording, TextInstead, TruncatedRecording, WebPageInstead
from benvenuto.listening.prepare import Arriving, prepare
from benvenuto.listening.probe import probe
from benvenuto.listening.sound import Container

SPOKEN = np.random.default_rng(1).normal(0, 0.1, 24_000)


def bare(encoding: str) -> bytes:
    out = io.BytesIO()
    soundfile.write(out, SPOKEN, 8000, encoding, format="RAW", endian="LITTLE")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "encoding", "seconds"),
    [
        ("call.ul", "ULAW", 3.0),
        ("call.ULAW", "ULAW", 3.0),
        ("call.alaw", "ALAW", 3.0),
        ("call.al", "ALAW", 3.0),
        ("call.gsm", "GSM610", 3.0),
        ("call.sln", "PCM_16", 3.0),
        ("call.sln16", "PCM_16", 1.5),
    ],
)
def test_its_ending_says_how_it_is_encoded(name: str, encoding: str, seconds: float) -> None:
    with prepare(Arriving(io.BytesIO(bare(encoding)), Path(name).suffix)) as prepared:
        (original,) = prepared.originals
        assert (original.sound.container, original.sound.encoding) == (Container.BARE, encoding)
        assert original.sound.duration_s == pytest.approx(seconds)
        # what is kept can be read again, and what is played says what it is
        assert original.sound.suffix in {".ulaw", ".alaw", ".gsm", ".sln"}
        assert prepared.listening.read_bytes().startswith(b"RIFF")


def test_the_first_bytes_contradict_the_ending(tmp_path: Path) -> None:
    path = tmp_path / "call.ul"
    path.write_bytes(b"<html><body>Sign in")
    with pytest.raises(WebPageInstead):
        probe(path)
    out = io.BytesIO()
    soundfile.write(out, SPOKEN, 8000, "PCM_16", format="WAV")
    path.write_bytes(out.getvalue())
    assert probe(path).container is Container.WAV


def test_what_ends_like_gsm_and_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "call.gsm"
    path.write_bytes(bare("ULAW"))
    with pytest.raises(NotARecording):
        probe(path)


def test_without_such_an_ending_it_is_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "call.raw"
    path.write_bytes(bare("ULAW"))
    with pytest.raises(NotARecording):
        probe(path)
    path.write_text("Pronto, buongiorno.")
    with pytest.raises(TextInstead):
        probe(path)


@pytest.mark.parametrize(
    ("name", "form", "encoding"),
    [
        ("call.w64", "W64", "PCM_16"),
        ("call.caf", "CAF", "PCM_16"),
        ("call.aiff", "AIFF", "PCM_16"),
        ("call.au", "AU", "ULAW"),
    ],
)
def test_rarer_containers_are_read_and_one_that_breaks_off_is_refused(
    tmp_path: Path, name: str, form: str, encoding: str
) -> None:
    path = tmp_path / name
    soundfile.write(path, SPOKEN, 8000, encoding, format=form)
    assert probe(path).duration_s == 3.0
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(TruncatedRecording):
        probe(path)
