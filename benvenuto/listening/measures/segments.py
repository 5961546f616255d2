"""What can be done with stretches of time: put together, cut, joined over pauses; always in order, never touching."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from math import fsum

from benvenuto.domain.measure import Segment, Segments


def union(*many: Iterable[Segment]) -> Segments:
    """Union of intervals, in order. What touches or overlaps becomes one, what is empty goes."""
    return tuple(_joined((segment for segments in many for segment in segments), 0.0))


def join(segments: Iterable[Segment], pause_s: float) -> Segments:
    """Union of intervals with every gap shorter than `pause_s` closed."""
    return tuple(_joined(segments, pause_s))


def intersection(left: Segments, right: Segments) -> Segments:
    """Intersection of two unions of intervals."""
    return tuple(_common(left, right))


def complement(segments: Segments, duration_s: float) -> Segments:
    """Complement of intervals in 0..`duration_s`."""
    edges = [0.0, *(edge for segment in segments for edge in (segment.start_s, segment.end_s)), duration_s]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return tuple(Segment(start, end) for start, end in gaps if start < end)


def difference(left: Segments, right: Segments) -> Segments:
    """Set difference of two unions of intervals: what is in `left` and not in `right`."""
    end = max((segment.end_s for segment in (*left, *right)), default=0.0)
    return intersection(left, complement(right, end))


def clip(segments: Iterable[Segment], duration_s: float) -> Segments:
    """The segments to the microsecond, in order and joined where they touch, as far as they lie in `duration_s`.

    Two edges that are the same but for the last bits of their sums would hold some time of no length between them.
    """
    exact = (Segment(round(segment.start_s, 6), round(segment.end_s, 6)) for segment in segments)
    return intersection(union(exact), complement((), duration_s))


def total_s(segments: Iterable[Segment]) -> float:
    """How long they are together, in seconds."""
    return round(fsum(segment.length_s for segment in segments), 6)


def _joined(segments: Iterable[Segment], pause_s: float) -> Iterator[Segment]:
    open_: Segment | None = None
    for segment in sorted(segment for segment in segments if segment.start_s < segment.end_s):
        if open_ is None:
            open_ = segment
        elif segment.start_s <= open_.end_s or Segment(open_.end_s, segment.start_s).length_s < pause_s:
            open_ = Segment(open_.start_s, max(open_.end_s, segment.end_s))
        else:
            yield open_
            open_ = segment
    if open_ is not None:
        yield open_


def _common(left: Segments, right: Segments) -> Iterator[Segment]:
    at = 0
    for segment in left:
        # from where the last one was: both are in order, so nothing is looked at twice
        at = bisect_right(right, segment.start_s, at, key=lambda span: span.end_s)
        while at < len(right) and right[at].start_s < segment.end_s:
            other = right[at]
            yield Segment(max(segment.start_s, other.start_s), min(segment.end_s, other.end_s))
            if other.end_s > segment.end_s:
                break
            at += 1
