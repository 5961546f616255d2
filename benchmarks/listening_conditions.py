"""Worse recordings of the same call: what a telephone line, a noisy room or a bad cable makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import signal

RATE = 8000
Sound = NDArray[np.float32]
"""Shape (frames, 2), left the agent, right the caller, full scale -1 to 1, at RATE."""

Degrade = Callable[[Sound, np.random.Generator], Sound]


@dataclass(frozen=True)
class Condition:
    """One way in which the recordings are degraded; the caller's words come `caller_earlier_s` before their time.

    `least_f1` and `most_share_error` (points) are what is aimed at, None where only the rivals are to be beaten.
    """

    degrade: Degrade
    least_f1: float | None = None
    most_share_error: float | None = None
    caller_earlier_s: float = 0.0


def as_it_is(sound: Sound, _rng: np.random.Generator) -> Sound:
    """Nothing is done."""
    return sound


def telephone_band(sound: Sound, _rng: np.random.Generator) -> Sound:
    """300 to 3400 Hz, eighth order."""
    band = signal.butter(4, (300, 3400), "bandpass", fs=RATE, output="sos")
    return signal.sosfilt(band, sound, axis=0).astype(np.float32)


def quiet_mu_law(sound: Sound, _rng: np.random.Generator) -> Sound:
    """20 dB quieter, then through 8-bit mu-law (G.711: 255), and as loud as before."""
    quiet = sound / 10
    compressed = np.sign(quiet) * np.log1p(255 * np.abs(quiet)) / np.log(256)
    coarse = np.round(compressed * 127) / 127
    return np.asarray(10 * np.sign(coarse) * (256 ** np.abs(coarse) - 1) / 255, np.float32)


def noise(decibels: float) -> Degrade:
    """White noise, so many decibels under the mean power of each channel's speech."""

    def add(sound: Sound, rng: np.random.Generator) -> Sound:
        power = np.square(sound[: len(sound) // 256 * 256].reshape(-1, 256, 2)).mean(axis=1)
        spoken = np.array([channel[channel > channel.max() * 10**-3.5].mean() for channel in power.T])
        return (sound + rng.normal(0, 1, sound.shape) * np.sqrt(spoken / 10 ** (decibels / 10))).astype(np.float32)

    return add


def leakage(decibels: float) -> Degrade:
    """Each channel is heard in the other one, 10 ms later and so many decibels louder."""

    def add(sound: Sound, _rng: np.random.Generator) -> Sound:
        return sound + np.roll(sound[:, ::-1], RATE // 100, axis=0) * np.float32(10 ** (decibels / 20))

    return add


def earlier_caller(seconds: float) -> Degrade:
    """The caller begins so much earlier, and so talks into the agent's words."""

    def move(sound: Sound, _rng: np.random.Generator) -> Sound:
        frames = round(seconds * RATE)
        caller = np.concatenate([sound[frames:, 1], np.zeros(frames, np.float32)])
        return np.stack([sound[:, 0], caller], axis=1)

    return move


def quieter(decibels: float, channels: slice = slice(None)) -> Degrade:
    """All of it, or one channel, so many decibels quieter, in the sixteen bits that a file has."""

    def turn_down(sound: Sound, _rng: np.random.Generator) -> Sound:
        quiet = sound.copy()
        quiet[:, channels] *= np.float32(10 ** (-decibels / 20))
        return quiet

    return turn_down


def offset(share: float) -> Degrade:
    """A constant voltage (DC), in shares of full scale, as cheap sound cards add it."""

    def add(sound: Sound, _rng: np.random.Generator) -> Sound:
        return sound + np.float32(share)

    return add


CONDITIONS: Mapping[str, Condition] = {
    "as recorded (mu-law)": Condition(as_it_is, 0.95, 1.0),
    "telephone band": Condition(telephone_band, 0.95, 1.0),
    "quiet, mu-law again": Condition(quiet_mu_law, 0.95, 1.0),
    "noise, 40 dB SNR": Condition(noise(40), 0.95, 1.0),
    "noise, 15 dB SNR": Condition(noise(15), 0.95, 1.0),
    "noise, 5 dB SNR": Condition(noise(5)),
    "leakage, -25 dB": Condition(leakage(-25), 0.93, 1.0),
    "30 dB quieter": Condition(quieter(30), 0.95, 1.0),
    "caller 20 dB quieter": Condition(quieter(20, slice(1, 2)), 0.95, 1.0),
    "offset of 1%": Condition(offset(0.01), 0.95, 1.0),
    "offset of 20%": Condition(offset(0.2), 0.95, 1.0),
    "caller 1.5 s earlier": Condition(earlier_caller(1.5), 0.95, 1.0, caller_earlier_s=1.5),
}
