"""Lines read at once become what they become when each is read by itself, whatever stands in them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benvenuto.formats.calls.call_log import LoggedCall, LoggedCalls, LogTable, guess_mapping, one_by_one, read_lines
from benvenuto.formats.calls.call_log.dialects import GENERIC
from benvenuto.formats.calls.call_log.lines import Cell, RejectedLine
from benvenuto.formats.calls.call_log.row import RowReader
from benvenuto.formats.calls.call_log.table import Columns, Row, Rows
from benvenuto.formats.calls.call_log.timestamps import Clock

NOW = datetime(2025, 12, 31, 12, tzinfo=UTC)
HEADERS = ("Id chiamata", "Data e ora", "Operatore", "Durata", "Motivo", "Lingua", "Chiamante", "Esito", "Note")
GOOD = ("c-1", "12/03/2025 10:05:00", "Anna", "3:20", "reso", "it", "+39 051 000", "risolto", "")
DAYS = ("12/03/2025", "2025-03-12", "1/7/25", "30/03/2025", "26/10/2025", "31/12/2025", "31/02/2025", "01/01/1900", "")
TIMES = (
    "10:05",
    "10:05:30",
    "24:00:00",
    "10:60:00",
    "1a:00:00",
    "10.05.30",
    "²3:00:00",
    "8:05",
    "10.05",
    "24:00",
    "02:30:00",
    "23:59:59",
    "10:05:30.5",
    "10:05Z",
    "1:05 pm",
    "",
)
ZONES = ("Europe/Rome", "Asia/Kolkata", "America/Sao_Paulo", "UTC")


def blocks(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterator[Columns | Rows]:
    """As a file gives them: by columns where every line is texts as many as there are headers."""

    def fits(row: Row) -> bool:
        return len(row[1]) == len(headers) and all(isinstance(cell, str) and "\0" not in cell for cell in row[1])

    for by_columns, some in groupby(enumerate(rows, start=2), fits):
        numbers, lines = zip(*some, strict=True)
        yield Columns(numbers, list(zip(*lines, strict=True))) if by_columns else Rows(numbers, lines)


def read_both(
    rows: Sequence[Sequence[Cell]],
    headers: Sequence[str] = HEADERS,
    zone: str = "Europe/Rome",
    day_first: bool = True,
) -> tuple[list[LoggedCall | RejectedLine], list[LoggedCall | RejectedLine]]:
    mapping = guess_mapping(headers)
    table = LogTable(tuple(headers), lambda: blocks(headers, rows))
    many = read_lines(table, mapping, timezone=ZoneInfo(zone), now=NOW, day_first=day_first)
    one = RowReader(headers, mapping, GENERIC, Clock(ZoneInfo(zone), NOW, day_first))
    return list(one_by_one(many)), [one.read(*row) for row in enumerate(rows, start=2)]


timestamps = st.builds(
    "{}{}{}".format, st.sampled_from(DAYS), st.sampled_from([" ", "T", "  ", ""]), st.sampled_from(TIMES)
)
cells = st.text(max_size=8) | st.sampled_from(
    ["'=1+1", "'ndrangheta", "x" * 201, "a\0b", "İ" * 9, " reso ", "-1", "4 min"]
)


@settings(deadline=None)
@given(
    when=st.lists(timestamps | st.text(), min_size=1, max_size=6), zone=st.sampled_from(ZONES), day_first=st.booleans()
)
@example(when=["30/03/2025 02:30:00"], zone="Europe/Rome", day_first=True)
@example(when=["31/12/2025 14:05"], zone="Europe/Rome", day_first=True)
def test_a_date_is_the_same_moment_read_among_many_as_alone(when: list[str], zone: str, day_first: bool) -> None:
    rows = [(GOOD[0], one, *GOOD[2:]) for one in when for _ in range(9)]
    many, alone = read_both(rows, zone=zone, day_first=day_first)
    assert many == alone


@settings(deadline=None)
@given(day=st.sampled_from(DAYS) | st.text(max_size=12), time=st.sampled_from(TIMES) | st.text(max_size=9))
def test_a_day_and_a_time_in_two_cells_are_too(day: str, time: str) -> None:
    many, alone = read_both([(day, time, "Anna")] * 9, headers=("Data", "Ora", "Operatore"))
    assert many == alone


@settings(deadline=None)
@given(place=st.integers(0, len(HEADERS) - 1), odd=cells | st.none() | st.integers(), at=st.integers(0, 19))
def test_an_odd_cell_changes_nothing_about_the_other_lines(place: int, odd: Cell, at: int) -> None:
    rows: list[Sequence[Cell]] = [GOOD] * 20
    rows[at] = (*GOOD[:place], odd, *GOOD[place + 1 :])
    many, alone = read_both(rows)
    assert many == alone
    assert [line.number for line in many] == list(range(2, 22))


@pytest.mark.parametrize("nobody", ["", "   "])
def test_a_line_without_an_agent_is_no_call_among_many(nobody: str) -> None:
    rows: list[Sequence[Cell]] = [GOOD] * 30
    rows[12] = (*GOOD[:2], nobody, *GOOD[3:])
    many, _ = read_both(rows)
    rejected = [line for line in many if isinstance(line, RejectedLine)]
    assert [(line.number, line.text) for line in rejected] == [(14, "The agent is missing in the column “Operatore”.")]
    assert {call.agent for call in many if isinstance(call, LoggedCall)} == {"Anna"}
    assert len(many) == 30


@pytest.mark.parametrize("cut", [GOOD[:5], (*GOOD, "x"), (*GOOD, ""), ("",) * 9])
def test_nor_do_missing_cells_or_surplus_ones(cut: Sequence[str]) -> None:
    many, alone = read_both([*[GOOD] * 12, cut, *[GOOD] * 12])
    assert many == alone


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Rome", "30/03/2025"),
        ("Europe/Rome", "26/10/2025"),
        ("Australia/Lord_Howe", "06/04/2025"),  # by half an hour
        ("America/Sao_Paulo", "04/11/2018"),  # over midnight
        ("America/Sao_Paulo", "18/02/2018"),
        ("Africa/Casablanca", "02/03/2025"),
    ],
)
@pytest.mark.parametrize("written", ["{}:{:02}", "{:02}:{:02}:30"])
def test_so_is_every_minute_of_a_day_on_which_the_clocks_change(zone: str, day: str, written: str) -> None:
    times = [written.format(minute // 60, minute % 60) for minute in range(24 * 60)]
    many, alone = read_both([(GOOD[0], f"{day} {time}", *GOOD[2:]) for time in times], zone=zone)
    assert many == alone


def read_by_themselves(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the lines that are read by themselves from now on."""
    alone: list[int] = []
    read = RowReader.read

    def keep_number(reader: RowReader, number: int, cells: Sequence[Cell]) -> LoggedCall | RejectedLine:
        alone.append(number)
        return read(reader, number, cells)

    monkeypatch.setattr(RowReader, "read", keep_number)
    return alone


def test_only_what_comes_before_such_a_change_is_read_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = read_by_themselves(monkeypatch)
    rows = [(GOOD[0], f"26/10/2025 {hour:02}:00:00", *GOOD[2:]) for hour in range(24)]
    table = LogTable(HEADERS, lambda: blocks(HEADERS, rows))
    for _ in read_lines(table, guess_mapping(HEADERS), timezone=ZoneInfo("Europe/Rome"), now=NOW):
        pass
    assert alone == [2, 3, 4]


def test_ordinary_lines_are_indeed_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RowReader, "read", lambda *_: pytest.fail("read by itself"))
    table = LogTable(HEADERS, lambda: blocks(HEADERS, [GOOD] * 50))
    (calls,) = read_lines(table, guess_mapping(HEADERS), timezone=ZoneInfo("Europe/Rome"), now=NOW)
    assert isinstance(calls, LoggedCalls)
    assert {call.started_at for call in calls.calls()} == {datetime(2025, 3, 12, 9, 5, tzinfo=UTC)}


def test_and_an_odd_one_among_them_alone_is_read_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = read_by_themselves(monkeypatch)
    rows = [GOOD] * 50
    rows[0] = (GOOD[0], "ieri", *GOOD[2:])
    rows[7] = (GOOD[0], "31/02/2025 10:00:00", *GOOD[2:])
    rows[20] = (*GOOD[:3], "for ever", *GOOD[4:])
    table = LogTable(HEADERS, lambda: blocks(HEADERS, rows))
    for _ in read_lines(table, guess_mapping(HEADERS), timezone=ZoneInfo("Europe/Rome"), now=NOW):
        pass
    assert alone == [2, 9, 22]
