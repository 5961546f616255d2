"""The rejected lines can be downloaded, mended and imported again, and harm no spreadsheet."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from benvenuto.formats.calls.call_log import RejectedLine, rejected_csv
from benvenuto.formats.calls.call_log.faults import CallLogError
from tests.formats.calls.call_log.conftest import ReadLog

HEADER = "Data e ora;Operatore;Telefono\n"


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_each_line_stands_with_its_number_reason_and_cells(read: ReadLog) -> None:
    log = read(HEADER + "ieri;Anna;055\n")
    assert rows_of("".join(rejected_csv(log.headers, log.rejected))) == [
        ["Line in the file", "Reason for rejection", "Data e ora", "Operatore", "Telefono"],
        ["2", "“ieri” is not a date and time; expected for example 31/12/2025 14:05.", "ieri", "Anna", "055"],
    ]


def test_reasons_come_in_the_language_of_the_reader(read: ReadLog) -> None:
    log = read(HEADER + "ieri;Anna;055\n")
    text = "".join(rejected_csv(log.headers, log.rejected, translate=lambda text: text.replace("is not", "non è")))
    assert "“ieri” non è" in text


@given(st.lists(st.text(alphabet='=+-@\t\r\n ;"x＝1')))
def test_no_cell_is_ever_a_formula(cells: list[str]) -> None:
    text = "".join(rejected_csv((), [RejectedLine(1, "Bad.", {}, tuple(cells))]))
    written = rows_of(text)[1][2:]
    assert len(written) == len(cells)
    assert not any(cell.startswith(("\t", "\r")) for cell in written)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in written)


def test_a_mended_download_gives_back_the_number_it_was_given(read: ReadLog) -> None:
    log = read(HEADER + "ieri;Anna;+39 055 1\n")
    mended = "".join(rejected_csv(log.headers, log.rejected)).replace(";ieri;", ";12/03/2025 10:20;")
    assert [call.caller for call in read(mended).calls] == ["+39 055 1"]


def test_every_fault_of_a_file_says_what_to_do() -> None:
    assert all(fault.template and fault.remedy for fault in CallLogError.__subclasses__())
