from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.web.ranges import NotSatisfiable, wanted_range

TAG = '"a"'


@pytest.mark.parametrize("asked", ["", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "items=0-1", "bytes=0-1,3-4",
                                   "bytes=1-2-3", "bytes=" + "9" * 5000 + "-", "bytes=٣-"])  # fmt: skip
def test_what_is_no_single_range_asks_for_everything(asked: str) -> None:
    assert wanted_range({"range": asked}, 10, TAG) is None


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_range_without_a_byte_cannot_be_satisfied(asked: str) -> None:
    with pytest.raises(NotSatisfiable):
        wanted_range({"range": asked}, 10, TAG)


def test_nothing_of_an_empty_file_can_be_asked_for() -> None:
    with pytest.raises(NotSatisfiable):
        wanted_range({"range": "bytes=0-"}, 0, TAG)


def test_a_range_of_an_older_copy_asks_for_everything() -> None:
    asked = {"range": "bytes=2-3", "if-range": '"older"'}
    assert wanted_range(asked, 10, TAG) is None
    assert wanted_range(asked | {"if-range": TAG}, 10, TAG) == (2, 4)


@given(first=st.integers(0, 200), last=st.integers(0, 200), size=st.integers(0, 100))
def test_a_range_lies_within_the_file(first: int, last: int, size: int) -> None:
    for asked in (f"bytes={first}-{last}", f"bytes={first}-", f"bytes=-{last}"):
        try:
            found = wanted_range({"range": asked}, size, TAG)
        except NotSatisfiable:
            continue
        assert found is None or 0 <= found[0] < found[1] <= size
