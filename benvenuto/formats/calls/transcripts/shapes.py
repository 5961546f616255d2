"""Transcripts in JSON that are a list of utterances, or of words, read by a row that says where everything stands.

Places are named by keys with dots between them, from the line or the word they belong to; on the way to the lines, “*”
is everything that a list or an object holds. Of several places the first that is there is taken.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.faults import EXPECTED_LIST, TooLongTranscript
from benvenuto.formats.calls.transcripts.kinds import JsonFormat
from benvenuto.formats.calls.transcripts.pieces import Piece, followed, parted
from benvenuto.formats.calls.transcripts.places import MOST_TURNS, JsonPlace, as_number
from benvenuto.formats.calls.transcripts.times import Times
from benvenuto.formats.calls.transcripts.voice_names import CHANNEL

Places = tuple[str, ...]
Names = Mapping[str, str]


def _no_names(_: JsonPlace) -> Names:
    return {}


@dataclass(frozen=True, slots=True)
class Fields:
    """What a line or a word says, when, and who speaks. What is of a `kind` among `marks` is no word, but a sign."""

    text: Places
    times: Times
    confidence: Places = ("confidence",)
    speaker: Places = ()
    kind: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileShape:
    """The layout of one maker's files. `lines` are the ways to its utterances; of several the first that leads to any.

    `words` are at one of the `words_at` of a line; without `words_at` the lines are words themselves. The `channel` of
    a line, counted from `first_channel`, says who speaks where there are several. `names` gives other names for those
    that speakers have in the lines. `chosen` leaves out lines that say again what others say, and `doubts` tells what
    is doubtful about a file as a whole.
    """

    lines: tuple[Places, ...]
    line: Fields
    words_at: Places = ()
    words: Fields | None = None
    channel: Places = ()
    first_channel: int = 0
    names: Callable[[JsonPlace], Names] = _no_names
    chosen: Callable[[list[JsonPlace]], list[JsonPlace]] = field(default=lambda lines: lines)
    doubts: Callable[[JsonPlace], None] = field(default=lambda root: None)


def shaped(name: str, product: str, fits: Callable[[Any], bool], shape: FileShape) -> JsonFormat:
    """A format that is read by its shape."""
    return JsonFormat(name, product, fits, partial(read_shape, product, shape))


def read_shape(product: str, shape: FileShape, root: JsonPlace) -> Sequence[Utterance]:
    """The utterances of a file of this shape; raises MissingList."""
    shape.doubts(root)
    lines = shape.chosen(_lines(product, shape, root))
    labels = _Labels(shape, lines, shape.names(root))
    if shape.words is None:
        return parted(_pieces(lines, shape.line, labels))
    if len(lines) > MOST_TURNS:
        raise TooLongTranscript(limit=MOST_TURNS)
    return _in_turn(_utterances(shape, shape.words, lines, labels))


def _lines(product: str, shape: FileShape, root: JsonPlace) -> list[JsonPlace]:
    for way in shape.lines:
        if lines := list(_reached(root, way)):
            return lines
    way = shape.lines[0]
    _at(root, ".".join(way[: way.index("*")])).needed(product)
    return []


def _utterances(shape: FileShape, fields: Fields, lines: Iterable[JsonPlace], labels: _Labels) -> Iterator[Utterance]:
    for line in lines:
        label = labels.of(line, shape.line)
        start, end = shape.line.times.span(line)
        words = _first(line, shape.words_at)
        pieces = list(_pieces(words, fields, labels, label)) if words.there else []
        text = _first(line, shape.line.text).text() or " ".join(piece.text for piece in pieces)
        spoken = tuple(piece.word for piece in pieces if piece.word)
        if len({piece.label for piece in pieces}) > 1:
            yield from parted(pieces)
        elif text:
            own = pieces[0].label if pieces and not label else label
            start = spoken[0].start_s if start is None and spoken else start
            end = max(start or 0.0, spoken[-1].end_s) if end is None and spoken else end
            yield Utterance(text, start, end, spoken, own)


def _in_turn(utterances: Iterable[Utterance]) -> list[Utterance]:
    """The utterances, of which those that only say when they end begin where the one before ends, whose ever it is."""
    parts = list(utterances)
    ends = sorted({part.end_s for part in parts if part.end_s is not None})
    return [
        part if part.start_s is not None or part.end_s is None else replace(part, start_s=_end_before(part.end_s, ends))
        for part in parts
    ]


def _end_before(end_s: float, ends: Sequence[float]) -> float:
    at = bisect_left(ends, end_s)
    return ends[at - 1] if at else 0.0


def _pieces(places: Iterable[JsonPlace], fields: Fields, labels: _Labels, line: str = "") -> Iterator[Piece]:
    last: Piece | None = None
    for place in places:
        text = _first(place, fields.text).text()
        if fields.kind and place[fields.kind].value in fields.marks:
            last = last and followed(last, text)
            continue
        if text:
            if last is not None:
                yield last
            word = place.word(text, fields.times.span(place), _first(place, fields.confidence))
            last = Piece(text, word, line or labels.of(place, fields))
    if last is not None:
        yield last


class _Labels:
    """What the voice of a line or word is called: its channel, where there are several, else its speaker."""

    def __init__(self, shape: FileShape, lines: Sequence[JsonPlace], names: Names) -> None:
        self.shape, self.names = shape, names
        channels = {as_number(_first(line, shape.channel).value) for line in lines} if shape.channel else set()
        self.several = len(channels - {None}) > 1

    def of(self, place: JsonPlace, fields: Fields) -> str:
        if self.several and (channel := as_number(_first(place, self.shape.channel).value)) is not None:
            number = int(channel)
            return self.names.get(str(number)) or CHANNEL.format(number - self.shape.first_channel)
        if not fields.speaker:
            return ""
        speaker = _first(place, fields.speaker).name()
        return self.names.get(speaker) or self.names.get(speaker.casefold(), speaker)


def _first(place: JsonPlace, places: Places) -> JsonPlace:
    here = place
    for way in places:
        here = _at(place, way)
        if here.there:
            return here
    return here if places else place["…"]


def _at(place: JsonPlace, way: str) -> JsonPlace:
    for step in way.split("."):
        if step:
            place = place[int(step) if step.isdigit() else step]
    return place


def _reached(place: JsonPlace, way: Sequence[str]) -> Iterator[JsonPlace]:
    if not way:
        yield place
        return
    step, *rest = way
    if step != "*":
        yield from _reached(place[step], rest)
    elif isinstance(place.value, dict):
        for key in place.value:
            yield from _reached(place[key], rest)
    elif isinstance(place.value, list):
        for each in place:
            yield from _reached(each, rest)
    elif place.there:
        place.fault(EXPECTED_LIST, found=place.sketch())
