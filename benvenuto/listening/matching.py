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
from benvenuto.listening.bare import ENDINGS, UNREAD_ENDINGS
from benvenuto.listening.faults import (
    AmbiguousCall,
    LoneVoice,
    MissingPart,
    MissingVoice,
    MixedSetAside,
    SeveralRecordings,
    SoundBeside,
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
REFUSED_SUFFIXES = {".raw", ".pcm", *UNREAD_ENDINGS}
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
# encodes the agent, and decodes the caller. Left is the agent, as in a stereo file.
_AGENT = ("agent", "operator", "agente", "operatore", "callee", "local", "left", "tx", "t", "out", "enc")
_CALLER = ("caller", "customer", "cliente", "chiamante", "remote", "right", "rx", "r", "in", "dec")
VOICES = {**dict.fromkeys(_AGENT, Voice.AGENT), **dict.fromkeys(_CALLER, Voice.CALLER)}
_DIRECTIONS = {"in", "out"}
NAMELESS = frozenset({"", "call", "recording", "audio", "transcript", "chiamata", "registrazione", "trascrizione"})
_PART = re.compile(r"(?:part|parte)?0*([1-9]\d?)")
_PART_WORDS = {"part", "parte"}


@dataclass(frozen=True, slots=True)
class Match:
    """The files of one call: `files` has BOTH alone, or AGENT and CALLER, and so has each of the `further` parts."""

    external_id: str
    files: Mapping[Voice, str]
    further: tuple[Mapping[Voice, str], ...] = ()

    @property
    def parts(self) -> Sequence[Mapping[Voice, str]]:
        """All its parts, in order; as a rule there is one."""
        return [self.files, *self.further]

    @property
    def names(self) -> Sequence[str]:
        """All its files, in order, of each part the agent's before the caller's."""
        return [part[voice] for part in self.parts for voice in Voice if voice in part]


@dataclass(frozen=True, slots=True)
class MatchedFiles:
    """What became of names: calls with their files, faults that each name their file, and how many were passed over.

    `notes` name the files that belong to a call whose sound is in another one.
    """

    matches: Sequence[Match]
    faults: Sequence[Fault]
    passed_over: int
    notes: Sequence[Fault] = ()


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
    """The files of a call, by voice and part (0: not a part); `outright` says that all are so named."""

    places: dict[Voice, dict[int, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    outright: list[bool] = field(default_factory=list)


def match(
    names: Iterable[str], external_ids: Iterable[str], suffixes: Set[str] = SOUND_SUFFIXES
) -> tuple[list[Match], list[Fault]]:
    """Match file names, with or without folders before them, to calls; the rest as faults, each file named.

    Understood, for a call with the id 1709284500.123: `1709284500.123.wav`, the same followed by -agent, _caller, -rx,
    -tx, -in, -out, -enc, -dec, -left, -right, the id anywhere in a longer name (FreePBX:
    `in-0612345678-201-20260301-101500- 1709284500.123.wav`), and a folder of that name with call.wav, or agent.wav and
    caller.wav, inside. Capitals and separators do not matter. Hidden files (macOS puts one beside each file), and those
    that neither match nor have one of the `suffixes`, are passed over.
    """
    matched = _match(names, external_ids, {}, suffixes, others=False)
    return list(matched.matches), list(matched.faults)


def match_recordings(
    names: Iterable[str], external_ids: Iterable[str], recorded: Mapping[str, Sequence[str]]
) -> MatchedFiles:
    """The same for recordings. `recorded`: the calls by the name, path or URL that the log gives their recordings,
    which is asked first.

    A number behind a call's name (`_1`, `_2`, part 1) makes it a part, of which each voice may have a file of its own
    (`_1-agent`, `-agent_1`). Two files of one name are a pair if folders (agent/ and caller/) or first words say so.
    A folder that is a call's id holds its recording, whatever that is called. Whatever its ending, a file that fits a
    call is matched, but for transcripts: its content will tell. Beside one that ends like sound (.xml, .md5) it is not.
    """
    return _match(names, external_ids, recorded, SOUND_SUFFIXES, others=True)


def named_voice(path: PurePath, suffixes: Set[str] = SOUND_SUFFIXES) -> tuple[Words, Voice]:
    """The words of a file name, and whose voice it says it holds; of a nameless file (agent.wav, call_2.wav) its
    folder's words, and the number."""
    return _voice_of(_own_words(path, suffixes), _words(path.parent.name))


def _voice_of(words: Words, folder: Words) -> tuple[Words, Voice]:
    stem, part = _part_of(words)
    number = words[-1:] if part else ()
    for own, behind in ((words, ()), (stem, number)):
        if own and (voice := VOICES.get(own[-1])):
            words, stem = (*own[:-1], *behind), _part_of((*own[:-1], *behind))[0]
            break
    else:
        voice = Voice.BOTH
    return ((*folder, *words[len(stem) :][-1:]) if "".join(stem) in NAMELESS else words), voice


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
    unlike_sound: dict[str, list[tuple[str, _Named]]] = defaultdict(list)
    faults: list[Fault] = []
    notes: list[Fault] = []
    passed_over = 0
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        suffix = path.suffix.lower()
        hidden = any(part.startswith(".") for part in path.parts)
        named = _Named(()) if hidden else _find(path, calls, by_name, suffixes, others=others)
        usual = suffix in suffixes or suffix[1:].isdigit() or not suffix
        fits = usual or (others and suffix not in TRANSCRIPT_SUFFIXES)
        if len(named.calls) == 1 and usual:
            _keep(by_call[named.calls[0]], name, named)
        elif len(named.calls) == 1 and fits:
            unlike_sound[named.calls[0]].append((name, named))
        elif named.calls and fits:
            faults.append(_fault(name, AmbiguousCall, calls=_listed(named.calls)))
        elif suffix in suffixes and not hidden:
            faults.append(_fault(name, UnknownCall))
        else:
            passed_over += 1
    for call, rest in unlike_sound.items():
        if call in by_call:
            notes += (_fault(name, SoundBeside, call=call) for name, _ in rest)
        else:
            for name, named in rest:
                _keep(by_call[call], name, named)
    matches = [settled for call, files in by_call.items() if (settled := _settle(call, files, faults))]
    return MatchedFiles(matches, faults, passed_over, notes)


def _keep(files: _Files, name: str, named: _Named) -> None:
    files.places[named.voice][named.part].append(name)
    files.outright.append(named.outright)


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
    folder = _words(path.parent.name)
    for index in (by_name, calls):
        for words in spellings:
            if words in index:
                return _Named(_same_spelling(path, index[words]))
        for bare, voice in (_voice_of(words, folder) for words in spellings):
            if bare in index:
                return _Named(index[bare], voice)
            stem, part = _part_of(bare)
            if others and part and stem in index:
                return _Named(index[stem], voice, part)
    bare, voice = _voice_of(own, folder)
    within, behind = _within(bare, calls)
    of_folder = folder in calls and len("".join(folder)) >= SHORTEST_PART
    if not within and of_folder and others and path.suffix.lower() in suffixes:
        return _Named(calls[folder], voice)
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
    _part_by_folder(files.places)
    if twice := _twice(files):
        for names in twice:
            pairs = zip(names, [*names[1:], names[0]], strict=True)
            faults.extend(_fault(name, SeveralRecordings, call=call, other=other) for name, other in pairs)
        claimed = {name for names in twice for name in names}
        faults.extend(
            _fault(name, SeveralRecordings, call=call, other=twice[0][0])
            for name in _all_names(files)
            if name not in claimed
        )
        return None
    by_part = {voice: {part: names[0] for part, names in sorted(files.places[voice].items())} for voice in Voice}
    whole, agent, caller = (by_part[voice] for voice in Voice)
    if agent and caller and (apart := _voices(call, agent, caller, files)):
        faults.extend(_fault(name, MixedSetAside, call=call) for name in whole.values())
        return apart
    if missing := _missing(whole, files):
        faults.extend(_fault(name, MissingPart, call=call, part=missing) for name in whole.values())
        whole = {}
    faults.extend(_without(call, agent, caller, WholeCallTaken if whole else LoneVoice))
    parts = [{Voice.BOTH: name} for name in whole.values()]
    return Match(call, parts[0], tuple(parts[1:])) if parts else None


def _voices(call: str, agent: Mapping[int, str], caller: Mapping[int, str], files: _Files) -> Match | None:
    """Two voices in equally many parts; None where a part, or a voice of one, is not there.

    One file each are a pair, whatever their numbers: those may be of channels.
    """
    if len(agent) + len(caller) > 2 and agent.keys() != caller.keys():
        return None
    if agent.keys() == caller.keys() and _missing(agent, files):
        return None
    pairs = zip(agent.values(), caller.values(), strict=True)
    parts = [{Voice.AGENT: left, Voice.CALLER: right} for left, right in pairs]
    return Match(call, parts[0], tuple(parts[1:]))


def _without(
    call: str, agent: Mapping[int, str], caller: Mapping[int, str], error: type[BenvenutoError]
) -> Iterator[Fault]:
    """Why voices were not taken: `error`, unless both are here, but not all parts of both."""
    alone = sorted(agent.keys() ^ caller.keys()) if agent and caller and error is LoneVoice else []
    for name in (*agent.values(), *caller.values()):
        yield _fault(name, MissingVoice, call=call, part=alone[0]) if alone else _fault(name, error, call=call)


def _part_by_folder(places: dict[Voice, dict[int, list[str]]]) -> None:
    """Two files of one name are the two voices where their folders, or the first words of their names, say so."""
    names = places[Voice.BOTH].get(0, []) if places.keys() == {Voice.BOTH} else []
    voices = {voice: name for name in names if (voice := _hinted(name))}
    if len(names) == 2 and voices.keys() == {Voice.AGENT, Voice.CALLER}:
        del places[Voice.BOTH]
        places.update({voice: {0: [name]} for voice, name in voices.items()})


def _hinted(name: str) -> Voice | None:
    path = PurePosixPath(name.replace("\\", "/"))
    folder, own = _words(path.parent.name), _words(path.stem)
    if len(folder) == 1 and folder[0] in VOICES:
        return VOICES[folder[0]]
    # a name that begins with in or out says which way the call went
    return VOICES.get(own[0]) if own and own[0] not in _DIRECTIONS else None


def _twice(files: _Files) -> Sequence[Sequence[str]]:
    """The files that claim the same place; a whole call, or voice, and parts of one claim the same."""
    claims = []
    for places in files.places.values():
        if 0 in places and len(places) > 1:
            claims.append([name for names in places.values() for name in names])
        else:
            claims += [names for names in places.values() if len(names) > 1]
    return claims


def _all_names(files: _Files) -> Iterator[str]:
    return (name for places in files.places.values() for names in places.values() for name in names)


def _missing(parts: Iterable[int], files: _Files) -> int:
    """The first part that is not there; 0 where none is missing, or the number may mean something else."""
    numbers = set(parts)
    if len(numbers) == 1 and not all(files.outright):
        return 0
    return next((part for part in range(1, max(numbers, default=0)) if part not in numbers), 0)


def _listed(calls: Sequence[str]) -> str:
    return ", ".join(calls[:MOST_NAMED]) + (", …" if len(calls) > MOST_NAMED else "")


def _fault(name: str, error: type[BenvenutoError], **params: object) -> Fault:
    return Fault(name, 0, "", error.template, error.remedy, params)
