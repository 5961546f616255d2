"""The service elsewhere, against a real one on this machine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from benvenuto.domain.call import Speaker, Turn, Word
from benvenuto.transcribing import Setup, Transcriber, Unusable, find_transcriber
from benvenuto.transcribing.endpoint import Declined, NoAddress, NoAnswer, NoKey, NoModelNamed, NotLetIn, NotUnderstood
from tests.ports import kept_port
from tests.transcribing.service import Service, serving

SECRET = "sk-casa-lume"


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as running:
        yield running


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    """A second of a quiet tone."""
    path = tmp_path / "1709284500.123-agent.wav"
    tone = 8000 * np.sin(2 * np.pi * 220 * np.arange(16_000) / 16_000)
    soundfile.write(path, tone.astype(np.int16), 16_000)
    return path


def transcriber(service: Service, timeout_s: float = 10) -> Transcriber:
    return find_transcriber("openai", Setup("whisper-1", service.url, SECRET, timeout_s))


def test_a_voice_comes_back_as_turns_with_words(service: Service, voice: Path) -> None:
    assert list(transcriber(service).transcribe(voice, Speaker.CALLER, "en")) == [
        Turn(Speaker.CALLER, "Good afternoon.", 1.1, 2.3, (Word("Good", 1.1, 1.5), Word("afternoon", 1.5, 2.3)))
    ]


def test_what_is_sent_is_the_sound_and_what_was_set_up_and_nothing_of_the_call(service: Service, voice: Path) -> None:
    transcriber(service).transcribe(voice, Speaker.AGENT, "it")
    ((path, headers, form),) = service.asked
    assert (path, headers["Authorization"]) == ("/v1/audio/transcriptions", f"Bearer {SECRET}")
    (flac,) = form.pop("file")
    assert form == {
        "model": [b"whisper-1"],
        "language": [b"it"],
        "response_format": [b"verbose_json"],
        "timestamp_granularities[]": [b"segment", b"word"],
    }
    sent, rate = soundfile.read(io.BytesIO(flac), dtype="int16")
    assert rate == 16_000
    assert np.array_equal(sent, soundfile.read(voice, dtype="int16")[0])
    assert voice.stem not in str(headers)


def test_an_address_may_end_in_v1_or_not_and_an_unknown_language_is_not_sent(service: Service, voice: Path) -> None:
    service.url += "/v1/"
    transcriber(service).transcribe(voice, Speaker.AGENT, "")
    ((path, _, form),) = service.asked
    assert path == "/v1/audio/transcriptions"
    assert "language" not in form


def test_a_voice_that_says_nothing_has_no_turns(service: Service, voice: Path) -> None:
    for answer in ({"text": "", "segments": []}, {"text": ""}):
        service.answer = answer
        assert list(transcriber(service).transcribe(voice, Speaker.AGENT, "it")) == []


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_closed_door_ends_the_work_and_never_shows_the_key(service: Service, voice: Path, status: int) -> None:
    service.status, service.answer = status, {"error": {"message": f"Incorrect API key provided: {SECRET}."}}
    with pytest.raises(
        NotLetIn, match=rf"127\.0\.0\.1 refused access: {status} Incorrect API key provided: …\."
    ) as told:
        transcriber(service).transcribe(voice, Speaker.AGENT, "it")
    assert SECRET not in f"{told.value}{told.value.params}{transcriber(service)!r}"


def test_a_call_that_is_declined_stops_no_other(service: Service, voice: Path) -> None:
    service.status, service.answer = 413, b"<h1>Request Entity Too Large</h1>"
    with pytest.raises(Declined, match="rejected this call: 413 <h1>Request Entity Too Large") as told:
        transcriber(service).transcribe(voice, Speaker.AGENT, "it")
    assert not isinstance(told.value, Unusable)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_sound_and_key_are_not_sent_on_to_another_address(service: Service, voice: Path, status: int) -> None:
    with serving() as other:
        service.status, service.headers = status, {"Location": f"{other.url}/v1/audio/transcriptions"}
        with pytest.raises(NotLetIn):
            transcriber(service).transcribe(voice, Speaker.AGENT, "it")
        assert other.asked == []


@pytest.mark.parametrize(
    "answer", [b"Good afternoon.", b"", {"text": "Hi."}, [], {"segments": "x"}, {"text": "Hi.", "segments": []}]
)
def test_an_answer_without_times_is_told_with_what_was_found(service: Service, voice: Path, answer: object) -> None:
    service.answer = answer
    with pytest.raises(NotUnderstood, match="is not a usable transcript: "):
        transcriber(service).transcribe(voice, Speaker.AGENT, "it")


def test_a_service_that_says_nothing_is_not_waited_for_for_ever(service: Service, voice: Path) -> None:
    service.silent = True
    with pytest.raises(NoAnswer, match="timed out"):
        transcriber(service, timeout_s=0.2).transcribe(voice, Speaker.AGENT, "it")


def test_a_service_that_is_not_there_is_told_by_its_host(voice: Path) -> None:
    with kept_port() as port, pytest.raises(NoAnswer, match=r"service at 127\.0\.0\.1 does not answer: .*refused"):
        transcriber(Service(f"http://127.0.0.1:{port}")).transcribe(voice, Speaker.AGENT, "it")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "transcription.example",
        "file:///etc/passwd",
        "ftp://x/",
        "https://",
        "https://[x",
        "http://transcribe.example/v1",
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(NoAddress):
        find_transcriber("openai", Setup("whisper-1", url))


@pytest.mark.parametrize("key", ["sk-casa\nlume", "“sk-casa”", "sk-casa\x00"])
def test_a_key_that_was_copied_badly_is_refused_without_showing_it(service: Service, key: str) -> None:
    with pytest.raises(NoKey) as told:
        find_transcriber("openai", Setup("whisper-1", service.url, key))
    assert "sk-casa" not in str(told.value)


def test_a_host_that_no_network_knows_is_told(voice: Path) -> None:
    long = find_transcriber("openai", Setup("whisper-1", f"https://{'x' * 70}.example"))
    with pytest.raises(NoAnswer):
        long.transcribe(voice, Speaker.AGENT, "it")


def test_a_service_needs_the_name_of_a_model(service: Service) -> None:
    with pytest.raises(NoModelNamed):
        find_transcriber("openai", Setup("", service.url))


def test_the_model_of_a_service_cannot_be_seen_and_has_no_hash(service: Service) -> None:
    engine = transcriber(service).engine
    assert (engine.name, engine.model, engine.model_hash) == ("openai 127.0.0.1", "whisper-1", "")
