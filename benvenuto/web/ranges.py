"""Range requests, for stores that are no local folder (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import Mapping

# 18 digits are more bytes than any file has, and are read in no time.
_ONE_RANGE = re.compile(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*")


class NotSatisfiable(Exception):
    """A range that holds no byte of the file (status 416)."""


def wanted_range(headers: Mapping[str, str], size: int, etag: str) -> tuple[int, int] | None:
    """The bytes [start, end) that are wanted; None for all of them: without a range, or with one we need not heed
    (several ranges at once, another unit, a copy that has changed since).

    Raises NotSatisfiable when the range holds no byte of the file.
    """
    asked = _ONE_RANGE.fullmatch(headers.get("range", ""))
    if asked is None or headers.get("if-range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if first and last and int(last) < int(first):
        return None
    start, end = (int(first), int(last) + 1 if last else size) if first else (max(0, size - int(last)), size)
    if start >= min(end, size):
        raise NotSatisfiable
    return start, min(end, size)
