"""Separated text is read whatever wrote it, and a broken line costs that line alone."""

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benvenuto.formats.calls.call_log import open_table, separated
from tests.formats.calls.call_log.conftest import ReadLog

BROKEN = Path(__file__).parents[3] / "broken" / "call_logs"
HEADER = "Data e ora;Operatore;Durata;Note\n"
GOOD = "12/03/2025 10:20;Anna;60;però\n"


def good(count: int, first: int = 0) -> str:
    """Good lines, a second apart."""
    seconds = range(first, first + count)
    return "".join(f"12/03/2025 {11 + n // 3600}:{n // 60 % 60:02}:{n % 60:02};Anna;60;però\n" for n in seconds)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_separator_and_line_end(read: ReadLog, encoding: str, delimiter: str, ending: str) -> None:
    text = (HEADER + good(2)).replace(";", delimiter).replace("\n", ending)
    log = read(text.encode(encoding))
    assert [(call.number, call.agent, call.note) for call in log.calls] == [(2, "Anna", "però"), (3, "Anna", "però")]
    assert not log.rejected


def test_two_encodings_in_one_file_keep_their_accents(read: ReadLog) -> None:
    raw = (HEADER + GOOD).encode() + good(1).encode("cp1252") + good(1, 9).encode()
    assert [call.note for call in read(raw).calls] == ["però"] * 3


def test_a_separator_announced_to_excel_is_believed(read: ReadLog) -> None:
    log = read("sep=;\n" + HEADER + GOOD)
    assert [call.number for call in log.calls] == [3]


def test_titles_above_the_header_and_blank_lines_are_passed_over(read: ReadLog) -> None:
    log = read("Report chiamate;;;\nPeriodo: ;12/03/2025;;\n\n" + HEADER + ";;;\n\n" + GOOD)
    assert [call.number for call in log.calls] == [7]
    assert not log.rejected


def test_a_quoted_note_over_several_lines_is_one_cell_and_lines_are_still_counted(read: ReadLog) -> None:
    log = read(HEADER + '12/03/2025 10:20;Anna;60;"prima\r\nseconda ""vera""; terza"\n' + GOOD)
    assert [(call.number, call.note) for call in log.calls] == [
        (2, 'prima\nseconda "vera"; terza'),
        (4, "però"),
    ]


def test_a_header_over_two_lines_is_one_header(read: ReadLog) -> None:
    log = read('"Data\ne ora";Operatore;\n12/03/2025 10:20;Anna;\n')
    assert log.headers == ("Data e ora", "Operatore", "")
    assert [call.number for call in log.calls] == [3]


@pytest.mark.parametrize("after", [0, 1, 150])
def test_a_stray_quotation_mark_costs_its_own_line_alone(read: ReadLog, after: int) -> None:
    log = read(HEADER + GOOD + '12/03/2025 10:21;"Anna;60;x\n' + good(after))
    assert len(log.calls) == 1 + after
    assert [(line.number, line.text) for line in log.rejected] == [
        (3, "A quotation mark opened on this line is not closed where it should be.")
    ]


def test_a_stray_quotation_mark_that_a_later_inch_mark_closes_swallows_no_neighbour(read: ReadLog) -> None:
    stray = '12/03/2025 10:21;"Anna;60;x\n'
    inch = '12/03/2025 10:22;Elena;60;TV 40"\n'
    # the csv module alone takes lines 2 to 5 for one record of two cells
    log = read(HEADER + stray + good(2) + inch + GOOD)
    assert [(call.number, call.agent) for call in log.calls] == [(3, "Anna"), (4, "Anna"), (5, "Elena"), (6, "Anna")]
    assert [line.number for line in log.rejected] == [2]


def test_two_stray_quotation_marks_cost_two_lines(read: ReadLog) -> None:
    stray = '12/03/2025 10:21;"Anna;60;x\n'
    log = read(HEADER + stray + good(1) + stray + GOOD)
    assert [call.number for call in log.calls] == [3, 5]
    assert [line.number for line in log.rejected] == [2, 4]


def test_an_inch_mark_inside_a_text_is_just_a_character(read: ReadLog) -> None:
    log = read(HEADER + '12/03/2025 10:20;Anna;60;TV 40"\n' + GOOD)
    assert [call.note for call in log.calls] == ['TV 40"', "però"]


def test_text_after_a_closing_quotation_mark_is_forgiven(read: ReadLog) -> None:
    log = read(HEADER + '12/03/2025 10:20;"Anna" Rossi;60;x\n' + GOOD)
    assert [call.agent for call in log.calls] == ["Anna Rossi", "Anna"]


def test_an_endless_line_is_rejected_and_the_next_is_read(read: ReadLog) -> None:
    log = read(HEADER + "x" * 350_000 + "\n" + GOOD)
    assert [call.number for call in log.calls] == [3]
    assert [(line.number, line.text) for line in log.rejected] == [(2, "The line is longer than 100000 characters.")]


def test_a_rejected_line_keeps_what_stood_there(read: ReadLog) -> None:
    assert read(HEADER + "ieri;Anna;60;x\n").rejected[0].raw == ("ieri", "Anna", "60", "x")


def test_rows_begin_anew_each_time_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(HEADER + GOOD, encoding="utf-8")
    table = open_table(path)
    rows = [[list(block.rows()) for block in table.blocks()] for _ in range(2)]
    assert rows[0] == rows[1] == [[(2, ("12/03/2025 10:20", "Anna", "60", "però"))]]


def test_a_log_pasted_together_from_many_hands_loses_only_its_bad_lines(read: ReadLog) -> None:
    log = read(BROKEN / "many-hands.csv")
    assert [call.number for call in log.calls] == [2, 5, 8, 14]
    assert [line.number for line in log.rejected] == [3, 4, 6, 7, 10, 11, 12]
    assert [(line.number, line.kind) for line in log.apart] == [(13, "totals")]


def test_two_columns_of_one_name_are_told_apart(read: ReadLog) -> None:
    log = read(BROKEN / "duplicate-headers.csv")
    assert log.headers == ("Data e ora", "Operatore", "Note", "Note (2)")
    assert [call.note for call in log.calls] == ["a"]


CELLS = st.text(alphabet='ab";\n\r \té', max_size=6) | st.sampled_from(['"a;b"', '"a""b"', 'TV 40"', '"x" y', '"', ""])


@settings(deadline=None, max_examples=300)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4).map(";".join), max_size=8))
@example(['a;b;"c'])
@example(["", '""', "a;b;c"])
def test_many_lines_at_once_are_the_records_that_the_csv_module_reads(lines: list[str]) -> None:
    source = ("sep=;\nData e ora;Operatore;Note\n12/03/2025 10:20;Anna;x\n" + "\n".join(lines)).encode()

    def read_all() -> list[tuple[int, tuple[str, ...]]]:
        blocks = list(open_table(source).blocks())
        rows = [(number, tuple(cells)) for block in blocks for number, cells in block.rows() if "".join(cells).strip()]
        return sorted([*rows, *((line.number, (line.template,)) for block in blocks for line in block.broken)])

    with patch.object(separated, "_at_once", lambda *_: None):
        one_by_one = read_all()
    assert read_all() == one_by_one


def test_most_lines_are_read_many_at_once() -> None:
    source = (HEADER + good(5000) + '12/03/2025 10:21;"Anna;60;x\n' + good(5000, 5000)).encode()
    table = open_table(source)
    with patch.object(separated, "_one_by_one", side_effect=separated._one_by_one) as slow:
        assert sum(len(block.numbers) for block in table.blocks()) == 10_000
    assert slow.call_count == 2  # the piece with the header, and the one with the odd mark
