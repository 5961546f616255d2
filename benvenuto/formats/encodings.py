"""In which encoding a text was saved, guessed from its bytes."""

from __future__ import annotations

import codecs
import re

_MAC = re.compile(rb"[A-Za-z][\x88\x8e\x8f\x93\x98\x9d]|[a-z]\xd5[a-z]")
_WINDOWS_LETTER = re.compile(rb"[\xe0-\xff]")


def encoding_of(head: bytes) -> str:
    """UTF-16 also without the mark at the beginning, as every other byte is 0 then; the Macintosh's own where letters
    are followed by what are à è é ì ò ù there, and signs in Windows, or parted by its apostrophe; else UTF-8 or Windows
    text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    odd, even = head[1::2], head[::2]
    if odd.count(0) * 2 > len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) * 2 > len(even) and not odd.count(0):
        return "utf-16-be"
    return "mac_roman" if len(_MAC.findall(head)) > len(_WINDOWS_LETTER.findall(head)) else "utf-8-sig"
