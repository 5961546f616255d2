"""JSON: contact records of Amazon Connect, and any other objects that name a start and an agent."""

import json
from datetime import UTC, datetime
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benvenuto.formats.calls.call_log import LogChoices, detect_dialect, open_table, read_lines, understand
from benvenuto.formats.calls.call_log.faults import NotSeparated
from tests.formats.calls.call_log.conftest import ROME, ReadLog

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def contact(name: str, **others: object) -> dict[str, object]:
    """A contact record as Amazon Connect streams it."""
    return {
        "AWSContactTraceRecordFormatVersion": "2017-03-10",
        "Agent": {"AgentInteractionDuration": 192, "RoutingProfile": {"Name": "Basic"}, "Username": "giulia"},
        "Attributes": {"language": "en", "agent": "nobody"},
        "Channel": "VOICE",
        "ContactId": name,
        "CustomerEndpoint": {"Address": "+393331234567", "Type": "TELEPHONE_NUMBER"},
        "InitialContactId": None,
        "InitiationMethod": "INBOUND",
        "InitiationTimestamp": "2026-11-20T09:05:23Z",
        "Recording": {"Location": "connect-firm/2026/11/20/c1_20261120T09:05_UTC.wav", "Type": "AUDIO"},
        **others,
    }


CONTACTS = [
    contact("c1"),
    contact("c2", Agent=None),
    contact("c3", Channel="CHAT"),
    contact("c4", InitiationMethod="OUTBOUND"),
    contact("c5"),
    contact(
        "c6",
        InitiationMethod="TRANSFER",
        InitialContactId="c5",
        InitiationTimestamp="2026-11-20T09:08:40Z",
        Agent={"Username": "marco", "AgentInteractionDuration": 60},
    ),
]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(CONTACTS),
        json.dumps(CONTACTS, indent=2),
        "\n".join(map(json.dumps, CONTACTS)),
        "".join(map(json.dumps, CONTACTS)),
        "\ufeff" + json.dumps(CONTACTS),
    ],
    ids=["array", "indented", "a line each", "one after another", "with a mark"],
)
def test_contact_records_are_read_however_they_stand_in_the_file(read: ReadLog, text: str) -> None:
    log = read(text, now=NOW)
    assert log.reading.dialect.name == "amazon-connect-ctr"
    assert [(call.number, call.external_id, call.agent, call.duration_s) for call in log.calls] == [
        (1, "c1", "giulia", 192),
        (5, "c5", "giulia", 252),
    ]
    assert [(line.number, line.kind) for line in log.apart] == [(2, "missed"), (3, "other"), (4, "outbound")]
    assert [leg.agent for leg in log.legs["c5"]] == ["giulia", "marco"]
    assert not log.rejected
    call = log.calls[0]
    assert (call.started_at, call.caller) == (datetime(2026, 11, 20, 9, 5, 23, tzinfo=UTC), "+393331234567")
    assert (call.recording, call.language) == ("connect-firm/2026/11/20/c1_20261120T09:05_UTC.wav", "")


def test_a_single_record_is_a_log_of_one_call(read: ReadLog) -> None:
    assert [call.external_id for call in read(json.dumps(contact("c1")), now=NOW).calls] == ["c1"]


def test_a_damaged_record_costs_itself(read: ReadLog) -> None:
    lines = [json.dumps(contact("c1")), '{"ContactId": "x", damaged}', json.dumps(contact("c2")), '"text"', "{}"]
    log = read("\n".join(lines), now=NOW)
    assert [call.external_id for call in log.calls] == ["c1", "c2"]
    assert [line.number for line in log.rejected] == [2, 4, 5]


def test_a_file_that_breaks_off_gives_the_records_before(read: ReadLog) -> None:
    log = read(json.dumps(CONTACTS)[:-30], now=NOW)
    assert ([call.number for call in log.calls], [line.number for line in log.rejected]) == ([1, 5], [6])


def test_any_objects_that_name_a_start_and_an_agent_are_a_table(read: ReadLog) -> None:
    call = {"callId": 12345678901234567890, "startTime": "2026-11-20T10:05:23+01:00", "agentName": "Giulia",
            "durationMs": 192000, "direction": "inbound"}  # fmt: skip
    (known,) = read(json.dumps([call]), now=NOW).calls
    assert (known.external_id, known.agent, known.duration_s) == ("12345678901234567890", "Giulia", 192)


@pytest.mark.parametrize(
    "text",
    ['{"calls": [{"start": "x", "agent": "a"}, {"start": "x", "agent": "b"}]}', '{"a":[\n' * 50_000],
    ids=["within another", "endlessly within others"],
)
def test_other_objects_are_refused_by_their_name(text: str) -> None:
    with pytest.raises(NotSeparated, match="JSON"):
        open_table(text.encode())


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
            max_leaves=8,
        ).map(json.dumps)
        | st.text(alphabet='{}[]",: \\x', max_size=12).filter(str.strip),
        max_size=8,
    )
)
def test_whatever_stands_on_a_line_the_records_on_others_are_read(lines: list[str]) -> None:
    good = json.dumps(contact("c1"))
    table = open_table("\n".join(chain([good], lines, [good.replace('"c1"', '"c2"')])).encode())
    reading = understand(table, LogChoices(), timezone=ROME, dialect=detect_dialect(table.headers))
    parts = list(read_lines(table, reading, NOW))
    numbers = [line.number for part in parts for line in part.each()]
    assert len(numbers) == len(set(numbers)) == table.count() - sum(part.merged for part in parts)
    assert {call.external_id for part in parts for call in part.calls.calls()} >= {"c1", "c2"}
