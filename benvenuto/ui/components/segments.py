"""Stretches of time on their way to the browser, where shared/segments.js opens them."""

from __future__ import annotations

from benvenuto.domain.measure import Segments


def deltas(segments: Segments) -> list[int]:
    """In hundredths of a second: a gap, a length, a gap, a length. An hour of talk becomes a third of its size."""
    found, at = [], 0
    for one in segments:
        start, end = round(one.start_s * 100), round(one.end_s * 100)
        found += [start - at, end - start]
        at = end
    return found
