"""Layouts of products, of people and of makers whom nobody here knows, each telling the same call."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benvenuto.domain.call import Speaker
from benvenuto.domain.measure import Segment, Speech
from benvenuto.formats.calls.transcripts import TranscriptError, read_transcript
from tests.formats.calls.transcripts.test_hostile import anything
from tests.formats.calls.transcripts.test_makers import places, words
from tests.formats.calls.transcripts.test_reading import told

AGENT, CALLER, OTHER = Speaker
CALL = [
    (AGENT, "Buongiorno, Casa Lume, come posso aiutarla?", 1.0, 3.0),
    (CALLER, "Il mio ordine non è arrivato.", 4.0, 6.0),
    (AGENT, "Mi dà il numero?", 7.0, 9.0),
    (CALLER, "Sì, è il 47028.", 10.0, 12.0),
]
SPOKEN = [(who, text) for who, text, *_ in CALL]
STARTS = [start for *_, start, _ in CALL]


def clock(seconds: float, hour: int = 0) -> str:
    return f"{hour:02}:00:{int(seconds):02}"


def written(form: str, agent: str = "Agente", caller: str = "Cliente", hour: int = 0) -> str:
    return "\n".join(
        form.format(
            who=agent if who is AGENT else caller, words=text, at=clock(start, hour), end=clock(end, hour),
            start=start, stop=end,
        )
        for who, text, start, end in CALL
    )  # fmt: skip


def read(text: str, name: str = "call.txt") -> tuple[list[tuple[Speaker, str]], list[float | None], list[str]]:
    transcript, faults = read_transcript(text.encode(), name, agent="Giulia Ferri")
    return (
        [(turn.speaker, turn.text) for turn in transcript.turns],
        [turn.start_s for turn in transcript.turns],
        [fault.text for fault in faults],
    )


@pytest.mark.parametrize(
    "form",
    [
        "{who}\n{words}\n", "{who}\n\n{words}\n", "**{who}**\n{words}\n", "### {who}\n{words}\n",
        "SPEAKER: {who}\n{words}\n",
        "1. {who}: {words}", "3) {who}: {words}", "* **{who}:** {words}", "**{who}** {words}", "{who}： {words}",
        "({who}): {words}", "<{who}> {words}",
    ],
)  # fmt: skip
@pytest.mark.parametrize(("agent", "caller"), [("OPERATORE", "CLIENTE"), ("Agente", "Sig. Rossi"), ("Giulia", "Mario")])
def test_a_name_may_stand_in_any_of_the_places_where_people_put_it(form: str, agent: str, caller: str) -> None:
    if form.startswith("SPEAKER") and agent != "OPERATORE":
        agent, caller = "S1", "S2"
    turns, starts, _ = read(written(form, agent, caller))
    assert turns == SPOKEN
    assert set(starts) == {None}


@pytest.mark.parametrize(
    "form",
    [
        "{who}: {at}\n{words}", "{who}: [{at}] {words}", "{who}: {words} [{at}]", "**[{at}] {who}:** {words}",
        "{who}\n{at}\n{words}\n", "{at}\n{who}\n{words}\n", "[{at}]\n{who}: {words}\n",
        "({at} - {end})\n{who}: {words}\n",
        "**{who}** ({at})\n{words}\n", "{who}    {at}    {words}", "| {at} | {who} | {words} |",
        "{who} | {at} | {words}",
        "{at} → {who}: {words}", "[{start:.2f}s -> {stop:.2f}s] {who}: {words}",
        "[{start} --> {stop}] {who}: {words}",
        "[{at}.000 --> {end}.000]  ({who}) {words}", "{who}\t{at}\t{start}\t{end}\t{stop}\t{words}",
        "{start:.6f}\t{stop:.6f}\t{who}: {words}",
    ],
)  # fmt: skip
def test_a_time_may_stand_in_any_of_them_too(form: str) -> None:
    turns, starts, doubts = read(written(form, "Operatore", "Cliente"))
    assert (turns, starts, doubts) == (SPOKEN, STARTS, [])


def test_a_table_has_a_head_and_a_rule() -> None:
    turns, _, doubts = read("| Ora | Chi | Testo |\n|---|---|---|\n" + written("| {at} | {who} | {words} |"))
    assert (turns, doubts) == (SPOKEN, ["No speaker is named here."])


def test_what_says_something_of_the_call_above_it_is_told_and_no_turn() -> None:
    head = "Chiamata: 101\nAgente: Giulia Ferri\nDurata: 15 s\n\n"
    turns, _, doubts = read(head + written("{who}: {words}", "Operatore"))
    assert turns == SPOKEN
    assert doubts == ["No speaker is named here."] * 3


def test_a_title_may_stand_over_names_on_lines_of_their_own() -> None:
    turns, _, doubts = read("Trascrizione della chiamata 101\n\n" + written("{who}\n{words}\n", "GIULIA", "SIG. ROSSI"))
    assert (turns, doubts[0]) == (SPOKEN, "No speaker is named here.")


@pytest.mark.parametrize(
    "text", ["sì\nok\nsì\nva bene\n", "Buongiorno.\n\nSì.\n\nBuongiorno.\n\nSì.\n\n", "ciao\n\nbene\n\nciao\n"]
)
def test_words_that_come_again_are_no_names(text: str) -> None:
    with pytest.raises(TranscriptError):
        read(text)


def test_a_call_on_one_line_is_parted_at_its_names() -> None:
    assert read(written("{who}: {words}").replace("\n", " "))[0] == SPOKEN


@pytest.mark.parametrize(
    "form",
    ["[00:01] {who}: {words}", "[00:00:01.5] {who}: {words}", "{who} (00:01): {words}", "{who} (Giulia): {words}"],
)
def test_it_is_parted_also_where_times_or_brackets_stand_beside_them(form: str) -> None:
    assert read(written(form).replace("\n", " "))[0] == SPOKEN


def test_what_is_said_of_moods_and_moments_is_no_words() -> None:
    lines = side_by_side("name", "Agent", "Customer", "content", "start", "end")
    mood = {"content": "neg_sentiment", "name": "Agent", "start": 3.0, "end": 3.0, "type": "moment"}
    said = [{**line, "type": "transcript"} for line in lines]
    transcript, _ = read_transcript(json.dumps({"lines": [said[0], mood, *said[1:]]}).encode(), "call.json")
    assert told(transcript.turns) == CALL


def test_several_calls_in_a_file_are_refused() -> None:
    two = gong()["callTranscripts"] * 2
    with pytest.raises(TranscriptError, match="Expected a transcript by"):
        read_transcript(json.dumps({"callTranscripts": two}).encode(), "call.json")


def test_what_programs_add_of_themselves_is_nobodys() -> None:
    text = written("{who}  {at}\n{words}\n", "Giulia Ferri", "Speaker 2")
    for line in ("Transcribed by https://otter.ai", "Mario Rossi stopped transcription"):
        assert read(f"{text}\n{line}")[0] == SPOKEN


def test_the_clock_on_the_wall_is_told_and_counted_from_the_first_words() -> None:
    turns, starts, doubts = read(written("[{at}] {who}: {words}", hour=10))
    assert (turns, starts) == (SPOKEN, [start - 1 for start in STARTS])
    assert doubts == [
        "The times begin at 10:00:01, so they are those of the clock; they were counted from the first words."
    ]


def test_what_has_a_comma_before_a_clock_is_no_name() -> None:
    with pytest.raises(TranscriptError, match="No line begins with a speaker"):
        read("Chi,Inizio,Testo\n" + written('{who},{at},"{words}"'))


def test_captions_of_youtube_have_a_comma_between_their_times() -> None:
    text = "\n".join(
        f"0:{clock(start)[3:]}.000,0:{clock(end)[3:]}.500\n{'Agente' if who is AGENT else 'Cliente'}: {words}\n"
        for who, words, start, end in CALL
    )
    turns, starts, doubts = read(text)
    assert (turns, starts, doubts) == (SPOKEN, STARTS, [])


def test_a_cue_with_two_dashes_is_one_line_of_each_voice() -> None:
    cue = "1\n00:00:01,000 --> 00:00:05,000\n- Agente: Come posso aiutarla?\n- Cliente: Il mio ordine.\n"
    transcript, _ = read_transcript(cue.encode(), "call.srt")
    first, second = transcript.turns
    assert (first.speaker, first.text, second.speaker, second.text) == (
        AGENT, "Come posso aiutarla?", CALLER, "Il mio ordine.",
    )  # fmt: skip
    assert (first.start_s, first.end_s, second.end_s) == (1.0, second.start_s, 5.0)


def letters(who: Speaker) -> str:
    return "A" if who is AGENT else "B"


def assemblyai_pages(key: str) -> Any:
    lines = [
        {"text": text, "start": int(start * 1000), "end": int(end * 1000), "confidence": 0.9, "speaker": letters(who)}
        for who, text, start, end in CALL
    ]
    return {"id": "x", "audio_duration": 12, key: lines}


def deepgram_paragraphs(**more: Any) -> Any:
    paragraphs = [
        {"sentences": [{"text": text, "start": start, "end": end}], "speaker": letters(who), "start": start, "end": end}
        for who, text, start, end in CALL
    ]
    best = {"transcript": "…", "paragraphs": {"transcript": "…", "paragraphs": paragraphs}, **more}
    return {"results": {"channels": [{"alternatives": [best]}]}}


def amazon_segments() -> Any:
    segments = [
        {"id": 0, "transcript": text, "start_time": str(start), "end_time": str(end), "speaker_label": letters(who)}
        for who, text, start, end in CALL
    ]
    return {"results": {"audio_segments": segments}}


def azure_conversation() -> Any:
    rows = [
        {
            "text": line[1], "role": "Agent" if line[0] is AGENT else "Customer",
            "audioTimings": [
                {"word": w, "offset": int(s * 10_000_000), "duration": int((e - s) * 10_000_000)}
                for w, s, e in words(line)
            ],
        }
        for line in CALL
    ]  # fmt: skip
    return {"conversations": [{"modality": "transcript", "conversationItems": rows}]}


def google_insights() -> Any:
    segments = [
        {
            "text": line[1], "channelTag": 1,
            "words": [{"word": w, "startOffset": f"{s}s", "endOffset": f"{e}s"} for w, s, e in words(line)],
            "segmentParticipant": {"role": "HUMAN_AGENT" if line[0] is AGENT else "END_USER"},
        }
        for line in CALL
    ]  # fmt: skip
    return {"transcript": {"transcriptSegments": segments}}


def elevenlabs() -> Any:
    spoken = [
        {"text": w, "start": s, "end": e, "type": kind, "speaker_id": f"speaker_{letters(line[0])}"}
        for line in CALL
        for word in words(line)
        for w, s, e, kind in ((*word, "word"), (" ", word[2], word[2], "spacing"))
    ]
    return {"text": "…", "words": [*spoken, {"text": "(door)", "start": 12.1, "end": 13, "type": "audio_event"}]}


def hugging_face() -> Any:
    return {
        "speakers": [
            {"speaker": f"SPEAKER_{letters(who)}", "timestamp": [start, end], "text": f" {text}"}
            for who, text, start, end in CALL
        ]
    }


def whisper_words() -> Any:
    return {
        "words": [
            {"word": w, "start": s, "end": e, "speaker": letters(line[0])} for line in CALL for w, s, e in words(line)
        ]
    }


def whisperx_two_in_a_segment() -> Any:
    spoken = [
        [{"word": w, "start": s, "end": e, "speaker": letters(line[0])} for w, s, e in words(line)] for line in CALL
    ]
    halves = ((CALL[at], CALL[at + 1], [*spoken[at], *spoken[at + 1]]) for at in (0, 2))
    return {
        "segments": [
            {"start": one[2], "end": other[3], "text": f"{one[1]} {other[1]}", "speaker": "A", "words": own}
            for one, other, own in halves
        ]
    }


def voxtral() -> Any:
    return {
        "segments": [
            {"text": text, "start": start, "end": end, "speaker_id": letters(who)} for who, text, start, end in CALL
        ]
    }


def amberscript() -> Any:
    segments = [
        {
            "speaker": f"spk{letters(line[0])}",
            "words": [{"text": w, "start": s, "end": e, "conf": 0.9, "pristine": True} for w, s, e in words(line)],
        }
        for line in CALL
    ]
    names = [{"spkid": "spkA", "name": "Agente"}, {"spkid": "spkB", "name": "Cliente"}]
    return {"id": "x", "filename": "call.wav", "speakers": names, "segments": segments}


def gong() -> Any:
    monologues = [
        {
            "speakerId": "643234567855553006" + ("7" if who is AGENT else "8"), "topic": None,
            "sentences": [{"start": round(start * 1000), "end": round(end * 1000), "text": text}],
        }
        for who, text, start, end in CALL
    ]  # fmt: skip
    return {"requestId": "x", "callTranscripts": [{"callId": "7", "transcript": monologues}]}


def side_by_side(who_key: str, agent: Any, caller: Any, text_key: str, start_key: str, end_key: str) -> list[Any]:
    return [
        {text_key: text, start_key: start, end_key: end, who_key: agent if who is AGENT else caller}
        for who, text, start, end in CALL
    ]


def openphone() -> Any:
    lines = side_by_side("userId", "US1", None, "content", "start", "end")
    called = {"identifier": "+3906"}
    return {"data": {"object": "callTranscript", "dialogue": [{**line, **called} for line in lines]}}


def aircall() -> Any:
    lines = side_by_side("participant_type", "internal", "external", "text", "start_time", "end_time")
    return {"transcription": {"id": 1, "content": {"language": "it", "utterances": lines}}}


MADE = {
    "Amberscript": amberscript(),
    "Gong": gong(),
    "OpenPhone": openphone(),
    "Aircall": aircall(),
    "CallMiner": {"ContactID": 1, "Transcript": side_by_side("Speaker", 0, 1, "Text", "StartTime", "EndTime")},
    "AssemblyAI's sentences": assemblyai_pages("sentences"),
    "AssemblyAI's paragraphs": assemblyai_pages("paragraphs"),
    "Deepgram's paragraphs": deepgram_paragraphs(),
    "Deepgram's paragraphs beside no words": deepgram_paragraphs(words=[]),
    "Amazon's segments": amazon_segments(),
    "Azure's conversation": azure_conversation(),
    "Google's insights": google_insights(),
    "ElevenLabs": elevenlabs(),
    "Hugging Face": hugging_face(),
    "words with speakers": whisper_words(),
    "two voices in a segment": whisperx_two_in_a_segment(),
    "speaker_id": voxtral(),
}


@pytest.mark.parametrize("maker", MADE)
def test_who_said_what_and_when(maker: str) -> None:
    transcript, _ = read_transcript(json.dumps(MADE[maker]).encode(), "call.json")
    assert told(transcript.turns) == CALL


def one_after_the_other(documents: list[Any]) -> bytes:
    return "\n".join(map(json.dumps, documents)).encode()


def test_a_stream_of_contact_lens_may_be_kept_event_by_event() -> None:
    events = [
        {
            "EventType": "SEGMENTS",
            "Segments": [
                {
                    "Transcript": {
                        "ParticipantRole": "AGENT" if who is AGENT else "CUSTOMER", "Content": text,
                        "BeginOffsetMillis": int(start * 1000), "EndOffsetMillis": int(end * 1000),
                    }
                }
            ],
        }
        for who, text, start, end in CALL
    ]  # fmt: skip
    transcript, doubts = read_transcript(one_after_the_other([{"EventType": "STARTED"}, *events]), "call.json")
    assert (told(transcript.turns), doubts) == (CALL, [])


def test_a_stream_of_gladia_may_be_too() -> None:
    events = [
        {"type": "transcript", "data": {"utterance": {"text": text, "start": start, "end": end, "channel": number}}}
        for (_, text, start, end), number in zip(CALL, (0, 1, 0, 1), strict=True)
    ]
    transcript, doubts = read_transcript(one_after_the_other(events), "call.json")
    assert (told(transcript.turns), doubts) == (CALL, [])


def test_whisper_cpp_writes_the_words_of_a_full_file_in_pieces() -> None:
    tokens = [
        {"text": text, "offsets": {"from": start, "to": end}, "p": 0.9}
        for text, start, end in (("[_BEG_]", 0, 0), (" Buon", 500, 800), ("giorno", 800, 1200), (".", 1200, 1300))
    ]
    segment = {"offsets": {"from": 500, "to": 1300}, "text": " Buongiorno.", "tokens": tokens}
    transcript, _ = read_transcript(json.dumps({"transcription": [segment]}).encode(), "call.json", AGENT)
    (word,) = transcript.turns[0].words
    assert (word.text, word.start_s, word.end_s) == ("Buongiorno.", 0.5, 1.3)


def test_a_start_a_blink_before_the_beginning_is_the_beginning() -> None:
    segments = [{"start": -0.2, "end": 1.5, "text": "Buongiorno.", "speaker": "agent"}]
    transcript, doubts = read_transcript(json.dumps({"segments": segments}).encode(), "call.json")
    assert (transcript.turns[0].start_s, doubts) == (0.0, [])


@pytest.mark.parametrize(("unit", "factor"), [("s", 1), ("ms", 1000), ("100 ns", 10_000_000)])
@pytest.mark.parametrize(
    ("who", "text", "start", "end"),
    [
        ("speaker", "text", "start_time", "end_time"), ("participantType", "utterance", "startTime", "endTime"),
        ("role", "content", "begin", "end"), ("channel", "transcript", "startOffset", "endOffset"),
        ("role", "text", "startTimeMs", "endTimeMs"),
    ],
)  # fmt: skip
def test_lines_of_an_unknown_maker_are_read_by_their_keys_and_it_says_so(
    unit: str, factor: int, who: str, text: str, start: str, end: str
) -> None:
    lines = [
        {who: "agent" if speaker is AGENT else "customer", text: spoken, start: begins * factor, end: ends * factor}
        for speaker, spoken, begins, ends in CALL
    ]
    content = json.dumps({"call": {"id": 7, "lines": lines}}).encode()
    transcript, (doubt,) = read_transcript(content, "call.json")
    assert told(transcript.turns) == CALL
    keys = ", ".join(f"“{key}”" for key in (who, text, start, end))
    assert doubt.text == f"This layout is unknown: it was read by its keys {keys}, with times in {unit}."


def test_a_chat_without_times_is_read_by_its_keys_too() -> None:
    lines = [{"role": "agent" if who is AGENT else "customer", "content": text} for who, text, *_ in CALL]
    transcript, _ = read_transcript(json.dumps(lines).encode(), "call.json")
    assert [(turn.speaker, turn.text, turn.start_s) for turn in transcript.turns] == [(*line, None) for line in SPOKEN]


@pytest.mark.parametrize(
    "write", [lambda at: f"2026-11-20T10:00:{at:06.3f}Z", lambda at: 1_795_000_000_000 + 1000 * at]
)
def test_lines_with_the_hours_of_the_day_count_from_the_first(write: Callable[[float], Any]) -> None:
    lines = [
        {"name": "agent" if who is AGENT else "customer", "body": text, "time": write(start)}
        for who, text, start, _ in CALL
    ]
    transcript, _ = read_transcript(json.dumps({"lines": lines}).encode(), "call.json")
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == SPOKEN
    assert [turn.start_s for turn in transcript.turns] == [start - 1 for start in STARTS]


HEARD = Speech(
    12.0,
    agent=tuple(Segment(start, end) for who, _, start, end in CALL if who is AGENT),
    caller=tuple(Segment(start, end) for who, _, start, end in CALL if who is CALLER),
)


def test_where_lines_only_begin_the_sound_is_asked_until_the_next_one_does() -> None:
    text = written("[{at}] {who}: {words}", "Cliente", "Agente")
    transcript, (doubt,) = read_transcript(text.encode(), "call.txt", speech=HEARD)
    assert [turn.speaker for turn in transcript.turns] == [CALLER, AGENT, CALLER, AGENT]
    assert doubt.text.startswith("File and recording contradict each other")
    text = written("[{at}] {who}: {words}", "Voce 2", "Voce 1")
    transcript, doubts = read_transcript(text.encode(), "call.txt", speech=HEARD)
    assert ([(turn.speaker, turn.text) for turn in transcript.turns], doubts) == (SPOKEN, [])


def test_an_hour_in_brackets_that_is_spoken_is_no_time_of_the_line() -> None:
    turns, starts, _ = read("Agente: Le va bene domani? (10:30)\nCliente: Sì, o prima. (9:00)\nAgente: Bene. (9:00)\n")
    assert (len(turns), set(starts)) == (3, {None})


BY_KEYS = {
    "lines": [{"speaker": who.value, "text": text, "start": start, "end": end} for who, text, start, end in CALL]
}


@given(st.sampled_from([BY_KEYS, *MADE.values()]), st.data())
@settings(max_examples=150, deadline=None)
def test_any_value_in_any_place_is_a_fault_at_most(made: Any, data: st.DataObject) -> None:
    document = copy.deepcopy(made)
    holder, key = data.draw(st.sampled_from(places(document)))
    holder[key] = data.draw(anything)
    try:
        transcript, faults = read_transcript(json.dumps(document).encode(), "call.json")
    except TranscriptError:
        return
    assert all(fault.text for fault in faults)
    for turn in transcript.turns:
        assert turn.text
        assert turn.start_s is None or 0 <= turn.start_s <= (turn.end_s or turn.start_s)
