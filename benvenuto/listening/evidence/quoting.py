"""From a match to the words as they were written: the sentence around it, or as much of it as one reads at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from benvenuto.domain.evidence import Quotation
from benvenuto.listening.evidence.runs import SpeakerRun
from benvenuto.listening.evidence.words import SpokenWords

LONGEST = 140
"""Characters of a quotation."""

_WORDS_BEFORE, _WORDS_AFTER = 4, 8
_SENTENCE_END = re.compile(r"[.?!…]+[\"'»”)]*(?=\s|$)")


def quoted(
    run: SpeakerRun, words: SpokenWords, matches: Iterable[tuple[int, int, int]]
) -> Iterator[tuple[int, Quotation]]:
    """Each match, by the number of its evidence, with the words around it and the time of its own first word."""
    for number, start, end in matches:
        first, last = words.at(start), words.at(end - 1)
        at_s = run.at_s(words.span(first)[0])
        text = _around(run, words, first, last)
        yield number, Quotation(text, None if at_s is None else round(at_s, 2), run.speaker)


def _around(run: SpeakerRun, words: SpokenWords, first: int, last: int) -> str:
    """The sentence, or sentences, that the words stand in; of a long one only the words near them."""
    left, right = _sentence(run, words.span(first)[0], words.span(last)[1])
    if right - left <= LONGEST:
        return " ".join(run.text[left:right].split())
    near_left = max(left, words.span(max(first - _WORDS_BEFORE, 0))[0])
    near_right = min(right, words.span(min(last + _WORDS_AFTER, len(words.words) - 1))[1])
    excerpt = " ".join(run.text[near_left:near_right].split())
    return (
        ("… " if run.text[left:near_left].strip() else "")
        + excerpt
        + (" …" if run.text[near_right:right].strip() else "")
    )


def _sentence(run: SpeakerRun, begin: int, end: int) -> tuple[int, int]:
    """Where the sentence around a stretch of text begins and ends; a turn that was cut off ends one too."""
    edges = [match.end() for match in _SENTENCE_END.finditer(run.text)] + run.offsets[1:]
    # none before it: the sentence begins with the text
    left = max((edge for edge in edges if edge <= begin), default=0)
    right = min((edge for edge in edges if edge >= end), default=len(run.text))
    return left, right
