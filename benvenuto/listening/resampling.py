"""Changes the sample rate of sound that arrives in blocks, as if it had come in one piece."""

from collections.abc import Iterable, Iterator
from math import ceil, gcd

import numpy as np
from numpy.typing import NDArray

from benvenuto.listening.sound import Block

WORK_FRAMES = 65_536
HALF_LENGTH = 10  # zero crossings of the low-pass on each side, as scipy.signal.resample_poly has by default


def resample(blocks: Iterable[Block], rate: int, new_rate: int) -> Iterator[Block]:
    """Resample sound from `rate` to `new_rate` Hz, block by block: ceil(frames * new_rate / rate) frames in all.

    Polyphase filtering (Kaiser window, beta 5) of overlapping pieces: each piece carries enough of its neighbours for
    the filter, and starts at a multiple of the decimation, so that the pieces fit without a seam.
    """
    if rate == new_rate:
        yield from blocks
        return
    from scipy import signal  # takes longer to load than everything else together, and few commands come here

    up, down = new_rate // gcd(rate, new_rate), rate // gcd(rate, new_rate)
    taps = _low_pass(up, down)
    margin = _multiple(ceil(len(taps) / 2 / up), down)
    piece = _multiple(max(WORK_FRAMES, margin), down)
    for frames, chunk in _with_neighbours(blocks, piece, margin):
        # The stubs know windows by name only; scipy documents coefficients too.
        bent: Block = signal.resample_poly(chunk, up, down, axis=0, window=taps)  # type: ignore[call-overload]
        yield bent[margin * up // down :][: ceil(frames * up / down)].astype(np.float32)


def _low_pass(up: int, down: int) -> NDArray[np.float32]:
    longest = max(up, down)
    from scipy import signal

    return signal.firwin(2 * HALF_LENGTH * longest + 1, 1 / longest, window=("kaiser", 5.0)).astype(np.float32)


def _multiple(frames: int, of: int) -> int:
    return ceil(frames / of) * of


def _with_neighbours(blocks: Iterable[Block], piece: int, margin: int) -> Iterator[tuple[int, Block]]:
    """Pieces of `piece` frames (the last may be shorter), each after `margin` frames of the past, silence at the start,
    and before up to `margin` frames of the future."""
    held: Block | None = None
    for block in blocks:
        held = np.concatenate([np.zeros((margin, block.shape[1]), np.float32) if held is None else held, block])
        while len(held) >= margin + piece + margin:
            yield piece, held[: margin + piece + margin]
            held = held[piece:]
    while held is not None and len(held) > margin:
        yield min(piece, len(held) - margin), held[: margin + piece + margin]
        held = held[piece:]
