"""Excel workbooks, with the types and the surprises that Excel puts into them."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from benvenuto.formats.calls.call_log.faults import (
    DamagedWorkbook,
    EmptyFile,
    EncryptedWorkbook,
    NotATable,
    TooLarge,
)
from benvenuto.formats.calls.call_log.opening import open_table
from benvenuto.formats.calls.call_log.sheet_marks import marks_of
from tests.formats.calls.call_log.conftest import MakeWorkbook, ReadLog

HEADER = ["ID", "Data", "Ora", "Operatore", "Durata", "Telefono", "Motivo"]
ROW = [17.0, date(2025, 3, 12), time(10, 20), 201, time(0, 4, 35), 390551234567, "Reso"]


def test_the_types_of_excel_are_understood(read: ReadLog, workbook: MakeWorkbook) -> None:
    log = read(workbook([HEADER, ROW]))
    call = log.calls[0]
    assert (call.number, call.external_id, call.agent, call.caller) == (2, "17", "201", "390551234567")
    assert call.started_at == datetime(2025, 3, 12, 9, 20, tzinfo=UTC)
    assert (call.duration_s, call.contact_reason) == (275, "return")


def test_the_first_visible_sheet_with_a_table_is_read(read: ReadLog, workbook: MakeWorkbook) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([HEADER, ROW], [], [["Report"]], [[], ["Titolo"], [], HEADER, [], ROW]))
    )
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    file = io.BytesIO()
    book.save(file)
    assert [call.number for call in read(file.getvalue()).calls] == [6]


def test_a_bad_row_never_stops_the_good_ones(read: ReadLog, workbook: MakeWorkbook) -> None:
    log = read(workbook([HEADER, ROW, [1, "ieri"], [None, date(2025, 3, 12), None, "Anna"], [18, *ROW[1:]]]))
    assert [call.number for call in log.calls] == [2, 5]
    assert [line.number for line in log.rejected] == [3, 4]


def test_the_header_may_begin_further_to_the_right(read: ReadLog, workbook: MakeWorkbook) -> None:
    log = read(workbook([[None, None, "Data e ora", "Operatore"], [None, None, datetime(2025, 3, 12, 10, 20), "Anna"]]))  # noqa: DTZ001
    assert [call.agent for call in log.calls] == ["Anna"]


def test_text_beyond_the_last_header_is_no_fault(read: ReadLog, workbook: MakeWorkbook) -> None:
    assert len(read(workbook([HEADER, [*ROW, "appunto a margine"]])).calls) == 1


def test_a_name_that_stands_twice_is_told_apart(read: ReadLog, workbook: MakeWorkbook) -> None:
    assert read(workbook([["Data e ora", "Operatore", "Note", "Note"], ROW])).headers[2:] == ("Note", "Note (2)")


def test_the_sheet_that_names_start_and_agent_is_the_one(read: ReadLog, workbook: MakeWorkbook) -> None:
    cover = [["Report chiamate", "Assistenza"], ["Periodo", "novembre 2025"], ["Operatore", "Tutti"]]
    assert [call.external_id for call in read(workbook(cover, [HEADER, ROW])).calls] == ["17"]


def test_the_row_that_names_start_and_agent_is_the_header(read: ReadLog, workbook: MakeWorkbook) -> None:
    groups = ["Chiamata", None, None, "Operatore", None, "Durata"]
    log = read(workbook([["CASA LUME"], [], groups, HEADER, ROW, ["Totale", None, None, None, timedelta(minutes=18)]]))
    assert [call.number for call in log.calls] == [5]
    assert [(line.number, line.kind) for line in log.apart] == [(6, "totals")]


def test_an_empty_workbook_says_so(read: ReadLog, workbook: MakeWorkbook) -> None:
    with pytest.raises(EmptyFile):
        read(workbook([], []))


def changed(workbook: bytes, replace: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, replace(part.filename, old.read(part)))
    return file.getvalue()


def in_sheet(workbook: bytes, old: bytes, new: bytes) -> bytes:
    return changed(workbook, lambda name, data: data.replace(old, new) if "sheet1" in name else data)


def test_a_sheet_that_breaks_off_gives_the_lines_before_it(read: ReadLog, workbook: MakeWorkbook) -> None:
    rows = [[number, *ROW[1:]] for number in range(30)]
    cut = changed(
        workbook([HEADER, *rows]), lambda name, data: data[: int(len(data) * 0.9)] if "sheet1" in name else data
    )
    log = read(cut)
    assert 20 < len(log.calls) < 30
    assert [line.text for line in log.rejected] == [
        "The workbook is damaged from this line on; the lines before it were read."
    ]
    assert log.rejected[0].number == log.calls[-1].number + 1


def test_a_row_number_beyond_the_end_of_excel_does_not_hang(read: ReadLog, workbook: MakeWorkbook) -> None:
    book = in_sheet(workbook([HEADER, ROW, ROW]), b'<row r="3"', b'<row r="99999999999"')
    assert [call.number for call in read(book).calls] == [2]


def test_entities_are_not_expanded(read: ReadLog, workbook: MakeWorkbook) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet '
    book = in_sheet(workbook([HEADER, ROW]), b"<worksheet ", bomb)
    with pytest.raises(DamagedWorkbook):
        read(book)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(read: ReadLog, workbook: MakeWorkbook) -> None:
    book = changed(workbook([HEADER, ROW]), lambda name, data: b" " * 30_000_000 if "sheet1" in name else data)
    assert len(book) < 100_000
    with pytest.raises(TooLarge, match="30 MB"):
        read(book)


def test_another_archive_is_no_workbook(read: ReadLog) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(NotATable):
        read(file.getvalue())


def test_an_archive_with_a_password_is_called_protected(read: ReadLog, workbook: MakeWorkbook) -> None:
    book = bytearray(workbook([HEADER, ROW]))
    central = book.index(b"PK\1\2")
    while central != -1:
        book[central + 8] |= 1
        central = book.find(b"PK\1\2", central + 4)
    with pytest.raises(EncryptedWorkbook):
        read(bytes(book))


@pytest.mark.parametrize("kept", [4, 30, 1000, 4000])
def test_a_workbook_cut_short_is_damaged(read: ReadLog, workbook: MakeWorkbook, kept: int) -> None:
    with pytest.raises(DamagedWorkbook):
        read(workbook([HEADER, ROW])[:kept])


def altered(workbook: bytes, alter: Callable[[Worksheet], None]) -> bytes:
    """The workbook with its first sheet altered as a person does in Excel."""
    book, file = openpyxl.load_workbook(io.BytesIO(workbook)), io.BytesIO()
    alter(book.worksheets[0])
    book.save(file)
    return file.getvalue()


def test_a_cell_merged_over_several_lines_is_the_cell_of_each(read: ReadLog, workbook: MakeWorkbook) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("D2:D4")
        sheet.merge_cells("D5:D6")

    agents = ["Anna", None, None, "Bruno", None, "Carla"]
    rows = [[20 + n, date(2025, 3, 12), time(10, n), agent, time(0, 4, 35)] for n, agent in enumerate(agents)]
    source = altered(workbook([HEADER, *rows]), merge)
    assert [call.agent for call in read(source).calls] == ["Anna", "Anna", "Anna", "Bruno", "Bruno", "Carla"]


def test_a_duration_merged_over_several_lines_counts_once(read: ReadLog, workbook: MakeWorkbook) -> None:
    rows = [[20 + n, date(2025, 3, 12), time(10, n), "Anna", None if n else time(0, 4, 35)] for n in range(2)]
    source = altered(workbook([HEADER, *rows]), lambda sheet: sheet.merge_cells("E2:E3"))
    assert [call.duration_s for call in read(source).calls] == [275, None]


def test_hidden_rows_are_read_and_told(workbook: MakeWorkbook) -> None:
    def hide(sheet: Worksheet) -> None:
        for number in (1, 3, 4, 9):  # neither the header nor a row without cells counts
            sheet.row_dimensions[number].hidden = True

    table = open_table(altered(workbook([["CASA"], HEADER, ROW, ROW, ROW]), hide))
    assert table.count() == 3
    assert [params for _, params in table.remarks] == [{"lines": 2}]


def test_formulas_without_results_are_told(read: ReadLog, workbook: MakeWorkbook) -> None:
    rows = [[20 + n, date(2025, 3, 12), time(10, n), "Anna", f"=60*{n}"] for n in range(3)]
    source = workbook([HEADER, *rows])
    assert [(words[:20], params) for words, params in open_table(source).remarks] == [
        ("Cells with a formula", {"cells": 3})
    ]
    assert [call.duration_s for call in read(source).calls] == [None] * 3
    results = in_sheet(source, b"<v />", b"<v>120</v>")
    assert not open_table(results).remarks
    texts = changed(source, lambda _, data: re.sub(rb'<c( r="E\d")>', rb'<c\1 t="str">', data))
    assert not open_table(texts).remarks


def test_marks_are_read_across_the_pieces_of_a_large_sheet() -> None:
    cells = b'<c r="A%d"><f>1+1</f><v></v></c>' + b'<c r="B2"><v>1</v></c>' * 40
    xml = b"".join(b'<row r="%d" hidden="1">' % n + cells % n + b"</row>" for n in range(1, 3001))
    marks = marks_of(io.BytesIO(xml + b'<mergeCells><mergeCell ref="C5:C9"/></mergeCells>'), 1)
    assert len(xml) > 2_000_000
    assert (marks.hidden, marks.uncalculated, dict(marks.merged)) == (2999, 2999, {2: [(5, 9)]})
