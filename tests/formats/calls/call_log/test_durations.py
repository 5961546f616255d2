"""Durations as telephone systems and people write them become whole seconds."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.formats.calls.call_log.cells import WorkbookCell, written
from benvenuto.formats.calls.call_log.durations import DurationFormat, DurationUnit, decide
from benvenuto.formats.calls.call_log.lines import LineFault


def read_duration(cell: WorkbookCell, how: DurationFormat = DurationFormat()) -> int | None:  # noqa: B008
    return how.read(written(cell))


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("275", 275), (275, 275), (275.4, 275), ("275,6", 276), ("4:35", 275), ("0:04:35", 275), ("01:04:35", 3875),
        ("3,5 min", 210), ("4m 35s", 275), ("1h 4m 35s", 3875), ("4 minuti", 240), ("4' 35''", 275), ("35 sec.", 35),
        ("1 ora 5 min", 3900), (timedelta(minutes=4), 240), (time(0, 4, 35), 275), ("75:10", 4510), ("0", 0),
        ("4m35s", 275), ("0h4m35s", 275), ("00h04m35s", 275), ("PT4M35S", 275), ("4 minuti e 35 secondi", 275),
        ("00.04.35", 275), ("4’35”", 275), ("PT1H", 3600), ("1 hour, 2 minutes and 3 seconds", 3723),
        ("4\u00a0min\u00a035\u00a0s", 275), ("\u200e4:35", 275),
    ],
)  # fmt: skip
def test_a_duration_is_read_however_it_is_written(cell: WorkbookCell, seconds: int) -> None:
    assert read_duration(cell) == seconds


@pytest.mark.parametrize("empty", ["", "-", "--", "N/D", "n.d.", "N/A", "null", None])
def test_an_empty_cell_is_no_duration_rather_than_zero(empty: WorkbookCell) -> None:
    assert read_duration(empty) is None


@pytest.mark.parametrize("cell", ["-5", "-0,5", 86401, "25h", timedelta(days=2), -1])
def test_no_call_lasts_less_than_nothing_or_more_than_a_day(cell: WorkbookCell) -> None:
    with pytest.raises(LineFault, match="cannot last"):
        read_duration(cell)


@pytest.mark.parametrize(
    "cell", ["lunga", "4:75", "s", True, datetime(2025, 1, 1, tzinfo=UTC), "12 34", "--5", float("inf")]
)
def test_what_is_no_duration_is_refused(cell: WorkbookCell) -> None:
    with pytest.raises(LineFault, match="not a duration"):
        read_duration(cell)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("Durata", 2),
        ("Durata (min)", 120),
        ("Duration in minutes", 120),
        ("durata_ms", 0),
        ("Durata mm:ss (min:sec)", 2),
    ],
)
def test_a_plain_number_counts_what_the_header_says(header: str, seconds: int) -> None:
    how = decide(header, ["2", "4:35"])
    assert how.read("2") == seconds
    assert how.read("4:35") == 275


@pytest.mark.parametrize(
    ("header", "cells", "seconds"),
    [
        ("Durata", ["45000", "182000", "12000"], [45, 182, 12]),
        ("Durata", ["0.003194444444444444", "0", "0.003206018518518518"], [276, 0, 277]),
        ("Durata", ["0,0031", "0,0052"], [268, 449]),
        ("Durata", ["0.004"], [346]),
        ("Durata (min)", ["0.5", "0.7"], [30, 42]),
        ("Durata", ["1.234", "275"], [1234, 275]),
        ("Durata", ["1.234"], [1234]),
        ("Durata", ["1,234", "981", "2,002"], [1234, 981, 2002]),
        ("Durata (sec)", ["1.234", "275"], [1234, 275]),
        ("Duration (ms)", ["45.000", "182.500"], [45, 182]),
        ("Duration", ["45.123", "120.500", "300.000"], [45, 120, 300]),
        ("Duration", ["45.1", "120.5"], [45, 120]),
        ("Durata", ["4:35:00", "2:10:00", "3:05:00"], [275, 130, 185]),
        ("Durata", ["0:04:35", "0:02:00", "0:01:00"], [275, 120, 60]),
        ("Durata", ["4,35", "12,58", "0,42"], [4, 13, 0]),
        ("Durata", ["90", "14400", "60"], [90, 14400, 60]),
        ("Durata", ["-", "", "N/D"], [None, None, None]),
    ],
)
def test_the_unit_is_decided_by_what_stands_in_the_column(
    header: str, cells: list[str], seconds: list[int | None]
) -> None:
    how = decide(header, cells)
    assert [how.read(cell) for cell in cells] == seconds


@given(st.text(), st.lists(st.text(alphabet="0123456789.,:-hms ", max_size=12)))
def test_any_column_has_one_format(header: str, cells: list[str]) -> None:
    assert decide(header, cells).unit in DurationUnit


@given(st.text() | st.floats() | st.integers() | st.timedeltas() | st.times() | st.dates() | st.none())
def test_no_cell_raises_anything_but_a_line_fault(cell: WorkbookCell) -> None:
    with suppress(LineFault):
        seconds = read_duration(cell)
        assert seconds is None or 0 <= seconds <= 86400
