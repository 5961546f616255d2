"""The outline of a recording, whatever its length and however it arrives."""

import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from benvenuto.listening.peaks import MOST_STRETCHES, PeakMeter, Peaks
from benvenuto.listening.probe import probe

from .conftest import SAMPLE_DATA


def peaks_of(sound: np.ndarray, rate: int = 8000, block: int = 65_536) -> Peaks:
    meter = PeakMeter()
    meter.begin(rate, sound.shape[1])
    for at in range(0, len(sound), block):
        meter.hear(sound[at : at + block])
    return meter.peaks


def test_each_stretch_keeps_its_loudest_moment_by_hand() -> None:
    # 100 Hz: one frame a stretch. -0.5 -> 500 thousandths, 0.25 -> 250, 1.5 is clipped to 1000.
    sound = np.array([[-0.5, 0.0], [0.25, 0.1], [1.5, -0.001]], np.float32)
    assert peaks_of(sound, rate=100) == Peaks(0.01, ((500, 250, 1000), (0, 100, 1)))


def test_an_hour_is_drawn_with_no_more_stretches_than_a_screen_shows() -> None:
    quiet = np.zeros((8000 * 3600, 1), np.float32)
    quiet[8000 * 1800] = 0.8
    peaks = peaks_of(quiet)
    assert MOST_STRETCHES / 2 <= len(peaks.channels[0]) <= MOST_STRETCHES
    loud = peaks.channels[0].index(800)
    assert loud * peaks.stretch_s <= 1800 < (loud + 1) * peaks.stretch_s


def test_a_player_gets_the_loudest_of_neighbours_in_hundredths_and_never_too_many() -> None:
    peaks = Peaks(0.01, ((500, 250, 1000, 4, 333), (0, 100, 1, 0, 0)))
    assert peaks.outline(5) == ((0.5, 0.25, 1.0, 0.0, 0.33), (0.0, 0.1, 0.0, 0.0, 0.0))
    assert peaks.outline(3) == ((0.5, 1.0, 0.33), (0.1, 0.0, 0.0))
    assert Peaks(0.01, ()).outline(3) == ()


@settings(deadline=None, max_examples=60)
@given(frames=st.integers(1, 20_000), block=st.integers(1, 5_000), seed=st.integers(0, 9))
def test_the_outline_does_not_depend_on_how_the_sound_arrives(frames: int, block: int, seed: int) -> None:
    sound = np.random.default_rng(seed).uniform(-1, 1, (frames, 2)).astype(np.float32)
    whole, pieces = peaks_of(sound, rate=100), peaks_of(sound, rate=100, block=block)
    assert pieces == whole
    width = round(whole.stretch_s * 100)
    expected = [np.abs(sound[at : at + width]).max(axis=0) for at in range(0, frames, width)]
    assert np.array(whole.channels).T.tolist() == np.rint(np.array(expected) * 1000).astype(int).tolist()


def test_a_broken_sample_counts_as_silence() -> None:
    sound = np.array([[np.nan], [np.inf], [-np.inf], [0.5]], np.float32)
    assert peaks_of(sound, rate=100).channels == ((0, 1000, 1000, 500),)


def test_peaks_survive_the_way_through_json() -> None:
    meter = PeakMeter()
    probe(SAMPLE_DATA / "casa-lume/08-change-of-address/call.wav", listeners=[meter])
    written = json.dumps(meter.peaks.as_json())
    assert Peaks.from_json(json.loads(written)) == meter.peaks
    assert len(written) < 50_000


def test_the_sample_call_is_loud_where_its_agent_speaks() -> None:
    folder = SAMPLE_DATA / "casa-lume/02-reso-scarpe"
    meter = PeakMeter()
    probe(folder / "call.wav", listeners=[meter])
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    for turn in truth["turns"]:
        at = (turn["start"] + turn["end"]) / 2 / meter.peaks.stretch_s
        channel = meter.peaks.channels[0 if turn["role"] == "agent" else 1]
        around = channel[int(at - 25) : int(at + 25)]
        assert max(around) > 50, f"silent in mid-turn: {turn}"
