"""A transcription service that speaks as OpenAI's does; sound is sent there only because the site has named it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import soundfile

from benvenuto.domain.call import Speaker, Turn
from benvenuto.domain.faults import BenvenutoError, message
from benvenuto.domain.published import is_this_machine
from benvenuto.formats.calls.transcripts import LARGEST_BYTES, TranscriptError, read_transcript
from benvenuto.transcribing.protocol import Engine, Setup, Unusable

_BLOCK_FRAMES = 1 << 16
_LONGEST_SAID = 200


class NoAddress(Unusable):
    """The setting is missing, or names no service. `found`: what it says."""

    template = message("BENVENUTO_TRANSCRIBER_URL is “{found}”; expected an address that begins with https://.")
    remedy = message("Write the base address of the service, for example https://transcription.example/v1")


class NoModelNamed(Unusable):
    """The service wants to know which of its models to use."""

    template = message("BENVENUTO_TRANSCRIBER_MODEL is empty; expected the name of one of the service's models.")
    remedy = message("Write the name as the service has it, for example whisper-1.")


class NoKey(Unusable):
    """A key that no header can carry, probably copied with something around it."""

    template = message("BENVENUTO_TRANSCRIBER_KEY holds characters that no key can have.")
    remedy = message("Copy the key again, without spaces, quotes or line breaks.")


class NoAnswer(Unusable):
    """The service cannot be reached, or says nothing in time. `host`; `reason`: what the network says."""

    template = message("The transcription service at {host} does not answer: {reason}")
    remedy = message("Check the address and the network. The calls stay as they were and can be transcribed later.")


class NotLetIn(Unusable):
    """The service refuses us whatever we send. `host`, `status`; `said`: in its words."""

    template = message("The transcription service at {host} refused access: {status} {said}")
    remedy = message("Check BENVENUTO_TRANSCRIBER_URL, _KEY and _MODEL.")


class Declined(BenvenutoError):
    """The service does not take this sound. `host`, `status`; `said`: in its words."""

    template = message("The transcription service at {host} rejected this call: {status} {said}")
    remedy = message("See what it says: the call may be too long for it. Other calls are not affected.")


class NotUnderstood(BenvenutoError):
    """An answer that is no transcript. `host`; `reason`: what was expected and what was found, in English."""

    template = message("The answer from the transcription service at {host} is not a usable transcript: {reason}")
    remedy = message("Use a model that gives times (response_format verbose_json).")


def open_transcriber(setup: Setup) -> Endpoint:
    """The service at `setup.url`; nothing is sent yet. Raises Unusable."""
    host = _host(setup.url)
    if not host:
        raise NoAddress(found=setup.url)
    if not setup.model:
        raise NoModelNamed
    if not (setup.key.isascii() and setup.key.isprintable()):
        raise NoKey
    return Endpoint(setup, host)


def _host(url: str) -> str:
    try:
        address = urlsplit(url)
    except ValueError:
        return ""
    host = address.hostname or ""
    # voices and a key: in clear only to this machine
    return host if address.scheme == "https" or (address.scheme == "http" and is_this_machine(host)) else ""


@dataclass(frozen=True)
class Endpoint:
    """A service elsewhere, or on this machine under its own roof."""

    setup: Setup
    host: str

    @property
    def engine(self) -> Engine:
        """The service by its host; its model cannot be seen, so there is no hash of it."""
        return Engine(f"openai {self.host}", self.setup.model)

    def transcribe(self, voice: Path, speaker: Speaker, language: str) -> Sequence[Turn]:
        """One voice, sent as FLAC under a name that tells nothing of the call. See Transcriber."""
        fields = {"model": self.setup.model, "response_format": "verbose_json"}
        if language:
            fields["language"] = language
        boundary = secrets.token_hex(16)
        # in a file: an hour of sound is no string, and the length must be known before the first byte
        with TemporaryFile() as body:
            _write_form(body, boundary, fields, voice)
            answer = self._send(body, boundary)
        try:
            return read_transcript(answer, self.host, speaker)[0].turns
        except TranscriptError as error:
            if _silent(answer):
                return ()
            raise NotUnderstood(host=self.host, reason=str(error)) from error

    def _send(self, body: IO[bytes], boundary: str) -> bytes:
        base = self.setup.url.rstrip("/")
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(body.tell()),
            "Accept": "application/json",
        }
        if self.setup.key:
            headers["Authorization"] = f"Bearer {self.setup.key}"
        body.seek(0)
        # some write the address with the version, as OpenAI does, some without
        base = base if base.endswith("/v1") else f"{base}/v1"
        request = Request(f"{base}/audio/transcriptions", body, headers)  # noqa: S310 - http and https alone
        try:
            with build_opener(_StayPut).open(request, timeout=self.setup.timeout_s) as answer:
                # an answer without an end must not fill the memory
                content: bytes = answer.read(LARGEST_BYTES + 1)
                return content
        except HTTPError as error:
            raise self._refused(error) from error
        except (URLError, HTTPException, OSError, ValueError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            raise NoAnswer(host=self.host, reason=str(reason) or type(reason).__name__) from error

    def _refused(self, error: HTTPError) -> BenvenutoError:
        try:
            with error:
                words = _reason_given(error.read(_LONGEST_SAID * 20))
        except (HTTPException, OSError):
            words = ""
        # every other call would be answered alike, so the whole run stops
        hopeless = error.code in (401, 402, 403, 404, 405) or 300 <= error.code < 400
        kind = NotLetIn if hopeless else Declined
        # a service may repeat the key in its refusal, and faults are shown and logged
        return kind(host=self.host, status=error.code, said=words.replace(self.setup.key or "\0", "…"))


class _StayPut(HTTPRedirectHandler):
    """Sound and key go to the address that was named, and nowhere else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def _write_form(body: IO[bytes], boundary: str, fields: dict[str, str], voice: Path) -> None:
    granularities = [("timestamp_granularities[]", granularity) for granularity in ("segment", "word")]
    for name, value in [*fields.items(), *granularities]:
        body.write(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="voice.flac"\r\n'
    body.write(f"{head}Content-Type: audio/flac\r\n\r\n".encode())
    _write_flac(body, voice)
    body.write(f"\r\n--{boundary}--\r\n".encode())


def _write_flac(body: IO[bytes], voice: Path) -> None:
    """Half the size of WAV without loss, and less where nobody speaks: services limit what they take."""
    with TemporaryFile() as flac:
        with (
            soundfile.SoundFile(voice) as sound,
            soundfile.SoundFile(flac, "w", sound.samplerate, 1, "PCM_16", format="FLAC") as packed,
        ):
            for block in sound.blocks(_BLOCK_FRAMES, dtype="int16"):
                packed.write(block)
        flac.seek(0)
        while part := flac.read(1 << 20):
            body.write(part)


def _silent(answer: bytes) -> bool:
    """Whether the service says that nobody says anything, rather than something that is not understood."""
    try:
        reply = json.loads(answer)
    except (ValueError, RecursionError):
        return False
    return isinstance(reply, dict) and reply.get("text") == "" and not reply.get("segments")


def _reason_given(answer: bytes) -> str:
    """What a service says is wrong, in one line: OpenAI's {"error": {"message": ...}}, or the beginning of the page."""
    text = answer.decode("utf-8", "replace")
    try:
        reply = json.loads(text)
        error = reply.get("error", reply.get("detail", text)) if isinstance(reply, dict) else text
        text = str(error.get("message", error) if isinstance(error, dict) else error)
    except (ValueError, RecursionError):
        pass
    return " ".join(text.split())[:_LONGEST_SAID]
