"""Amazon Transcribe: words and punctuation in one stream, by channel, by speaker, or by neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.kinds import JsonFormat, within
from benvenuto.formats.calls.transcripts.pieces import Piece, followed, parted
from benvenuto.formats.calls.transcripts.places import JsonPlace
from benvenuto.formats.calls.transcripts.voice_names import CHANNEL

_NAME = "Amazon Transcribe"


def read_amazon(root: JsonPlace) -> Sequence[Utterance]:
    """`results.items`, those of each channel, or `results.audio_segments` where only they are kept.

    Times are seconds written as texts; punctuation has none.
    """
    results = root["results"]
    channels = results["channel_labels"]["channels"]
    if channels.there and len(list(channels.needed(_NAME))) > 1:
        utterances: list[Utterance] = []
        for number, channel in enumerate(channels):
            utterances += parted(_pieces(channel["items"].needed(_NAME), {}, CHANNEL.format(number)))
        return utterances
    segments = results["audio_segments"]
    if segments.there and not channels.there and not results["items"].there:
        return [_segment(segment) for segment in segments if segment["transcript"].text()]
    items = channels[0]["items"] if channels.there else results["items"]
    return parted(_pieces(items.needed(_NAME), _speakers(results["speaker_labels"]), ""))


def _segment(segment: JsonPlace) -> Utterance:
    start, end = segment.span("start_time", "end_time")
    return Utterance(segment["transcript"].text(), start, end, label=segment["speaker_label"].text())


def _pieces(items: JsonPlace, speakers: Mapping[str, str], channel: str) -> Sequence[Piece]:
    pieces: list[Piece] = []
    for item in items:
        best = item["alternatives"][0]
        text = best["content"].text()
        if item["type"].value == "punctuation" and pieces:
            pieces[-1] = followed(pieces[-1], text)
        elif text:
            label = channel or item["speaker_label"].text() or speakers.get(str(item["start_time"].value), "")
            word = item.word(text, item.span("start_time", "end_time"), best["confidence"])
            pieces.append(Piece(text, word, label))
    return pieces


def _speakers(labels: JsonPlace) -> Mapping[str, str]:
    """Older files name the speaker of a word in a list of its own, by the time at which the word starts."""
    if not labels["segments"].there:
        return {}
    items = (item for segment in labels["segments"] for item in segment["items"])
    return {str(item["start_time"].value): item["speaker_label"].text() for item in items}


def _fits(data: Any) -> bool:
    return isinstance(within(data, "results"), dict)


AMAZON_TRANSCRIBE = JsonFormat("amazon-transcribe", _NAME, _fits, read_amazon)
