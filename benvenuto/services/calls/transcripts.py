"""Importing transcripts: matched to calls by name, like recordings, and never overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from benvenuto.domain.access import Permission, authorise
from benvenuto.domain.call import Origin, Speaker, Turn
from benvenuto.domain.faults import BenvenutoError, Fault, message
from benvenuto.domain.measure import Speech
from benvenuto.domain.people import Actor
from benvenuto.domain.transcript import in_order
from benvenuto.formats.calls.transcripts import LARGEST_BYTES, Transcript, TranscriptError, read_transcript
from benvenuto.listening.faults import UnknownCall
from benvenuto.listening.matching import RICHEST_FIRST, SOUND_SUFFIXES, TRANSCRIPT_SUFFIXES, Match, Voice, match
from benvenuto.services.calls.calls import call_for
from benvenuto.services.calls.recordings import ImportedRecordings, UnreadableFile
from benvenuto.services.clock import Clock
from benvenuto.storage.database import Database, Transaction

Content = bytes | Callable[[], bytes]
"""What is in a file, or what reads it when its turn comes."""

_EXCHANGED = {Speaker.AGENT: Speaker.CALLER, Speaker.CALLER: Speaker.AGENT, Speaker.OTHER: Speaker.OTHER}
_SPEAKERS = {Voice.AGENT: Speaker.AGENT, Voice.CALLER: Speaker.CALLER}


class OtherTranscript(BenvenutoError):
    """The call has a transcript already, and it says something else."""

    template = message("Call {call} already has another transcript.")
    remedy = message("A transcript is never overwritten. Check that the file belongs to this call.")


class UnreadEnding(BenvenutoError):
    """A file that belongs to a call by its name, of a kind that is not read. `ending`: that of its name."""

    template = message("Files that end in {ending} are not read, though this one belongs to a call by its name.")
    remedy = message("Export the transcript as JSON, WebVTT, SRT, text or .docx.")


class NoTranscript(BenvenutoError):
    """There is nobody whose words could be another's."""

    template = message("This call has no transcript.")
    remedy = message("Import one first, or transcribe the recording.")


class RicherBeside(BenvenutoError):
    """A file of the same name lies beside in a format that says more. `other`: that file."""

    template = message("Skipped: {other} has the same name and says more.")
    remedy = message("No action needed.")


@dataclass(frozen=True)
class TranscriptImports:
    """The service of importing transcripts."""

    database: Database
    clock: Clock

    def run(
        self, actor: Actor, files: Mapping[str, Content], progress: Callable[[int, int], None] = lambda done, of: None
    ) -> ImportedRecordings:
        """Import transcripts by file name: "<external id>.json", or one a voice. One bad file stops no other.

        What is doubtful about a transcript that was taken (who speaks, a time that makes no sense) is among the faults.
        """
        authorise(actor, Permission.ADMINISTER)
        with self.database.read() as tx:
            calls = tx.calls.external_ids()
        richest, faults = _richest(files)
        matches, unmatched = match(richest, calls, TRANSCRIPT_SUFFIXES)
        faults += unmatched
        added: list[str] = []
        already_there: list[str] = []
        taken: dict[str, list[str]] = {}
        for done, matched in enumerate(matches):
            progress(done, len(matches))
            fresh = self._add(actor, calls[matched.external_id], matched, files, faults)
            if fresh is not None:
                (added if fresh else already_there).append(matched.external_id)
                taken[matched.external_id] = list(matched.files.values())
        progress(len(matches), len(matches))
        return ImportedRecordings(added, already_there, faults, taken)

    def folder(
        self, actor: Actor, folder: Path, progress: Callable[[int, int], None] = lambda done, of: None
    ) -> ImportedRecordings:
        """Import every transcript below a folder, reading each when its turn comes.

        What is neither a transcript nor sound is told where its name fits a call, and counted where it does not.
        """
        authorise(actor, Permission.ADMINISTER)
        paths = [path for path in sorted(folder.rglob("*")) if not path.name.startswith(".") and path.is_file()]
        named = {path.relative_to(folder).as_posix(): path for path in paths}
        files = {name: _reader(path) for name, path in named.items() if _suffix(name) in TRANSCRIPT_SUFFIXES}
        imported = self.run(actor, files, progress)
        others = [name for name in named if name not in files and _suffix(name) not in SOUND_SUFFIXES]
        with self.database.read() as tx:
            unread = _unread(others, tx.calls.external_ids())
        return replace(imported, faults=[*imported.faults, *unread], passed_over=len(others) - len(unread))

    def swap_speakers(self, actor: Actor, call_id: int) -> None:
        """Say that agent and caller are in each other's place in a transcript; what neither said stays so.

        What was measured by the transcript is measured anew.
        """
        with self.database.write() as tx:
            tx.calls.lock(call_id)
            call_for(tx, actor, Permission.NAME_VOICES, call_id)
            turns = tx.calls.turns(call_id)
            if not turns:
                raise NoTranscript
            tx.calls.set_turns(call_id, [replace(turn, speaker=_EXCHANGED[turn.speaker]) for turn in turns])
            tx.audit.write(self.clock(), actor.id, "speakers_swapped", "call", call_id, turns=len(turns))

    def _add(
        self, actor: Actor, call_id: int, matched: Match, files: Mapping[str, Content], faults: list[Fault]
    ) -> bool | None:
        """Whether the call got this transcript now; None when it could not be taken, and the faults say why."""
        try:
            contents = {voice: _read(files[name]) for voice, name in matched.files.items()}
            hashes = tuple(hashlib.sha256(content).hexdigest() for content in contents.values())
            with self.database.read() as tx:
                known, speech, call = tx.transcripts.origin(call_id), _heard(tx, call_id), tx.calls.get(call_id)
            if known is not None and known.sha256 == hashes:
                return False
            doubts: list[Fault] = []
            agent = call.agent_name if call else ""
            read = [
                _transcript(matched.files[voice], content, _SPEAKERS.get(voice), speech, agent, doubts)
                for voice, content in contents.items()
            ]
            turns = (
                read[0].turns if len(read) == 1 else in_order(turn for transcript in read for turn in transcript.turns)
            )
            origin = Origin(" + ".join(dict.fromkeys(transcript.format.name for transcript in read)), hashes)
            fresh = self._store(actor, call_id, matched.external_id, turns, origin)
        except _InFile as error:
            faults.append(error.fault)
            return None
        except BenvenutoError as error:
            faults.append(_fault(", ".join(matched.files.values()), error))
            return None
        faults += doubts
        return fresh

    def _store(self, actor: Actor, call_id: int, call: str, turns: tuple[Turn, ...], origin: Origin) -> bool:
        with self.database.write() as tx:
            tx.calls.lock(call_id)
            if _there(tx, call_id, call, turns, origin):
                return False
            tx.calls.set_turns(call_id, turns)
            tx.transcripts.add(call_id, origin, self.clock())
            tx.audit.write(
                self.clock(),
                actor.id,
                "transcript_imported",
                "call",
                call_id,
                turns=len(turns),
                format=origin.format,
                sha256=list(origin.sha256),
            )
        return True


def _there(tx: Transaction, call_id: int, call: str, turns: tuple[Turn, ...], origin: Origin) -> bool:
    """Whether the call has this very transcript; raises OtherTranscript when it has another."""
    known = tx.transcripts.origin(call_id)
    present = tuple(tx.calls.turns(call_id))
    if known is None and not present:
        return False
    if (known is not None and known.sha256 == origin.sha256) or present == turns:
        return True
    raise OtherTranscript(call=call)


def _heard(tx: Transaction, call_id: int) -> Speech | None:
    """Who is heard when in the call's recording, where each voice has a channel, in step with the other, and the sound
    has been analysed."""
    recording = tx.recordings.of_call(call_id)
    analysis = tx.measures.of_recording(recording.id) if recording else None
    speech = analysis.measured.speech if analysis and analysis.measured else None
    return speech if speech and speech.separate and speech.aligned else None


def _transcript(
    name: str, content: bytes, voice: Speaker | None, speech: Speech | None, agent: str, doubts: list[Fault]
) -> Transcript:
    try:
        transcript, doubtful = read_transcript(content, name, voice, speech, agent)
    except TranscriptError as error:
        raise _InFile(_fault(name, error)) from error
    doubts += doubtful
    return transcript


def _unread(names: Iterable[str], calls: Iterable[str]) -> list[Fault]:
    """The faults of those files that belong to a call by their names, of whatever kind they are."""
    ids = list(calls)
    by_ending: dict[str, list[str]] = {}
    for name in names:
        by_ending.setdefault(_suffix(name), []).append(name)
    faults: list[Fault] = []
    for ending, own in by_ending.items():
        # a number behind the last point is part of an id, not an ending
        matches, unmatched = match(own, ids, set() if ending[1:].isdigit() else {ending})
        fitting = {file for matched in matches for file in matched.files.values()}
        fitting |= {fault.file for fault in unmatched if fault.template != UnknownCall.template}
        faults += [
            _fault(name, UnreadEnding(ending=ending or PurePosixPath(name).name)) for name in own if name in fitting
        ]
    return faults


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _richest(names: Iterable[str]) -> tuple[list[str], list[Fault]]:
    """One format of each name: recognisers write the same words in several side by side."""
    best: dict[str, str] = {}
    # richest first, so that it is the one that stays
    for name in sorted(names, key=_rank):
        best.setdefault(_bare(name), name)
    poorer = {name: other for name in names if _rank(other := best[_bare(name)]) < _rank(name)}
    faults = [_fault(name, RicherBeside(other=other)) for name, other in poorer.items()]
    return [name for name in names if name not in poorer], faults


def _bare(name: str) -> str:
    return name[: -len(PurePosixPath(name).suffix)] if _rank(name) < len(RICHEST_FIRST) else name


def _rank(name: str) -> int:
    suffix = PurePosixPath(name).suffix.lower()
    return RICHEST_FIRST.index(suffix) if suffix in RICHEST_FIRST else len(RICHEST_FIRST)


def _read(content: Content) -> bytes:
    return content if isinstance(content, bytes) else content()


def _reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with path.open("rb") as file:
                # one byte too many is enough to refuse it, and no more is ever in memory
                return file.read(LARGEST_BYTES + 1)
        except OSError as error:
            raise UnreadableFile(reason=error.strerror or type(error).__name__) from error

    return read


def _fault(file: str, error: BenvenutoError) -> Fault:
    return Fault(file, 0, "", error.template, error.remedy, error.params)


class _InFile(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.text)
        self.fault = fault
