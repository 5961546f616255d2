"""Dates as people and machines write them become timestamps in UTC."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.formats.calls.call_log.cells import WorkbookCell, written
from benvenuto.formats.calls.call_log.lines import LineFault
from benvenuto.formats.calls.call_log.timestamps import Clock, kind_of, order_of

NOW = datetime(2025, 12, 31, 12, tzinfo=UTC)
CLOCK = Clock(ZoneInfo("Europe/Rome"), NOW)
IN_WINTER = datetime(2025, 3, 12, 9, 5, tzinfo=UTC)


def reason(call: Callable[..., datetime], *cells: WorkbookCell) -> str:
    with pytest.raises(LineFault) as caught:
        call(*map(written, cells))
    return caught.value.template.format(**caught.value.params)


@pytest.mark.parametrize(
    "cell",
    [
        "12/03/2025 10:05",
        "12/03/2025 10:05:00",
        "12/3/25 10.05",
        "12/03/2025 10.05",
        "12/03/2025 10.05.00",
        "2025-03-12 10.05",
        "12-03-2025 ore 10:05",
        "12.03.2025, 10:05",
        "12/03/2025 10:05 AM",
        "2025-03-12 10:05:00",
        "2025-03-12T10:05",
        "2025/03/12 10:05",
        "2025-03-12T09:05:00Z",
        "2025-03-12T11:05:00+02:00",
        datetime(2025, 3, 12, 10, 4, 59, 999_700),  # noqa: DTZ001
        45728.4201388889,
        "45728.4201388889",
        "2025-03-12 09:05:00 UTC",
        "2025-03-12 10:05:00 CET",
        "2025-03-12 10:05:00 Europe/Rome",
        "12-mar-2025 10:05",
        "12 marzo 2025 10:05",
        "12 marzo 2025 alle 10:05",
        "12 marzo 2025, alle ore 10:05",
        "mercoledì 12 marzo 2025 10:05:00",
        "Wed, 12 Mar 2025 10:05:00 +0100",
        "Wed Mar 12 10:05:00 CET 2025",
        "Wed Mar 12 10:05:00 2025",
        "Mar 12, 2025, 10:05:00 AM",
        "March 12th, 2025 10:05",
        "12-Mar-2025 10:05:00",
        "Wed 12/03/2025 10:05",
        "12/03/2025 alle 10:05",
        "12/03/2025 10:05:00 a. m.",
        "12/03/2025\u202f10:05",
        "12/03/2025,\u00a010:05\u202fAM",
        "\u200e12/03/2025 10:05",
        "10:05 12/03/2025",
        "20250312 100500",
        "20250312T100500",
        "20250312100500",
        "20250312T090500Z",
        "1741770300",
        "1741770300.25",
        "1741770300000",
        "2025-03-12T09:05:00.000+0000",
        "2025-03-12 10:05:00 (GMT+1)",
    ],
)
def test_a_moment_is_read_however_it_is_written(cell: WorkbookCell) -> None:
    assert CLOCK.timestamp(written(cell)) == IN_WINTER


def test_summer_time_is_taken_off() -> None:
    assert CLOCK.timestamp("12/07/2025 10:05") == datetime(2025, 7, 12, 8, 5, tzinfo=UTC)


def test_the_afternoon_is_told_by_pm() -> None:
    assert CLOCK.timestamp("12/03/2025 1:05 pm") == datetime(2025, 3, 12, 12, 5, tzinfo=UTC)
    assert CLOCK.timestamp("12/03/2025 12:05 a.m.") == datetime(2025, 3, 11, 23, 5, tzinfo=UTC)


def test_the_month_comes_first_only_where_it_is_said() -> None:
    american = Clock(ZoneInfo("UTC"), NOW, day_first=False)
    assert american.timestamp("03/12/2025 10:05") == datetime(2025, 3, 12, 10, 5, tzinfo=UTC)
    assert "expected for example 31/12/2025 14:05" in reason(CLOCK.timestamp, "03/25/2025 10:05")
    assert "expected for example 12/31/2025 14:05" in reason(american.timestamp, "25/03/2025 10:05")


def test_in_the_hour_that_comes_twice_the_first_is_meant() -> None:
    assert CLOCK.timestamp("26/10/2025 02:30") == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert CLOCK.timestamp("26/10/2025 03:00") == datetime(2025, 10, 26, 2, 0, tzinfo=UTC)


def test_the_hour_that_the_clocks_skip_is_refused() -> None:
    assert reason(CLOCK.timestamp, "30/03/2025 02:30") == (
        "2025-03-30 02:30:00 never existed in Europe/Rome: the clocks went forward past it."
    )
    assert CLOCK.timestamp("30/03/2025 03:00") == datetime(2025, 3, 30, 1, 0, tzinfo=UTC)


def test_the_future_and_the_distant_past_are_refused() -> None:
    assert "future" in reason(CLOCK.timestamp, "31/12/2025 13:06")
    assert CLOCK.timestamp("31/12/2025 13:04")
    assert "future" in reason(CLOCK.timestamp, datetime(9999, 12, 31, 23, 59, 59, 999_999))  # noqa: DTZ001
    assert "too long ago" in reason(CLOCK.timestamp, "01/01/1900 10:00")


@pytest.mark.parametrize("cell", ["12/03/2025", "2025-03-12", date(2025, 3, 12), 45728])
def test_a_day_without_a_time_is_refused_rather_than_taken_for_midnight(cell: WorkbookCell) -> None:
    assert "no time of day" in reason(CLOCK.timestamp, cell)


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2025 10:00",
        "12/03/2025 10",
        "ieri",
        "12/03/2025 25:00",
        "12/03/2025 13:00 pm",
        True,
        5,
        1e30,
        "31 febbraio 2025 10:00",
        "12 marzembre 2025 10:05",
        "2025-03-12 10:05 Europe/Atlantis",
    ],
)
def test_what_is_no_moment_is_quoted(cell: WorkbookCell) -> None:
    assert f"“{written(cell)}”" in reason(CLOCK.timestamp, cell)


@pytest.mark.parametrize("missing", ["", None])
def test_a_missing_moment_is_called_missing(missing: WorkbookCell) -> None:
    assert "missing" in reason(CLOCK.timestamp, missing)


@pytest.mark.parametrize(
    ("day", "time_of_day"),
    [
        ("12/03/2025", "10:05"),
        ("2025-03-12", "10.05.00"),
        (datetime(2025, 3, 12), time(10, 5)),  # noqa: DTZ001
        (date(2025, 3, 12), timedelta(hours=10, minutes=5)),
        (45728, 0.4201388889),
        ("12/03/2025", "2025-03-12 10:05"),
        ("12/03/2025 10:05", ""),
    ],
)
def test_the_day_and_the_time_may_stand_in_two_cells(day: WorkbookCell, time_of_day: WorkbookCell) -> None:
    assert CLOCK.timestamp_of_two(written(day), written(time_of_day)) == IN_WINTER


def test_a_missing_time_cell_is_refused_even_beside_the_midnight_of_a_workbook() -> None:
    assert "no time of day" in reason(CLOCK.timestamp_of_two, datetime(2025, 3, 12), None)  # noqa: DTZ001
    assert "“25:00”" in reason(CLOCK.timestamp_of_two, "12/03/2025", "25:00")


@given(st.datetimes(datetime(1991, 1, 1), datetime(2025, 12, 30)))  # noqa: DTZ001
def test_every_way_of_writing_a_moment_tells_the_same_one(when: datetime) -> None:
    when = when.replace(microsecond=0)
    utc = Clock(ZoneInfo("UTC"), NOW)
    written = {
        when.strftime("%d/%m/%Y %H:%M:%S"),
        when.strftime("%Y-%m-%d %H:%M:%S"),
        when.strftime("%d.%m.%Y %I.%M.%S %p"),
    }
    assert {utc.timestamp(text) for text in written} == {when.replace(tzinfo=UTC)}


@given(
    st.text()
    | st.floats()
    | st.integers()
    | st.booleans()
    | st.none()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.timedeltas(),
    st.text() | st.floats() | st.none() | st.datetimes() | st.times() | st.timedeltas(),
)
def test_no_cell_raises_anything_but_a_line_fault(day: WorkbookCell, time_of_day: WorkbookCell) -> None:
    with suppress(LineFault):
        assert CLOCK.timestamp(written(day)).tzinfo is UTC
    with suppress(LineFault):
        assert CLOCK.timestamp_of_two(written(day), written(time_of_day)).tzinfo is UTC


def test_the_hour_that_comes_twice_is_counted() -> None:
    clock = Clock(ZoneInfo("Europe/Rome"), NOW)
    clock.starts(["26/10/2025 02:30", "26/10/2025 02:40:10", "26/10/2025 03:00", "25/10/2025 02:30"])
    assert clock.repeated == 2


@pytest.mark.parametrize("zone", ["Europe/Rome", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca"])
@pytest.mark.parametrize("day", ["30/03/2025", "26/10/2025", "06/04/2025", "04/11/2018", "18/02/2018", "02/03/2025"])
def test_every_minute_of_a_column_is_read_as_it_is_alone(zone: str, day: str) -> None:
    times = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60)]
    column = Clock(ZoneInfo(zone), NOW)
    column.starts([f"{day} {clock}" for clock in times[:60]])  # what it has learned must not mislead it
    for read in (
        column.starts([f"{day} {clock}" for clock in times]),
        column.starts_of_two([day] * len(times), times),
    ):
        alone = [Clock(ZoneInfo(zone), NOW).starts([f"{day} {clock}"])[0] for clock in times]
        assert list(map(_plain, read)) == list(map(_plain, alone))


def _plain(start: int | LineFault) -> int | str:
    return start.template if isinstance(start, LineFault) else start


@pytest.mark.parametrize(
    ("day", "first"), [("13/11/2026", True), ("11/13/2026", False), ("11/12/2026", None), ("2026-11-13", None)]
)
def test_a_number_above_twelve_tells_the_order(day: str, first: bool | None) -> None:
    assert order_of(day) is first


@pytest.mark.parametrize(
    ("cell", "kind"),
    [("12/03/2025 10:05", "start"), ("12/03/2025", "day"), ("2025-03-12 00:00:00", "day"), ("10:05", "time"),
     ("00:03:21", "time"), ("Anna", ""), ("", ""), ("20 nov 2026", "day")],
)  # fmt: skip
def test_what_a_cell_looks_like(cell: str, kind: str) -> None:
    assert kind_of(cell) == kind
