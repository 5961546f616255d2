"""Whether the two voices of a call, in files of different lengths, can be put in step: only where silence shows it.

A softphone that is put on hold writes silence into the file of its own side and nothing into that of the other, so that
all that follows comes too early there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benvenuto.listening.decoding import open_sound
from benvenuto.listening.sound import Block

IN_STEP_S = 0.5  # two files that are no further apart in length; a second lost makes interruptions that never were
STEP_S = 0.01
STILL = 2 / (1 << 15)  # of full scale: digital silence, also as codecs write it; no line and no room is so quiet
SAME_S = 0.1  # what a file lacks is as long as the silence of the other but for some packets
STANDS_OUT = 10.0  # times as long as any other silence; where a gate makes many, each could be it
LACKS = 0.8  # of it; where the other file is quiet so long around there, it has the pause and lacks something else
SPEECH_DB = 20.0  # under the loudest words

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch that a file lacks: where it belongs, and how long it is, in seconds."""

    at_s: float
    length_s: float

    def put_into(self, blocks: Iterable[Block], rate: int) -> Iterator[Block]:
        """The sound of the file, at `rate` Hz, with silence there."""
        at, begin = round(self.at_s * rate), 0
        for block in blocks:
            end = begin + len(block)
            if begin <= at < end:
                yield block[: at - begin]
                yield np.zeros((round(self.length_s * rate), block.shape[1]), np.float32)
                yield block[at - begin :]
            else:
                yield block
            begin = end


def in_step(length_s: float, other_s: float) -> bool:
    """Whether two files of one call, of these lengths, may be taken to lack nothing in their middle."""
    return abs(length_s - other_s) <= IN_STEP_S


def pauses(agent: Path, caller: Path) -> tuple[Pause | None, Pause | None]:
    """What the agent's file lacks, and what the caller's does; None where nothing is lacking, or nothing can be shown.

    Shown is a pause by four things together: the longer file has one stretch of digital silence that stands out, it
    is as long as the files are apart, the shorter file is not as quiet for as long around there, and with a pause
    there the two speak at once half as long at most. Raises what `open_sound` raises.
    """
    left, right = _outline(agent), _outline(caller)
    if left.duration_s < right.duration_s:
        return _pause(right, left), None
    return None, _pause(left, right)


@dataclass(frozen=True, slots=True)
class _Outline:
    """Of each step of a file of one channel, whether it is digital silence, and whether somebody speaks."""

    still: Flags
    speaking: Flags
    duration_s: float


def _pause(longer: _Outline, shorter: _Outline) -> Pause | None:
    apart_s = longer.duration_s - shorter.duration_s
    if in_step(longer.duration_s, shorter.duration_s):
        return None
    starts, lengths = _runs(longer.still)
    if not len(lengths):
        return None
    longest = int(np.argmax(lengths))
    at, length = int(starts[longest]), int(lengths[longest])
    if abs(length * STEP_S - apart_s) > SAME_S or length < STANDS_OUT * np.delete(lengths, longest).max(initial=0):
        return None
    around = shorter.speaking[max(0, at - length) : at + length]
    if _runs(~around)[1].max(initial=0) > LACKS * length:
        return None
    moved = np.insert(shorter.speaking, min(at, len(shorter.speaking)), np.zeros(length, bool))
    if 2 * _both(longer.speaking, moved) > _both(longer.speaking, shorter.speaking):
        return None
    return Pause(at * STEP_S, apart_s)


def _runs(flags: Flags) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each stretch of steps that are on begins, and how many it has."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
    return edges[::2], edges[1::2] - edges[::2]


def _both(voice: Flags, other: Flags) -> int:
    length = min(len(voice), len(other))
    return int(np.count_nonzero(voice[:length] & other[:length]))


def _outline(path: Path) -> _Outline:
    with open_sound(path) as decoder:
        size, frames = max(1, round(decoder.sample_rate * STEP_S)), 0
        waiting = np.zeros(0, np.float32)
        spans, powers = [np.zeros(0, np.float32)], [np.zeros(0, np.float32)]
        for block in decoder.blocks():
            frames += len(block)
            waiting = np.concatenate([waiting, np.nan_to_num(block[:, 0], nan=0.0)])
            steps = waiting[: len(waiting) // size * size].reshape(-1, size)
            spans.append(np.ptp(steps, axis=1))
            powers.append(steps.var(axis=1))
            waiting = waiting[steps.size :]
        duration_s = frames / decoder.sample_rate
    span, power = np.concatenate(spans), np.concatenate(powers)
    # rates that are no multiple of a hundred have steps a little longer or shorter than these
    places = (np.arange(int(duration_s / STEP_S)) * STEP_S * decoder.sample_rate / size).astype(np.intp)
    places = places[places < len(span)]
    still, power = span[places] <= STILL, power[places]
    loud = np.percentile(power[~still], 95) if not still.all() else np.inf
    return _Outline(still, power > max(loud * 10 ** (-SPEECH_DB / 10), 1e-9), duration_s)
