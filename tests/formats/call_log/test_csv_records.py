"""Records read many at once are those that are read one after another."""

import io
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from benvenuto.formats.call_log.csv_records import AT_ONCE, Records
from benvenuto.formats.call_log.lines import RejectedLine
from benvenuto.formats.call_log.table import Row, in_turn

LINES = st.lists(
    st.text(alphabet='ab;",\n\r \0\x1c', max_size=12) | st.sampled_from(["a;b;c\n", 'a;"b\nb";c\n', 'a;"b;c\n', "\n"]),
    max_size=12,
)


def read(text: str) -> list[Row | RejectedLine]:
    return list(in_turn(Records(io.StringIO(text, newline=""), ";", 3).blocks()))


@settings(deadline=None)
@given(lines=LINES)
@example(lines=["a;b;c\n"] * AT_ONCE + ['a;"b\n', 'b";c\n'])
@example(lines=["a;b;c\n"] * (AT_ONCE - 1) + ['a;"b\n', 'b";c\n', "a;b;c"])
@example(lines=["a;b;c\n", "x" * 250_000, "\n", "a;b;c\n"])
def test_many_at_once_are_the_same_records_as_one_after_another(lines: list[str]) -> None:
    text = "".join(lines)
    with patch.object(Records, "_at_once", lambda *_: None):
        one_after_another = read(text)
    assert read(text) == one_after_another


def test_a_record_a_line_is_read_many_at_once() -> None:
    blocks = list(Records(io.StringIO("a;b\n" * (AT_ONCE + 1)), ";").blocks())
    assert [len(block) for block in blocks if not isinstance(block, RejectedLine)] == [AT_ONCE, 1]
