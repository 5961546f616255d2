"""Music and tones are other sound; noise, speech and what is hardly audible are not."""

import numpy as np

from benvenuto.domain.measure import Segments
from benvenuto.listening.frames import FRAME_S, STEPS, Frames
from benvenuto.listening.other_sound import other_sound

LENGTH = 1000  # frames, 32 seconds
QUIET, TONE, NOISE = -65.0, 0.01, 0.5


def heard(
    level: dict[tuple[int, int], float],
    tonal: tuple[int, int] = (0, 0),
    speech: tuple[int, int] = (0, 0),
    quiet: float = QUIET,
) -> Segments:
    """What is found in one channel: levels and tones by frame, speech flagged by frame."""
    level_db = np.full((1, LENGTH), quiet, np.float32)
    for (start, end), decibels in level.items():
        level_db[0, start:end] = decibels
    flatness = np.full((1, LENGTH), NOISE, np.float32)
    flatness[0, slice(*tonal)] = TONE
    speaking = np.zeros((1, LENGTH), bool)
    speaking[0, slice(*speech)] = True
    duration_s = LENGTH * FRAME_S
    frames = Frames(speaking.astype(np.float32), np.repeat(level_db, STEPS, axis=1), flatness, np.eye(1), duration_s)
    return other_sound(frames, speaking).segments(duration_s)


def test_music_is_other_sound() -> None:
    (music,) = heard({(300, 600): -30}, tonal=(300, 600))
    assert (round(music.start_s / FRAME_S), round(music.end_s / FRAME_S)) == (300, 600)


def test_music_that_fills_most_of_the_call_is_still_found() -> None:
    (music,) = heard({(80, LENGTH): -30}, tonal=(80, LENGTH))
    assert music.length_s > 29


def test_noise_as_loud_is_not() -> None:
    assert heard({(300, 600): -30}) == ()


def test_a_hum_nobody_hears_is_not() -> None:
    assert heard({(300, 600): -55}, tonal=(0, LENGTH)) == ()


def test_a_tone_that_is_always_there_belongs_to_the_line() -> None:
    assert heard({}, tonal=(0, LENGTH), quiet=-40) == ()


def test_speech_is_not() -> None:
    assert heard({(300, 600): -20}, tonal=(300, 600), speech=(300, 600)) == ()


def test_a_word_divides_the_music() -> None:
    before, after = heard({(300, 600): -30}, tonal=(300, 600), speech=(440, 470))
    assert before.end_s < 440 * FRAME_S
    assert after.start_s > 470 * FRAME_S


def test_a_rest_does_not() -> None:
    music = heard({(300, 440): -30, (460, 600): -30}, tonal=(300, 600))
    assert len(music) == 1


def test_a_beep_is_too_short() -> None:
    assert heard({(300, 325): -30}, tonal=(300, 325)) == ()


def test_nothing_is_found_in_nothing() -> None:
    assert heard({}) == ()
