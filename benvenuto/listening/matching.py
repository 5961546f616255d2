"""Which call a recording or a transcript belongs to, and whose voice it holds, told by its name alone."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath, PurePosixPath

from benvenuto.domain.faults import BenvenutoError, Fault
from benvenuto.listening.faults import (
    AmbiguousCall,
    LoneVoice,
    MixedSetAside,
    SeveralRecordings,
    UnknownCall,
    WholeCallTaken,
)

READ_SUFFIXES = {".wav", ".wav49", ".wave", ".mp3", ".flac", ".ogg", ".oga", ".opus"}
MEDIA_SUFFIXES = {".m4a", ".mp4", ".3gp", ".webm", ".mka", ".wma", ".asf", ".aac", ".amr"}  # read with the media extra
# Not read, but worth saying so: passed over in silence they would be missed.
REFUSED_SUFFIXES = {".gsm", ".ulaw", ".alaw", ".sln", ".vox", ".raw", ".pcm", ".aif", ".aiff", ".au", ".caf"}
SOUND_SUFFIXES = READ_SUFFIXES | MEDIA_SUFFIXES | REFUSED_SUFFIXES
TRANSCRIPT_SUFFIXES = {".json", ".vtt", ".srt", ".txt", ".docx", ".ctm", ".rttm"}
SHORTEST_PART = 6  # signs an id needs to be found inside a longer name; "201" is an extension, not a call

Words = tuple[str, ...]


class Voice(StrEnum):
    """Whose voice a file holds. BOTH is a whole call, in mono or stereo: the sound itself says which."""

    BOTH = "both"
    AGENT = "agent"
    CALLER = "caller"


# A telephone system that records an incoming call does so on the caller's line: what it receives there is the caller,
# what it transmits is the agent (Asterisk: MixMonitor's r and t, Monitor's in and out).
VOICES = {
    **dict.fromkeys(("agent", "operator", "agente", "operatore", "tx", "t", "out"), Voice.AGENT),
    **dict.fromkeys(("caller", "customer", "cliente", "chiamante", "rx", "r", "in"), Voice.CALLER),
}
NAMELESS = frozenset({"", "call", "recording", "audio", "transcript", "chiamata", "registrazione", "trascrizione"})


@dataclass(frozen=True, slots=True)
class Match:
    """The files of one call: `files` has BOTH alone, or AGENT and CALLER."""

    external_id: str
    files: Mapping[Voice, str]


def match(
    names: Iterable[str], external_ids: Iterable[str], suffixes: Set[str] = SOUND_SUFFIXES
) -> tuple[list[Match], list[Fault]]:
    """Match file names, with or without folders before them, to calls; the rest as faults, each file named.

    Understood, for a call with the id 1709284500.123: `1709284500.123.wav`, the same followed by -agent, _caller, -rx,
    -tx, -in, -out, the id at the beginning or end of a longer name (FreePBX: `in-0612345678-201-20260301-101500-
    1709284500.123.wav`), and a folder of that name with call.wav, or agent.wav and caller.wav, inside. Capitals
    and separators do not matter. Hidden files (macOS puts one beside each file), and those that neither match nor have
    one of the `suffixes`, are passed over.
    """
    calls = _index(external_ids)
    by_call: dict[str, dict[Voice, list[str]]] = defaultdict(lambda: defaultdict(list))
    faults: list[Fault] = []
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.name.startswith("."):
            continue
        suffix = path.suffix.lower()
        ids, voice = _find(path, calls, suffixes)
        if len(ids) == 1 and (suffix in suffixes or suffix[1:].isdigit() or not suffix):
            by_call[ids[0]][voice].append(name)
        elif suffix in suffixes:
            faults.append(_fault(name, AmbiguousCall, calls=", ".join(ids)) if ids else _fault(name, UnknownCall))
    matches = [settled for call, files in by_call.items() if (settled := _settle(call, files, faults))]
    return matches, faults


def named_voice(path: PurePath, suffixes: Set[str] = SOUND_SUFFIXES) -> tuple[Words, Voice]:
    """The words of a file name, and whose voice it says it holds; of a nameless file (agent.wav) its folder's words."""
    words = _own_words(path, suffixes)
    voice = VOICES.get(words[-1], Voice.BOTH) if words else Voice.BOTH
    bare = words if voice is Voice.BOTH else words[:-1]
    return (_words(path.parent.name) if "".join(bare) in NAMELESS else bare), voice


def _index(external_ids: Iterable[str]) -> dict[Words, list[str]]:
    calls: dict[Words, list[str]] = defaultdict(list)
    for external_id in dict.fromkeys(external_ids):
        if words := _words(external_id):
            calls[words].append(external_id)
    return dict(calls)


def _words(text: str) -> Words:
    return tuple(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold()))


def _own_words(path: PurePath, suffixes: Set[str]) -> Words:
    return _words(path.stem if path.suffix.lower() in suffixes else path.name)


def _find(path: PurePosixPath, calls: Mapping[Words, list[str]], suffixes: Set[str]) -> tuple[list[str], Voice]:
    """The calls a name fits, and the voice it names."""
    words = _own_words(path, suffixes)
    if words in calls:
        return _same_spelling(path, calls[words]), Voice.BOTH
    bare, voice = named_voice(path, suffixes)
    return calls.get(bare) or _part(bare, calls), voice


def _same_spelling(path: PurePosixPath, ids: list[str]) -> list[str]:
    """Of ids that differ in capitals or separators alone, the one written as the file is."""
    return [external_id for external_id in ids if external_id in (path.stem, path.name)] or ids


def _part(words: Words, calls: Mapping[Words, list[str]]) -> list[str]:
    """The calls whose id ends the name, or else begins it; the longest counts."""
    ends = (words[start:] for start in range(1, len(words)))
    beginnings = (words[:stop] for stop in range(len(words) - 1, 0, -1))
    # telephone systems put the id last as a rule: number, extension and date come before it
    for candidates in (ends, beginnings):
        for part in candidates:
            if part in calls and len("".join(part)) >= SHORTEST_PART:
                return calls[part]
    return []


def _settle(call: str, files: Mapping[Voice, list[str]], faults: list[Fault]) -> Match | None:
    """One recording for a call: separate voices before a mixed file, a whole call before one voice."""
    if twice := [names for names in files.values() if len(names) > 1]:
        for names in twice:
            pairs = zip(names, [*names[1:], names[0]], strict=True)
            faults.extend(_fault(name, SeveralRecordings, call=call, other=other) for name, other in pairs)
        return None
    voices = {voice: names[0] for voice, names in files.items()}
    whole = voices.pop(Voice.BOTH, None)
    if len(voices) == 2:
        if whole:
            faults.append(_fault(whole, MixedSetAside, call=call))
        return Match(call, voices)
    for name in voices.values():
        faults.append(_fault(name, WholeCallTaken if whole else LoneVoice, call=call))
    return Match(call, {Voice.BOTH: whole}) if whole else None


def _fault(name: str, error: type[BenvenutoError], **params: object) -> Fault:
    return Fault(name, 0, "", error.template, error.remedy, params)
