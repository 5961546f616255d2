"""The end of an Ogg file: whether its last page is whole."""

from pathlib import Path

LARGEST_PAGE = 27 + 255 + 255 * 255  # RFC 3533, section 6
SEGMENT_COUNT = 26  # where the header of a page says how many segment lengths follow it


def ends_whole(path: Path) -> bool:
    """Whether the last page holds all its header promises.

    A stream without a closing mark passes: a recorder that was switched off leaves one, and all it heard is there.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2 * LARGEST_PAGE))
        tail = file.read()
    page = tail[max(0, tail.rfind(b"OggS")) :]
    if len(page) <= SEGMENT_COUNT:
        return False
    lengths = page[SEGMENT_COUNT + 1 : SEGMENT_COUNT + 1 + page[SEGMENT_COUNT]]
    return len(lengths) == page[SEGMENT_COUNT] and len(page) >= SEGMENT_COUNT + 1 + len(lengths) + sum(lengths)
