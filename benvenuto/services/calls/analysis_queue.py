"""Analysing recordings: what waits is derived from the database, so that no crash loses any of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benvenuto.domain.call import Recording
from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.measure import MEASURES_VERSION, Speech
from benvenuto.listening.channels import channels_swapped, swap_channels
from benvenuto.listening.doubts import aligned, held
from benvenuto.listening.measures import measure
from benvenuto.listening.measures.segments import union
from benvenuto.listening.workroom import workroom
from benvenuto.services.clock import Clock
from benvenuto.storage.calls.recording_store import RecordingStore
from benvenuto.storage.database import Database, Transaction

_log = logging.getLogger(__name__)

Hear = Callable[[Path, float], Speech | Fault]
"""Hears a file, with this patience in seconds."""

_PATIENCE_S = 600
"""For any recording, and as long again as it lasts: a slow machine hears an hour in a few minutes."""


class GoneRecording(BenvenutoError):
    """The store no longer has the file."""

    template = message("The file of this recording is no longer in the store.")
    remedy = message("Restore the folder of recordings from a backup. Then: python -m benvenuto analyse --failed")


class NotMeasured(BenvenutoError):
    """What was heard broke the arithmetic."""

    template = message("This recording could not be measured ({reason}).")
    remedy = message("The server log has the details. Once it is fixed: python -m benvenuto analyse --failed")


@dataclass(frozen=True)
class AnalysisQueue:
    """The service of analysis. It works for nobody in particular and tells nobody what it heard."""

    database: Database
    clock: Clock
    store: RecordingStore

    def pending(self, limit: int) -> Sequence[int]:
        """Recordings that wait, those of the newest calls first."""
        with self.database.read() as tx:
            return tx.measures.pending(MEASURES_VERSION, limit)

    def try_again(self) -> int:
        """Let those wait again that could not be analysed; how many."""
        with self.database.write() as tx:
            return tx.measures.try_again()

    def run_one(self, recording_id: int, hear: Hear, wanted: Callable[[], bool] = lambda: True) -> None:
        """Analyse a recording, if it still waits; when it is no longer `wanted` after hearing, nothing is kept.

        Another program may do the same at the same time: one of them comes second and keeps nothing.
        """
        with self.database.read() as tx:
            recording = tx.recordings.get(recording_id)
            if recording is None or not tx.measures.waits(recording_id, MEASURES_VERSION):
                return
            heard_before = _heard(tx, recording_id)
        # outside any transaction: hearing takes minutes, and nobody must wait for it
        heard = heard_before or self._hear(recording, hear)
        if not wanted():
            return
        with self.database.write() as tx:
            tx.calls.lock(recording.call_id)
            if tx.measures.waits(recording_id, MEASURES_VERSION):
                self._keep(tx, recording, heard)

    def _hear(self, recording: Recording, hear: Hear) -> Speech | Fault:
        try:
            with self._file(recording.listening_key) as path:
                return hear(path, _PATIENCE_S + recording.duration_s)
        except FileNotFoundError:
            return Fault("", 0, "", GoneRecording.template, GoneRecording.remedy)

    @contextmanager
    def _file(self, key: str) -> Iterator[Path]:
        if (local := self.store.local(key)) is not None:
            # FileNotFoundError here: the process that hears could not tell a file that is gone from a broken one
            local.stat()
            yield local
            return
        with workroom() as folder:
            copy = folder / Path(key).name
            self.store.fetch(key, copy)
            yield copy

    def _keep(self, tx: Transaction, recording: Recording, heard: Speech | Fault) -> None:
        swapped = tx.measures.channels_swapped(recording.id)
        if isinstance(heard, Fault):
            tx.measures.give_up(recording.id, heard, MEASURES_VERSION, self.clock(), channels_swapped=swapped)
            return
        # what was measured before has its channels the right way round already, maybe since a moment ago
        speech = _heard(tx, recording.id) or (swap_channels(heard) if swapped else heard)
        speech = replace(speech, aligned=aligned(recording), other=union(speech.other, held(recording)))
        if swapped and channels_swapped(speech, tx.calls.turns(recording.call_id)):
            tx.measures.swap_speakers(recording.call_id)  # a transcript that was made from the channels as they were
        try:
            call = tx.calls.get(recording.call_id)
            measured = measure(speech, tx.calls.turns(recording.call_id), logged_s=call.duration_s if call else None)
        except Exception as error:  # one call that breaks the arithmetic must not be tried for ever before all others
            _log.exception("recording %s could not be measured", recording.id)
            fault = Fault("", 0, "", NotMeasured.template, NotMeasured.remedy, {"reason": type(error).__name__})
            tx.measures.give_up(recording.id, fault, MEASURES_VERSION, self.clock(), channels_swapped=swapped)
            return
        tx.measures.keep(recording.id, measured, self.clock(), channels_swapped=swapped)


def _heard(tx: Transaction, recording_id: int) -> Speech | None:
    """What this version has heard already: when only the transcript has changed, nothing is heard again."""
    analysis = tx.measures.of_recording(recording_id)
    return analysis.measured.speech if analysis and analysis.measured and analysis.version == MEASURES_VERSION else None
