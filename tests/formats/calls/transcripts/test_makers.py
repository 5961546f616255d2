"""Each maker's layout, in the maker's own units, says the same call."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benvenuto.domain.call import Speaker
from benvenuto.formats.calls.transcripts import TranscriptError, read_transcript
from tests.formats.calls.transcripts.test_hostile import anything
from tests.formats.calls.transcripts.test_reading import SAID, told

Said = tuple[Speaker, str, float, float]
AGENT, CALLER, OTHER = Speaker


def ms(seconds: float) -> int:
    return round(seconds * 1000)


def words(said: Said) -> list[tuple[str, float, float]]:
    """The words of a line, as long as one another."""
    _, text, start, end = said
    own = text.split()
    step = (end - start) / len(own)
    return [
        (word, round(start + step * at, 2), end if at == len(own) - 1 else round(start + step * (at + 1), 2))
        for at, word in enumerate(own)
    ]


def number(who: Speaker) -> int:
    return 0 if who is AGENT else 1


def assemblyai() -> Any:
    utterances: list[dict[str, Any]] = [
        {
            "confidence": 0.93, "start": ms(start), "end": ms(end), "text": text, "speaker": "AB"[number(who)],
            "words": [
                {"text": w, "start": ms(s), "end": ms(e), "confidence": 0.93, "speaker": "AB"[number(who)]}
                for w, s, e in words((who, text, start, end))
            ],
        }
        for who, text, start, end in SAID
    ]  # fmt: skip
    return {
        "id": "9ea6", "language_code": "en_us", "status": "completed", "audio_duration": 12, "speaker_labels": True,
        "words": [word for part in utterances for word in part["words"]], "utterances": utterances, "text": "…",
    }  # fmt: skip


def assemblyai_channels() -> Any:
    document = assemblyai() | {"multichannel": True, "audio_channels": 2}
    for part in document["utterances"]:
        part["channel"] = part["speaker"] = str("AB".index(part["speaker"]) + 1)
    return document


def assemblyai_words() -> Any:
    return assemblyai() | {"utterances": None}


def ticks(seconds: float) -> int:
    return round(seconds * 10_000_000)


def azure_batch() -> Any:
    phrases = [
        {
            "recognitionStatus": "Success", "channel": number(who), "offset": f"PT{start}S",
            "duration": f"PT{round(end - start, 2)}S", "offsetInTicks": ticks(start),
            "durationInTicks": ticks(end - start),
            "nBest": [
                {
                    "confidence": 0.9, "lexical": text.lower(), "display": text,
                    "displayWords": [
                        {"displayText": w, "offsetInTicks": ticks(s), "durationInTicks": ticks(e - s)}
                        for w, s, e in words((who, text, start, end))
                    ],
                },
                {"confidence": 0.3, "display": "Something else."},
            ],
        }
        for who, text, start, end in sorted(SAID, key=lambda part: number(part[0]))
    ]  # fmt: skip
    return {"source": "x.wav", "durationInTicks": ticks(12), "recognizedPhrases": phrases}


def azure_fast() -> Any:
    phrases = [
        {
            "speaker": number(who) + 1, "offsetMilliseconds": ms(start), "durationMilliseconds": ms(end - start),
            "text": text, "locale": "en-US", "confidence": 0.9,
            "words": [
                {"text": w, "offsetMilliseconds": ms(s), "durationMilliseconds": ms(e - s)}
                for w, s, e in words((who, text, start, end))
            ],
        }
        for who, text, start, end in SAID
    ]  # fmt: skip
    return {"durationMilliseconds": 12_000, "combinedPhrases": [{"text": "…"}], "phrases": phrases}


def google_words(said: Said, start: str, end: str, **more: Any) -> list[dict[str, Any]]:
    return [{start: f"{s}s", end: f"{e}s", "word": w, "confidence": 0.9, **more} for w, s, e in words(said)]


def google_v1() -> Any:
    results = [
        {
            "alternatives": [{"transcript": said[1], "words": google_words(said, "startTime", "endTime")}],
            "channelTag": number(said[0]) + 1, "resultEndTime": f"{said[3]}s", "languageCode": "en-us",
        }
        for said in SAID
    ]  # fmt: skip
    return {"name": "123", "done": True, "response": {"@type": "…LongRunningRecognizeResponse", "results": results}}


def google_v1_speakers() -> Any:
    once = google_v1()["response"]["results"]
    for result in once:
        del result["channelTag"]
    again = [
        word
        for said in SAID
        for word in google_words(said, "startTime", "endTime", speakerTag=2 if said[0] is AGENT else 1)
    ]
    return {"results": [*once, {"alternatives": [{"words": again}]}]}


def google_v2() -> Any:
    results = [
        {
            "alternatives": [
                {
                    "transcript": said[1],
                    "words": google_words(said, "startOffset", "endOffset", speakerLabel=str(number(said[0]) + 1)),
                }
            ],
            "resultEndOffset": f"{said[3]}s", "languageCode": "en-us",
        }
        for said in SAID
    ]  # fmt: skip
    return {"results": {"gs://calls/1.wav": {"transcript": {"results": results}, "uri": "gs://…"}}}


def genesys() -> Any:
    phrases = [
        {
            "text": text.lower(), "decoratedText": text, "stability": 1.0, "confidence": 0.9,
            "offset": {"milliseconds": ms(start)}, "startTimeMs": 1_764_000_000_000 + ms(start),
            "duration": {"milliseconds": ms(end) - ms(start)},
            "participantPurpose": "internal" if who is AGENT else "external",
            "words": [
                {"word": w, "offset": {"milliseconds": ms(s)}, "duration": {"milliseconds": ms(e) - ms(s)}}
                for w, s, e in words((who, text, start, end))
            ],
        }
        for who, text, start, end in SAID
    ]  # fmt: skip
    return {"conversationId": "c", "startTime": 1_764_000_000_000, "transcripts": [{"phrases": phrases}]}


def genesys_by_the_clock() -> Any:
    document = genesys()
    for phrase in document["transcripts"][0]["phrases"]:
        for timed in (phrase, *phrase["words"]):
            timed["startTimeMs"] = 1_764_000_000_000 + timed.pop("offset")["milliseconds"]
    return document


def twilio() -> Any:
    sentences = [
        {
            "media_channel": 2 - number(who), "sentence_index": at, "start_time": f"{start:.2f}",
            "end_time": f"{end:.2f}", "transcript": text, "sid": "GX0", "confidence": "0.9", "words": None,
        }
        for at, (who, text, start, end) in enumerate(SAID)
    ]  # fmt: skip
    roles = [{"channel_participant": 1, "role": "Customer"}, {"channel_participant": 2, "role": "Agent"}]
    return {
        "meta": {"page": 0, "key": "sentences", "next_page_url": None},
        "channel": {"participants": roles},
        "sentences": sentences,
    }


def rev() -> Any:
    monologues = []
    for said in SAID:
        elements: list[dict[str, Any]] = []
        for word, start, end in words(said):
            bare = word.rstrip(".,?")
            elements.append({"type": "text", "value": bare, "ts": start, "end_ts": end, "confidence": 0.9})
            elements.append({"type": "punct", "value": word[len(bare) :] + " "})
        monologues.append({"speaker": number(said[0]), "elements": elements})
    return {"monologues": monologues}


def speechmatics() -> Any:
    results: list[dict[str, Any]] = []
    for said in SAID:
        for word, start, end in words(said):
            bare, speaker = word.rstrip(".,?"), f"S{number(said[0]) + 1}"
            content = {"confidence": 0.9, "content": bare, "language": "en", "speaker": speaker}
            results.append({"alternatives": [content], "start_time": start, "end_time": end, "type": "word"})
            if sign := word[len(bare) :]:
                results.append(
                    {
                        "alternatives": [content | {"content": sign}], "start_time": end, "end_time": end,
                        "attaches_to": "previous", "type": "punctuation",
                    }
                )  # fmt: skip
    return {"format": "2.9", "job": {"id": "x"}, "results": results}


def speechmatics_channels() -> Any:
    document = speechmatics()
    for result in document["results"]:
        result["channel"] = "Agent" if result["alternatives"][0].pop("speaker") == "S1" else "Customer"
    return document


def gladia() -> Any:
    utterances = [
        {
            "text": text, "language": "en", "start": start, "end": end, "confidence": 0.9, "channel": 0,
            "speaker": number(who),
            "words": [
                {"word": f" {w}", "start": s, "end": e, "confidence": 0.9} for w, s, e in words((who, text, start, end))
            ],
        }
        for who, text, start, end in SAID
    ]  # fmt: skip
    return {"id": "1", "status": "done", "result": {"transcription": {"utterances": utterances}}}


def nemo() -> Any:
    return {
        "status": "success", "speaker_count": 2, "transcription": "…",
        "words": [
            {"word": w, "start_time": s, "end_time": e, "speaker": f"speaker_{number(said[0])}"}
            for said in SAID
            for w, s, e in words(said)
        ],
        "sentences": [
            {"sentence": text, "text": text, "start_time": start, "end_time": end, "speaker": f"speaker_{number(who)}"}
            for who, text, start, end in SAID
        ],
    }  # fmt: skip


def openai_diarized() -> Any:
    segments = [
        {
            "type": "transcript.text.segment", "id": f"seg_{at}", "start": start, "end": end, "text": f" {text}",
            "speaker": "AB"[number(who)],
        }
        for at, (who, text, start, end) in enumerate(SAID)
    ]  # fmt: skip
    return {"task": "transcribe", "duration": 12.0, "text": "…", "segments": segments, "usage": {"type": "tokens"}}


def deepgram_utterances() -> Any:
    utterances = [
        {
            "start": start, "end": end, "confidence": 0.9, "channel": 0, "transcript": text, "speaker": number(who),
            "words": [
                {"word": w.lower(), "punctuated_word": w, "start": s, "end": e, "confidence": 0.9,
                 "speaker": number(who)}
                for w, s, e in words((who, text, start, end))
            ],
        }
        for who, text, start, end in SAID
    ]  # fmt: skip
    return {"metadata": {"channels": 1}, "results": {"utterances": utterances}}


def watson() -> Any:
    results = [
        {
            "final": True,
            "alternatives": [
                {
                    "transcript": f"%HESITATION {text} ", "confidence": 0.9,
                    "timestamps": [["%HESITATION", start, start], *map(list, words((who, text, start, end)))],
                    "word_confidence": [["%HESITATION", 0.1], *([w, 0.9] for w in text.split())],
                }
            ],
        }
        for who, text, start, end in SAID
    ]  # fmt: skip
    interim = {"final": False, "alternatives": [{"transcript": "bon", "timestamps": [["bon", 0.0, 0.4]]}]}
    labels = [
        {"from": start, "to": end, "speaker": number(said[0]), "confidence": 0.5, "final": False}
        for said in SAID
        for _, start, end in words(said)
    ]
    return {"result_index": 0, "results": [interim, *results], "speaker_labels": labels}


PARTIES = [
    {"tel": "+39333", "name": "Bianchi", "role": "customer"},
    {"mailto": "giulia@casa-lume.it", "name": "Giulia", "role": "agent"},
]


def contained(*analysis: Any, parties: Any = None) -> Any:
    dialog = {"type": "recording", "start": "2026-11-20T10:05:23+01:00", "parties": parties or [0, 1]}
    return {"vcon": "0.0.2", "uuid": "1", "parties": PARTIES, "dialog": [dialog], "analysis": list(analysis)}


def vcon() -> Any:
    """The caller on the first channel, as the order of its parties says."""
    sides = {AGENT: 1, CALLER: 0}
    channels: list[Any] = [{"alternatives": [{"transcript": "", "words": []}]} for _ in sides]
    for said in SAID:
        channels[sides[said[0]]]["alternatives"][0]["words"] += [
            {"word": w, "start": s, "end": e, "confidence": 0.9} for w, s, e in words(said)
        ]
    body = json.dumps({"results": {"channels": channels}})
    summary = {"type": "summary", "dialog": 0, "vendor": "x", "body": "A call."}
    return contained(
        summary, {"type": "transcript", "dialog": 0, "vendor": "deepgram", "encoding": "json", "body": body}
    )


def vcon_wtf() -> Any:
    segments = [
        {"id": at, "start": start, "end": end, "text": text, "confidence": 0.9, "speaker": number(who)}
        for at, (who, text, start, end) in enumerate(SAID)
    ]
    return contained({"type": "wtf_transcription", "dialog": [0], "body": {"transcript": {}, "segments": segments}})


KNOWN = [
    assemblyai_channels, azure_batch, google_v1, genesys, genesys_by_the_clock, twilio, speechmatics_channels, vcon,
]  # fmt: skip
GUESSED = [
    assemblyai, assemblyai_words, azure_fast, google_v1_speakers, google_v2, rev, speechmatics, gladia, nemo,
    openai_diarized, deepgram_utterances, watson, vcon_wtf,
]  # fmt: skip
WITHOUT_WORDS = {twilio, openai_diarized, vcon_wtf}


def read(document: Any) -> tuple[Any, list[str]]:
    transcript, faults = read_transcript(json.dumps(document).encode(), "call.json")
    return transcript, [fault.text for fault in faults]


@pytest.mark.parametrize("made", [*KNOWN, *GUESSED])
def test_who_said_what_and_when(made: Callable[[], Any]) -> None:
    transcript, doubts = read(made())
    assert told(transcript.turns) == SAID
    assert [turn.text.split() for turn in transcript.turns if turn.words] == [
        [word.text for word in turn.words] for turn in transcript.turns if turn.words
    ]
    assert any(turn.words for turn in transcript.turns) is (made not in WITHOUT_WORDS)
    assert ["the first to speak" in doubt for doubt in doubts] == ([True] if made in GUESSED else [])


def test_a_container_may_hold_text_messages_of_its_parties_or_a_recording_of_each() -> None:
    texts = [
        {"type": "text", "start": "2026-11-20T09:05:23Z", "parties": [1], "body": "Casa Lume, buongiorno"},
        {"type": "text", "start": "2026-11-20T09:05:33Z", "parties": [1, 0], "originator": 0, "body": "Salve"},
    ]
    transcript, _ = read({"vcon": "0.0.2", "parties": PARTIES, "dialog": texts})
    said = [(turn.speaker, turn.text, turn.start_s) for turn in transcript.turns]
    assert said == [(AGENT, "Casa Lume, buongiorno", 0), (CALLER, "Salve", 10)]
    answer = {"transcript": "Buongiorno", "words": [{"word": "Buongiorno", "start": 0.0, "end": 1.0}]}
    alone = contained({"type": "transcript", "dialog": 0, "body": answer}, parties=1)
    alone["dialog"].append({**alone["dialog"][0], "start": "2026-11-20T10:05:33+01:00", "parties": [0]})
    alone["analysis"].append({"type": "transcript", "dialog": 1, "body": "Customer: Salve\n"})
    alone["analysis"].append({"type": "transcript", "dialog": 1, "body": answer})
    transcript, _ = read(alone)
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [(AGENT, "Buongiorno"), (CALLER, "Salve")]


def in_base64url(text: str) -> dict[str, str]:
    return {"encoding": "base64url", "body": urlsafe_b64encode(text.encode()).decode().rstrip("=")}


def test_a_container_may_write_its_bodies_in_base64url() -> None:
    answer = {"transcript": "Perché?", "words": [{"word": "Perché?", "start": 0.0, "end": 1.0}]}
    for body in (json.dumps(answer), "Agent: Perché?\n"):
        transcript, _ = read(contained({"type": "transcript", "dialog": 0, **in_base64url(body)}, parties=1))
        assert [turn.text for turn in transcript.turns] == ["Perché?"]
    sent = {"type": "text", "start": "2026-11-20T09:05:23Z", "parties": [1]}
    for texted, expected in ((in_base64url("È così"), "È così"), ({"encoding": "base64url", "body": "è"}, "è")):
        transcript, _ = read({"vcon": "0.0.2", "parties": PARTIES, "dialog": [{**sent, **texted}]})
        assert [turn.text for turn in transcript.turns] == [expected]


@pytest.mark.parametrize("body", [{"a": 1}, 7, None])
def test_a_container_of_what_nobody_knows_says_what_it_holds(body: Any) -> None:
    with pytest.raises(TranscriptError, match="Expected a transcript by"):
        read(contained({"type": "transcript", "dialog": 0, "body": body}))


def test_vosk_writes_one_result_after_the_other_and_no_speaker() -> None:
    results = [
        {"result": [{"conf": 1.0, "end": e, "start": s, "word": w} for w, s, e in words(said)], "text": said[1]}
        for said in SAID
        if said[0] is CALLER
    ]
    content = "\n".join(json.dumps(result, indent=1) for result in results).encode()
    transcript, doubts = read_transcript(content, "call-caller.json", CALLER)
    assert (transcript.format.name, told(transcript.turns), doubts) == ("vosk", [SAID[1], SAID[3]], [])


def test_ctm_holds_a_word_a_line_with_its_channel() -> None:
    rows = [
        f"call {'AB'[number(said[0])]} {start} {round(end - start, 2)} {word} 0.9"
        for said in SAID
        for word, start, end in words(said)
    ]
    transcript, doubts = read_transcript(
        "\n".join([";; made", *sorted(rows, key=lambda row: row[5])]).encode(), "c.ctm"
    )
    assert (transcript.format.name, told(transcript.turns), doubts) == ("ctm", SAID, [])


def test_rttm_has_no_words_and_says_so() -> None:
    with pytest.raises(Exception, match="who speaks when, but not what is said"):
        read_transcript(b"SPEAKER call 1 0.4 2.7 <NA> <NA> speaker_0 <NA> <NA>\n", "call.rttm")


def test_a_start_that_google_leaves_out_is_0() -> None:
    document = google_v1()
    first = document["response"]["results"][0]["alternatives"][0]["words"][0]
    del first["startTime"]
    transcript, doubts = read(document)
    assert (transcript.turns[0].start_s, transcript.turns[0].words[0].start_s, doubts) == (0.0, 0.0, [])


def test_google_without_words_begins_where_the_line_before_ends() -> None:
    document = google_v1()
    for result in document["response"]["results"]:
        del result["alternatives"][0]["words"]
    transcript, _ = read(document)
    assert [(turn.speaker, turn.start_s, turn.end_s) for turn in transcript.turns] == [
        (who, begun, end) for (who, *_, end), begun in zip(SAID, (0.0, *sorted(end for *_, end in SAID)), strict=False)
    ]


def test_a_page_of_several_is_told() -> None:
    document = twilio()
    document["meta"]["next_page_url"] = "https://intelligence.twilio.com/v2/…&Page=1"
    transcript, (doubt,) = read(document)
    assert len(transcript.turns) == 4
    assert "one page of the transcript" in doubt


def test_who_is_neither_by_the_makers_own_word_is_kept_apart() -> None:
    document = genesys()
    document["transcripts"][0]["phrases"][0]["participantPurpose"] = "ivr"
    transcript, (doubt,) = read(document)
    assert [turn.speaker for turn in transcript.turns] == [OTHER, CALLER, AGENT, CALLER]
    assert "“system” is neither" in doubt


def test_times_in_another_unit_than_the_makers_are_told() -> None:
    document = openai_diarized()
    for segment in document["segments"]:
        segment["start"], segment["end"] = ms(segment["start"]), ms(segment["end"])
    assert any("letters a second are spoken" in doubt for doubt in read(document)[1])


def test_seconds_where_the_maker_has_milliseconds_are_not_taken_for_them() -> None:
    document = assemblyai()
    for part in document["utterances"]:
        part["start"], part["end"] = part["start"] / 1000, part["end"] / 1000
    transcript, doubts = read(document | {"words": None})
    assert told(transcript.turns) == SAID
    assert "read by its keys" in doubts[0]
    assert doubts[0].endswith("with times in s.")


@pytest.mark.parametrize("at", [[], {}, "soon", None])
def test_a_second_of_watson_that_is_none_is_a_fault_at_most(at: Any) -> None:
    document = watson()
    document["results"][0]["alternatives"][0]["timestamps"][0][1] = at
    document["speaker_labels"][0]["from"] = at
    transcript, _ = read(document)
    assert transcript.turns


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place of a document, as what holds it and its key."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in ((value, key), *places(value[key]))]


@given(st.sampled_from([*KNOWN, *GUESSED]), st.data())
@settings(max_examples=150, deadline=None)
def test_any_value_in_any_place_is_a_fault_at_most(made: Callable[[], Any], data: st.DataObject) -> None:
    document = deepcopy(made())  # which others share a part of
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
        assert all(0 <= word.start_s <= word.end_s for word in turn.words)
