"""Durations as telephone systems and people write them become whole seconds."""

from contextlib import suppress
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.formats.calls.call_log.durations import read_duration, seconds_in_unit
from benvenuto.formats.calls.call_log.lines import Cell, LineFault


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("275", 275), (275, 275), (275.4, 275), ("275,6", 276), ("4:35", 275), ("0:04:35", 275), ("01:04:35", 3875),
        ("3,5 min", 210), ("4m 35s", 275), ("1h 4m 35s", 3875), ("4 minuti", 240), ("4' 35''", 275), ("35 sec.", 35),
        ("1 ora 5 min", 3900), (timedelta(minutes=4), 240), (time(0, 4, 35), 275), ("75:10", 4510), ("0", 0),
    ],
)  # fmt: skip
def test_a_duration_is_read_however_it_is_written(written: Cell, seconds: int) -> None:
    assert read_duration(written) == seconds


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_an_empty_cell_is_no_duration_rather_than_zero(empty: Cell) -> None:
    assert read_duration(empty) is None


@pytest.mark.parametrize("written", ["-5", "-0,5", 86401, "25h", timedelta(days=2), -1, float("inf"), float("nan")])
def test_no_call_lasts_less_than_nothing_or_more_than_a_day(written: Cell) -> None:
    with pytest.raises(LineFault, match="cannot last"):
        read_duration(written)


@pytest.mark.parametrize("written", ["lunga", "4:75", "s", True, datetime(2025, 1, 1), "12 34", "--5"])  # noqa: DTZ001
def test_what_is_no_duration_is_refused(written: Cell) -> None:
    with pytest.raises(LineFault, match="not a duration"):
        read_duration(written)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("Durata", 1),
        ("Durata (min)", 60),
        ("Duration in minutes", 60),
        ("durata_ms", 0.001),
        ("Durata mm:ss (min:sec)", 1),
    ],
)
def test_a_plain_number_counts_what_the_header_says(header: str, seconds: float) -> None:
    assert seconds_in_unit(header) == seconds
    assert read_duration("2", seconds_in_unit(header)) == round(2 * seconds)
    assert read_duration("4:35", seconds_in_unit(header)) == 275


@given(st.text() | st.floats() | st.integers() | st.timedeltas() | st.times() | st.dates() | st.none())
def test_no_cell_raises_anything_but_a_line_fault(cell: Cell) -> None:
    with suppress(LineFault):
        seconds = read_duration(cell)
        assert seconds is None or 0 <= seconds <= 86400
