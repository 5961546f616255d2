"""Making transcripts of recordings that have none, with the recogniser that the site has chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.call import Origin, Recording, Turn
from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.measure import Speech
from benvenuto.domain.people import Actor
from benvenuto.domain.transcript import in_order
from benvenuto.listening.channels import swap_channels
from benvenuto.listening.speech import hear_speech
from benvenuto.listening.workroom import workroom
from benvenuto.services.clock import Clock
from benvenuto.storage.calls.recording_store import RecordingStore
from benvenuto.storage.calls.transcripts import Untranscribed
from benvenuto.storage.database import Database
from benvenuto.transcribing.protocol import Transcriber, Unusable
from benvenuto.transcribing.snapping import snapped
from benvenuto.transcribing.voices import part_voices

HEARD = "heard"
"""The format of a transcript that was made here."""


class MixedVoices(BenvenutoError):
    """A stereo recording with the same sound on both channels."""

    template = message("Both channels hold the same sound, so no machine can tell who is speaking.")
    remedy = message("Record agent and caller on separate channels. This call can still be scored by listening to it.")


class NoSound(BenvenutoError):
    """The store no longer has the recording."""

    template = message("The recording is no longer in the store.")
    remedy = message("Restore the folder of recordings from a backup.")


@dataclass(frozen=True, slots=True)
class Transcribed:
    """What became of the calls: ids that got a transcript, the faults of those that did not, and how many were not
    tried, because their recording has both voices on one channel."""

    added: Sequence[str]
    faults: Sequence[Fault]
    mixed: int


@dataclass(frozen=True)
class Transcribing:
    """The service of making transcripts."""

    database: Database
    clock: Clock
    store: RecordingStore

    def missing(self, actor: Actor) -> Sequence[Untranscribed]:
        """The calls with a recording and no transcript, oldest first; those on one channel are among them."""
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            return tx.transcripts.missing()

    def run(
        self, actor: Actor, transcriber: Transcriber, progress: Callable[[int, int], None] = lambda done, of: None
    ) -> Transcribed:
        """Transcribe what is missing, telling `progress` how many calls are done of how many.

        Each call is kept when it is done, so that an interruption loses one at most. One call's fault stops no other;
        Unusable, which stops all, is raised.
        """
        missing = self.missing(actor)
        waiting = [call for call in missing if call.channels == 2]
        added: list[str] = []
        faults: list[Fault] = []
        for done, call in enumerate(waiting):
            progress(done, len(waiting))
            try:
                if self._transcribe(actor, call, transcriber):
                    added.append(call.external_id)
            except Unusable:
                raise
            except BenvenutoError as error:
                faults.append(Fault(call.external_id, 0, "", error.template, error.remedy, error.params))
        progress(len(waiting), len(waiting))
        return Transcribed(added, faults, len(missing) - len(waiting))

    def _transcribe(self, actor: Actor, call: Untranscribed, transcriber: Transcriber) -> bool:
        with self.database.read() as tx:
            recording = tx.recordings.of_call(call.call_id)
        if recording is None:
            return False
        turns = self._hear(recording, transcriber, call.language)
        engine = transcriber.engine
        origin = Origin(HEARD, (), engine.name, engine.model, engine.model_hash)
        with self.database.write() as tx:
            tx.calls.lock(call.call_id)
            if tx.transcripts.origin(call.call_id) is not None or tx.calls.turns(call.call_id):
                return False
            tx.calls.set_turns(call.call_id, turns)
            tx.transcripts.add(call.call_id, origin, self.clock())
            tx.audit.write(
                self.clock(),
                actor.id,
                "call_transcribed",
                "call",
                call.call_id,
                turns=len(turns),
                engine=f"{engine.name}, {engine.model}",
                model_hash=engine.model_hash,
            )
        return True

    def _hear(self, recording: Recording, transcriber: Transcriber, language: str) -> tuple[Turn, ...]:
        with self._file(recording.listening_key) as path, workroom() as folder:
            swapped, speech = self._speech(recording.id, path)
            if not speech.separate:
                raise MixedVoices
            voices = part_voices(path, folder, channels_swapped=swapped)
            turns: list[Turn] = []
            for speaker, voice in voices.items():
                lane = getattr(speech, speaker.value)
                turns += snapped(transcriber.transcribe(voice, speaker, language), lane) if lane else ()
        return in_order(turns)

    def _speech(self, recording_id: int, path: Path) -> tuple[bool, Speech]:
        """Whether the channels are the wrong way round, and where each side speaks: as analysed, else heard now."""
        with self.database.read() as tx:
            swapped = tx.measures.channels_swapped(recording_id)
            known = tx.measures.of_recording(recording_id)
        if known is not None and known.measured is not None:
            return swapped, known.measured.speech
        heard = hear_speech(path)
        return swapped, swap_channels(heard) if swapped else heard

    @contextmanager
    def _file(self, key: str) -> Iterator[Path]:
        if (local := self.store.local(key)) is not None and local.is_file():
            yield local
            return
        with workroom() as folder:
            copy = folder / Path(key).name
            try:
                self.store.fetch(key, copy)
            except FileNotFoundError:
                raise NoSound from None
            yield copy
