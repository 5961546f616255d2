"""Files that are broken, cut short, or meant to harm: a message with what was expected and found, or what is sound."""

from __future__ import annotations

import itertools
import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benvenuto.domain.call import Speaker
from benvenuto.domain.measure import Segment, Speech
from benvenuto.formats.calls.transcripts import LARGEST_BYTES, TranscriptError, read_transcript

FILES = sorted((Path(__file__).parent / "files").iterdir())


def refused(content: bytes | str | Any) -> str:
    """Why the content is no transcript, in English."""
    raw = content if isinstance(content, bytes) else content.encode() if isinstance(content, str) else None
    with pytest.raises(TranscriptError) as told:
        read_transcript(json.dumps(content).encode() if raw is None else raw, "call.json")
    assert told.value.remedy
    return str(told.value)


def taken(content: Any) -> tuple[Any, list[tuple[str, str]]]:
    transcript, faults = read_transcript(json.dumps(content).encode(), "call.json")
    return transcript, [(fault.path, fault.text) for fault in faults]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ({"cats": 9}, '{"cats"}'),
        ([], "[]"),
        ([1, 2], "[…]"),
        ({str(n): n for n in range(9)}, '{"0", "1", "2", "3", "4", …}'),
        ({"results": [1]}, '{"results"}'),
        ({"text": "no times and no voices"}, '{"text"}'),
    ],
)
def test_json_of_no_known_shape_says_what_was_expected_and_what_was_found(content: Any, found: str) -> None:
    said = refused(content)
    assert all(product in said for product in ("Amazon Transcribe", "Contact Lens", "Deepgram", "Genesys", "Whisper"))
    assert said.endswith(f"found {found}.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"results": {"items": None}}, "like Amazon Transcribe, but at “results.items” a list was expected, not null"),
        (
            {"results": {"channel_labels": {"channels": [{"items": []}, {"items": "all"}]}}},
            'at “results.channel_labels.channels[1].items” a list was expected, not "all"',
        ),
        ({"Transcript": {"0": []}}, 'looks like Transcribe Call Analytics, but at “Transcript” a list was expected'),
        ({"Transcript": "x", "CustomerMetadata": {}}, "looks like Contact Lens, but at “Transcript” a list"),
        ({"results": {"channels": {"0": {}}}}, 'looks like Deepgram, but at “results.channels” a list'),
        ({"segments": "none"}, "looks like Whisper, but at “segments” a list was expected"),
        ({"segments": []}, "looks like Whisper, but nobody says anything in it"),
        ({"segments": [{"start": 0, "end": 1, "text": "Buongiorno"}]}, "Nothing in this transcript says who speaks"),
    ],
)  # fmt: skip
def test_a_known_shape_without_its_words_says_where_they_are_missing(content: Any, said: str) -> None:
    assert said in refused(content)


def test_what_is_doubtful_inside_a_transcript_is_told_with_its_path_and_costs_nothing_else() -> None:
    segments = [
        {
            "speaker": "agent",
            "start": 0.5,
            "end": 2,
            "text": "Buongiorno.",
            "words": [{"word": "Buongiorno.", "start": "x"}],
        },
        {"speaker": "caller", "start": float("nan"), "end": -3, "text": "Salve."},
        {"speaker": "caller", "start": 9, "end": 8.5, "text": ["Pronto?"]},
        {"speaker": "agent", "start": 1e300, "end": True, "text": "Mi dica."},
        "nonsense",
    ]
    transcript, faults = taken({"segments": segments})
    assert [(turn.text, turn.start_s) for turn in transcript.turns] == [
        ("Buongiorno.", 0.5), ("Salve.", None), ("Mi dica.", None),
    ]  # fmt: skip
    found = dict(faults)
    assert found["segments[0].words[0].start"] == 'Expected a time in seconds here, found "x".'
    assert found["segments[1].start"] == "Expected a time in seconds here, found nan."
    assert found["segments[1].end"] == "Expected a time in seconds here, found -3."
    assert found["segments[2].end"] == "The end, 8.5 s, is before the start, 9.0 s."
    assert found["segments[2].text"] == "Expected a text here, found […]."
    assert found["segments[3].end"] == "Expected a time in seconds here, found true."


def test_milliseconds_are_asked_for_as_milliseconds() -> None:
    turns = [
        {"ParticipantRole": "AGENT", "Content": "Buongiorno.", "BeginOffsetMillis": "soon", "EndOffsetMillis": 900}
    ]
    assert taken({"Transcript": turns})[1][0][1] == 'Expected a time in milliseconds here, found "soon".'


def test_a_thousand_equal_faults_are_counted_not_listed() -> None:
    segments = [{"speaker": "agent", "start": -1, "end": 1, "text": "Sì."} for _ in range(1000)]
    _, faults = taken({"segments": segments})
    assert len(faults) == 21
    assert faults[-1][1] == "And 980 more errors of this kind."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfa\x81 caf\xe9", "This file is not text"),
        (b"Agent: Buon\0giorno", "This file is not text"),
        (b"\xff\xfeA", "This file is not text"),
        (b"", "No line begins with a speaker"),
        (b"%PDF-1.7 ...", "not read: PDF"),
        (rb"{\rtf1\ansi Agent: Hello.}", "not read: RTF"),
        (b"[Script Info]\n[Events]\nDialogue: 0,0:00:00.50,0:00:03.00,Default,Agent,0,0,0,,Hello.", "not read: ASS"),
        (b'{"segments": [{"start": 0.5, "te', "cannot be read from line 1, column"),
        (b'{"segments": [' + b"9" * 5000 + b"]}", "The JSON cannot be read"),
        (b"WEBVTT\n\nNOTE nothing\n", "looks like WebVTT, but nobody says anything"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nBuongiorno.\n", "Nothing in this transcript says who speaks"),
        (b"[" * 200_000, "nested too deep"),
        (b'{"segments":' * 100_000 + b"1" + b"}" * 100_000, "nested too deep"),
        (b"x" * (LARGEST_BYTES + 1), "larger than 30 MB"),
        (b"Agent: " + b"x" * 2_000_001, "larger than 2 MB"),
    ],
    ids=itertools.count(),  # else megabytes of content are the name of a test
)  # fmt: skip
def test_what_is_no_transcript_is_refused_with_a_reason(content: bytes, said: str) -> None:
    assert said in refused(content)


def test_more_is_said_than_a_day_has_room_for() -> None:
    segment = {"speaker": "agent", "start": 0, "end": 1, "text": "Sì."}
    assert refused({"segments": [segment | {"text": "x" * 2_000_001}]}) == "The transcript is larger than 2 MB."
    assert refused({"segments": [segment] * 20_001}) == "The transcript has more than 20000 words or turns."


def test_a_name_as_long_as_a_book_is_shown_short() -> None:
    segments = [{"speaker": who * 5000, "start": n, "end": n, "text": "Sì."} for n, who in enumerate("xy")]
    ((_, said),) = taken({"segments": segments})[1]
    assert len(said) < 250


def test_text_as_windows_saves_it_is_read() -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        transcript, _ = read_transcript("Operatore: È arrivata.\r\nCliente: Sì.\r\n".encode(encoding), "call.txt")
        assert [turn.text for turn in transcript.turns] == ["È arrivata.", "Sì."]


def test_signs_that_no_screen_takes_are_left_out() -> None:
    transcript, _ = taken(
        {"segments": [{"speaker": "agent", "start": 0, "end": 1, "text": "Bu\0on\ud800gior\x1bno\n."}]}
    )
    assert transcript.turns[0].text == "Buongiorno ."


def test_one_voice_without_times_cannot_be_put_in_order() -> None:
    with pytest.raises(TranscriptError, match="cannot be put in order"):
        read_transcript(b"Agent: Buongiorno.", "x-agent.txt", Speaker.AGENT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_cut_anywhere_is_read_as_far_as_it_goes_or_refused(path: Path) -> None:
    content = path.read_bytes()
    for end in range(0, len(content), max(1, len(content) // 40)):
        with suppress(TranscriptError):
            read_transcript(content[:end], path.name)


HOSTILE = [
    *((line * (1_990_000 // len(line))).encode() for line in ("a:\n", "[a] b\n", "a\tb\n", "00:01 a\n", "Agent: b\n")),
    b"".join(b"n%d: a\n" % n for n in range(150_000)),
    b"1:" * 900_000,
    b"WEBVTT\n\n00:01.000 --> 00:02.000\nAgent: " + b"<c." * 600_000,
    b"00:01.000 --> 00:02.000\n" + b"\n" * 1_900_000,
    b"{}" * 900_000,
    json.dumps(
        {"segments": [{"start": 0, "end": 1, "text": "a", "words": [{"word": "a", "start": 0, "end": 1}] * 300_000}]}
    ).encode(),
    json.dumps({"utterances": [{"start": 0, "end": 1, "text": "a", "speaker": "A"}] * 300_000}).encode(),
    b"Agent: a\n" + b"b\n" * 500_000,
    b"Agent:" * 300_000,
    b"a: b. " * 300_000,
    b"a|" * 900_000,
    b"Agent\n\na\n\n" * 150_000,
    b"00:01\nAgent: a\n" * 120_000,
    b" " * 1_900_000,
    b"a" * 1_900_000,
    b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\n" * 5_000,
    b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v " * 100_000,
    b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * 600_000,
    b"1\n00:00:01,000 --> 00:00:02,000\n" + b"- [a" * 400_000,
    json.dumps({"segments": [], "words": [{"word": "a", "start": 0, "end": 0}] * 15_000}).encode(),
    json.dumps(
        {"segments": [{"end": 9, "text": "a"}], "words": [{"word": "a", "start": 0, "end": 0}] * 15_000}
    ).encode(),
]


@pytest.mark.parametrize("content", HOSTILE, ids=lambda content: content[:20].decode())
def test_a_file_made_to_take_for_ever_does_not(content: bytes) -> None:
    begun = time.process_time()
    with suppress(TranscriptError):
        read_transcript(content, "call")
    assert time.process_time() - begun < 20  # a second on an idle machine, and minutes if it grew with the square


def test_a_call_that_is_heard_all_day_is_read_as_fast_as_a_short_one() -> None:
    agent, caller = (tuple(Segment(8.0 * n + at, 8.0 * n + at + 3.9) for n in range(10_000)) for at in (0, 4))
    segments = [{"start": 0, "end": 80_000, "text": "a", "speaker": "AB"[n % 2]} for n in range(19_000)]
    begun = time.process_time()
    read_transcript(json.dumps({"segments": segments}).encode(), "call", speech=Speech(80_000.0, agent, caller))
    assert time.process_time() - begun < 20  # a second on an idle machine, and minutes if it grew with the square


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from([path for path in FILES if path.suffix == ".json"]), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_value_in_any_place_is_a_fault_at_most(path: Path, data: st.DataObject) -> None:
    document = json.loads(path.read_text("utf-8"))
    place, key = document, None
    for _ in range(data.draw(st.integers(1, 7))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        parent, key = place, data.draw(st.sampled_from(keys))
        place = parent[key]
        if not isinstance(place, dict | list):
            break
    if key is not None:
        parent[key] = data.draw(anything)
    try:
        transcript, faults = read_transcript(
            json.dumps(document).encode(), path.name, data.draw(st.sampled_from([None, *Speaker]))
        )
    except TranscriptError:
        return
    assert all(fault.text for fault in faults)
    for turn in transcript.turns:
        assert turn.text
        assert turn.start_s is None or 0 <= turn.start_s <= (turn.end_s or turn.start_s)
        assert all(0 <= word.start_s <= word.end_s for word in turn.words)
