"""The exports of telephone systems are recognised by their headers and give their answered inbound calls."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from benvenuto.formats.calls.call_log import DIALECTS, CallField
from benvenuto.formats.calls.call_log.profiles import FOLDER, profiles, read_profile
from tests.formats.calls.call_log.conftest import ReadLog

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
STARTED = datetime(2026, 11, 20, 9, 5, 23, tzinfo=UTC)

# of each: a file whose second line is a call of agent 201 or Giulia of 192 s, begun at STARTED; and its other lines
EXPORTS = {
    "wildix": (
        "start;answer;end;direction;caller;caller name;callee;callee name;duration;talk time;wait time;disposition;"
        "service\n"
        "20.11.2026 10:05:23;20.11.2026 10:05:29;20.11.2026 10:08:41;INCOMING;39333;C;201;Giulia;198;192;6;ANSWERED;Q\n"
        "20.11.2026 10:15:23;;20.11.2026 10:15:53;INCOMING;+39333;C;201;Giulia;30;0;30;NO_ANSWER;Q\n"
        "20.11.2026 10:25:23;;20.11.2026 10:25:53;OUTGOING;201;Giulia;+39333;C;30;20;0;ANSWERED;\n",
        {3: "missed", 4: "outbound"},
    ),
    "aircall": (
        "line,date (TZ offset incl.),number timezone,datetime (UTC),direction,from,to,answered,missed_call_reason,user,"
        "duration (total),duration (in call),recording\n"
        "A,2026-11-20 10:05:23 +0100,Europe/Rome,2026-11-20 09:05:23,inbound,39333,3906,Yes,,Giulia,201,192,u\n"
        "A,2026-11-20 10:06:23 +0100,Europe/Rome,2026-11-20 09:06:23,inbound,39333,3906,No,no_available_agent,,9,0,\n"
        "A,2026-11-20 10:07:23 +0100,Europe/Rome,2026-11-20 09:07:23,outbound,39333,3906,Yes,,Giulia,201,192,u\n",
        {3: "missed", 4: "outbound"},
    ),
    "talkdesk": (
        "Interaction ID,Call Type,Start Time,End Time,Talkdesk Phone Number,Customer Phone Number,Talk Time,"
        "Agent Name\n"
        "i1,inbound,2026-11-20 10:05:23,2026-11-20 10:09:00,+3906,+39333,192,Giulia\n"
        "i2,inbound_missed,2026-11-20 10:15:23,2026-11-20 10:15:40,+3906,+39333,0,Giulia\n"
        "i3,short_abandoned,2026-11-20 10:25:23,2026-11-20 10:25:25,+3906,+39333,0,\n"
        "i4,outbound_missed,2026-11-20 10:35:23,2026-11-20 10:35:40,+3906,+39333,0,Giulia\n"
        "i5,voicemail,2026-11-20 10:45:23,2026-11-20 10:45:40,+3906,+39333,10,\n",
        {3: "missed", 4: "abandoned", 5: "outbound", 6: "voicemail"},
    ),
    "five9": (
        "CALL ID,TIMESTAMP,CAMPAIGN,CALL TYPE,AGENT,AGENT NAME,DISPOSITION,ANI,DNIS,CALL TIME,TALK TIME\n"
        '1,"Fri, 20 Nov 2026 10:05:23",A,Inbound,Giulia,Giulia Rossi,Resolved,333,06,00:03:32,00:03:12\n'
        '2,"Fri, 20 Nov 2026 10:06:23",A,Inbound,[None],,Abandon,333,06,00:00:22,00:00:00\n'
        '3,"Fri, 20 Nov 2026 10:07:23",A,Manual,Giulia,Giulia Rossi,Resolved,333,06,00:03:32,00:03:12\n',
        {3: "abandoned", 4: "outbound"},
    ),
    "3cx-v18": (
        "Call Time,Caller ID,Destination,Status,Ringing,Talking,Totals,Cost,Reason\n"
        "20/11/2026 10:05:23,0333,Giulia (201),Answered,00:00:05,00:03:12,00:03:17,,Terminated by dst\n"
        "20/11/2026 10:15:23,0333,Giulia (201),Unanswered,00:00:20,,00:00:20,,\n",
        {3: "missed"},
    ),
    "3cx-v20": (
        "Call Time,Call ID,From,To,Direction,Status,Ringing,Talking,Cost,Call Activity Details\n"
        "2026-11-20 10:05:23,a1,0333,Coda assistenza (800),Inbound,Answered,00:00:05,00:00:00,,\n"
        "2026-11-20 10:05:23,a1,0333,Giulia (201),Inbound,Answered,00:00:05,00:03:12,,\n"
        "2026-11-20 10:15:23,a2,0333,Giulia (201),Inbound,Unanswered,00:00:20,,,\n"
        "2026-11-20 10:25:23,a3,201,0333,Outbound,Answered,00:00:05,00:01:12,,\n",
        {2: "part", 4: "missed", 5: "outbound"},
    ),
    "genesys-cloud": (
        "Users,Remote,Date,End Date,Duration,Direction,ANI,DNIS,Queue,Wrap-up,Conversation ID,Abandoned\n"
        "Giulia,333,2026-11-20 10:05:23,,192000,Inbound,333,06,Q,reso,c1,NO\n"
        ",333,2026-11-20 10:15:23,,20000,Inbound,333,06,Q,,c2,YES\n"
        "Giulia,333,2026-11-20 10:25:23,,42000,Outbound,333,06,,,c3,NO\n",
        {3: "abandoned", 4: "outbound"},
    ),
    "amazon-connect": (
        "Contact ID,Channel,Initiation method,Initiation timestamp,Queue,Agent,Customer phone number,Contact duration\n"
        'k1,Voice,Inbound,"Nov 20, 2026, 10:05:23 AM",Q,Giulia,+39333,00:03:12\n'
        'k2,Voice,Outbound,"Nov 20, 2026, 10:15:23 AM",Q,Giulia,+39333,00:03:12\n'
        'k3,Voice,Callback,"Nov 20, 2026, 10:25:23 AM",Q,Giulia,+39333,00:03:12\n',
        {3: "outbound", 4: "outbound"},
    ),
    "twilio": (
        "Call Sid,From,To,Status,StartTime,EndTime,Duration,Direction\n"
        "CA1,+39333,201,completed,2026-11-20T09:05:23Z,,192,inbound\n"
        "CA2,+39333,201,no-answer,2026-11-20T09:15:23Z,,0,inbound\n"
        "CA3,+3906,+39333,completed,2026-11-20T09:25:23Z,,12,outbound-api\n",
        {3: "missed", 4: "outbound"},
    ),
    "zoom-phone": (
        "Call ID,Direction,Caller Number,Callee Name,Callee Number,Result,Start Time,Duration\n"
        'z1,Inbound,+39333,Giulia,201,Call connected,"Nov 20, 2026 10:05:23 AM",00:03:12\n'
        'z2,Inbound,+39333,Giulia,201,Call Cancel,"Nov 20, 2026 10:15:23 AM",00:00:12\n'
        'z3,Inbound,+39333,Giulia,201,Voicemail,"Nov 20, 2026 10:25:23 AM",00:00:12\n'
        'z4,Outbound,201,Cliente,+39333,Call connected,"Nov 20, 2026 10:35:23 AM",00:00:12\n',
        {3: "missed", 4: "voicemail", 5: "outbound"},
    ),
    "ringcentral": (
        "Direction,Type,From,To,Extension,Name,Date,Time,Action,Action Result,Result Description,Duration\n"
        "Incoming,Voice,333,06,201 - Giulia,,Fri 20/11/2026,10:05:23 AM,Phone Call,Accepted,,0:03:12\n"
        "Incoming,Voice,333,06,201 - Giulia,,Fri 20/11/2026,10:15:23 AM,Phone Call,Missed,,0:00:12\n"
        "Outgoing,Voice,06,333,201 - Giulia,,Fri 20/11/2026,10:25:23 AM,VoIP Call,Call connected,,0:00:12\n",
        {3: "missed", 4: "outbound"},
    ),
    "webex-calling": (
        "Answer time,Answered,Call type,Called number,Calling number,Correlation ID,Direction,Duration,Start time,"
        "Site timezone,User,User type,Call ID\n"
        "2026-11-20T09:05:29.000Z,true,SIP_INBOUND,201,+39333,c1,TERMINATING,192,2026-11-20T09:05:23.000Z,60,Giulia,"
        "User,s1\n"
        ",false,SIP_INBOUND,202,+39333,c1,TERMINATING,0,2026-11-20T09:05:23.000Z,60,Marta,User,s2\n"
        "2026-11-20T09:15:29.000Z,true,SIP_NATIONAL,+39333,201,c2,ORIGINATING,92,2026-11-20T09:15:23.000Z,60,Giulia,"
        "User,s3\n"
        "2026-11-20T09:25:29.000Z,true,SIP_ENTERPRISE,201,202,c3,TERMINATING,92,2026-11-20T09:25:23.000Z,60,Giulia,"
        "User,s4\n",
        {3: "part", 4: "outbound", 5: "internal"},
    ),
    "yeastar": (
        "ID,Time,Call From,Call To,Call Duration,Ring Duration,Talk Duration,Status,Reason,Communication Type\n"
        "1,20/11/2026 10:05:23,Bianchi<0391>,Giulia<201>,00:03:18,00:00:06,00:03:12,ANSWERED,hung up,Inbound\n"
        "2,20/11/2026 10:15:23,Bianchi<0391>,Giulia<201>,00:00:18,00:00:18,00:00:00,NO ANSWER,,Inbound\n"
        "3,20/11/2026 10:25:23,Giulia<201>,0391,00:03:18,00:00:06,00:03:12,ANSWERED,,Outbound\n"
        "4,20/11/2026 10:35:23,Giulia<201>,Marta<202>,00:03:18,00:00:06,00:03:12,ANSWERED,,Internal\n"
        "5,20/11/2026 10:45:23,Bianchi<0391>,Queue resi<6400>,00:03:18,00:00:06,00:03:12,ANSWERED,,Inbound\n"
        "6,20/11/2026 10:55:23,Bianchi<0391>,Giulia<201>,00:03:18,00:00:06,00:00:12,VOICEMAIL,,Inbound\n",
        {3: "missed", 4: "outbound", 5: "internal", 6: "missed", 7: "voicemail"},
    ),
    "openphone": (  # a conversation is all that was ever said with a number
        "id,conversationId,from,to,direction,status,createdAt,answeredAt,answeredBy,completedAt,duration,userId\n"
        "AC1,C1,333,06,incoming,completed,2026-11-20T09:05:23Z,2026-11-20T09:05:29Z,Giulia,2026-11-20T09:08:41Z,192,\n"
        "AC2,C1,333,06,incoming,no-answer,2026-11-20T09:15:23Z,,,2026-11-20T09:15:41Z,0,\n"
        "AC3,C1,06,333,outgoing,completed,2026-11-20T09:25:23Z,2026-11-20T09:25:29Z,,2026-11-20T09:28:41Z,92,Giulia\n",
        {3: "missed", 4: "outbound"},
    ),
    "hubspot": (
        "Record ID,Call Title,Activity date,Activity assigned to,Call direction,Call duration,Call outcome,Call notes\n"
        "1,Bianchi,2026-11-20 10:05:23,Giulia,Inbound,192000,Connected,ok\n"
        "2,Bianchi,2026-11-20 10:15:23,Giulia,Inbound,22000,No answer,\n"
        "3,Bianchi,2026-11-20 10:25:23,Giulia,Outbound,192000,Connected,\n"
        "4,Bianchi,2026-11-20 10:35:23,Giulia,Inbound,19000,Left voicemail,\n",
        {3: "missed", 4: "outbound", 5: "voicemail"},
    ),
    "teams-pstn": (
        "UsageId,Call ID,UPN,User Display Name,Caller ID,Call Type,Destination Number,Start Time,Duration Seconds\n"
        "u1,c1,201@x.it,Giulia,+39333,ucap_in,+3906,2026-11-20 09:05:23,192\n"
        "u2,c2,giulia@x.it,Giulia,+3906,ucap_out,+39333,2026-11-20 09:15:23,192\n"
        "u3,c3,giulia@x.it,Giulia,+39333,conf_in,+3906,2026-11-20 09:25:23,192\n",
        {3: "outbound", 4: "other"},
    ),
    "nice-cxone": (
        "Contact_ID,Master_Contact_ID,Media_Name,ANI,Skill_Name,Agent_No,Agent_Name,Start_Date,Start_Time,InQueue,"
        "Agent_Time,Total_Time,Abandon\n"
        "101,101,Call,39333,Resi,201,Giulia,11/20/2026,10:05:23,6,192,201,N\n"
        "102,102,Call,39333,Resi,0,,11/20/2026,10:15:23,6,0,9,Y\n"
        "103,103,Chat,x,Resi,201,Giulia,11/20/2026,10:25:23,6,192,201,N\n",
        {3: "abandoned", 4: "other"},
    ),
    "8x8": (
        "Call ID,Start Time,Call Time,Direction,Caller Number,Callee Number,Callee Name,Answered,Talk Time,"
        "Ring Duration,Abandoned\n"
        "1,11/20/2026 10:05:23,00:03:18,Incoming,+39333,201,Giulia,Answered,00:03:12,00:00:06,-\n"
        "2,11/20/2026 10:15:23,00:00:18,Incoming,+39333,201,Giulia,-,,00:00:18,Abandoned\n"
        "3,11/20/2026 10:25:23,00:03:18,Outgoing,201,+39333,Bianchi,Answered,00:03:12,00:00:06,-\n"
        "4,11/20/2026 10:35:23,00:03:18,Internal,201,202,Marta,Answered,00:03:12,00:00:06,-\n",
        {3: "missed", 4: "outbound", 5: "internal"},
    ),
    "cucm": (
        "cdrRecordType,globalCallID_callId,dateTimeOrigination,callingPartyNumber,finalCalledPartyNumber,duration\n"
        "1,11,1795165523,3331234567,201,192\n"
        "1,12,1795165623,3331234567,201,0\n"
        "1,13,1795165723,201,3331234567,20\n"
        "1,14,1795165723,201,202,20\n",
        {3: "missed", 4: "outbound", 5: "internal"},
    ),
    "fusionpbx": (
        "xml_cdr_uuid,direction,caller_id_number,destination_number,start_stamp,duration,billsec,hangup_cause\n"
        "f1,inbound,333,201,2026-11-20 10:05:23,198,192,NORMAL_CLEARING\n"
        "f2,inbound,333,201,2026-11-20 10:15:23,20,0,ORIGINATOR_CANCEL\n"
        "f3,local,202,201,2026-11-20 10:25:23,20,12,NORMAL_CLEARING\n",
        {3: "missed", 4: "internal"},
    ),
    "vicidial": (
        "call_date,phone_number_dialed,status,user,full_name,campaign_id,length_in_sec,uniqueid\n"
        "2026-11-20 10:05:23,333,SALE,Giulia,Giulia Rossi,IN,192,1795165523.1\n"
        "2026-11-20 10:15:23,333,DROP,VDCL,,IN,20,1795165523.2\n",
        {3: "abandoned"},
    ),
    "nethvoice": (
        "time,cnum,dst,dst_cnam,duration,billsec,disposition,type,uniqueid\n"
        "2026-11-20 10:05:23,333,201,Giulia,198,192,ANSWERED,in,1.1\n"
        "2026-11-20 10:15:23,333,201,Giulia,20,0,NO ANSWER,in,1.2\n"
        "2026-11-20 10:25:23,201,333,,20,12,ANSWERED,out,1.3\n",
        {3: "missed", 4: "outbound"},
    ),
    "freeswitch": (
        '"C","333123456","201","default","2026-11-20 10:05:23","2026-11-20 10:05:29","2026-11-20 10:08:41","198","192",'
        '"NORMAL_CLEARING","u1","","","PCMA","PCMA"\n'
        '"C","3331234567","201","default","2026-11-20 10:15:23","","2026-11-20 10:15:43","20","0",'
        '"ORIGINATOR_CANCEL","u2","","","PCMA","PCMA"\n',
        {2: "missed"},
    ),
    "queue-log": (
        "1795165523|q1|NONE|NONE|QUEUESTART|\n"
        "1795165523|q1|assistenza|NONE|ENTERQUEUE||333|1\n"
        "1795165531|q1|assistenza|SIP/201|CONNECT|6|1795165523.12|5\n"
        "1795165723|q1|assistenza|SIP/201|COMPLETECALLER|6|192|1\n"
        "1795165823|q2|assistenza|NONE|ENTERQUEUE||333|1\n"
        "1795165853|q2|assistenza|NONE|ABANDON|1|1|30\n",
        {6: "abandoned"},
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_gives_its_answered_inbound_calls(read: ReadLog, name: str) -> None:
    text, apart = EXPORTS[name]
    log = read(text, now=NOW)
    assert log.reading.dialect.name == name
    assert [(call.started_at, call.duration_s) for call in log.calls] == [(STARTED, 192)]
    assert "201" in log.calls[0].agent or "Giulia" in log.calls[0].agent
    assert {line.number: line.kind for line in log.apart} == apart
    assert not log.rejected


def test_every_profile_has_its_export() -> None:
    # the records of Amazon Connect are JSON: test_json_records.py
    assert {profile.name for profile in profiles()} == {*EXPORTS, "amazon-connect-ctr"}
    assert set(DIALECTS) == {"generic", "asterisk", "amazon-connect-ctr", *EXPORTS}


def test_the_sample_of_cdr_custom_needs_no_header(read: ReadLog) -> None:
    line = (
        '"""M"" <333>","333","8000","from-trunk","PJSIP/trunk-02","PJSIP/201-03","Queue","8000,t",'
        '"2026-11-20 10:05:23",'
        '"2026-11-20 10:05:50","2026-11-20 10:09:04","212","192","ANSWERED","DOCUMENTATION","","1795165532.2","",2\n'
    )
    (call,) = read(line, now=NOW).calls
    assert (call.number, call.agent, call.duration_s, call.started_at) == (1, "201", 192, STARTED)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: X\ncolumns: {}\n", "keys"),
        ("title: X\nrecognised_by: [a]\ncolumns: {}\nscript: x\n", "keys"),
        ("title: X\nrecognised_by: [a]\ncolumns: {colour: a}\n", "colour"),
        ("title: X\nrecognised_by: [a]\ncolumns: {agent: a}\nwords: {lost: [b]}\n", "lost"),
        ("title: X\nrecognised_by: [a]\ncolumns: {agent: a}\ndurations: weeks\n", "weeks"),
    ],
)
def test_a_profile_with_a_fault_says_which(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=words):
        read_profile(path)


def test_every_profile_that_ships_names_its_agent_and_start() -> None:
    for path in FOLDER.glob("*.yaml"):
        assert {CallField.STARTED_AT, CallField.AGENT} <= set(read_profile(path).columns)
