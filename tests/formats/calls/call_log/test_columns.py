"""Headers of real exports find their fields, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benvenuto.formats.calls.call_log import TITLES, CallField, check_mapping, guess_mapping
from benvenuto.formats.calls.call_log.faults import MissingColumns, UnknownColumns


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            ["Data", "Ora", "Operatore", "Durata (min)", "Motivo del contatto", "Lingua", "Numero chiamante", "Note"],
            {
                "started_at": "Data",
                "start_time": "Ora",
                "agent": "Operatore",
                "duration_s": "Durata (min)",
                "contact_reason": "Motivo del contatto",
                "language": "Lingua",
                "caller": "Numero chiamante",
                "note": "Note",
            },
        ),
        (
            ["Call ID", "Start Time", "End Time", "Agent Name", "Talk Time", "Wait time", "Caller Number", "Outcome"],
            {
                "external_id": "Call ID",
                "started_at": "Start Time",
                "agent": "Agent Name",
                "duration_s": "Talk Time",
                "caller": "Caller Number",
                "outcome": "Outcome",
            },
        ),
        (
            ["DATA/ORA INIZIO CHIAMATA (UTC)", "Data fine", "nome_operatore", "durata_sec", "Città"],
            {"started_at": "DATA/ORA INIZIO CHIAMATA (UTC)", "agent": "nome_operatore", "duration_s": "durata_sec"},
        ),
        (
            ["callDate", "agentId", "recordingFile"],
            {"started_at": "callDate", "agent": "agentId", "recording": "recordingFile"},
        ),
        (
            ["Data", "Inizio", "Fine", "Interno"],
            {"started_at": "Data", "start_time": "Inizio", "agent": "Interno"},
        ),
    ],
)
def test_headers_of_real_exports_find_their_fields(headers: list[str], expected: dict[str, str]) -> None:
    assert guess_mapping(headers) == expected


def test_of_two_likely_headers_the_closer_one_is_taken() -> None:
    assert guess_mapping(["Utente", "Operatore"])[CallField.AGENT] == "Operatore"
    assert guess_mapping(["Operatore", "Utente"])[CallField.AGENT] == "Operatore"


@given(
    st.lists(
        st.sampled_from(["Data", "Inizio", "Ora", "Start time", "Operatore", "Interno", "ID", "x", ""]) | st.text()
    )
)
def test_each_header_serves_one_field_and_the_guess_is_always_the_same(headers: list[str]) -> None:
    headers = list(dict.fromkeys(headers))
    guess = guess_mapping(headers)
    assert guess == guess_mapping(headers)
    assert set(guess.values()) <= set(headers)
    assert len(set(guess.values())) == len(guess)


@pytest.mark.parametrize("mapping", [{}, {CallField.STARTED_AT: "Data"}, {CallField.AGENT: "Data"}])
def test_a_mapping_needs_a_start_and_an_agent(mapping: dict[CallField, str]) -> None:
    with pytest.raises(MissingColumns, match="The columns of the file: "):
        check_mapping(["Data"], mapping)


def test_every_unknown_column_is_named() -> None:
    with pytest.raises(UnknownColumns, match="Esito, Operatore"):
        check_mapping(
            ["Data"], dict.fromkeys(CallField, "Data") | {CallField.AGENT: "Operatore", CallField.OUTCOME: "Esito"}
        )


def test_every_field_has_a_title() -> None:
    assert set(TITLES) == set(CallField)
