"""Stretches of time on their way to the browser, where shared/segments.js opens them."""

from __future__ import annotations

from benvenuto.domain.measure import Segments


def deltas(segments: Segments) -> list[int]:
    """In hundredths of a second: a gap, a length, a gap, a length. An hour of talk becomes a third of its size."""
    numbers, at = [], 0
    for segment in segments:
        start, end = round(segment.start_s * 100), round(segment.end_s * 100)
        numbers += [start - at, end - start]
        at = end
    return numbers
