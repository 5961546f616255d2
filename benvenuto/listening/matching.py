"""Which call a recording or a transcript belongs to, and whose voice it holds, told by its name alone."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath, PurePosixPath
from urllib.parse import unquote

from benvenuto.domain.faults import BenvenutoError, Fault
from benvenuto.listening.bare import ENDINGS
from benvenuto.listening.faults import (
    AmbiguousCall,
    LoneVoice,
    MissingPart,
    MixedSetAside,
    SeveralRecordings,
    UnknownCall,
    WholeCallTaken,
)

READ_SUFFIXES = {
    *(".wav", ".wav49", ".wave", ".mp3", ".flac", ".ogg", ".oga", ".opus", ".w64", ".caf", ".aif", ".aiff", ".au"),
    *ENDINGS,
}
# read with the media extra
MEDIA_SUFFIXES = {".m4a", ".mp4", ".3gp", ".webm", ".mka", ".wma", ".asf", ".aac", ".amr", ".spx"}
# Not read, but worth saying so: passed over in silence they would be missed.
REFUSED_SUFFIXES = {".vox", ".raw", ".pcm", ".g723", ".g726", ".ra", ".dss", ".ds2"}
SOUND_SUFFIXES = READ_SUFFIXES | MEDIA_SUFFIXES | REFUSED_SUFFIXES
RICHEST_FIRST = (".json", ".ctm", ".vtt", ".srt", ".sbv", ".docx", ".txt", ".md", ".rttm")
TRANSCRIPT_SUFFIXES = frozenset(RICHEST_FIRST)
SHORTEST_PART = 6  # signs an id needs to be found inside a longer name; "201" is an extension, not a call
MOST_NAMED = 5  # calls, in a message

Words = tuple[str, ...]
Index = Mapping[Words, Sequence[str]]


class Voice(StrEnum):
    """Whose voice a file holds. BOTH is a whole call, in mono or stereo: the sound itself says which."""

    BOTH = "both"
    AGENT = "agent"
    CALLER = "caller"


# A telephone system that records an incoming call does so on the caller's line: what it receives there is the caller,
# what it transmits is the agent (Asterisk: MixMonitor's r and t, Monitor's in and out). A softphone is the agent's: it
# encodes the agent, and decodes the caller.
VOICES = {
    **dict.fromkeys(("agent", "operator", "agente", "operatore", "tx", "t", "out", "enc"), Voice.AGENT),
    **dict.fromkeys(("caller", "customer", "cliente", "chiamante", "rx", "r", "in", "dec"), Voice.CALLER),
}
NAMELESS = frozenset({"", "call", "recording", "audio", "transcript", "chiamata", "registrazione", "trascrizione"})
_PART = re.compile(r"(?:part|parte)?0*([1-9]\d?)")
_PART_WORDS = {"part", "parte"}


@dataclass(frozen=True, slots=True)
class Match:
    """The files of one call: `files` has BOTH alone, or AGENT and CALLER; `further` are the parts that follow BOTH."""

    external_id: str
    files: Mapping[Voice, str]
    further: tuple[str, ...] = ()

    @property
    def names(self) -> Sequence[str]:
        """All its files."""
        return [*self.files.values(), *self.further]


@dataclass(frozen=True, slots=True)
class MatchedFiles:
    """What became of names: calls with their files, faults that each name their file, and how many were passed over."""

    matches: Sequence[Match]
    faults: Sequence[Fault]
    passed_over: int


@dataclass(frozen=True, slots=True)
class _Named:
    """What a name says: the calls it fits, the voice, and which part of a call (0: not a part).

    `outright` says that it is a call's name and nothing else, so that a number behind it can only be that of a part.
    """

    calls: Sequence[str]
    voice: Voice = Voice.BOTH
    part: int = 0
    outright: bool = True


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a call: of each voice, and those that call themselves parts, by their number."""

    voices: dict[Voice, list[str]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    outright: list[bool] = field(default_factory=list)


def match(
    names: Iterable[str], external_ids: Iterable[str], suffixes: Set[str] = SOUND_SUFFIXES
) -> tuple[list[Match], list[Fault]]:
    """Match file names, with or without folders before them, to calls; the rest as faults, each file named.

    Understood, for a call with the id 1709284500.123: `1709284500.123.wav`, the same followed by -agent, _caller, -rx,
    -tx, -in, -out, -enc, -dec, the id anywhere in a longer name (FreePBX: `in-0612345678-201-20260301-101500-
    1709284500.123.wav`), and a folder of that name with call.wav, or agent.wav and caller.wav, inside. Capitals
    and separators do not matter. Hidden files (macOS puts one beside each file), and those that neither match nor have
    one of the `suffixes`, are passed over.
    """
    matched = _match(names, external_ids, {}, suffixes, others=False)
    return list(matched.matches), list(matched.faults)


def match_recordings(
    names: Iterable[str], external_ids: Iterable[str], recorded: Mapping[str, Sequence[str]]
) -> MatchedFiles:
    """The same for recordings. `recorded`: the calls by the name, path or URL that the log gives their recordings,
    which is asked first.

    A number behind a call's name (`_1`, `_2`, part 1) makes it a part. Whatever its ending, a file that fits a call is
    matched, but for transcripts: its content will tell.
    """
    return _match(names, external_ids, recorded, SOUND_SUFFIXES, others=True)


def named_voice(path: PurePath, suffixes: Set[str] = SOUND_SUFFIXES) -> tuple[Words, Voice]:
    """The words of a file name, and whose voice it says it holds; of a nameless file (agent.wav) its folder's words."""
    words = _own_words(path, suffixes)
    voice = VOICES.get(words[-1], Voice.BOTH) if words else Voice.BOTH
    bare = words if voice is Voice.BOTH else words[:-1]
    return (_words(path.parent.name) if "".join(bare) in NAMELESS else bare), voice


def _match(
    names: Iterable[str],
    external_ids: Iterable[str],
    recorded: Mapping[str, Sequence[str]],
    suffixes: Set[str],
    *,
    others: bool,
) -> MatchedFiles:
    calls, by_name = _index(external_ids), _index_names(recorded)
    by_call: dict[str, _Files] = defaultdict(_Files)
    faults: list[Fault] = []
    passed_over = 0
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        suffix = path.suffix.lower()
        named = _Named(()) if path.name.startswith(".") else _find(path, calls, by_name, suffixes, others=others)
        fits = (
            suffix in suffixes or suffix[1:].isdigit() or not suffix or (others and suffix not in TRANSCRIPT_SUFFIXES)
        )
        if len(named.calls) == 1 and fits:
            _keep(by_call[named.calls[0]], name, named)
        elif named.calls and fits:
            faults.append(_fault(name, AmbiguousCall, calls=_listed(named.calls)))
        elif suffix in suffixes and not path.name.startswith("."):
            faults.append(_fault(name, UnknownCall))
        else:
            passed_over += 1
    matches = [settled for call, files in by_call.items() if (settled := _settle(call, files, faults))]
    return MatchedFiles(matches, faults, passed_over)


def _keep(files: _Files, name: str, named: _Named) -> None:
    if named.part and named.voice is Voice.BOTH:
        files.parts[named.part].append(name)
        files.outright.append(named.outright)
    else:
        files.voices[named.voice].append(name)


def _index(external_ids: Iterable[str]) -> Index:
    calls: dict[Words, list[str]] = defaultdict(list)
    for external_id in dict.fromkeys(external_ids):
        if words := _words(external_id):
            calls[words].append(external_id)
    return dict(calls)


def _index_names(recorded: Mapping[str, Sequence[str]]) -> Index:
    """Calls by the words of what the log calls their recordings, with the ending and without."""
    calls: dict[Words, dict[str, None]] = defaultdict(dict)
    for place, external_ids in recorded.items():
        address = place.split("?")[0].split("#")[0] if "://" in place else place
        path = PurePosixPath(unquote(address) if "://" in place else address.replace("\\", "/"))
        for words in {_words(path.name), _words(path.stem)}:
            if "".join(words) not in NAMELESS:
                calls[words].update(dict.fromkeys(external_ids))
    return {words: list(ids) for words, ids in calls.items()}


def _words(text: str) -> Words:
    return tuple(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold()))


def _own_words(path: PurePath, suffixes: Set[str]) -> Words:
    return _words(path.stem if path.suffix.lower() in suffixes else path.name)


def _find(path: PurePosixPath, calls: Index, by_name: Index, suffixes: Set[str], *, others: bool) -> _Named:
    """The calls a name fits: as the log calls the recording, or by the call's id, whole or within a longer name."""
    own = _own_words(path, suffixes)
    # an ending that nobody knows is part of the name, or is none
    spellings = [own, _words(path.stem)] if others and path.suffix.lower() not in suffixes else [own]
    bare, voice = named_voice(path, suffixes)
    for index in (by_name, calls):
        for words in spellings:
            if words in index:
                return _Named(_same_spelling(path, index[words]))
        if bare in index:
            return _Named(index[bare], voice)
        for words in spellings if others else ():
            stem, part = _part_of(words)
            if part and stem in index:
                return _Named(index[stem], part=part)
    within, behind = _within(bare, calls)
    part = _part_of(bare)[1] if others and behind else 0
    return _Named(within, voice, part, outright=False)


def _same_spelling(path: PurePosixPath, ids: Sequence[str]) -> Sequence[str]:
    """Of ids that differ in capitals or separators alone, the one written as the file is."""
    return [external_id for external_id in ids if external_id in (path.stem, path.name)] or ids


def _part_of(words: Words) -> tuple[Words, int]:
    """The words before the number of a part, and that number; 0 where there is none."""
    numbered = _PART.fullmatch(words[-1]) if words else None
    if numbered is None:
        return words, 0
    before = words[:-2] if words[-2:-1] and words[-2] in _PART_WORDS else words[:-1]
    return before, int(numbered[1])


def _within(words: Words, calls: Index) -> tuple[Sequence[str], bool]:
    """The calls whose id stands in the name as whole words, none within a longer one's; and whether words follow it."""
    places = [
        (start, stop)
        for start, stop in _windows(len(words))
        if words[start:stop] in calls and len("".join(words[start:stop])) >= SHORTEST_PART
    ]
    longest = [
        (start, stop)
        for start, stop in places
        if not any(other != (start, stop) and other[0] <= start and stop <= other[1] for other in places)
    ]
    ids = dict.fromkeys(external_id for start, stop in longest for external_id in calls[words[start:stop]])
    return list(ids), any(stop == len(_part_of(words)[0]) for _, stop in longest)


def _windows(length: int) -> Iterator[tuple[int, int]]:
    return ((start, stop) for start in range(length) for stop in range(start + 1, length + 1))


def _settle(call: str, files: _Files, faults: list[Fault]) -> Match | None:
    """One recording for a call: separate voices before a mixed file, a whole call before one voice."""
    twice = [names for names in (*files.voices.values(), *files.parts.values()) if len(names) > 1]
    # a whole call and parts of one claim the same place
    if files.parts and files.voices.get(Voice.BOTH):
        twice = [[*files.voices[Voice.BOTH], *(name for names in files.parts.values() for name in names)]]
    if twice:
        for names in twice:
            pairs = zip(names, [*names[1:], names[0]], strict=True)
            faults.extend(_fault(name, SeveralRecordings, call=call, other=other) for name, other in pairs)
        rest = [name for names in (*files.voices.values(), *files.parts.values()) for name in names]
        claimed = {name for names in twice for name in names}
        faults.extend(
            _fault(name, SeveralRecordings, call=call, other=twice[0][0]) for name in rest if name not in claimed
        )
        return None
    voices = {voice: names[0] for voice, names in files.voices.items()}
    whole = [name for _, (name,) in sorted(files.parts.items())]
    if Voice.BOTH in voices:
        whole = [voices.pop(Voice.BOTH)]
    elif missing := _missing(files):
        faults.extend(_fault(name, MissingPart, call=call, part=missing) for name in whole)
        whole = []
    if len(voices) == 2:
        faults.extend(_fault(name, MixedSetAside, call=call) for name in whole)
        return Match(call, voices)
    for name in voices.values():
        faults.append(_fault(name, WholeCallTaken if whole else LoneVoice, call=call))
    return Match(call, {Voice.BOTH: whole[0]}, tuple(whole[1:])) if whole else None


def _missing(files: _Files) -> int:
    """The first part that is not there; 0 where none is missing, or the number may mean something else."""
    if len(files.parts) == 1 and not all(files.outright):
        return 0
    return next((part for part in range(1, max(files.parts, default=0)) if part not in files.parts), 0)


def _listed(calls: Sequence[str]) -> str:
    return ", ".join(calls[:MOST_NAMED]) + (", …" if len(calls) > MOST_NAMED else "")


def _fault(name: str, error: type[BenvenutoError], **params: object) -> Fault:
    return Fault(name, 0, "", error.template, error.remedy, params)
