"""Hears a recording once from end to end: what it is, and whether it is whole."""

from collections.abc import Iterable
from pathlib import Path

from benvenuto.listening.decoding import open_sound
from benvenuto.listening.faults import EmptyRecording, TooLargeRecording, TooLongRecording
from benvenuto.listening.sound import Decoder, Limits, Sound, SoundObserver


def probe(path: Path, limits: Limits | None = None, listeners: Iterable[SoundObserver] = ()) -> Sound:
    """Decode the file at `path` to its last frame and say what it holds; any RecordingError when it cannot be taken.

    Every listener hears every block on the way: peaks today, measures of speech from the same single pass. What
    counts as whole: a WAV must hold the bytes its header names, or a header that was never given its size (0, or
    close to the largest number) counts as open-ended and is read to its end; an MP3 the frames of its Xing header, if
    it has one; a FLAC the samples of its header, or a whole last frame where that counts none; an Ogg a complete last
    page. Of several sounds in one file every one counts. A quarter of a second may be missing.
    """
    limits = limits or Limits()
    if path.stat().st_size > limits.bytes:
        raise TooLargeRecording(limit=limits.bytes >> 20)
    with open_sound(path) as decoder:
        frames = _hear_out(decoder, limits, tuple(listeners))
    if not frames:
        raise EmptyRecording
    return Sound(
        container=decoder.container,
        encoding=decoder.encoding,
        sample_rate=decoder.sample_rate,
        channels=decoder.channels,
        frames=frames,
        seeks_exactly=decoder.seeks_exactly,
    )


def _hear_out(decoder: Decoder, limits: Limits, listeners: tuple[SoundObserver, ...]) -> int:
    for listener in listeners:
        listener.begin(decoder.sample_rate, decoder.channels)
    frames = 0
    longest = limits.hours * 3600 * decoder.sample_rate
    for block in decoder.blocks():
        frames += len(block)
        # Counted while decoding: a small file of silence can unfold into days, and a header can lie.
        if frames > longest:
            raise TooLongRecording(limit=f"{limits.hours:g}")
        for listener in listeners:
            listener.hear(block)
    return frames
