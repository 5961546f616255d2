"""What strangers' exports hold besides calls, and how they write them: each line is read, kept apart or refused.

What is expected of a line: `number when agent seconds caller` of a call in Rome, `number kind` of a line kept apart,
`number -` of a rejected one.
"""

from datetime import UTC, datetime

import pytest

from benvenuto.formats.calls.call_log import CallField, LoggedCall
from benvenuto.formats.calls.call_log.faults import MissingColumns
from tests.formats.calls.call_log.conftest import ROME, MakeWorkbook, Read, ReadLog

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def became(log: Read) -> list[str]:
    """What became of each line, in the order of the file."""
    lines = [
        *((call.number, f"{_start(call)} {call.agent} {call.duration_s} {call.caller}") for call in log.calls),
        *((line.number, line.kind) for line in log.apart),
        *((line.number, "-") for line in log.rejected),
    ]
    return [f"{number} {words}".strip() for number, words in sorted(lines)]


def _start(call: LoggedCall) -> str:
    return f"{call.started_at.astimezone(ROME):%d.%m. %H:%M:%S}"


DATED = "Data e ora;Operatore;Durata\n{};Giulia;275\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("20/11/2026 24:00", "21.11. 00:00:00"),
        ("20/11/2026 24:00:00", "21.11. 00:00:00"),
        ("2026-11-20T24:00:00", "21.11. 00:00:00"),
        ("20/11/2026 24:05", None),
        ("20/11/2026 25:00", None),
        ("20/11/2026 9:5", "20.11. 09:05:00"),
        ("20/11/26 9:05:7", "20.11. 09:05:07"),
        ("20/11/2026 10h05", "20.11. 10:05:00"),
        ("20/11/2026 10.5", None),
        ("20/11/2026 ore 10", "20.11. 10:00:00"),
        ("20 novembre 2026, alle ore 9", "20.11. 09:00:00"),
        ("20/11/2026 ore 25", None),
        ("20/11/2026 10", None),
        ("10:05:23 CET 2026-11-20", "20.11. 10:05:23"),
        ("Fri Nov 20 2026 10:05:23 GMT+0100 (Central European Standard Time)", "20.11. 10:05:23"),
        ("20/11/2026 - ore 10.05", "20.11. 10:05:00"),
        ("20/11/2026 h. 10:05", "20.11. 10:05:00"),
        ("20.11.2026 um 10:05 Uhr", "20.11. 10:05:00"),
        ("2026-11-20 10:05:23 +0100 CET", "20.11. 10:05:23"),
        ("'20/11/2026 10:05", "20.11. 10:05:00"),
        ('="20/11/2026 10:05"', "20.11. 10:05:00"),
    ],
)
def test_a_start_as_systems_write_it(read: ReadLog, written: str, expected: str | None) -> None:
    log = read(DATED.format(written), now=NOW)
    assert became(log) == ([f"2 {expected} Giulia 275"] if expected else ["2 -"])


def test_years_of_two_digits_may_stand_in_front(read: ReadLog) -> None:
    log = read("Data e ora;Operatore;Durata\n26/11/20 10:05;a;1\n26/11/21 10:05;a;2\n", now=NOW)
    assert became(log) == ["2 20.11. 10:05:00 a 1", "3 21.11. 10:05:00 a 2"]
    log = read("Data e ora;Operatore;Durata\n20/11/26 10:05;a;1\n21/11/26 10:05;a;2\n", now=NOW)
    assert became(log) == ["2 20.11. 10:05:00 a 1", "3 21.11. 10:05:00 a 2"]


def test_where_every_start_is_a_midnight_no_time_is_became(read: ReadLog, workbook: MakeWorkbook) -> None:
    midnight, noon = datetime(2026, 11, 20), datetime(2026, 11, 20, 12)  # noqa: DTZ001
    rows = [["Data e ora", "Operatore"], [midnight, "a"], [midnight, "b"]]
    assert became(read(workbook(rows), now=NOW)) == ["2 -", "3 -"]
    times = became(read(workbook([*rows[:2], [noon, "b"], [noon, "c"]]), now=NOW))
    assert times[0] == "2 20.11. 00:00:00 a None"


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("0d 00:03:21", 201), ("0 days 00:03:21", 201), ("0,0031", 268), ("'275", 275),
     ('="275"', 275), ("1 days 00:03", None),
     ("P0DT0H3M21S", 201), ("0d 0h 3m 21s", 201), ("0.00:03:21", 201), ("0 00:03:21", 201),
     ("0.5 min", 30), ("0.3 h", 1080), ("3 Min. 21 Sek.", 201), ("3 Minuten 21 Sekunden", 201),
     ("-0:04:35", None), ("99:99", None), ("3,5 min", 210), ("201.0", 201)],
)  # fmt: skip
def test_a_duration_beside_seconds(read: ReadLog, written: str, seconds: int | None) -> None:
    text = DATED + DATED.format("20/11/2026 11:05").splitlines()[1] + "\n"
    log = read(text.format("20/11/2026 10:05").replace(";275", f";{written}", 1), now=NOW)
    assert became(log)[0] == (f"2 20.11. 10:05:00 Giulia {seconds}" if seconds else "2 -")


@pytest.mark.parametrize(
    ("agent", "caller", "expected"),
    [
        ("201", "3.93E+11", "201 275"), ("201", "3,93331E+11", "201 275"), ("201", "3.9333123E11", "201 275"),
        ("2.01E+02", "06123", None), ("201", "06123456", "201 275 06123456"), ("201", "'0039123", "201 275 0039123"),
        ("'201", "+39 06 123", "201 275 +39 06 123"), ('="0201"', '="00391234"', "0201 275 00391234"),
        ('"=""201"""', '"=""0039"""', "201 275 0039"), ("201.0", "393331234567.0", "201 275 393331234567"),
        ("sip:201@firm.it", "tel:+3906", "201@firm.it 275 +3906"), ("client:giulia", "(06) 12", "giulia 275 (06) 12"),
    ],
)  # fmt: skip
def test_a_number_keeps_its_zeros_and_one_that_was_cut_is_not_kept(
    read: ReadLog, agent: str, caller: str, expected: str | None
) -> None:
    text = "Data e ora;Operatore;Durata;Chiamante\n20/11/2026 10:05;Anna;5;333\n20/11/2026 10:06;{};275;{}\n"
    log = read(text.format(agent, caller), now=NOW)
    assert became(log)[1] == (f"3 20.11. 10:06:00 {expected}" if expected else "3 -")


def test_ids_that_a_spreadsheet_cut_short_are_no_ids(read: ReadLog) -> None:
    text = "ID chiamata;Data e ora;Operatore\n1.79517E+09;20/11/2026 10:05;a\n1.79517E+09;20/11/2026 10:06;b\n"
    assert became(read(text, now=NOW)) == ["2 -", "3 -"]


@pytest.mark.parametrize("header", ["Codice", "ID"])
def test_the_id_of_an_agent_or_a_customer_is_none_of_a_call(read: ReadLog, header: str) -> None:
    lines = ["7;20/11/2026 10:05;a", "7;20/11/2026 10:15;a", "8;20/11/2026 10:25;b", "7;20/11/2026 15:05;a",
             "8;21/11/2026 10:05;b"]  # fmt: skip
    log = read(f"{header};Data e ora;Operatore\n" + "\n".join(lines), now=NOW)
    assert len(log.calls) == 5
    assert CallField.EXTERNAL_ID not in log.reading.mapping


HEADED = "Data e ora;Operatore;Durata;Direzione;Esito\n"
CALL = "20/11/2026 10:05:23;Giulia;275;Entrata;Risposta\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Totale chiamate: 1;;4:35;;", "totals"), ("Tot.;;4:35;;", "totals"), (";;Totale;;4:35", "totals"),
        ("Numero chiamate;1;;;", "totals"), ("Grand Total: 7;;;;", "totals"), (HEADED.strip(), "repeated"),
        ("DATA E ORA; operatore;Durata;Direzione;Esito", "repeated"), ("Pagina 2 di 3;;;;", "-"),
        ("domani;Giulia;275;Entrata;Totale rimborso", "-"),
    ],
)  # fmt: skip
def test_what_is_no_line_of_a_call_stands_among_them(read: ReadLog, line: str, expected: str) -> None:
    log = read(HEADED + CALL + line + "\n" + CALL.replace("20/", "21/"), now=NOW)
    assert became(log)[1] == f"3 {expected}"
    assert len(log.calls) == 2


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Inbound (queue)", None), ("E", "-"), ("eingehend", None), ("kommend", None), ("ausgehend", "outbound"),
        ("gehend", "outbound"), ("intern", "internal"), ("chiamata in uscita", "outbound"), ("callback", "outbound"),
        ("->", "-"), ("2", "-"), ("Esterna", "-"), ("transfer", "-"), ("", "-"), ("Fax", "other"),
    ],
)  # fmt: skip
def test_a_direction_says_that_the_call_came_in_or_the_line_is_none(
    read: ReadLog, word: str, expected: str | None
) -> None:
    log = read(HEADED + CALL + CALL.replace("Entrata", word).replace("10:05", "10:06"), now=NOW)
    assert [*(line.kind for line in log.apart), *("-" for _ in log.rejected)] == [expected] * (expected is not None)


@pytest.mark.parametrize(
    ("letters", "kinds"),
    [(("I", "O"), ["outbound"]), (("E", "U"), ["outbound"]), (("I", "U"), ["outbound"]),
     (("E", "U", "I"), ["outbound", "internal"])],
)  # fmt: skip
def test_single_letters_mean_what_they_mean_together(read: ReadLog, letters: tuple[str, ...], kinds: list[str]) -> None:
    lines = (CALL.replace("Entrata", letter).replace("10:05", f"10:{n:02}") for n, letter in enumerate(letters))
    log = read(HEADED + "".join(lines), now=NOW)
    assert [line.kind for line in log.apart] == kinds
    assert (len(log.calls), len(log.rejected)) == (1, 0)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Risposta da operatore", None), ("Answered (201)", None), ("beantwortet", None), ("OK", None),
        ("10:05:23", None), ("Persa (coda)", "missed"), ("Non risponde", "missed"), ("Nessuna risposta", "missed"),
        ("Non gestita", "missed"), ("nicht angenommen", "missed"), ("verpasst", "missed"), ("Overflow", "missed"),
        ("Fuori orario", "missed"),
        ("Terminata in IVR", "missed"), ("Rifiutata", "missed"), ("Abbandonata dal chiamante", "abandoned"),
        ("abandoned by caller", "abandoned"), ("Messaggio in segreteria", "voicemail"),
        ("Anrufbeantworter", "voicemail"),
        ("Trasferita", "-"), ("Redirected", "-"), ("", "-"),
    ],
)  # fmt: skip
def test_a_column_of_outcomes_says_who_answered_or_the_line_is_none(
    read: ReadLog, word: str, expected: str | None
) -> None:
    others = "".join(CALL.replace("10:05", f"10:{minute}") for minute in range(10, 14))
    log = read(HEADED + others + CALL.replace("Risposta", word), now=NOW)
    assert [*(line.kind for line in log.apart), *("-" for _ in log.rejected)] == [expected] * (expected is not None)
    assert len(log.calls) == 4 + (expected is None)


def test_who_talked_did_answer_whatever_the_outcome_is_called(read: ReadLog) -> None:
    text = "Data e ora;Operatore;Tempo conversazione;Stato\n" + "".join(
        f"20/11/2026 10:{n:02};a;{talk};{word}\n"
        for n, (talk, word) in enumerate([(20, "Risposta")] * 3 + [(40, "Trasferita"), ("", "Trasferita")])
    )
    assert [line.split()[-1] for line in became(read(text, now=NOW))] == ["20", "20", "20", "40", "-"]


def test_what_came_of_a_talk_is_no_state_of_the_telephone(read: ReadLog) -> None:
    lines = "".join(
        CALL.replace("Risposta", word).replace("10:05", f"10:{n:02}")
        for n, word in enumerate(["Risolta", "Rimborso", "E-mail", "Ordine cancelled"])
    )
    assert len(read(HEADED + lines, now=NOW).calls) == 4


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        ("Coda assistenza (800)", "missed"), ("Sales Queue", "missed"), ("Digital Receptionist (801)", "missed"),
        ("Voice Mail (999)", "voicemail"), ("IVR", "missed"), ("800 - Coda resi", "missed"), ("VDAD", "missed"),
        ("Paola Coda", None), ("Giulia (queue resi)", None), ("Segreteria telefonica", "voicemail"),
    ],
)  # fmt: skip
def test_a_machine_is_no_agent(read: ReadLog, agent: str, kind: str | None) -> None:
    log = read(HEADED + CALL.replace("Giulia", agent), now=NOW)
    assert [line.kind for line in log.apart] == [kind] * (kind is not None)


@pytest.mark.parametrize("channel", ["chat", "E-mail", "SMS", "WhatsApp", "Fax", "Task"])
def test_what_came_by_another_channel_is_no_call(read: ReadLog, channel: str) -> None:
    text = "Data e ora;Operatore;Canale\n20/11/2026 10:05;a;Voce\n20/11/2026 10:06;a;{}\n"
    assert became(read(text.format(channel), now=NOW))[1] == "3 other"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_accents_come_through_in_every_encoding(read: ReadLog, encoding: str) -> None:
    log = read((HEADED + CALL.replace("Giulia", "Niccolò")).encode(encoding), now=NOW)
    assert became(log) == ["2 20.11. 10:05:23 Niccolò 275"]


def test_of_two_columns_of_one_name_the_filled_one_counts(read: ReadLog) -> None:
    text = "Data;Ora;Operatore;Operatore;Durata\n20/11/2026;10:05:23;;201;275\n"
    assert became(read(text, now=NOW)) == ["2 20.11. 10:05:23 201 275"]


def test_german_headers_are_understood(read: ReadLog) -> None:
    text = (
        "Datum;Uhrzeit;Mitarbeiter;Dauer;Rufnummer;Richtung;Status\n"
        "20.11.2026;10:05:23;Giulia Rossi;00:04:35;0391;eingehend;angenommen\n"
        "20.11.2026;11:05:23;Giulia Rossi;00:00:00;0391;eingehend;verpasst\n"
    )
    assert became(read(text, now=NOW)) == ["2 20.11. 10:05:23 Giulia Rossi 275 0391", "3 missed"]


SYSTEMS = {
    "3cx-v18": (
        "Call Time,Caller ID,Destination,Status,Ringing,Talking,Totals,Cost,Reason\n"
        "2026-11-20 10:05:23,+390655501,Giulia Rossi (201),Answered,00:00:08,00:04:35,00:04:43,0,Terminated by 201\n"
        "2026-11-20 10:15:23,Giulia Rossi (201),3331234567,Answered,00:00:08,00:04:35,00:04:43,0,\n"
        "2026-11-20 10:25:23,Giulia Rossi (201),Marco (202),Answered,00:00:08,00:04:35,00:04:43,0,\n"
        "2026-11-20 10:35:23,+390655501,Voice Mail (999),Answered,00:00:08,00:00:35,00:00:43,0,\n"
        "Totals,,,,00:00:37,00:13:47,,0,\n",
        ["2 20.11. 10:05:23 Giulia Rossi (201) 275 +390655501", "3 outbound", "4 internal", "5 voicemail", "6 totals"],
    ),
    "3cx-v20": (
        "Call Time,Call ID,From,To,Direction,Status,Ringing,Talking,Cost,Call Activity Details\n"
        "2026-11-20T10:05:23+01:00,A1,333,Coda (800),Inbound,Answered,00:00:01,00:00:12,0.00,\n"
        "2026-11-20T10:05:35+01:00,A1,333,Giulia (201),Inbound Queue,Answered,00:00:05,00:03:21,0.00,\n"
        "2026-11-20T10:45:35+01:00,A5,333,Digital Receptionist (801),Inbound,Answered,00:00:00,00:00:20,0.00,\n",
        ["2 20.11. 10:05:23 Giulia (201) 213 333", "4 missed"],
    ),
    "genesys-cloud": (
        "Media Type,Users,Remote,Date,Duration,Direction,ANI,DNIS,Conversation ID,Abandoned\n"
        "voice,Giulia,M,11/20/26 10:05 AM,275000,Inbound,tel:+393331,tel:+39065,c-1,NO\n"
        "email,Giulia,M,11/20/26 11:15 AM,275000,Inbound,x@y.it,,c-4,NO\n"
        "voice,,M,11/20/26 11:25 AM,5000,Inbound,tel:+393331,,c-5,\n",
        ["2 20.11. 10:05:00 Giulia 275 +393331", "3 other", "4 missed"],
    ),
    "amazon-connect": (
        "Contact ID,Channel,Initiation timestamp,Queue,Agent,Customer phone number,Initiation method,"
        "Agent interaction duration\n"
        'a,Voice,"Nov 20, 2026, 10:05:23 AM",Q,giulia,+39333,Inbound,00:03:21\n'
        'b,Chat,"Nov 20, 2026, 10:15:23 AM",Q,giulia,,API,00:03:21\n'
        'c,Voice,"Nov 20, 2026, 11:05:23 AM",Q,,+39333,Inbound,\n',
        ["2 20.11. 10:05:23 giulia 201 +39333", "3 other", "4 missed"],
    ),
    "twilio": (
        "Call Sid,Type,Status,From,To,Direction,Start Time,End Time,Duration,Price\n"
        "CA1,phone,Completed,+39333,sip:giulia@firm.it,Incoming,10:05:23 CET 2026-11-20,,240,-0.01\n"
        "CA3,phone,Completed,+3906,+39333,Outgoing API,10:25:23 CET 2026-11-20,,40,\n",
        ["2 20.11. 10:05:23 giulia@firm.it 240 +39333", "3 outbound"],
    ),
    "zoom-phone": (
        "Call ID,Direction,Caller Number,Callee Name,Callee Number,Start Time,Duration,Result\n"
        '1,Inbound,+39333,Giulia,201,"Nov 20, 2026 10:05:23 AM",00:03:50,Answered\n'
        '2,Inbound,+39333,Giulia,201,"Nov 20, 2026 10:55:23 AM",00:00:20,Answered by Other Member\n',
        ["2 20.11. 10:05:23 Giulia 230 +39333", "3 missed"],
    ),
    "ringcentral": (
        "Type,Direction,From,To,Extension,Name,Date,Time,Action,Action Result,Result Description,Duration\n"
        "Voice,Incoming,(333) 1,(06) 5,201 - Giulia,M,Fri 11/20/2026,10:05 AM,Phone Call,Accepted,,0:03:21\n"
        "Fax,Incoming,(333) 1,(06) 5,201 - Giulia,M,Fri 11/20/2026,10:35 AM,Incoming Fax,Received,,0:01:21\n"
        "Voice,Incoming,(333) 1,(06) 5,201 - Giulia,M,Fri 11/20/2026,10:45 AM,Phone Call,Unknown,,0:01:21\n",
        ["2 20.11. 10:05:00 201 - Giulia 201 (333) 1", "3 other", "4 -"],
    ),
    "five9": (
        "CALL ID,TIMESTAMP,CAMPAIGN,CALL TYPE,AGENT,DISPOSITION,ANI,DNIS,CALL TIME,TALK TIME\n"
        '1,"Fri, 20 Nov 2026 10:05:23",C,Inbound,giulia@firm.it,Resolved,333,06,00:04:35,00:03:21\n'
        '2,"Fri, 20 Nov 2026 10:35:23",C,3rd party transfer,giulia@firm.it,Resolved,333,06,00:04:35,00:03:21\n'
        '3,"Fri, 20 Nov 2026 10:55:23",C,Queue Callback,giulia@firm.it,Resolved,333,06,00:04:35,00:03:21\n',
        ["2 20.11. 10:05:23 giulia@firm.it 201 333", "3 internal", "4 outbound"],
    ),
    "vicidial": (
        "call_date\tphone_number_dialed\tstatus\tuser\tfull_name\tcampaign_id\tlength_in_sec\tlead_id\n"
        "2026-11-20 10:05:23\t333\tSALE\t201\tGiulia\tIN\t201\t11\n"
        "2026-11-20 10:15:23\t333\tDROP\tVDCL\t\tIN\t21\t12\n"
        "2026-11-20 10:25:23\t333\tXFER\tVDAD\t\tIN\t21\t13\n"
        "2026-11-20 10:35:23\t333\tSALE\t201\tGiulia\tIN\t200\t11\n",
        ["2 20.11. 10:05:23 201 201 333", "3 abandoned", "4 missed", "5 20.11. 10:35:23 201 200 333"],
    ),
    "fusionpbx": (
        "direction,extension,caller_id_number,destination_number,start_stamp,billsec,missed_call,hangup_cause,uuid\n"
        "inbound,201,333,201,2026-11-20 10:05:23,233,false,NORMAL_CLEARING,u1\n"
        "inbound,,333,*99201,2026-11-20 10:45:23,13,false,NORMAL_CLEARING,u5\n",
        ["2 20.11. 10:05:23 201 233 333", "3 missed"],
    ),
    "cucm": (
        '"cdrRecordType","globalCallID_callId","dateTimeOrigination","callingPartyNumber","finalCalledPartyNumber",'
        '"duration"\n'
        "INTEGER,INTEGER,INTEGER,VARCHAR(50),VARCHAR(50),INTEGER\n"
        '1,101,1795165523,"3331234567","201",201\n'
        '1,103,1795167523,"201","3331234567",201\n',
        ["2 repeated", "3 20.11. 10:05:23 201 201 3331234567", "4 outbound"],
    ),
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_what_else_a_system_logs_is_no_call(read: ReadLog, name: str) -> None:
    text, expected = SYSTEMS[name]
    log = read(text, now=NOW)
    assert log.reading.dialect.name == name
    assert became(log) == expected


def test_accents_as_a_macintosh_writes_them(read: ReadLog) -> None:
    text = "Data e ora;Operatore;Durata\n20/11/2026 10:05;Nicolò Però;275\n20/11/2026 10:06;D’Amì;275\n"
    assert [call.agent for call in read(text.encode("mac_roman"), now=NOW).calls] == ["Nicolò Però", "D’Amì"]
    assert [call.agent for call in read(text.encode("cp1252"), now=NOW).calls] == ["Nicolò Però", "D’Amì"]
    quoted = "Data e ora;Operatore;Durata\n20/11/2026 10:05;Lucia“Lu”;275\n20/11/2026 10:06;Nicolò Però;275\n"
    assert read(quoted.encode("cp1252"), now=NOW).calls[1].agent == "Nicolò Però"


@pytest.mark.parametrize(
    ("starts", "by_cells"),
    [
        (("2026-11-20T10:05:23Z", "2026-11-20T11:05:23+01:00"), True),
        (("1795165523", "1795165623"), True),
        (("2026-11-20T10:05:23Z", "20/11/2026 10:05"), False),
        (("20-11-2026 10:05", "21-11-2026 10:05"), False),
    ],
)
def test_it_is_known_where_every_start_says_its_zone(read: ReadLog, starts: list[str], by_cells: bool) -> None:
    log = read("Data e ora;Operatore;Durata\n" + "".join(f"{start};Giulia;275\n" for start in starts), now=NOW)
    assert log.reading.zone_in_cells is by_cells


USERS = (
    "Media Type,Users,Remote,Date,Duration,Direction,ANI,DNIS,Conversation ID\n"
    "voice,{},M,11/20/26 10:05 AM,275000,Inbound,tel:+393331,,c-1\n"
)


@pytest.mark.parametrize(
    ("users", "agent", "parts"),
    [
        ("Giulia Ferri; Marta Riva", "Marta Riva", ["Giulia Ferri", "Marta Riva"]),
        ("Giulia -> Coda resi -> Marta", "Marta", ["Giulia", "Marta"]),
        ("Giulia->Marta", "Marta", ["Giulia", "Marta"]),
        ("Giulia|Marta|Giulia", "Marta", ["Giulia", "Marta"]),
        ("Coda resi; Giulia", "Giulia", []),
        ('"Ferri, Giulia"', "Ferri, Giulia", []),
    ],
)
def test_of_several_agents_in_a_cell_the_last_is_scored_and_all_are_parts(
    read: ReadLog, users: str, agent: str, parts: list[str]
) -> None:
    log = read(USERS.format(users), now=NOW)
    assert became(log) == [f"2 20.11. 10:05:00 {agent} 275 +393331"]
    assert [leg.agent for leg in log.legs.get("c-1", ())] == parts


def test_queues_in_a_cell_are_nobody(read: ReadLog) -> None:
    assert became(read(USERS.format("Coda resi; Coda ordini"), now=NOW)) == ["2 missed"]


def test_when_a_call_was_over_is_no_start(read: ReadLog) -> None:
    text = "id,agent,completedAt,iniziata\n1,a,2026-11-20 10:08:41,2026-11-20 10:05:23\n"
    assert read(text, now=NOW).reading.mapping[CallField.STARTED_AT] == "iniziata"
    noted = "Data chiamata,Data inserimento,Operatore\n19/11/2026,20/11/2026 10:05,a\n"
    assert became(read(noted, now=NOW)) == ["2 -"]
    with pytest.raises(MissingColumns):
        read("id,agent,completedAt,closed at\n1,a,2026-11-20 10:08:41,2026-11-20 10:08:41\n", now=NOW)


def test_a_last_state_or_a_medium_says_what_was_no_answered_call(read: ReadLog) -> None:
    text = (
        "call_id,start_time,user_name,incall_duration,last_state,media_name\n"
        "1,2026-11-20 10:05:23,a,192,ANSWERED,Call\n"
        "2,2026-11-20 10:06:23,a,18,VOICEMAIL,Call\n3,2026-11-20 10:07:23,a,90,ANSWERED,Chat\n"
    )
    assert became(read(text, now=NOW)) == ["2 20.11. 10:05:23 a 192", "3 voicemail", "4 other"]


@pytest.mark.parametrize(
    ("zones", "hour", "said_by"),
    [(("UTC", "UTC"), 11, "Time Zone: UTC"), (("", "Europe/London"), 11, "Time Zone: Europe/London"),
     (("UTC", "Europe/Rome"), 10, ""), (("60", "60"), 10, "")],
)  # fmt: skip
def test_a_column_of_one_zone_is_that_of_the_times(
    read: ReadLog, zones: tuple[str, ...], hour: int, said_by: str
) -> None:
    lines = "".join(f"20/11/2026 10:05,{minute},{zone}\n" for minute, zone in enumerate(zones))
    log = read("Date/Time,Agent,Time Zone\n" + lines, now=NOW)
    assert log.calls[0].started_at.astimezone(ROME).hour == hour
    assert log.reading.zone_said_by == said_by
