"""Whisper and its kin: openai-whisper, its web service, faster-whisper, WhisperX and whisper.cpp."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from benvenuto.domain.call import Word
from benvenuto.domain.transcript import Utterance, utterances
from benvenuto.formats.calls.transcripts.kinds import JsonFormat, within
from benvenuto.formats.calls.transcripts.pieces import Piece, parted
from benvenuto.formats.calls.transcripts.places import JsonPlace, clean
from benvenuto.formats.calls.transcripts.voice_names import CHANNEL

_NAME = "Whisper"
# the places in a row, for who writes faster-whisper's tuples as they are: id, seek, start, end, text, ..., words
_ROW = {"start": 2, "end": 3, "text": 4, "words": 10}
_WORD_ROW = {"start": 0, "end": 1, "word": 2, "probability": 3}


def read_whisper(root: JsonPlace) -> Sequence[Utterance]:
    """The segments of one voice, or of several where each names its speaker; times in seconds.

    They stand at the top or under `segments`, each an object or a row, with or without words; the web service puts all
    words beside the segments. whisper.cpp writes `transcription`, in milliseconds. A file may also hold one such result
    under "agent" and one under "caller".
    """
    if isinstance(root["transcription"].value, list):
        return _read_cpp(root["transcription"].needed(_NAME))
    if root["segments"].there:
        return _read_segments(root["segments"].needed(_NAME), root["words"])
    if isinstance(root.value, dict):
        voices = [(name, root[name]["segments"]) for name in root.value if root[name]["segments"].there]
        if voices:
            return [
                utterance
                for name, segments in voices
                for utterance in _read_segments(segments.needed(_NAME), root[name]["words"], name)
            ]
        if root["words"].there:
            return _read_bare_words(root["words"], root)
    return _read_segments(root.needed(_NAME), root["words"])


def _read_segments(segments: JsonPlace, words: JsonPlace, label: str = "") -> Sequence[Utterance]:
    aside = deque(word for place in words if (word := _word(place))) if words.there else deque[Word]()
    lines: list[Utterance] = []
    for segment in segments.in_turns():
        at = _ROW if isinstance(segment.value, list) else {name: name for name in _ROW}
        start, end = segment.span(at["start"], at["end"])
        own = segment[at["words"]]
        spoken = joined(word for place in own if (word := _word(place))) if own.there else tuple(_taken(aside, end))
        text = segment[at["text"]].text() or " ".join(word.text for word in spoken)
        voices = [] if label else _voices(own)
        if len(voices) > 1:
            lines += parted(_by_voice(own, segment))
        elif text:
            lines.append(Utterance(text, start, end, spoken, label or _speaker(segment) or "".join(voices)))
    return lines


def _speaker(place: JsonPlace) -> str:
    return place["speaker"].name() or place["speaker_id"].name()


def _voices(words: JsonPlace) -> Sequence[str]:
    """Who speaks by the words themselves; a segment may hold the end of one voice and the beginning of another."""
    return sorted({speaker for word in words if (speaker := _speaker(word))} if words.there else ())


def _by_voice(words: JsonPlace, segment: JsonPlace) -> Iterator[Piece]:
    """The words with whose they are; what names nobody is in the mouth of the word before, as it has no time either."""
    last = _speaker(segment)
    for place in words:
        last = _speaker(place) or last
        if text := place["word"].text():
            word = _word(place)
            yield Piece(text, word and replace(word, text=text), last)


def joined(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words whole: each begins with a space, and what has none (“-end” after “high”) belongs to the one before."""
    pieces = list(words)
    spaced = any(piece.text.startswith(" ") for piece in pieces)
    whole: list[Word] = []
    for piece in pieces:
        if spaced and whole and not piece.text.startswith(" "):
            last = whole[-1]
            whole[-1] = Word(last.text + piece.text, last.start_s, max(last.end_s, piece.end_s), last.confidence)
        elif piece.text.strip():
            whole.append(Word(piece.text.strip(), piece.start_s, piece.end_s, piece.confidence))
    return tuple(whole)


def _word(place: JsonPlace) -> Word | None:
    """A word with the space before it, which tells words from parts of words."""
    at = _WORD_ROW if isinstance(place.value, list) else {name: name for name in _WORD_ROW}
    written = place[at["word"]]
    text = written.text()
    timed = place[at["start"]].there or place[at["end"]].there
    if not text or not timed:  # WhisperX finds no times for figures, and says nothing
        return None
    space = " " if str(written.value).startswith(" ") else ""
    sure = place[at["probability"]]
    return place.word(space + text, place.span(at["start"], at["end"]), sure if sure.there else place["score"])


def _taken(words: deque[Word], end: float | None) -> Iterable[Word]:
    """Take from the front of `words` those that are spoken, for the most part, before `end`."""
    while words and end is not None and (words[0].start_s + words[0].end_s) / 2 <= end:
        yield words.popleft()


def _read_bare_words(words: JsonPlace, root: JsonPlace) -> Sequence[Utterance]:
    if _voices(words):
        return parted(_by_voice(words, root))
    return utterances(joined(word for place in words if (word := _word(place))))


def _read_cpp(segments: JsonPlace) -> Sequence[Utterance]:
    lines = []
    for segment in segments.in_turns():
        start, end = segment["offsets"].span("from", "to", milliseconds=True)
        voice = segment["speaker"].name()
        label = CHANNEL.format(voice) if voice.isdigit() else ""  # "?" where it does not know
        if text := segment["text"].text():
            lines.append(Utterance(text, start, end, joined(_tokens(segment["tokens"])), label))
    return lines


def _tokens(tokens: JsonPlace) -> Iterator[Word]:
    """The parts of words in a full file; what stands in brackets says where a stretch begins."""
    for token in tokens if tokens.there else ():
        text = str(token["text"].value)
        if not text.startswith("[_") and token["text"].text():
            span = token["offsets"].span("from", "to", milliseconds=True)
            word = token.word(clean(text), span, token["p"])
            if word is not None:
                yield replace(word, text=f" {word.text}" if text.startswith(" ") else word.text)


def _fits(data: Any) -> bool:
    if isinstance(data, list):
        first = data[0] if data else None
        row = isinstance(first, list) and len(first) > 4 and isinstance(first[4], str)
        return row or (isinstance(first, dict) and {"start", "end", "text"} <= first.keys())
    if not isinstance(data, dict):
        return False
    if "segments" in data or isinstance(data.get("transcription"), list):
        return True
    first_word = data["words"][0] if isinstance(data.get("words"), list) and data["words"] else None
    return within(first_word, "word") is not None or any(
        isinstance(value, dict) and isinstance(value.get("segments"), list) for value in data.values()
    )


WHISPER = JsonFormat("whisper", _NAME, _fits, read_whisper)
