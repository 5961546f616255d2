"""Writes files that appear under their name only when they are whole, and 16-bit PCM WAV among them."""

import tempfile
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np

from benvenuto.listening.faults import NoRoomToWork, TooLongRecording
from benvenuto.listening.sound import Block

LARGEST_WAV = (1 << 32) - 4096  # its size field has 32 bits
FULL_SCALE = 1 << 15

Write = Callable[[bytes], None]
Play = Callable[[Block], None]


@contextmanager
def disk_may_refuse() -> Iterator[None]:
    """Turn what the operating system says about a full or forbidden disk into NoRoomToWork."""
    try:
        yield
    except OSError as error:
        raise NoRoomToWork from error


@contextmanager
def new_file(target: Path) -> Iterator[IO[bytes]]:
    """A file that takes the name `target` when the block ends well, and vanishes when it does not."""
    with disk_may_refuse():
        file = tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".part", delete=False)  # noqa: SIM115
    part = Path(file.name)
    try:
        yield file.file
        with disk_may_refuse():
            file.close()
            part.replace(target)
    # whoever breaks off, by Ctrl-C as well, leaves no half file behind
    except BaseException:
        file.file.close()
        part.unlink(missing_ok=True)
        raise


@contextmanager
def new_wav(target: Path, sample_rate: int, channels: int) -> Iterator[Play]:
    """A 16-bit PCM WAV at `target`; call what is yielded with each block, shape (frames, channels).

    16-bit sound, mu-law and A-law come out to the very sample; louder than full scale is clipped, not a number is 0.
    """
    with new_file(target) as file, disk_may_refuse(), wave.open(file, "wb") as wav:
        wav.setparams((channels, 2, sample_rate, 0, "NONE", ""))

        def play(block: Block) -> None:
            if (wav.tell() + len(block)) * channels * 2 > LARGEST_WAV:
                raise TooLongRecording(limit=f"{wav.tell() / sample_rate / 3600:.1f}")
            samples = np.rint(np.clip(np.nan_to_num(block, nan=0.0), -1.0, 1.0) * FULL_SCALE)
            # writeframes would go back and mend the header after each block
            wav.writeframesraw(np.minimum(samples, FULL_SCALE - 1).astype("<i2").tobytes())

        yield play
