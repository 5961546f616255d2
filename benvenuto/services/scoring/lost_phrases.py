"""Phrases of rubrics that never find anything, told by `check`: they are no error, and nobody would notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benvenuto.domain.evidence import PhraseEvidence
from benvenuto.domain.faults import Fault, message
from benvenuto.domain.rubric import Rubric
from benvenuto.listening.evidence.saying import never_found

LOST = message("“{words}” is never found, though “{phrase}” asks for it.")
REMEDY = message(
    "Shorten what stands under unless, or take these words out: no transcript keeps the same word twice in a row."
)


def lost_phrases(rubrics: Iterable[Rubric]) -> Iterator[Fault]:
    """One for each phrase in which something is said in vain, by rubric and place."""
    for rubric in rubrics:
        for criterion in rubric.criteria:
            for evidence in criterion.evidence:
                if isinstance(evidence.sign, PhraseEvidence):
                    for language, number, words in never_found(evidence.sign):
                        place = f"{criterion.id}.{evidence.id}.{language}.{number + 1}"
                        phrase = evidence.sign.phrases[language][number]
                        params = {"words": words, "phrase": phrase if len(phrase) <= 80 else f"{phrase[:79]}…"}
                        yield Fault(rubric.id, 0, place, LOST, REMEDY, params)
