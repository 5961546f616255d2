"""Lines become calls: every field, every refusal, and the same line always the same call."""

import tracemalloc
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benvenuto.formats.calls.call_log import (
    CallField,
    LogChoices,
    LoggedCall,
    detect_dialect,
    guess_mapping,
    open_table,
    read_lines,
    understand,
)
from benvenuto.formats.calls.call_log.faults import MissingColumns
from benvenuto.formats.calls.call_log.synonyms import HEADERS, phrases
from tests.formats.calls.call_log.conftest import ReadLog

HEADER = "ID chiamata;Data e ora;Operatore;Durata;Motivo;Lingua;Chiamante;Esito;Note;File audio\n"
LINE = "A-1;12/03/2025 10:20;Anna;4:35;Reso;ITA;0551234567;Risolto;Contenta;a1.wav\n"
NOW = datetime(2025, 12, 31, 12, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")


def test_a_full_line_becomes_a_full_call(read: ReadLog) -> None:
    assert read(HEADER + LINE).calls == [
        LoggedCall(
            number=2,
            external_id="A-1",
            started_at=datetime(2025, 3, 12, 9, 20, tzinfo=UTC),
            agent="Anna",
            duration_s=275,
            contact_reason="return",
            language="it",
            caller="0551234567",
            outcome="Risolto",
            note="Contenta",
            recording="a1.wav",
        )
    ]


def test_what_the_log_does_not_tell_stays_empty(read: ReadLog) -> None:
    call = read("Data e ora;Operatore\n12/03/2025 10:20;Anna\n").calls[0]
    assert (call.duration_s, call.contact_reason, call.language, call.caller) == (None, "", "", "")


def test_a_line_without_an_id_always_gets_the_same_one(read: ReadLog) -> None:
    plain = "Data e ora;Operatore;Durata;Telefono\n"
    first = read(plain + "12/03/2025 10:20;Anna;275;0551\n").calls[0]
    again = read("Telefono,Durata,Operatore,Data e ora\n0551,4:35,ANNA,2025-03-12 10:20:00\n").calls[0]
    assert first.external_id == again.external_id
    others = ["12/03/2025 10:21;Anna;275;0551", "12/03/2025 10:20;Bruno;275;0551", "12/03/2025 10:20;Anna;276;0551",
              "12/03/2025 10:20;Anna;275;0552", "12/03/2025 10:20;Anna;;0551"]  # fmt: skip
    ids = {call.external_id for call in read(plain + "\n".join(others)).calls}
    assert len(ids | {first.external_id}) == 6


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Anna", " ", "The agent is missing in the column “Operatore”."),
        ("Contenta", "n" * 4001, "“Note” holds 4001 characters; at most 4000 are kept."),
        ("Anna", "n" * 201, "“Operatore” holds 201 characters; at most 120 are kept."),
        ("Contenta", "con\0tenta", "“Note” holds a character that is not text."),
        ("Anna", "An\u200bna", "“Operatore” holds a character that is not text."),
        ("Anna", "\u202eannA", "“Operatore” holds a character that is not text."),
        ("4:35", "-3", "A call cannot last “-3”; expected between 0 seconds and 24 hours."),
        ("12/03/2025 10:20", "", "The start of the call is missing; expected for example 31/12/2025 14:05."),
        ("a1.wav", "a1.wav;x", "11 cells where 10 are expected: "
         "a separator inside a text must be in quotation marks."),
    ],
)  # fmt: skip
def test_a_bad_line_is_rejected_with_its_number_and_reason(read: ReadLog, old: str, new: str, expected: str) -> None:
    log = read(HEADER + LINE + LINE.replace("A-1", "A-2").replace(old, new) + LINE.replace("A-1", "A-3"))
    assert [(line.number, line.text) for line in log.rejected] == [(3, expected)]
    assert [call.number for call in log.calls] == [2, 4]


def test_missing_cells_at_the_end_are_empty_and_surplus_empty_ones_are_ignored(read: ReadLog) -> None:
    log = read(HEADER + "A-2;12/03/2025 10:20;Anna\n" + LINE.strip() + ";;\n")
    assert len(log.calls) == 2


def test_braces_in_a_cell_are_only_text(read: ReadLog) -> None:
    assert "{found}" in read(HEADER + LINE.replace("4:35", "{found}")).rejected[0].text


def test_a_wrong_mapping_is_refused_before_the_first_line() -> None:
    table = open_table((HEADER + LINE).encode())
    with pytest.raises(MissingColumns):
        understand(table, LogChoices({CallField.STARTED_AT: "Data e ora"}), timezone=ROME)


def test_a_long_file_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(HEADER + "".join(LINE.replace("A-1", f"A-{n}") for n in range(100_000)), encoding="utf-8")
    table = open_table(path)
    tracemalloc.start()
    reading = understand(table, LogChoices(), timezone=ROME)
    for _lines in islice(read_lines(table, reading, NOW), 10):
        pass
    _size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < path.stat().st_size  # 8 MB; as Python's own texts they would be ten times that


@pytest.mark.parametrize("place", range(10))
def test_cells_of_a_megabyte_in_all_cost_bounded_memory(tmp_path: Path, place: int) -> None:
    cells = LINE.strip().split(";")
    path = tmp_path / "hostile.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in range(400):
            cells[place] = f"{number}" + "x " * 40_000
            file.write(";".join(cells) + "\n")
    table = open_table(path)
    tracemalloc.start()
    lines = 0
    for some in read_lines(
        table, understand(table, LogChoices(guess_mapping(HEADER.strip().split(";"))), timezone=ROME), NOW
    ):
        lines += len(some)
    _size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lines == 400
    assert path.stat().st_size > 30_000_000
    assert peak < 12_000_000


def test_a_line_pasted_twice_is_one_call_and_two_lines_that_say_the_same_otherwise_are_two(read: ReadLog) -> None:
    log = read("Data e ora;Operatore\n12/03/2025 10:20;Anna\n12/03/2025 10:20;Anna\n2025-03-12 10:20;Anna\n")
    assert [call.number for call in log.calls] == [2, 4]
    assert len({call.external_id for call in log.calls}) == 2
    assert [(line.number, line.kind) for line in log.apart] == [(3, "repeated")]


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    "12/03/2025 10:20",
                    "13/03/2025",
                    "Anna",
                    "4:35",
                    "A-1",
                    "A-2",
                    "persa",
                    "uscita",
                    "",
                    '"',
                    "x\0",
                    "Totale",
                ]
            )
            | st.text(alphabet='";\n 01é', max_size=5),
            max_size=6,
        ),
        max_size=12,
    )
)
def test_every_line_is_a_call_kept_apart_or_rejected(rows: list[list[str]]) -> None:
    lines = [";".join(row).replace("\n", " ") for row in rows]
    table = open_table("\n".join(["ID;Data e ora;Operatore;Durata;Esito", *[LINE[:32]] * 50, *lines]).encode())
    reading = understand(table, LogChoices(guess_mapping(table.headers)), timezone=ROME)
    parts = list(read_lines(table, reading, NOW))
    filled = [n for n, line in enumerate(lines) if line.strip('"; \0') or '"' in line.replace('""', "")]
    numbers = [line.number for part in parts for line in part.each()]
    assert len(numbers) == len(set(numbers))
    assert sum(map(len, parts)) == len(numbers) + sum(part.merged for part in parts)
    if not any('"' in line or "\0" in line for line in lines):
        assert sum(map(len, parts)) == len(filled) + 50


_HEADERS = [*(phrases(words)[0] for words in HEADERS.values()), "Tipo", "Codice", "x", ""]
_CELLS = [
    "12/03/2025 10:20", "13/03/2025 24:00", "20250312", "10:20", "Anna", "Coda resi", "4:35",
    "0.0031", "3.93E+11", "A-1",
    "persa", "uscita", "I", "chat", "", '="0039"', "'39", "Totale", "Esito", "1e400", "9" * 60,
]  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.sampled_from(_HEADERS), min_size=2, max_size=8, unique=True),
    st.lists(st.lists(st.sampled_from(_CELLS), min_size=8, max_size=8), min_size=1, max_size=12),
)
def test_of_any_table_each_line_has_one_place_and_every_refusal_its_reason(
    names: list[str], rows: list[list[str]]
) -> None:
    header = ["Data e ora", "Operatore", *names]
    lines = [";".join(header), *(";".join(["12/03/2025 10:20", "Anna", *row[: len(names)]]) for row in rows), "x;y"]
    table = open_table("\n".join(lines).encode())
    reading = understand(table, LogChoices(), timezone=ROME, dialect=detect_dialect(table.headers))
    if {CallField.STARTED_AT, CallField.AGENT} <= reading.mapping.keys():
        parts = list(read_lines(table, reading, NOW))
        numbers = [line.number for part in parts for line in part.each()]
        merged = sum(part.merged for part in parts)
        assert len(numbers) == len(set(numbers)) == len(rows) + 1 - merged == table.count() - merged
        assert all(line.text for part in parts for line in (*part.rejected, *part.apart))
