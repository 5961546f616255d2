"""Stretches of time on their way to the browser, where shared/segments.js opens them."""

from __future__ import annotations

from benvenuto.domain.measure import Segments


def deltas(segments: Segments) -> list[int]:
    """Segments delta-encoded in hundredths of a second: gap, length, gap, length. An hour of talk takes a third."""
    numbers, at = [], 0
    for segment in segments:
        start, end = round(segment.start_s * 100), round(segment.end_s * 100)
        numbers += [start - at, end - start]
        at = end
    return numbers
