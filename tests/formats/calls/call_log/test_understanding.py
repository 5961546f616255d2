"""What stands in the cells decides how a file is read; a header is a hint."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from benvenuto.formats.calls.call_log import (
    CallField,
    Decided,
    DurationUnit,
    LogChoices,
    open_table,
    read_lines,
    understand,
)
from benvenuto.formats.calls.call_log.faults import UnknownColumns
from benvenuto.formats.calls.call_log.zones import zone_said
from tests.formats.calls.call_log.conftest import NOW, ROME, ReadLog


def starts(read: ReadLog, text: str) -> list[str]:
    return [f"{call.started_at:%d.%m. %H:%M}" for call in read(text).calls]


@pytest.mark.parametrize(
    ("dates", "order", "expected"),
    [
        (["11/02/2025", "11/13/2025"], Decided.CELLS, ["02.11. 09:00", "13.11. 09:00"]),
        (["11/02/2025", "13/11/2025"], Decided.CELLS, ["11.02. 09:00", "13.11. 09:00"]),
        (["11/02/2025", "12/03/2025"], Decided.HABIT, ["11.02. 09:00", "12.03. 09:00"]),
        (["2025-11-02"], Decided.HABIT, ["02.11. 09:00"]),
    ],
)
def test_a_number_above_twelve_decides_day_and_month_for_the_whole_file(
    read: ReadLog, dates: list[str], order: Decided, expected: list[str]
) -> None:
    text = "Data e ora;Operatore\n" + "".join(f"{day} 10:00;a\n" for day in dates)
    assert starts(read, text) == expected
    assert read(text).reading.order_by is order


def test_the_proof_may_stand_at_the_end_of_a_long_file(read: ReadLog) -> None:
    lines = "".join(f"03/04/2025 {10 + n // 3600}:{n // 60 % 60:02}:{n % 60:02};a\n" for n in range(20_000))
    log = read("Data e ora;Operatore\n" + lines + "03/25/2025 10:00;a\n")
    assert {call.started_at.month for call in log.calls} == {3}
    assert not log.rejected


def test_a_file_that_mixes_both_orders_says_so(read: ReadLog) -> None:
    log = read("Data e ora;Operatore\n13/11/2025 10:00;a\n11/14/2025 10:00;a\n")
    assert log.reading.both_orders
    assert (len(log.calls), len(log.rejected)) == (1, 1)


@pytest.mark.parametrize(
    ("header", "hour"),
    [
        ("Data e ora", 9),
        ("datetime (UTC)", 10),
        ("Start (GMT)", 10),
        ("Start time UTC", 10),
        ("Inizio (America/New_York)", 15),
        ("Data e ora (locale)", 9),
        ("Start (UTC+3)", 7),
        ("Start (GMT-05:00)", 15),
        ("Start (UTC+01:00) Amsterdam, Rome", 9),
        ("Ora CET", 9),
        ("Start time (EST)", 15),
    ],
)
def test_a_zone_in_the_header_counts(read: ReadLog, header: str, hour: int) -> None:
    (call,) = read(f"{header};Operatore\n2025-11-20 10:00;a\n").calls
    assert call.started_at == datetime(2025, 11, 20, hour, tzinfo=UTC)


def test_a_zone_nobody_knows_is_no_zone() -> None:
    assert zone_said("Data/Ora") is None
    assert zone_said("Europe/Rome") == ZoneInfo("Europe/Rome")


@pytest.mark.parametrize(
    ("above", "file", "header", "hour", "said_by"),
    [
        ("Times in UTC\n", "", "Data e ora", 10, "Times in UTC"),
        ("Report;\nFuso orario:;Europe/London\n", "", "Data e ora", 10, "Fuso orario: Europe/London"),
        ("Times in UTC\n", "calls.csv", "Data e ora (CET)", 9, ""),
        ("", "calls_UTC.csv", "Data e ora", 10, "calls_UTC.csv"),
        ("", "calls-UTC-11.csv", "Data e ora", 10, "calls-UTC-11.csv"),
        ("", "calls_utc-5.csv", "Data e ora", 15, "calls_utc-5.csv"),
        ("", "calls-UTC-5.csv", "Data e ora", 10, "calls-UTC-5.csv"),
        ("", "UTC-11-20.csv", "Data e ora", 10, "UTC-11-20.csv"),
        ("", "Calls_Pacific_Time.csv", "Data e ora", 18, "Calls_Pacific_Time.csv"),
        ("", "Nord-EST.csv", "Data e ora", 9, ""),
        ("Zona EST\n", "contest.csv", "Data e ora", 9, ""),
        ("Times in Eastern Standard Time\n", "", "Data e ora", 15, "Times in Eastern Standard Time"),
        ("Time zone:;W. Europe Standard Time\n", "", "Data e ora", 9, "Time zone: W. Europe Standard Time"),
        ("Orari: ora locale di Roma\n", "", "Data e ora", 9, "Orari: ora locale di Roma"),
        ("(GMT Standard Time)\n", "", "Data e ora", 10, "(GMT Standard Time)"),
        ("", "Europe_London-2025.xlsx", "Data e ora", 10, "Europe_London-2025.xlsx"),
        ("Fuso orario: Europe/Rome\n", "calls_UTC.csv", "Data e ora", 9, "Fuso orario: Europe/Rome"),
        ("Report;\n", "calls.csv", "Data e ora", 9, ""),
    ],
)
def test_a_line_above_or_the_name_of_the_file_may_tell_the_zone_and_it_is_said(
    above: str, file: str, header: str, hour: int, said_by: str
) -> None:
    table = open_table(f"{above}{header};Operatore\n2025-11-20 10:00;a\n".encode())
    reading = understand(table, LogChoices(), timezone=ROME, file=file)
    (lines,) = (part for part in read_lines(table, reading, NOW) if len(part))
    assert next(lines.calls.calls()).started_at == datetime(2025, 11, 20, hour, tzinfo=UTC)
    assert reading.zone_said_by == said_by


def test_a_duration_is_no_time_of_day(read: ReadLog) -> None:
    log = read("TIMESTAMP,CALL TIME,TALK TIME,AGENT\n2025-11-20 10:01:23,00:03:21,00:03:11,a\n")
    assert starts(read, "TIMESTAMP,CALL TIME,AGENT\n2025-11-20 10:01:23,00:03:21,a\n") == ["20.11. 09:01"]
    assert (log.calls[0].duration_s, log.reading.mapping.get(CallField.START_TIME)) == (191, None)


def test_a_start_is_a_column_of_starts_whatever_its_name(read: ReadLog) -> None:
    assert starts(read, "Date,Call Date,Agent\n2025-11-20,2025-11-20 10:00,a\n") == ["20.11. 09:00"]
    assert starts(read, "Segnalibro;Operatore;Fine\n20/11/2025 10:00;a;20/11/2025 10:05\n") == ["20.11. 09:00"]
    assert starts(read, "Data;Ora;Operatore\n20/11/2025;10:00;a\n") == ["20.11. 09:00"]


def test_an_empty_column_of_agents_gives_way_to_another(read: ReadLog) -> None:
    assert [call.agent for call in read("Data e ora;Operatore;Interno\n20/11/2025 10:00;;201\n").calls] == ["201"]


@pytest.mark.parametrize(
    ("header", "cell", "kind"),
    [
        ("Direzione", "Uscita", "outbound"), ("Tipo", "In uscita", "outbound"), ("Call Type", "Outbound", "outbound"),
        ("Direction", "outbound-dial", "outbound"), ("Direzione", "Interna", "internal"), ("Esito", "Persa", "missed"),
        ("Esito", "Chiamata persa", "missed"), ("Status", "NO_ANSWER", "missed"), ("Status", "Unanswered", "missed"),
        ("Stato", "Non risposta", "missed"), ("Disposition", "Abandon", "abandoned"), ("Answered", "No", "missed"),
        ("Risposta", "no", "missed"), ("Persa", "sì", "missed"), ("Abandoned", "YES", "abandoned"),
        ("Tipo chiamata", "inbound_missed", "missed"), ("Esito", "Segreteria telefonica", "voicemail"),
        ("Direzione", "Entrata", None), ("Esito", "Risolta", None), ("Esito", "Pratica persa di vista", None),
        ("Answered", "Yes", None), ("Persa", "no", None), ("Direction", "Inbound", None), ("Status", "Answered", None),
    ],
)  # fmt: skip
def test_what_did_not_come_in_or_was_not_answered_is_kept_apart(
    read: ReadLog, header: str, cell: str, kind: str | None
) -> None:
    log = read(f"Data e ora;Operatore;{header}\n20/11/2025 10:00;a;{cell}\n")
    assert [line.kind for line in log.apart] == [kind] * (kind is not None)
    assert len(log.calls) == (kind is None)
    assert not log.rejected


def test_a_talk_of_no_seconds_was_not_answered_and_a_missed_call_needs_no_agent(read: ReadLog) -> None:
    log = read("Data e ora;Operatore;Talk time;Esito\n20/11/2025 10:00;a;0;\n20/11/2025 10:01;;5;Persa\n")
    assert [line.kind for line in log.apart] == ["missed", "missed"]


def test_columns_that_are_named_stand_before_those_that_are_guessed() -> None:
    table = open_table(b"quando;chi;linea;durata\n20/11/2025 10:00;x;a;60\n")
    columns = {CallField.AGENT: "linea", CallField.DURATION: ""}
    choices = LogChoices(columns=columns, unit=DurationUnit.MINUTES, zone=UTC, day_first=False)
    reading = understand(table, choices, timezone=ROME)
    assert (reading.mapping[CallField.AGENT], CallField.DURATION in reading.mapping) == ("linea", False)
    assert (reading.zone, reading.day_first, reading.order_by) == (UTC, False, Decided.CHOICE)
    with pytest.raises(UnknownColumns):
        understand(table, LogChoices(columns={CallField.AGENT: "nessuna"}), timezone=ROME)


def test_the_line_of_the_header_can_be_chosen() -> None:
    assert open_table(b"a;b\nc;d\n1;2\n", header_row=2).headers == ("c", "d")
