"""Half an hour of MP3 at 8 kHz stays in step with its waveform: what is heard at a place is what is drawn there."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Page

from benvenuto.listening.mp3 import read_frame
from benvenuto.listening.peaks import Peaks
from benvenuto.listening.prepare import Arriving, prepare
from tests.ui.components.drawn import ready
from tests.ui.components.server import Site

RATE = 8000
PERIOD = 85 * 576  # samples in 85 frames, 6.12 s: a tone climbs, so that its pitch tells the time, and is loud at first
PERIOD_S = PERIOD / RATE
LOUD_S = 1.5
LOW, CLIMB = 300, 400  # Hz, Hz a second
MINUTES = 30

PLAY = """async ([at_s, for_s]) => {
  const audio = audios[0]
  if (!window.ear) {
    const context = new AudioContext()
    window.ear = new AnalyserNode(context, { fftSize: 2048 })
    context.createMediaElementSource(audio).connect(ear).connect(context.destination)
    await context.resume()
  }
  audio.currentTime = at_s
  await audio.play()
  const samples = new Float32Array(ear.fftSize)
  const heard = []
  while (audio.currentTime < at_s + for_s) {
    await new Promise((done) => setTimeout(done, 20))
    ear.getFloatTimeDomainData(samples)
    let crossings = 0
    for (let n = 1; n < samples.length; n++) if (samples[n - 1] < 0 !== samples[n] < 0) crossings++
    const pitch = (crossings / 2 / samples.length) * ear.context.sampleRate
    const loud = Math.sqrt((2 * samples.reduce((sum, one) => sum + one * one, 0)) / samples.length)
    if (audio.currentTime > at_s + 0.3) heard.push([audio.currentTime, pitch, loud])
  }
  audio.pause()
  return heard
}"""
"""Plays from a place for some seconds; every 20 ms the place, the pitch in Hz and the amplitude."""


@dataclass(frozen=True)
class Recording:
    """What is played, its waveform, and the second in which a period begins."""

    name: str
    peaks: Peaks
    begin_s: float

    def climbed(self, at_s: float) -> float:
        """How far into its period the tone is."""
        return (at_s - self.begin_s) % PERIOD_S


@pytest.fixture(scope="module")
def recording(site: Site) -> Recording:
    """Half an hour: one period encoded once, its frames repeated; then prepared as every import is."""
    once, long = site.folder / "once.mp3", site.folder / "long.mp3"
    place = np.arange(PERIOD) / RATE
    period = np.sin(2 * np.pi * np.cumsum(LOW + CLIMB * place) / RATE) * np.where(place < LOUD_S, 0.8, 0.2)
    options = {"format": "MP3", "subtype": "MPEG_LAYER_III", "bitrate_mode": "CONSTANT", "compression_level": 0.5}
    soundfile.write(once, np.tile(period, 5), RATE, **options)
    frames = _frames(once.read_bytes())
    long.write_bytes(b"".join(frames[3 * 85 : 4 * 85]) * round(MINUTES * 60 / PERIOD_S))
    with long.open("rb") as stream, prepare(Arriving(stream)) as prepared:
        played = site.folder / f"played.{prepared.sound.container.value.lower()}"
        shutil.copy(prepared.listening, played)
        outline = prepared.peaks.outline(1000), prepared.sound.frames / RATE
        played.with_name(f"{played.name}.json").write_text(json.dumps(outline))
        return Recording(played.name, prepared.peaks, _begin_s(long))


def test_what_is_heard_is_what_is_drawn(site: Site, page: Page, recording: Recording) -> None:
    page.goto(f"{site.address}/?player_only&mono&recording={recording.name}")
    ready(page)
    for at_s in (12.0, 901.0, 1790.0):
        heard = page.evaluate(PLAY, [at_s, 1.5])
        late = [(recording.climbed(place) - (pitch - LOW) / CLIMB) for place, pitch, _ in heard]
        assert abs(median(late)) < 0.15, f"{median(late):.2f} s late at {at_s} s"
        for place, _, amplitude in heard:
            drawn = recording.peaks.channels[0][int((place - 0.05) / recording.peaks.stretch_s)] / 1000
            assert amplitude < 1.2 * drawn, f"{amplitude:.2f} is heard at {place} s, {drawn} is drawn"


def _frames(data: bytes) -> list[bytes]:
    at, found = data.find(b"\xff"), []
    while frame := read_frame(data, at):
        found.append(data[at : at + frame.size])
        at += frame.size
    return found


def _begin_s(path: Path) -> float:
    """Where the decoded sound first turns loud: an encoder puts some silence before everything."""
    samples, _ = soundfile.read(path, frames=3 * PERIOD, dtype="float32")
    amplitude = np.abs(samples[PERIOD:].reshape(-1, 40)).max(axis=1)
    rises = np.flatnonzero((amplitude[1:] > 0.5) & (amplitude[:-1] < 0.4))
    return float(PERIOD + 40 * (rises[0] + 1)) / RATE
