"""A list of people as a table: CSV whatever its encoding and separator, or Excel; read whole, and not judged here."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from benvenuto.formats.people.list_faults import (
    BrokenPeopleLine,
    NoPeopleTable,
    PeopleColumnsMissing,
    PeopleListTooLarge,
)
from benvenuto.formats.people.people_columns import REQUIRED, PersonField, check_columns, columns_of

MOST_PEOPLE = 2_000
"""Each needs a password that takes a moment to hash."""
LARGEST_LIST_MB = 2

_MEGABYTE = 1_000_000
_LARGEST_UNPACKED = 50 * _MEGABYTE
_HEADER_WITHIN = 20
_MOST_COLUMNS = 100
_SEPARATORS = ";,\t|"
_ZIP = b"PK\3\4"

Row = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the list, as it is written: its `number` in the file, from 1; `beyond` when cells have no column."""

    number: int
    name: str
    username: str
    role: str
    team: str
    agent_code: str
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The lines of a list, blank ones left out; `unread` are the headers of columns that nothing is read from."""

    lines: Sequence[PersonLine]
    unread: Sequence[str]


def read_people(source: bytes) -> PeopleTable:
    """The list in a file, by what it is and not by what its name says. Raises a PeopleListError when there is none."""
    if len(source) > LARGEST_LIST_MB * _MEGABYTE:
        raise _too_large()
    if source.startswith(_ZIP):
        return _first_table(_sheets(source))
    text = _text(source)
    # the separator by which most of the header's columns are known
    rows, broken_at = max((_records(text, separator) for separator in _SEPARATORS), key=lambda read: _known(read[0]))
    try:
        table = _first_table([rows])
    except PeopleColumnsMissing:
        raise NoPeopleTable if "\0" in text else PeopleColumnsMissing from None
    if broken_at is not None:
        raise BrokenPeopleLine(line=broken_at)
    return table


def _too_large() -> PeopleListTooLarge:
    return PeopleListTooLarge(lines=MOST_PEOPLE, megabytes=LARGEST_LIST_MB)


def _first_table(candidates: Iterable[Sequence[Row]]) -> PeopleTable:
    """The table among these rows whose top names the columns."""
    for rows in candidates:
        for place, (_, headers) in enumerate(rows[:_HEADER_WITHIN]):
            if columns_of(headers).keys() >= set(REQUIRED):
                return _table(headers, rows[place + 1 :])
    raise PeopleColumnsMissing


def _known(rows: Sequence[Row]) -> int:
    return max((len(columns_of(headers)) for _, headers in rows[:_HEADER_WITHIN]), default=0)


def _table(headers: Sequence[str], rows: Sequence[Row]) -> PeopleTable:
    check_columns(headers)
    columns = columns_of(headers)
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if len(filled) > MOST_PEOPLE:
        raise _too_large()

    def line(number: int, cells: Sequence[str]) -> PersonLine:
        def cell(field: PersonField) -> str:
            place = columns.get(field, len(cells))
            return cells[place].strip() if place < len(cells) else ""

        return PersonLine(
            number,
            " ".join(part for part in (cell(PersonField.NAME), cell(PersonField.SURNAME)) if part),
            cell(PersonField.USERNAME),
            cell(PersonField.ROLE),
            cell(PersonField.TEAM),
            cell(PersonField.AGENT_CODE),
            beyond=any(rest.strip() for rest in cells[len(headers) :]),
        )

    unread = [name for place, name in enumerate(headers) if name.strip() and place not in columns.values()]
    return PeopleTable([line(number, cells) for number, cells in filled], unread)


def _text(source: bytes) -> str:
    """As UTF-16 where the file says so, as UTF-8 where it is, else as Windows text."""
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return source.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    return source.decode("latin-1")  # bytes that Windows text has no letter for become control characters: refused


def _records(text: str, separator: str) -> tuple[Sequence[Row], int | None]:
    """The records with the line on which each begins; and the line from which on there are none, if it is broken."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return rows, None
        except csv.Error:
            return rows, number
        rows.append((number, cells))
        number = reader.line_num + 1


def _sheets(source: bytes) -> Iterator[Sequence[Row]]:
    """The rows of each visible sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NoPeopleTable from error
    if unpacked > _LARGEST_UNPACKED:
        raise _too_large()
    import openpyxl  # it takes longer to load than most lists to read

    try:
        book = openpyxl.load_workbook(io.BytesIO(source), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                cells = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
                yield [
                    (number, [_written(cell) for cell in row])
                    for number, row in enumerate(cells, start=1)
                    if any(cell is not None for cell in row)
                ]
    except Exception as error:  # a hostile workbook raises whatever it likes inside openpyxl
        raise NoPeopleTable from error


def _written(cell: object) -> str:
    match cell:
        case None:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case date():
            return cell.isoformat()
    return str(cell)
