"""IBM Watson Speech to Text: words with their times in one list, the speakers of these times in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benvenuto.domain.transcript import Utterance
from benvenuto.formats.calls.transcripts.kinds import JsonFormat, head_of, list_at
from benvenuto.formats.calls.transcripts.pieces import Piece, parted
from benvenuto.formats.calls.transcripts.places import JsonPlace

_NAME = "IBM Watson"
_HESITATION = "%HESITATION"


def read_watson(root: JsonPlace) -> Sequence[Utterance]:
    """The words of `results`, each of the speaker whose label begins with it; several answers may follow each other."""
    answers = list(root) if isinstance(root.value, list) else [root]
    speakers: dict[float | None, str] = {}
    for answer in answers:
        if answer["speaker_labels"].there:
            speakers |= {_second(label["from"]): label["speaker"].name() for label in answer["speaker_labels"]}
    return [line for answer in answers for line in _lines(answer, speakers)]


def _lines(answer: JsonPlace, speakers: dict[float | None, str]) -> Iterator[Utterance]:
    for result in answer["results"].needed(_NAME) if answer["results"].there else ():
        best = result["alternatives"][0]
        if result["final"].value is False:
            continue  # said again when it is final
        pieces = list(_pieces(best, speakers))
        text = best["transcript"].text().replace(_HESITATION, "").strip()
        if pieces:
            yield from parted(pieces)
        elif text:
            yield Utterance(" ".join(text.split()))


def _pieces(best: JsonPlace, speakers: dict[float | None, str]) -> Iterator[Piece]:
    for place, word in enumerate(best["timestamps"] if best["timestamps"].there else ()):
        text = word[0].text()
        if text and text != _HESITATION:
            timed = word.word(text, word.span(1, 2), best["word_confidence"][place][1])
            yield Piece(text, timed, speakers.get(_second(word[1]), ""))


def _second(place: JsonPlace) -> float | None:
    return place.value if isinstance(place.value, int | float) else None


def _fits(data: Any) -> bool:
    answers = data if isinstance(data, list) else [data]
    results = [result for answer in answers for result in list_at(answer, "results")]
    worded = any(isinstance(head_of(list_at(result, "alternatives")).get("timestamps"), list) for result in results)
    return worded or any(list_at(answer, "speaker_labels") for answer in answers if list_at(answer, "results"))


WATSON = JsonFormat("watson", _NAME, _fits, read_watson)
