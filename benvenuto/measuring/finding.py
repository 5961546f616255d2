"""Which recordings are meant by the paths somebody typed, and which two of them are one call."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benvenuto.domain.faults import BenvenutoError, Fault, NoSuchPath, message
from benvenuto.listening.decoding import open_sound
from benvenuto.listening.faults import RecordingError
from benvenuto.listening.matching import SOUND_SUFFIXES, Voice, Words, named_voice


class NoRecordings(BenvenutoError):
    """A folder without a sound file."""

    template = message("There is no recording in {path}.")
    remedy = message("Name a folder with sound files, such as WAV, MP3, FLAC or Ogg.")


@dataclass(frozen=True, slots=True)
class Recorded:
    """The recording of one call: one file, or the agent's and the caller's, in this order."""

    files: tuple[Path, ...]

    @property
    def name(self) -> str:
        """What it is called on screen."""
        return " + ".join(written(file) for file in self.files)


def written(path: Path) -> str:
    """A path as it can be shown; bytes in it that are no text become a question mark in a diamond."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def find(paths: Sequence[Path]) -> tuple[list[Recorded], list[Fault]]:
    """The recordings at these paths, in order, and what is wrong with the rest.

    Two files whose names differ only in whose voice they hold are one call (order-agent.wav and order-caller.wav, or
    agent.wav and caller.wav in a folder), and so are two files of one channel each when they are all that was named:
    the first is the agent's, unless the names tell otherwise. Folders are searched to the bottom; hidden files and
    those that do not end like sound are passed over.
    """
    if len(paths) == 2 and all(path.is_file() and _one_channel(path) for path in paths):
        return [_pair(*paths)], []
    files: list[Path] = []
    faults: list[Fault] = []
    for path in paths:
        inside = _inside(path) if path.is_dir() else [path] if path.exists() else []
        if not inside:
            error = (NoRecordings if path.is_dir() else NoSuchPath)(path=written(path))
            faults.append(Fault(written(path), 0, "", error.template, error.remedy, error.params))
        files += inside
    return _calls(dict.fromkeys(files)), faults


def _inside(folder: Path) -> list[Path]:
    inside = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SOUND_SUFFIXES and path.is_file())
    return [path for path in inside if not any(part.startswith(".") for part in path.relative_to(folder).parts)]


def _calls(files: Iterable[Path]) -> list[Recorded]:
    named: dict[tuple[Path, Words], dict[Voice, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        words, voice = named_voice(file)
        named[file.parent, words][voice].append(file)
    return [call for voices in named.values() for call in _settle(voices)]


def _settle(voices: dict[Voice, list[Path]]) -> list[Recorded]:
    agents, callers = voices.get(Voice.AGENT, []), voices.get(Voice.CALLER, [])
    if len(agents) == len(callers) == 1:
        return [Recorded((agents[0], callers[0])), *(Recorded((file,)) for file in voices.get(Voice.BOTH, []))]
    return [Recorded((file,)) for paths in voices.values() for file in paths]


def _pair(first: Path, second: Path) -> Recorded:
    swapped = named_voice(first)[1] is Voice.CALLER or named_voice(second)[1] is Voice.AGENT
    return Recorded((second, first) if swapped else (first, second))


def _one_channel(path: Path) -> bool:
    try:
        with open_sound(path) as decoder:
            return decoder.channels == 1
    except (RecordingError, OSError):
        return False  # it is told what is wrong with it when it is heard
