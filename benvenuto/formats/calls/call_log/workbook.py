"""The sheet of an Excel workbook that holds the calls as a table, some hundred rows at a time in memory."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import openpyxl

from benvenuto.domain.faults import message
from benvenuto.formats.calls.call_log.cells import WorkbookCell, written
from benvenuto.formats.calls.call_log.columns import REQUIRED, CallField, guess_mapping
from benvenuto.formats.calls.call_log.faults import (
    CallLogError,
    DamagedWorkbook,
    EmptyFile,
    EncryptedWorkbook,
    NoSuchSheet,
    NotATable,
    TooLarge,
)
from benvenuto.formats.calls.call_log.lines import RejectedLine
from benvenuto.formats.calls.call_log.sheet_marks import SheetMarks, filled, marks_of
from benvenuto.formats.calls.call_log.table import (
    HEADER_WITHIN,
    MOST_COLUMNS,
    Block,
    LogTable,
    Row,
    Source,
    find_header,
)
from benvenuto.formats.calls.call_log.timestamps import kind_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

# openpyxl warns of styles and extensions it drops; they are not calls.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")

_MEGABYTE = 1_000_000
_LARGEST_MB = 1_500
_LARGEST_PART_MB = 100
_SUSPECT_RATIO = 250
_LAST_ROW = 1_048_576
_ENCRYPTED_FLAG = 0x1
_TOGETHER = 500  # rows

_DAMAGED_FROM_HERE = message("The workbook is damaged from this line on; the lines before it were read.")


def _open(source: Source) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _check_archive(source: Source) -> None:
    """Raise before anything is unpacked: not a workbook, protected, or larger inside than is sensible."""
    try:
        with _open(source) as file, zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedWorkbook from error
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise NotATable
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise EncryptedWorkbook
    _check_size(parts)


def _check_size(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _LARGEST_MB * _MEGABYTE:
        raise TooLarge(found=unpacked // _MEGABYTE, limit=_LARGEST_MB)
    for part in parts:
        limit = _LARGEST_MB if part.filename.startswith("xl/worksheets/") else _LARGEST_PART_MB
        if part.file_size > 10 * _MEGABYTE and part.file_size > _SUSPECT_RATIO * part.compress_size:
            limit = 10
        if part.file_size > limit * _MEGABYTE:
            raise TooLarge(found=part.file_size // _MEGABYTE, limit=limit)


@contextmanager
def _workbook(source: Source) -> Iterator[Workbook]:
    with _open(source) as file:
        try:
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # a hostile workbook raises whatever it likes inside openpyxl
            raise DamagedWorkbook from error
        try:
            yield workbook
        finally:
            workbook.close()


def _sheets(workbook: Workbook) -> list[Worksheet]:
    """The visible ones, without the dimensions they claim to have."""
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    for sheet in visible:
        cast("ReadOnlyWorksheet", sheet).reset_dimensions()
    return cast("list[Worksheet]", visible)


def _numbered(sheet: Worksheet, columns: int) -> Iterator[tuple[int, list[str]]]:
    rows = sheet.iter_rows(min_row=1, min_col=1, max_col=columns, values_only=True)
    numbered = enumerate(islice(cast("Iterator[Sequence[WorkbookCell]]", rows), _LAST_ROW), start=1)
    return ((number, list(map(written, cells))) for number, cells in numbered)


def open_workbook(source: Source, sheet_name: str = "", header_row: int = 0) -> LogTable:
    """The table on the sheet of this name, else on the first visible one that names a start and an agent above moments,
    else on the first that names them, else on the first that has one.

    Raises a CallLogError when there is none.
    """
    _check_archive(source)
    faults = list[CallLogError]()
    tables = list[tuple[int, int, int, tuple[str, ...], list[Sequence[str]]]]()
    with _workbook(source) as workbook:
        sheets = _sheets(workbook)
        if sheet_name and sheet_name not in [sheet.title for sheet in sheets]:
            raise NoSuchSheet(sheet=sheet_name, sheets=", ".join(sheet.title for sheet in sheets))
        for place, sheet in enumerate(sheets):
            if sheet_name not in {"", sheet.title}:
                continue
            try:
                first = _first(sheet, max(HEADER_WITHIN, header_row))
                number, names = _header(first, header_row)
            except CallLogError as fault:
                faults.append(fault)
            else:
                above = [cells for line, cells in first if line < number]
                tables.append((_unlikely(first, number, names), place, number, names, above))
        if not tables:
            raise next((fault for fault in faults if not isinstance(fault, EmptyFile)), EmptyFile())
        _, place, number, names, above = min(tables, key=itemgetter(0))
        with cast("Any", sheets[place])._get_source() as xml:
            marks = marks_of(xml, number)
        blocks = partial(_blocks, source, place, number, names, marks)
        return LogTable(names, blocks, sheets[place].title, number, marks.remarks, above)


def sheets_and_rows(source: Source, sheet_name: str, most: int) -> tuple[Sequence[str], Sequence[str], Sequence[Row]]:
    """The names of the visible sheets, of those that hold calls, and the first rows of the one of this name."""
    _check_archive(source)
    with_calls, rows = list[str](), list[Row]()
    with _workbook(source) as workbook:
        sheets = _sheets(workbook)
        for sheet in sheets:
            first: Sequence[Row] = ()
            with suppress(CallLogError):
                first = _first(sheet, HEADER_WITHIN)
                if not _unlikely(first, *_header(first)):
                    with_calls.append(sheet.title)
            if sheet.title == sheet_name:
                rows = list(first[:most])
    return [sheet.title for sheet in sheets], with_calls, rows


def _first(sheet: Worksheet, most: int) -> list[Row]:
    rows = list[Row]()
    try:
        rows.extend(islice(_numbered(sheet, MOST_COLUMNS), most))
    except Exception as error:  # as above: a sheet is parsed while it is read
        if not rows:
            raise DamagedWorkbook from error
    return rows


def _header(first: Sequence[Row], header_row: int = 0) -> tuple[int, tuple[str, ...]]:
    number, names = find_header(first, header_row)
    return number, names[: max(place for place, name in enumerate(names, start=1) if name)]


def _unlikely(first: Sequence[Row], header_at: int, names: Sequence[str]) -> int:
    """0 for a sheet of calls, 1 for one that only names what they have, 2 for another."""
    mapping = guess_mapping(names)
    if not all(field in mapping for field in REQUIRED):
        return 2
    place = names.index(mapping[CallField.STARTED_AT])
    starts = (cells[place] for number, cells in first if number > header_at and len(cells) > place)
    return 0 if CallField.START_TIME in mapping or "start" in map(kind_of, starts) else 1


def _blocks(source: Source, place: int, header_at: int, names: Sequence[str], marks: SheetMarks) -> Iterator[Block]:
    width, lasted = len(names), guess_mapping(names).get(CallField.DURATION)
    # a duration over several lines is that of all of them together
    alone = {names.index(lasted)} if lasted else set[int]()
    with _workbook(source) as workbook:
        rows = _below(filled(_numbered(_sheets(workbook)[place], width), marks, alone), header_at)
        while some := list(islice(rows, _TOGETHER)):
            good = [row for row in some if not isinstance(row, RejectedLine)]
            yield Block.of(good, width, (row for row in some if isinstance(row, RejectedLine)))


def _below(rows: Iterable[Row], header_at: int) -> Iterator[Row | RejectedLine]:
    """The rows below the header, the last of them rejected where the sheet breaks off."""
    number = 0
    try:
        for number, cells in rows:
            if number > header_at:
                yield number, cells
    except Exception:
        yield RejectedLine(number + 1, _DAMAGED_FROM_HERE)
