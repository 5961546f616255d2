"""Moments as lines of text: what is written is read again, and what stood there keeps its exact place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.answer import Moment
from benvenuto.ui.feedback.pinned import NotATime, moment_lines, read_moments, read_time

NOTES = st.text(st.characters(categories=["L", "N", "P"]), max_size=12)


@given(st.lists(st.tuples(st.floats(0, 5 * 3600), NOTES), max_size=8))
def test_moments_that_are_written_out_are_read_as_themselves(pinned: list[tuple[float, str]]) -> None:
    moments = [Moment(str(number), at_s, note) for number, (at_s, note) in enumerate(sorted(pinned))]
    assert read_moments(moment_lines(moments), moments) == tuple(moments)


def test_a_moment_whose_words_change_keeps_its_place_and_a_new_one_is_at_its_second() -> None:
    standing = [Moment("a", 83.4, "prima")]
    kept, added = read_moments("1:23 dopo\n\n 0:07 il nome", standing)
    assert kept == Moment("a", 83.4, "dopo")
    assert (added.at_s, added.note) == (7.0, "il nome")
    assert added.id != kept.id


@pytest.mark.parametrize("line", ["al minuto uno", "1:75 tardi", "12", "1:2 poco", "-1:23", "1:23:4"])
def test_a_line_that_begins_with_no_time_is_named(line: str) -> None:
    with pytest.raises(NotATime, match=line):
        read_moments(f"0:07 il nome\n{line}", [])


def test_a_time_alone_is_seconds_and_nothing_is_none() -> None:
    assert (read_time("1:23"), read_time("1:02:03"), read_time(" ")) == (83.0, 3723.0, None)
