"""Records read many at once are those that are read one after another."""

import io
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from benvenuto.formats.calls.call_log.csv_records import PIECE, STRETCH, Records, _AtOnce
from benvenuto.formats.calls.call_log.lines import RejectedLine
from benvenuto.formats.calls.call_log.table import Columns, Row, flat_rows

MANY = PIECE // len("a;b;c\n") + 1
LINES = st.lists(
    st.text(alphabet='ab;",\n\r \0\x1c\x1f', max_size=12)
    | st.sampled_from(["a;b;c\n", 'a;"b\nb";c\n', 'a;"b;c\n', "\n", 'a;"b;b";c\n', '"a";b;"c ""d"""\r\n', "a;b;c\r"]),
    max_size=12,
)


def read(text: str) -> list[Row | RejectedLine]:
    records = flat_rows(Records(io.StringIO(text, newline=""), ";", 3).blocks())
    return [row if isinstance(row, RejectedLine) else (row[0], list(row[1])) for row in records]


@settings(deadline=None, max_examples=300)
@given(lines=LINES)
@example(lines=["a;b;c\n"] * MANY + ['a;"b\n', 'b";c\n'])
@example(lines=["a;b;c\n"] * (MANY - 1) + ['a;"b\n', 'b";c\n', "a;b;c\n"] * 2)
@example(lines=["x" * (PIECE - 1) + "\r", "\n", "a;b;c\r\n", "a;b\r;c"])
@example(lines=["a;b;c\n", "x" * 250_000, "\n", "a;b;c\n"])
@example(lines=["a;b;c\n", "x" * 250_000, "\r", "a;b;c\r"])
@example(lines=['a;"b\nb";c\n'] * (2 * STRETCH) + ["a;b;c\n"] * 3)
@example(lines=['""\n', "a;b;c\n"])
@example(lines=["a;b;c\n", '""'])
@example(lines=["a;b;c\r\n", "\r\n", '""'])
@example(lines=['a;"b;""b""";c\n', 'a; "b";c\n', "a;b;c\n"])
def test_many_at_once_are_the_same_records_as_one_after_another(lines: list[str]) -> None:
    text = "".join(lines)
    with patch.object(_AtOnce, "cut", lambda *_: (0, "")):
        one_after_another = read(text)
    assert read(text) == one_after_another


def test_a_record_a_line_is_read_many_at_once() -> None:
    blocks = list(Records(io.StringIO("a;b\n" * (PIECE // 4 + 1)), ";", 2).blocks())
    assert [len(block.numbers) for block in blocks if isinstance(block, Columns)] == [PIECE // 4, 1]


def test_and_so_are_the_lines_around_one_that_is_not() -> None:
    good = 'a;"b;b"\n' * 50
    blocks = Records(io.StringIO(f'{good}a;b;c\n{good}a;"b\n{good}{good}'), ";", 2).blocks()
    counts = [len(block.numbers) for block in blocks if isinstance(block, Columns)]
    assert counts == [50, 50, 100 - STRETCH + 1]
