"""What listening costs: time beside that of the bare model, and memory for a call of two hours."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import soundfile

from benchmarks.listening_rivals import bare_model, benvenuto, channels, likely
from benvenuto.config import HOME

HEARING = """
import sys
from pathlib import Path
from benchmarks.memory import most_held_mb
from benvenuto.listening.measures import measure
from benvenuto.listening.speech import hear_speech
measure(hear_speech(Path(sys.argv[1])))
print(most_held_mb())
"""


@dataclass(frozen=True)
class Speed:
    """Seconds of one core: all of Benvenuto's analysis, the bare model with decoding, and the model alone."""

    whole_s: float
    bare_s: float
    model_s: float
    sound_s: float

    @property
    def ratio(self) -> float:
        """How many times the bare model's time the analysis takes."""
        return self.whole_s / self.bare_s


def speed(path: Path, times: int) -> Speed:
    """Medians of `times` runs of each, one after the other on one core."""
    with suppress(AttributeError):  # only Linux can hold a process to one core
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    windows = channels(path)
    deeds: Sequence[Callable[[], object]] = (
        lambda: benvenuto(path),
        lambda: bare_model(path),
        lambda: [likely(channel) for channel in windows],
    )
    taken = [[_seconds(deed) for deed in deeds] for _ in range(times)]
    whole_s, bare_s, model_s = (median(run[at] for run in taken) for at in range(3))
    return Speed(whole_s, bare_s, model_s, soundfile.info(path).duration)


def _seconds(deed: Callable[[], object]) -> float:
    start = time.process_time()
    deed()
    return time.process_time() - start


def memory_mb(path: Path) -> float:
    """The most memory that a fresh process ever held to measure the recording at `path`, in megabytes."""
    hearing = [sys.executable, "-c", HEARING, str(path)]
    return float(subprocess.run(hearing, capture_output=True, text=True, check=True, cwd=HOME).stdout)


def one_after_another(paths: Sequence[Path], target: Path, hours: float) -> None:
    """The same recordings in a row, again and again until they last so long: stereo, mu-law."""
    sounds = [soundfile.read(path, dtype="float32") for path in paths]
    with soundfile.SoundFile(target, "w", sounds[0][1], 2, "ULAW", format="WAV") as file:
        for sound, _rate in (sounds * 1000)[: _enough([len(s) / rate for s, rate in sounds], hours * 3600)]:
            file.write(sound)


def _enough(lengths_s: Sequence[float], wanted_s: float) -> int:
    return int(np.searchsorted(np.cumsum(list(lengths_s) * 1000), wanted_s)) + 1
