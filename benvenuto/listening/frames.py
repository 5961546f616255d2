"""What is left of a recording's sound after it was heard once: a few numbers a frame, of each channel."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from benvenuto.listening.sound import Block
from benvenuto.listening.voice import RATE, WINDOW, VoiceDetector

STEPS = 4  # in a frame; levels are kept more finely than likelihoods, to find where a word begins
FRAME_S = WINDOW / RATE
STEP_S = FRAME_S / STEPS
SILENCE_DB = -100.0
TELEPHONE_BAND = slice(300 * WINDOW // RATE, 3400 * WINDOW // RATE)

Numbers = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Frames:
    """Features of each frame and channel; a frame is FRAME_S seconds long, the last one filled up with silence.

    `likelihood`: of speech, 0 to 1, shape (channels, frames). `level_db`: RMS in dB of full scale, shape (channels,
    frames * STEPS). `flatness`: of the spectrum between 300 and 3400 Hz, geometric over arithmetic mean of the power,
    shape (channels, frames): about 0.5 for noise, below 0.2 for tones, music and voices. `products`: the sum of the
    products of every two channels, shape (channels, channels). `duration_s`: the true length.
    """

    likelihood: Numbers
    level_db: Numbers
    flatness: Numbers
    products: NDArray[np.float64]
    duration_s: float


def hear_frames(blocks: Iterable[Block], channels: int) -> Frames:
    """Extract the features of sound at RATE, blocks of any length, shape (samples, channels).

    The sound itself is let go block by block; what stays is 24 bytes a channel and frame, 5.4 MB for an hour in stereo.
    """
    detectors = [VoiceDetector() for _ in range(channels)]
    nothing = np.zeros((channels, 0), np.float32)
    heard = [(nothing, nothing, nothing)]
    products = np.zeros((channels, channels))
    samples = 0
    for block, sounding in _whole_windows(blocks, channels):
        # added up in double precision: an hour of products loses its last digits in single
        products += block.T @ block
        samples += sounding
        heard.append(_hear(block, detectors))
    likelihood, level, flatness = (np.concatenate(parts, axis=1) for parts in zip(*heard, strict=True))
    return Frames(likelihood, level, flatness, products, samples / RATE)


def _whole_windows(blocks: Iterable[Block], channels: int) -> Iterable[tuple[Block, int]]:
    """The same sound cut at multiples of WINDOW, and how many of a block's samples were there before it was filled up.

    A broken sample (not a number) is silence, what is louder than full scale is clipped.
    """
    waiting: Block = np.zeros((0, channels), np.float32)
    for block in blocks:
        waiting = np.concatenate([waiting, np.clip(np.nan_to_num(block, nan=0.0), -1.0, 1.0)])
        whole = len(waiting) // WINDOW * WINDOW
        yield waiting[:whole], whole
        waiting = waiting[whole:]
    if len(waiting):
        yield np.pad(waiting, ((0, WINDOW - len(waiting)), (0, 0))), len(waiting)


def _hear(block: Block, detectors: list[VoiceDetector]) -> tuple[Numbers, Numbers, Numbers]:
    # the model reads a window where it lies in memory, so each channel must be one piece
    channels = np.ascontiguousarray(block.T)
    windows = channels.reshape(len(channels), -1, WINDOW)
    likelihood = [detector.hear(voice) for detector, voice in zip(detectors, windows, strict=True)]
    power = np.square(channels.reshape(len(channels), -1, WINDOW // STEPS)).mean(axis=2)
    return np.stack(likelihood), 10 * np.log10(np.maximum(power, 10 ** (SILENCE_DB / 10))), _flatness(windows)


def _flatness(windows: Numbers) -> Numbers:
    """Wiener entropy: exp(mean(log power)) / mean(power) over the telephone band; 1 for silence."""
    spectrum = scipy.fft.rfft(windows * np.hanning(WINDOW).astype(np.float32), axis=-1)[..., TELEPHONE_BAND]
    power = np.square(spectrum.real) + np.square(spectrum.imag) + np.float32(1e-12)
    flatness: Numbers = np.exp(np.log(power).mean(axis=-1)) / power.mean(axis=-1)
    return flatness
