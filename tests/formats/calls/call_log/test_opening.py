"""Files that are no call log say what they are and what to do; no bytes raise anything else."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benvenuto.formats.calls.call_log import (
    CallField,
    LogChoices,
    LoggedCall,
    detect_dialect,
    open_table,
    read_lines,
    understand,
)
from benvenuto.formats.calls.call_log import faults as f
from tests.formats.calls.call_log.conftest import MakeWorkbook

BROKEN = Path(__file__).parents[3] / "broken" / "call_logs"
NOW = datetime(2025, 12, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("empty.csv", f.EmptyFile),
        ("blank-lines.csv", f.EmptyFile),
        ("no-header.csv", f.NoHeader),
        ("one-column.csv", f.NotATable),
        ("nul-bytes.csv", f.NotATable),
        ("web-page.xls", f.WebPage),
        ("old-excel.xls", f.OldExcel),
        ("password.xlsx", f.EncryptedWorkbook),
        ("not-there.csv", f.NoSuchFile),
        (".", f.NoSuchFile),
    ],
)
def test_what_is_no_call_log_is_told_apart(name: str, fault: type[f.CallLogError]) -> None:
    with pytest.raises(fault) as caught:
        open_table(BROKEN / name)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "kind"),
    [('{"a": 1}', "JSON"), ('[{"a": 1}]', "JSON"), ('\ufeff[\n  "x"]', "JSON"), ("[]", "JSON"), ("{}", "JSON"),
     ('<?xml version="1.0"?><cdr/>', "XML"), ("<calls><call/></calls>", "XML")],
)  # fmt: skip
def test_data_of_another_form_is_called_by_its_name(text: str, kind: str) -> None:
    with pytest.raises(f.NotSeparated, match=f"The file is {kind}, not a table."):
        open_table(text.encode())


@pytest.mark.parametrize("text", ["<html><body>", "<!DOCTYPE html>", '<?xml version="1.0"?>\n<html>', "<table><tr>"])
def test_a_web_page_is_called_one(text: str) -> None:
    with pytest.raises(f.WebPage):
        open_table(text.encode())


@pytest.fixture(scope="module")
def sound(workbook: MakeWorkbook) -> bytes:
    return workbook([["Data e ora", "Operatore"], *[[datetime(2025, 3, 12, 10, 20), "Anna"]] * 3])  # noqa: DTZ001


def _read_everything(raw: bytes) -> list[object]:
    table = open_table(raw)
    dialect = detect_dialect(table.headers)
    mapping = dialect.guess(table.headers)
    mapping.setdefault(CallField.STARTED_AT, next(name for name in table.headers if name))
    mapping.setdefault(CallField.AGENT, next(name for name in table.headers if name))
    reading = understand(table, LogChoices(mapping), timezone=ZoneInfo("Europe/Rome"), dialect=dialect)
    return [line for lines in read_lines(table, reading, NOW) for line in lines.each()]


@settings(deadline=None, max_examples=300)
@given(st.binary() | st.text(alphabet='Data;Operatore,"\n\r\t|=01/:-\0é').map(str.encode))
@example(b"\xff\xfe;\n;")
@example(b"sep=;")
@example(b'a;b\n"')
def test_any_bytes_raise_only_our_own_faults(raw: bytes) -> None:
    with suppress(f.CallLogError):
        _read_everything(raw)


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_workbook_with_any_byte_changed_raises_only_our_own_faults(sound: bytes, data: st.DataObject) -> None:
    book = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 3))):
        book[data.draw(st.integers(0, len(book) - 1))] = data.draw(st.integers(0, 255))
    with suppress(f.CallLogError):
        _read_everything(bytes(book))


GOOD = [f"{day:02}/03/2025 10:20;Anna;{day};nota" for day in range(1, 6)]


@settings(deadline=None, max_examples=300)
@given(
    st.text(alphabet='";,\t|=+-@x0/: é', min_size=1, max_size=60).filter(lambda line: line.count('"') < 2),
    st.integers(0, len(GOOD)),
)
def test_a_bad_line_never_changes_what_good_lines_give(bad: str, place: int) -> None:
    lines = ["Data e ora;Operatore;Durata;Note", *GOOD[:place], bad, *GOOD[place:]]
    calls = [line for line in _read_everything("\n".join(lines).encode()) if isinstance(line, LoggedCall)]
    alone = _read_everything("\n".join([lines[0], *GOOD]).encode())
    assert [call.external_id for call in calls] == [call.external_id for call in alone if isinstance(call, LoggedCall)]
