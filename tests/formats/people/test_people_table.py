"""Lists of people as tables: CSV whatever its separator and encoding, and Excel; the same lines of each."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.domain.people import Role
from benvenuto.formats.people.list_faults import (
    BrokenPeopleLine,
    NoPeopleTable,
    PeopleColumnsMissing,
    PeopleColumnTwice,
    PeopleListError,
    PeopleListTooLarge,
)
from benvenuto.formats.people.people_columns import role_of
from benvenuto.formats.people.people_table import MOST_PEOPLE, PersonLine, read_people
from benvenuto.formats.workbook import workbook

HEADER = ("Nome", "Nome utente", "Ruolo", "Squadra", "Codice operatore")
LINES = (("Niccolò Rossi", "niccolo", "operatore", "Nord", "007"), ("Zoë, detta Zo", "zoe", "supervisore", "Nord", ""))
PEOPLE = [
    PersonLine(2, "Niccolò Rossi", "niccolo", "operatore", "Nord", "007"),
    PersonLine(3, "Zoë, detta Zo", "zoe", "supervisore", "Nord", ""),
]


def separated(separator: str) -> str:
    quoted = [[f'"{cell}"' if separator in cell else cell for cell in row] for row in (HEADER, *LINES)]
    return "".join(separator.join(row) + "\r\n" for row in quoted)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_separator_and_encoding_is_read_alike(separator: str, encoding: str) -> None:
    assert read_people(separated(separator).encode(encoding)).lines == PEOPLE


def test_a_workbook_is_read_like_a_csv() -> None:
    assert read_people(workbook("Persone", HEADER, LINES)).lines == PEOPLE


def test_a_number_in_a_workbook_is_the_code_that_it_shows() -> None:
    book = workbook("Persone", HEADER, [("Anna", "anna.b", "agent", "Nord", 204)])
    assert read_people(book).lines[0].agent_code == "204"


def test_titles_above_the_header_and_blank_lines_are_passed_over() -> None:
    text = "sep=;\r\nElenco del personale\r\n\r\n" + separated(";") + ";;;;\r\n"
    assert [line.number for line in read_people(text.encode()).lines] == [5, 6]


def test_a_name_in_two_columns_is_put_together_and_what_nothing_reads_is_named() -> None:
    table = read_people(b"Cognome,Nome,username,role,e-mail\nRossi,Anna,anna.r,agent,a@example.org\n")
    assert table.lines[0].name == "Anna Rossi"
    assert table.unread == ["e-mail"]


def test_a_cell_that_has_no_column_is_noticed() -> None:
    assert read_people(b"name,username,role\nRossi, Anna,anna.r,agent\n").lines[0].beyond


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (b"", PeopleColumnsMissing),
        (b"name,username\nAnna,anna\n", PeopleColumnsMissing),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0", NoPeopleTable),
        (b"PK\3\4 no archive", NoPeopleTable),
        (b"name,Name,username,role\nAnna,Anna,anna,agent\n", PeopleColumnTwice),
        (b'name,username,role\n"Anna,anna,agent\nBea,bea,agent\n', BrokenPeopleLine),
        (b"name,username,role\n" + b"Anna,anna,agent\n" * (MOST_PEOPLE + 1), PeopleListTooLarge),
        (b"x" * 2_000_001, PeopleListTooLarge),
    ],
)
def test_what_is_no_list_is_told_with_a_remedy(source: bytes, fault: type[PeopleListError]) -> None:
    with pytest.raises(fault) as raised:
        read_people(source)
    assert raised.value.remedy


def test_an_archive_that_would_fill_the_memory_is_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 60_000_000)
    with pytest.raises(PeopleListTooLarge):
        read_people(file.getvalue())


@given(st.binary(max_size=200).map(lambda rest: b"name;username;role\n" + rest) | st.binary(max_size=400))
def test_whatever_the_bytes_there_is_a_table_or_a_fault(source: bytes) -> None:
    with suppress(PeopleListError):
        assert all(line.number > 1 for line in read_people(source).lines)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Operatrice", Role.AGENT),
        ("AGENT", Role.AGENT),
        ("TeamLeader", Role.SUPERVISOR),
        (" responsabile ", Role.MANAGER),
        ("admin", Role.ADMINISTRATOR),
        ("direttore", None),
        ("", None),
    ],
)
def test_roles_are_known_in_both_languages(text: str, role: Role | None) -> None:
    assert role_of(text) is role
