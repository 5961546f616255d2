"""Evidence in rubric files and in snapshots: what a schema cannot see of it, and how it is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from benvenuto.domain.call import Speaker
from benvenuto.domain.evidence import Evidence, Passed, PhraseEvidence
from benvenuto.domain.faults import Fault
from benvenuto.domain.measure import Measure
from benvenuto.domain.phrase import SLOTS, PhraseFault, read_phrase
from benvenuto.domain.text import Text
from benvenuto.formats.document import Document, Path
from benvenuto.formats.scoring.rubrics import kinds
from benvenuto.formats.text_file import FaultKind

Data = Mapping[str, Any]
StoredText = str | dict[str, str]


def evidence_meaning(document: Document, place: Path) -> Iterator[Fault]:
    """Faults of a criterion's evidence whose shape is sound: what it is of, and whether its phrases can be read."""
    here: Any = document.data
    for step in place:
        here = here.get(step, []) if isinstance(step, str) else here[step]
    for number, evidence in enumerate(here):
        at = (*place, number)
        yield from _of_one_thing(document, at, evidence)
        yield from _taken_names(document, at, evidence)
        for key in ("phrases", "unless"):
            for language, phrases in evidence.get(key, {}).items():
                for position, phrase in enumerate(phrases):
                    yield from _unreadable(document, (*at, key, language, position), phrase, evidence, language)


def written_out(phrase: str, evidence: Data, language: str) -> str:
    """The phrase with the evidence's own lists of words in place of their names."""
    for words in evidence.get("words", ()):
        if entries := words.get(language):
            phrase = phrase.replace("{" + words["name"] + "}", "(" + " | ".join(entries) + ")")
    return phrase


def stored_evidence(evidence: Evidence, label: StoredText) -> dict[str, Any]:
    """One evidence as JSON data, its label already so."""
    stored = {"id": evidence.id, "label": label, "quiet": evidence.quiet}
    sign = evidence.sign
    if isinstance(sign, Passed):
        return {**stored, "measure": sign.measure.value, "above": sign.above, "below": sign.below}
    return {
        **stored,
        "phrases": {language: list(phrases) for language, phrases in sign.phrases.items()},
        "unless": {language: list(phrases) for language, phrases in sign.unless.items()},
        "by": sign.by and sign.by.value,
        "first_turns": sign.first_turns,
        "last_turns": sign.last_turns,
    }


def read_stored_evidence(data: Data, label: Text) -> Evidence:
    """What `stored_evidence` gave."""
    return Evidence(data["id"], label, _passed(data) if "measure" in data else _phrase_evidence(data), data["quiet"])


def _passed(data: Data) -> Passed:
    above, below = data["above"], data["below"]
    measure = Measure(data["measure"])
    return Passed(measure, None if above is None else float(above), None if below is None else float(below))


def _phrase_evidence(data: Data) -> PhraseEvidence:
    return PhraseEvidence(
        phrases={language: tuple(phrases) for language, phrases in data["phrases"].items()},
        unless={language: tuple(phrases) for language, phrases in data["unless"].items()},
        by=data["by"] and Speaker(data["by"]),
        first_turns=data["first_turns"],
        last_turns=data["last_turns"],
    )


def _of_one_thing(document: Document, at: Path, evidence: Data) -> Iterator[Fault]:
    if "phrases" in evidence and "measure" in evidence:
        yield document.fault((*at, "measure"), kinds.EVIDENCE_OF_BOTH)
    elif "phrases" not in evidence and "measure" not in evidence:
        yield document.fault(at, kinds.EVIDENCE_OF_NOTHING)
    if "measure" in evidence and not {"above", "below"} & set(evidence):
        yield document.fault((*at, "measure"), kinds.NO_THRESHOLD, measure=evidence["measure"])
    if "first_turns" in evidence and "last_turns" in evidence:
        yield document.fault((*at, "last_turns"), kinds.FIRST_AND_LAST)


def _taken_names(document: Document, at: Path, evidence: Data) -> Iterator[Fault]:
    taken = list(SLOTS)
    for position, words in enumerate(evidence.get("words", ())):
        if words["name"] in taken:
            yield document.fault((*at, "words", position, "name"), kinds.WORDS_NAME_TAKEN, name=words["name"])
        taken.append(words["name"])


def _unreadable(document: Document, at: Path, phrase: str, evidence: Data, language: str) -> Iterator[Fault]:
    try:
        read_phrase(written_out(phrase, evidence, language))
    except PhraseFault as error:
        # the fault shows the phrase as it stands in the file, not with its lists written out
        yield document.fault(at, FaultKind(error.template, error.remedy), **{**error.params, "phrase": phrase})
