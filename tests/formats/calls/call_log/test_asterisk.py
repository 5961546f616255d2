"""Call detail records: of all the lines of a call, the one that somebody answered is kept."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from benvenuto.formats.calls.call_log import ASTERISK, GENERIC, CallField, detect_dialect, open_table
from benvenuto.formats.calls.call_log.asterisk import phone_of
from benvenuto.formats.calls.call_log.faults import NotCallRecords
from tests.formats.calls.call_log.conftest import ReadLog

FILES = Path(__file__).parent / "files"


def test_a_file_of_asterisk_itself_needs_no_header(read: ReadLog) -> None:
    log = read(FILES / "asterisk-master.csv")
    assert log.headers[:3] == ("accountcode", "src", "dst")
    assert [(call.number, call.agent, call.duration_s) for call in log.calls] == [(1, "201", 274), (6, "202", 180)]
    first = log.calls[0]
    assert first.started_at == datetime(2025, 3, 12, 9, 20, 30, tzinfo=UTC)
    assert (first.external_id, first.caller) == ("1741771230.4711", "0551234567")


def test_what_nobody_answered_is_rejected_with_the_reason(read: ReadLog) -> None:
    assert [(line.number, line.text) for line in read(FILES / "asterisk-master.csv").apart] == [
        (2, "Not a separate call: it is the internal leg of another one (Local/201@from-queue-0000133b;2)."),
        (3, "Not answered (NO ANSWER): only answered calls are scored."),
        (4, "Not an inbound call: it comes from the extension 202."),
        (5, "No agent took the call: it ended in BackGround."),
    ]


def test_an_export_of_freepbx_names_its_columns_and_recordings(read: ReadLog) -> None:
    log = read(FILES / "freepbx-export.csv")
    assert [(call.number, call.agent, call.recording[-19:]) for call in log.calls] == [
        (2, "201", "1741771230.4711.wav"),
        (6, "202", "1741773600.4730.wav"),
    ]
    assert [line.number for line in log.apart] == [3, 4, 5]
    assert log.apart[-1].text == "No agent took the call: it ended in Queue."


def test_both_kinds_are_recognised_and_a_plain_table_is_not() -> None:
    for name in ("asterisk-master.csv", "freepbx-export.csv"):
        assert detect_dialect(open_table(FILES / name).headers) is ASTERISK
    assert detect_dialect(("Data", "Operatore", "Channel")) is GENERIC


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (16, ("disposition", "amaflags")),
        (17, ("amaflags", "uniqueid")),
        (18, ("uniqueid", "userfield")),
        (21, ("linkedid", "sequence")),
    ],
)
def test_the_columns_that_cdr_conf_adds_are_named(columns: int, names: tuple[str, str]) -> None:
    first = (FILES / "asterisk-master.csv").read_text().splitlines()[0]
    line = first + ',"","1741771230.4711",8001' if columns == 21 else first
    cut = {16: ',"1741771230.4711",""', 17: ',""'}.get(columns, "")
    assert open_table(line.removesuffix(cut).encode()).headers[-2:] == names


def test_a_lone_user_field_is_not_taken_for_the_id() -> None:
    first = (FILES / "asterisk-master.csv").read_text().splitlines()[0]
    line = first.removesuffix(',"1741771230.4711",""') + ',"reso"'
    headers = open_table(line.encode()).headers
    assert headers[-1] == "userfield"
    assert CallField.EXTERNAL_ID not in ASTERISK.guess(headers)


@pytest.mark.parametrize(
    ("channel", "phone"),
    [
        ("SIP/201-0000a1b2", "201"),
        ("PJSIP/mario-rossi-0000a1b2", "mario-rossi"),
        ("Local/201@from-queue-0000133b;1", "201"),
        ("Local/RG-600-201@from-internal-0000133b;1", "201"),
        ("Local/FMGL-201#@from-internal-00001;1", "201"),
        ("Agent/1001", "1001"),
        ("IAX2/sede-1234", "sede"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_the_phone_behind_a_channel(channel: str, phone: str) -> None:
    assert phone_of(channel) == phone


def test_without_a_channel_the_number_dialled_is_the_agent(read: ReadLog) -> None:
    text = "calldate,src,dst,channel,dstchannel,lastapp,billsec,disposition,uniqueid\n"
    log = read(text + "2025-03-12 10:20:30,0551,201,SIP/trunk-00000001,,Dial,60,ANSWERED,1.1\n")
    assert [call.agent for call in log.calls] == ["201"]


def test_the_dialect_refuses_a_file_without_its_columns(read: ReadLog) -> None:
    mapping = {CallField.STARTED_AT: "Data", CallField.AGENT: "Operatore"}
    with pytest.raises(NotCallRecords, match="channel, dstchannel, disposition"):
        read("Data;Operatore\n12/03/2025 10:20;Anna\n", dialect=ASTERISK, mapping=mapping)


CDR = "calldate,src,dst,dcontext,channel,dstchannel,lastapp,duration,billsec,disposition,uniqueid,linkedid\n"
FIRST = "2025-03-12 10:05:23,333,8000,ext-queues,PJSIP/trunk-01,PJSIP/201-02,Queue,72,60,ANSWERED,1.1,1.1\n"


def test_a_caller_who_was_transferred_is_one_call_of_several_agents(read: ReadLog) -> None:
    blind = "2025-03-12 10:06:35,333,202,from-internal-xfer,PJSIP/trunk-01,PJSIP/202-03,Dial,215,210,ANSWERED,1.1,1.1\n"
    log = read(CDR + FIRST + blind)
    assert [(call.number, call.agent, call.duration_s) for call in log.calls] == [(2, "202", 270)]
    assert [(leg.agent, leg.duration_s) for leg in log.legs["1.1"]] == [("201", 60), ("202", 210)]


def test_the_talk_between_two_agents_is_no_part_of_what_the_caller_heard(read: ReadLog) -> None:
    consulted = "2025-03-12 10:05:55,201,202,from-internal,PJSIP/201-06,PJSIP/202-07,Dial,20,15,ANSWERED,1.6,1.1\n"
    after = "2025-03-12 10:06:35,333,202,ext-queues,PJSIP/trunk-01,PJSIP/202-07,Queue,180,180,ANSWERED,1.1,1.1\n"
    log = read(CDR + FIRST + consulted + after)
    assert [(call.agent, call.duration_s) for call in log.calls] == [("202", 240)]
    assert [(line.number, line.kind) for line in log.apart] == [(3, "internal")]


def test_a_telephone_that_rang_in_vain_is_no_missed_call_where_another_answered(read: ReadLog) -> None:
    rang = FIRST.replace("ANSWERED", "NO ANSWER").replace("201-02", "203-09")
    assert [(line.number, line.kind) for line in read(CDR + rang + FIRST).apart] == [(2, "part")]
    missed = read(CDR + rang + rang.replace("203-09", "204-09"))
    assert [(line.number, line.kind) for line in missed.apart] == [(2, "missed"), (3, "part")]
